//! What changes the library goes one after the other, in the order of the keys.

/** Makes a change of the library after those that were asked for before. */
export type InLine = <T>(change: () => Promise<T>) => Promise<T>;

/** The changes that are on their way. */
export class Line {
  /** How many are asked for and not stored yet. */
  changing = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly #asked: () => void;

  /** `asked` hears of each change. */
  constructor(asked: () => void) {
    this.#asked = asked;
  }

  readonly change: InLine = (change) => {
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
