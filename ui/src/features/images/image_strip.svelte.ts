//! The strip of pictures that can be chosen for the article that is read. A choice is on the screen at once.

import type { ArticleId, Candidate, Decision, Details } from "../../ipc/types";

/** The strip. */
export class Strip {
  /** The article for which it was opened; it closes when another is read. */
  #opened = $state.raw<ArticleId | null>(null);
  /** What was picked, and the details in which it is not chosen yet. */
  #picked = $state.raw<{ details: Details; url: string } | null>(null);
  #details: () => Details | null;
  #decide: (decision: Decision, id: ArticleId) => void;

  constructor(details: () => Details | null, decide: (decision: Decision, id: ArticleId) => void) {
    this.#details = details;
    this.#decide = decide;
  }

  get open(): boolean {
    return this.#opened !== null && this.#opened === this.#details()?.row.id;
  }

  /** Fittest first. */
  get candidates(): readonly Candidate[] {
    return this.#details()?.candidates ?? [];
  }

  /** Place of the one that stands first in the document; -1 where none of them does. */
  get current(): number {
    const picked = this.#picked?.details === this.#details() ? this.#picked?.url : undefined;
    return this.candidates.findIndex((one) => (picked === undefined ? one.chosen : one.url === picked));
  }

  /** Opens it; open, chooses the next. False where there is nothing to choose from. */
  walk(): boolean {
    const count = this.candidates.length;
    if (count === 0) return false;
    if (this.open) this.pick((this.current + 1) % count);
    else this.#opened = this.#details()?.row.id ?? null;
    return true;
  }

  /** Chooses one by its place, from 0. */
  pick(place: number) {
    const [details, chosen] = [this.#details(), this.candidates[place]];
    if (!details || !chosen || place === this.current) return;
    this.#picked = { details, url: chosen.url };
    const { url, width, height } = chosen;
    this.#decide({ verb: "picture", url, width, height }, details.row.id);
  }

  /** A choice could not be made: what stands is shown again. */
  forget() {
    this.#picked = null;
  }

  close() {
    this.#opened = null;
  }
}
