//! Taking in: what is held over the window, how far the intake is, and its receipt.

import { pickFiles, pickFolder, stopTakeIn, takeIn, takeInRejected } from "../../ipc/commands";
import type { Granted } from "../../ipc/grants";
import { countFiles } from "../../ipc/receipts";
import type { HeldFiles, Progress, Receipt } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { Toasts } from "../../shared/state/toasts.svelte";

/** The intake. */
export class Intake {
  /** Items held over the window. */
  held = $state(0);
  /** How many article files lie in them; null while they are counted. */
  files = $state.raw<HeldFiles | null>(null);
  /** An intake runs. */
  running = $state(false);
  /** It was asked to stop. */
  stopping = $state(false);
  progress = $state.raw<Progress | null>(null);
  /** The receipt of the last intake, until it is closed. */
  receipt = $state.raw<Receipt | null>(null);
  /** Called when an intake has ended, and whether its receipt is shown. Set by whoever lists and counts. */
  ended: (shown: boolean) => void = () => {};
  #toasts: Toasts;
  #holding = 0;

  constructor(toasts: Toasts) {
    this.#toasts = toasts;
  }

  /** Imports the chosen files and shows the receipt. */
  async takeIn(chosen: Granted | null) {
    if (chosen) await this.#run((heard) => takeIn(chosen.token, heard), true);
  }

  /** Imports rejected files again, by their ids, without showing the receipt; answers with it, where there is one. */
  retry(files: string[]): Promise<Receipt | null> {
    return this.#run((heard) => takeInRejected(files, heard), false);
  }

  async #run(work: (heard: (now: Progress) => void) => Promise<Receipt>, show: boolean): Promise<Receipt | null> {
    if (this.running) {
      this.#toasts.done(m.intake_another());
      return null;
    }
    this.running = true;
    this.receipt = null;
    let receipt: Receipt | null = null;
    try {
      receipt = await work((now) => {
        this.progress = now;
      });
      if (show) this.receipt = receipt;
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
    this.running = false;
    this.stopping = false;
    this.progress = null;
    this.ended(show && receipt !== null);
    return receipt;
  }

  /** Asks for folders or files in the system's dialog, and takes them in. */
  async pick(what: "folder" | "files") {
    try {
      const files = () => pickFiles(m.intake_pick_files(), m.list_articles());
      await this.takeIn(await (what === "folder" ? pickFolder(m.intake_pick_folders()) : files()));
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }

  /** Files are held over the window; null when they are gone again. */
  async hold(held: Granted | null) {
    this.#holding += 1;
    const mine = this.#holding;
    this.held = held?.items ?? 0;
    this.files = null;
    const files = held ? await countFiles(held.token).catch(() => null) : null;
    if (mine === this.#holding) this.files = files;
  }

  /** Stops the intake; what came in stays, or is taken back. */
  stop(rollBack = false) {
    this.stopping = true;
    stopTakeIn(rollBack).catch((thrown) => this.#toasts.failed(thrown));
  }
}
