//! How much was decided today, and how fast: for the foot of the window.

import { readToday } from "../../ipc/insight";
import type { Today } from "../../ipc/types";
import { Newest } from "../../shared/state/latest";

/** How long decisions rest before they are counted, in milliseconds. */
const REST_MS = 1000;
/** The same while they come and come: to count takes time that the keys want. */
const MOST_MS = 20_000;

/** The pace of the day. */
export class Pace {
  today = $state.raw<Today | null>(null);
  #library = 0;
  #counting = new Newest(() => this.#count());

  /** Something was decided, or taken back. */
  changed() {
    this.#counting.ask(REST_MS, MOST_MS);
  }

  /** Another library is on the screen. */
  forget() {
    this.today = null;
    this.#library += 1;
  }

  async #count() {
    const library = this.#library;
    const today = await readToday();
    if (library === this.#library) this.today = today;
  }
}
