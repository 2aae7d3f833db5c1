//! Receipts of the past, what their numbers count, refused files as they are, and what the watch over folders tells.

import type { Rejected } from "../../ipc/grants";
import { openRefused, readHandOvers, readReceiptPart, readReceipts, readRefused } from "../../ipc/receipts";
import type { HandOverLine, Receipt, ReceiptLine, ReceiptPart, Refusal, RefusedText, WatchFact } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { Toasts } from "../../shared/state/toasts.svelte";
import type { Intake } from "./import.svelte";

/** Receipts that are listed. */
const LISTED = 50;
/** Lines of a receipt that are read at once. */
export const PAGE = 200;

/** Receipts. */
export class Receipts {
  /** The receipts of the past, while they are listed. */
  past = $state.raw<readonly Receipt[] | null>(null);
  /** All files that are refused now, while they are listed. */
  refused = $state.raw<readonly Rejected[] | null>(null);
  /** How many they are. */
  refusedCount = $state(0);
  /** The hand-overs of the past, listed with them. */
  handOvers = $state.raw<readonly HandOverLine[]>([]);
  /** The refused file that is open. */
  file = $state.raw<{ refusal: Refusal; text: RefusedText } | null>(null);
  /** Which of the receipt's numbers is open, and the articles that it counts. */
  part = $state.raw<{ part: ReceiptPart | "refused"; lines: readonly ReceiptLine[] } | null>(null);
  /** A list is read that is not on the screen yet. */
  #listing = false;
  /** Which list was asked for last: only its answer is shown. */
  #asked = 0;
  /** The same of the files that are refused. */
  #counted = 0;
  #intake: Intake;
  #toasts: Toasts;

  constructor(intake: Intake, toasts: Toasts) {
    this.#intake = intake;
    intake.ended = (shown) => {
      if (shown) this.close();
      void this.countRefused();
    };
    this.#toasts = toasts;
  }

  /** A list is on the screen, or on its way there. */
  get listed(): boolean {
    return this.#listing || this.past !== null || this.refused !== null;
  }

  /** Lists the receipts of the past, and the hand-overs. */
  async list() {
    await this.#list(async () => {
      const [handOvers, past] = await Promise.all([readHandOvers(LISTED), readReceipts(LISTED)]);
      return () => {
        [this.handOvers, this.past, this.refused] = [handOvers ?? [], past ?? [], null];
      };
    });
  }

  /** Lists the files that are refused now. */
  async listRefused() {
    await this.#list(async () => {
      const refused = await this.#readRefused();
      return () => {
        [this.refused, this.past] = [refused, null];
      };
    });
  }

  /** Shows the list that was asked for last, whichever answer comes last. */
  async #list(read: () => Promise<() => void>) {
    this.#asked += 1;
    const mine = this.#asked;
    this.#listing = true;
    try {
      const show = await read();
      if (mine === this.#asked) show();
    } catch (thrown) {
      if (mine === this.#asked) this.#toasts.failed(thrown);
    }
    if (mine === this.#asked) this.#listing = false;
  }

  /** Closes the list, also one that is still read. */
  close() {
    this.#asked += 1;
    this.#listing = false;
    [this.past, this.refused] = [null, null];
  }

  /** Counts them anew. */
  async countRefused() {
    await this.#readRefused().catch(() => null);
  }

  async #readRefused(): Promise<readonly Rejected[]> {
    this.#counted += 1;
    const mine = this.#counted;
    const refused = (await readRefused()) ?? [];
    if (mine === this.#counted) {
      this.refusedCount = refused.length;
      if (this.refused) this.refused = refused;
    }
    return refused;
  }

  /** Takes files in that were refused, after they were mended. */
  async retry(refused: readonly Rejected[]) {
    const receipt = await this.#intake.retry(refused.flatMap((refusal) => refusal.id ?? []));
    if (!receipt) return;
    await this.#tried(async () => {
      await this.#readRefused();
      this.#toasts.done(mended(receipt));
    });
  }

  /** Leaves everything that was listed or is on its way: another library is on the screen. */
  leave() {
    this.close();
    this.#counted += 1;
    [this.file, this.part, this.handOvers, this.refusedCount] = [null, null, [], 0];
  }

  /** Shows one receipt. */
  open(receipt: Receipt) {
    this.close();
    this.part = null;
    this.#intake.receipt = receipt;
  }

  /** A receipt comes to the screen: its refused files stand open. */
  begin(receipt: Receipt) {
    this.part = receipt.refused.length > 0 ? { part: "refused", lines: [] } : null;
  }

  /** Opens what a number of a receipt counts; a second time, closes it. */
  async openPart(receipt: Receipt, part: ReceiptPart | "refused") {
    if (this.part?.part === part) {
      this.part = null;
      return;
    }
    const { id } = receipt;
    await this.#tried(async () => {
      const lines = part === "refused" || id === null ? [] : await readReceiptPart(id, part, PAGE, 0);
      if (this.#intake.receipt === receipt) this.part = { part, lines };
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
  async openFile(refusal: Rejected) {
    await this.#tried(async () => {
      this.file = { refusal, text: await openRefused(refusal.id ?? "") };
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

/** What became of files that were refused before: only what the receipt counts was taken in. */
function mended(receipt: Receipt): string {
  if (receipt.taken_back) return m.intake_taken_back();
  const taken = receipt.new + receipt.updated + receipt.unchanged;
  const still = receipt.refused.length;
  return [
    taken > 0 ? m.intake_mended({ count: taken }) : "",
    still > 0 ? m.intake_still_refused({ count: still }) : "",
    receipt.stopped ? m.intake_receipt_stopped() : "",
  ]
    .filter(Boolean)
    .join(" ");
}
