//! What lies over the desk, and what is edited in place.

/** A dialog that lies over the desk and has the keyboard. */
export type Over = "story" | "palette" | "keys" | "handOver" | "settings" | "insight";

/** What is edited in place. */
export type Edited = "title" | "excerpt" | "topics" | "provider";

/** At most one dialog, and at most one field. */
export class Overlay {
  #over = $state<Over | null>(null);
  #closed: () => void = () => {};
  edited = $state<Edited | null>(null);

  /** The dialog that lies over the desk. */
  get over(): Over | null {
    return this.#over;
  }

  /** Shows a dialog in place of the one that is open; `closed` is called when it goes. */
  show(over: Over, closed: () => void = () => {}) {
    this.#closed();
    this.#over = over;
    this.#closed = closed;
  }

  /** Closes the dialog. */
  close() {
    this.#closed();
    this.#over = null;
    this.#closed = () => {};
  }
}
