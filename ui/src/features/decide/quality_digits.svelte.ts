//! Digits typed for a quality: shown at once, counted after a moment or at any other key, for the articles where typing
//! began. Escape drops them.

import type { ArticleId } from "../../ipc/types";

/** How long the next digit is waited for, in milliseconds. */
export const WAIT_MS = 800;

/** What the digits mean: `7` is 70, `75` is 75, `05` is 5, `1` is 10, `100` is 100. */
export function meaning(digits: string): number {
  return digits.length === 1 ? Number(digits) * 10 : Number(digits);
}

/** Whether a further digit still belongs to the number. */
const goesOn = (digits: string, digit: string) => digits.length === 1 || (digits === "10" && digit === "0");

/** The number being typed. */
export class Digits {
  /** What was typed so far; empty where nothing is. */
  typed = $state("");
  #ids: ArticleId[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #commit: (ids: ArticleId[], quality: number) => void;

  constructor(commit: (ids: ArticleId[], quality: number) => void) {
    this.#commit = commit;
  }

  /** Takes one digit; `ids` are the articles that are selected now. */
  type(digit: string, ids: ArticleId[]) {
    if (this.typed && !goesOn(this.typed, digit)) this.finish();
    if (!this.typed) this.#ids = ids;
    this.typed += digit;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.finish(), WAIT_MS);
  }

  /** Commits what was typed, if anything was. */
  finish() {
    const [typed, ids] = [this.typed, this.#ids];
    this.drop();
    if (typed && ids.length > 0) this.#commit(ids, meaning(typed));
  }

  /** Forgets what was typed; false where nothing was. */
  drop(): boolean {
    clearTimeout(this.#timer);
    const typed = this.typed !== "";
    this.typed = "";
    this.#ids = [];
    return typed;
  }
}
