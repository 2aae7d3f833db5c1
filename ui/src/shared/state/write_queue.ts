//! Changes of the library are sent one after the other, in the order of the keys.

/** Sends a change of the library after those that were asked for before. */
export type Enqueue = <T>(change: () => Promise<T>) => Promise<T>;

/** The changes that are on their way. */
export class WriteQueue {
  /** How many are asked for and not stored yet. */
  changing = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly #asked: () => void;

  /** `asked` is called for each change when it is asked for. */
  constructor(asked: () => void) {
    this.#asked = asked;
  }

  readonly change: Enqueue = (change) => {
    this.#asked();
    this.changing += 1;
    const done = this.#last.then(change).finally(() => {
      this.changing -= 1;
    });
    this.#last = done.catch(() => null);
    return done;
  };

  /** Waits until all that was asked for is stored, or has failed. */
  stored(): Promise<unknown> {
    return this.#last;
  }
}
