//! The sentence at the foot of the list, which says what was just done; and what went wrong in this sitting, which stays
//! until it was read.

import { failure } from "../../ipc/commands";
import type { Failure, Message } from "../../ipc/types";

/** How long a sentence stays, in milliseconds. */
const STAYS_MS = 6000;
/** So many failures are kept: where one thing fails again and again, the last ones say it. */
const KEPT = 200;

/** What was done. */
export interface Done {
  readonly sentence: string;
  /** Undo takes back what it tells: the journal's, or this where that is no decision. */
  readonly undo: boolean | (() => void);
}

/** What went wrong. */
export interface Failed {
  readonly number: number;
  readonly at_ms: number;
  readonly message: Message;
  /** What to do next. */
  readonly hint: Message | null;
}

/** What is told. */
export class Toasts {
  /** The newest sentence about what was done. */
  shown = $state.raw<Done | null>(null);
  /** What went wrong, newest first. */
  failures = $state.raw<readonly Failed[]>([]);
  /** How many of those were neither dismissed nor listed. */
  unread = $state(0);
  /** The list of them is on the screen. */
  listed = $state(false);
  /** The library was found damaged while it was open. */
  damaged = $state.raw<Failure | null>(null);
  /** How many decisions were made. */
  decisions = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = 0;

  done(sentence: string, undo: Done["undo"] = false) {
    clearTimeout(this.#timer);
    this.shown = { sentence, undo };
    this.#timer = setTimeout(() => this.close(), STAYS_MS);
  }

  failed(thrown: unknown) {
    const failed = failure(thrown);
    const { message, hint } = failed;
    if (failed.code === "damaged") this.damaged = failed;
    this.#last += 1;
    this.failures = [{ number: this.#last, at_ms: Date.now(), message, hint }, ...this.failures].slice(0, KEPT);
    if (!this.listed) this.unread = Math.min(KEPT, this.unread + 1);
  }

  /** Closes what was done; failures stay. */
  close() {
    clearTimeout(this.#timer);
    this.shown = null;
  }

  /** Takes back what is told where that is no decision; false where it is. */
  takeBack(): boolean {
    const undo = this.shown?.undo;
    if (typeof undo !== "function") return false;
    this.close();
    undo();
    return true;
  }

  /** A decision is made: from now on undo means that. */
  decided() {
    this.decisions += 1;
    if (typeof this.shown?.undo === "function") this.close();
  }

  /** The failures on the screen were read. */
  dismiss() {
    this.unread = 0;
  }

  /** Lists all failures. */
  list() {
    this.dismiss();
    this.listed = true;
  }
}
