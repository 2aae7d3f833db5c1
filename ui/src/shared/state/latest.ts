//! Asks one question at a time, the newest one only.

/** How long a question waits at most while it is asked again and again, where nothing else is said; in milliseconds. */
const MOST_MS = 400;

/** A question that is asked often and answered once. */
export class Newest {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the question that waits is asked at the latest. */
  #until = Number.POSITIVE_INFINITY;
  #busy = false;
  #again = false;
  #work: () => Promise<void>;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Asks after a moment in which nothing else was asked; in a steady stream, after the longest wait. */
  ask(after: number, most = MOST_MS) {
    const now = Date.now();
    this.#until = Math.min(this.#until, now + most);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), Math.min(after, this.#until - now));
  }

  async #run() {
    this.#until = Number.POSITIVE_INFINITY;
    this.#again = this.#busy;
    if (this.#busy) return;
    this.#busy = true;
    // What cannot be answered now is answered at the next change.
    await this.#work().catch(() => null);
    this.#busy = false;
    if (this.#again) void this.#run();
  }
}
