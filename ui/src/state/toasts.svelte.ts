//! The sentence at the foot of the list: what was just done, or why it could not be.

import { failure } from "../ipc/commands";
import type { Failure } from "../ipc/types";

/** How long a sentence stays, in milliseconds. */
const STAYS_MS = 6000;
const FAILURE_STAYS_MS = 12_000;

/** One sentence. */
export interface Message {
  readonly sentence: string;
  readonly hint: string | null;
  readonly failed: boolean;
  /** Undo takes back what it tells. */
  readonly undo: boolean;
}

/** The newest sentence. */
export class Toasts {
  shown = $state.raw<Message | null>(null);
  /** The library was found damaged while it was open. */
  damaged = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  done(sentence: string, undo = false) {
    this.#show({ sentence, hint: null, failed: false, undo }, STAYS_MS);
  }

  failed(thrown: unknown) {
    const told = failure(thrown);
    const { message, hint } = told;
    if (told.code === "damaged") this.damaged = told;
    this.#show({ sentence: message, hint, failed: true, undo: false }, FAILURE_STAYS_MS);
  }

  close() {
    clearTimeout(this.#timer);
    this.shown = null;
  }

  #show(message: Message, stays: number) {
    clearTimeout(this.#timer);
    this.shown = message;
    this.#timer = setTimeout(() => this.close(), stays);
  }
}
