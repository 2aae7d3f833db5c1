//! Receipts of the past, what their numbers count, refused files as they are, and what the watch over folders tells.

import { openRefused, readHandOvers, readReceiptPart, readReceipts, readRefused } from "../ipc/receipts";
import type { HandOverLine, Receipt, ReceiptLine, ReceiptPart, Refusal, RefusedText, WatchFact } from "../ipc/types";
import { m } from "../paraglide/messages";
import type { Intake } from "./intake.svelte";
import type { Toasts } from "./toasts.svelte";

/** Receipts that are listed. */
const LISTED = 50;
/** Lines of a receipt that are read at once. */
export const PAGE = 200;

/** Receipts. */
export class Receipts {
  /** The receipts of the past, while they are listed. */
  past = $state.raw<readonly Receipt[] | null>(null);
  /** All files that are refused now, while they are listed. */
  refused = $state.raw<readonly Refusal[] | null>(null);
  /** How many they are. */
  refusedCount = $state(0);
  /** The hand-overs of the past, listed with them. */
  handOvers = $state.raw<readonly HandOverLine[]>([]);
  /** The refused file that is open. */
  file = $state.raw<{ refusal: Refusal; text: RefusedText } | null>(null);
  /** Which of the receipt's numbers is open, and the articles that it counts. */
  part = $state.raw<{ part: ReceiptPart | "refused"; lines: readonly ReceiptLine[] } | null>(null);
  #intake: Intake;
  #toasts: Toasts;

  constructor(intake: Intake, toasts: Toasts) {
    this.#intake = intake;
    intake.ended = () => void this.countRefused();
    this.#toasts = toasts;
  }

  /** Lists the receipts of the past, and the hand-overs. */
  async list() {
    await this.#tried(async () => {
      this.handOvers = (await readHandOvers(LISTED)) ?? [];
      this.past = (await readReceipts(LISTED)) ?? [];
      this.refused = null;
    });
  }

  /** Lists the files that are refused now. */
  async listRefused() {
    await this.#tried(async () => {
      this.refused = await this.#readRefused();
      this.past = null;
    });
  }

  /** Counts them anew. */
  async countRefused() {
    await this.#readRefused().catch(() => null);
  }

  async #readRefused(): Promise<readonly Refusal[]> {
    const refused = (await readRefused()) ?? [];
    this.refusedCount = refused.length;
    if (this.refused) this.refused = refused;
    return refused;
  }

  /** Takes files in that were refused, after they were mended. */
  async retry(refused: readonly Refusal[]) {
    const receipt = await this.#intake.takeIn(
      refused.map((refusal) => refusal.path),
      false,
    );
    if (!receipt) return;
    await this.#tried(async () => {
      await this.#readRefused();
      const { length } = receipt.refused;
      const mended = m.intake_mended({ count: refused.length - length });
      const still = m.intake_still_refused({ count: length });
      this.#toasts.done([length < refused.length ? mended : "", length > 0 ? still : ""].filter(Boolean).join(" "));
    });
  }

  /** Leaves everything that was listed: another library is on the screen. */
  leave() {
    [this.past, this.refused, this.file, this.part] = [null, null, null, null];
    void this.countRefused();
  }

  /** Shows one receipt. */
  open(receipt: Receipt) {
    this.past = null;
    this.part = null;
    this.#intake.receipt = receipt;
  }

  /** Opens what a number of a receipt counts; a second time, closes it. */
  async openPart(receipt: Receipt, part: ReceiptPart | "refused") {
    if (this.part?.part === part || receipt.id === null) {
      this.part = null;
      return;
    }
    const { id } = receipt;
    await this.#tried(async () => {
      const lines = part === "refused" ? [] : await readReceiptPart(id, part, PAGE, 0);
      this.part = { part, lines };
    });
  }

  /** Reads on in the number that is open. */
  async more(receipt: Receipt) {
    const open = this.part;
    if (!open || open.part === "refused" || receipt.id === null) return;
    const { part, lines } = open;
    const { id } = receipt;
    await this.#tried(async () => {
      const more = await readReceiptPart(id, part, PAGE, lines.length);
      if (this.part === open) this.part = { part, lines: [...lines, ...more] };
    });
  }

  /** Opens a refused file as it is. */
  async openFile(refusal: Refusal) {
    await this.#tried(async () => {
      this.file = { refusal, text: await openRefused(refusal.path) };
    });
  }

  /** The watch is quiet, unless something was refused or a folder cannot be watched: arrivals have their own line. */
  heard(fact: WatchFact) {
    void this.countRefused();
    if (fact.what === "failed") return this.#toasts.failed(fact.failure);
    const { refused } = fact.receipt;
    if (refused.length === 0) return;
    this.#toasts.done(m.intake_watch_refused({ count: refused.length }));
  }

  async #tried(work: () => Promise<void>) {
    try {
      await work();
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }
}
