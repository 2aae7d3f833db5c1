//! Actions that only a view on the screen can do, such as scrolling it.

/** An action that a view provides while it is on the screen. */
export class ViewAction<T> {
  #action: (() => T) | null = null;

  /** Provides the action; returns a function that withdraws it. */
  provide(action: () => T): () => void {
    this.#action = action;
    return () => {
      if (this.#action === action) this.#action = null;
    };
  }

  /** Does the action; returns undefined where no view provides it. */
  run(): T | undefined {
    return this.#action?.();
  }
}
