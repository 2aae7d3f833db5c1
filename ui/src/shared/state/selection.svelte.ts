//! Which articles of a view are selected: one, or a range from where the selection began to where it is.

import type { ArticleId } from "../../ipc/types";

/** The selection in a list of ids. */
export class Selection {
  /** Index of the article that is looked at. */
  cursor = $state(0);
  /** How often the curator moved the selection. */
  moves = 0;
  #anchor = $state(0);
  #ids: () => readonly ArticleId[];

  constructor(ids: () => readonly ArticleId[]) {
    this.#ids = ids;
  }

  /** First and last index of the range. */
  get range(): [number, number] {
    return [Math.min(this.cursor, this.#anchor), Math.max(this.cursor, this.#anchor)];
  }

  /** The article that is looked at. */
  get id(): ArticleId | undefined {
    return this.#ids()[this.cursor];
  }

  /** All selected articles, in the order of the view. */
  get ids(): ArticleId[] {
    const [first, last] = this.range;
    return this.#ids().slice(first, last + 1);
  }

  /** How many are selected. */
  get size(): number {
    const [first, last] = this.range;
    return this.#ids().length === 0 ? 0 : last - first + 1;
  }

  has(index: number): boolean {
    const [first, last] = this.range;
    return index >= first && index <= last;
  }

  /** Moves the selection to an index; `extend` keeps where the range began. */
  to(index: number, extend = false) {
    this.moves += 1;
    this.#set(index, extend);
  }

  all() {
    this.moves += 1;
    this.#anchor = 0;
    this.cursor = Math.max(0, this.#ids().length - 1);
  }

  /** Moves the selection to an index because of what the program did; not counted as a move of the curator. */
  reveal(index: number) {
    this.#set(index, false);
  }

  #set(index: number, extend: boolean) {
    this.cursor = Math.max(0, Math.min(index, this.#ids().length - 1));
    if (!extend) this.#anchor = this.cursor;
  }

  /** Finds the same articles again in a new list; `then` is where the cursor's article stood if it is gone. */
  follow(before: { cursor: ArticleId | undefined; anchor: ArticleId | undefined; index: number }) {
    const ids = this.#ids();
    const cursor = before.cursor === undefined ? -1 : ids.indexOf(before.cursor);
    const anchor = before.anchor === undefined ? -1 : ids.indexOf(before.anchor);
    this.#set(cursor < 0 ? before.index : cursor, false);
    if (cursor >= 0 && anchor >= 0) this.#anchor = anchor;
  }

  /** What `follow` needs to find the selection again. */
  mark() {
    const ids = this.#ids();
    return { cursor: ids[this.cursor], anchor: ids[this.#anchor], index: this.cursor };
  }
}

/** Index of the next article for which `undecided` holds: below, else the nearest above, else null. */
export function nextUndecided(from: number, length: number, undecided: (index: number) => boolean): number | null {
  for (let index = from + 1; index < length; index += 1) if (undecided(index)) return index;
  for (let index = Math.min(from, length) - 1; index >= 0; index -= 1) if (undecided(index)) return index;
  return null;
}
