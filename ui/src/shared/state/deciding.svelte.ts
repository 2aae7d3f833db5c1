//! Deciding: each decision is on the screen at once, then in the library.

import { decide } from "../../ipc/commands";
import type { ArticleId, Counts, Decision } from "../../ipc/types";
import { render } from "../text/render";
import type { Decisions } from "./decisions.svelte";
import type { List } from "./list.svelte";
import type { Toasts } from "./toasts.svelte";
import type { WriteQueue } from "./write_queue";

/** What deciding works on, and what it tells. */
export interface DecidingParts {
  readonly list: Pick<List, "rows" | "selection" | "toNextUndecided" | "view">;
  readonly decisions: Decisions;
  readonly queue: WriteQueue;
  readonly toasts: Pick<Toasts, "done" | "failed">;
  /** Returns whether decisions are accepted now. */
  allowed(): boolean;
  /** Called when a decision could not be stored and is off the screen again. */
  failed(): void;
}

/** Words the sentence about a change anew. */
export type Reword = (sentence: string) => string;

/** Makes decisions about articles. */
export class Deciding {
  readonly decisions: Decisions;
  readonly queue: WriteQueue;
  readonly #parts: DecidingParts;
  /** How many articles stand where, with all decisions that are not confirmed yet. */
  readonly counts: Counts = $derived.by(() => this.decisions.counted(this.#parts.list.view.counts));

  constructor(parts: DecidingParts) {
    this.decisions = parts.decisions;
    this.queue = parts.queue;
    this.#parts = parts;
  }

  /** Decides about these articles as one batch. */
  decide(decisions: Decision[], ids = this.#parts.list.selection.ids, reword: Reword = (sentence) => sentence) {
    const { list, toasts } = this.#parts;
    if (ids.length === 0 || !this.#parts.allowed()) return;
    const token = this.decisions.show(ids, decisions, list.rows.known(ids));
    this.queue
      .change(() => decide(token, ids, decisions))
      .then(
        (changed) => toasts.done(reword(render(changed.message)), changed.batch !== null),
        (thrown) => {
          this.decisions.settle(token);
          this.#parts.failed();
          toasts.failed(thrown);
        },
      );
  }

  /** Decides where the selected articles stand, and goes to the next undecided one. */
  place(decision: Decision, reword?: Reword) {
    const { list } = this.#parts;
    const [first, last] = list.selection.range;
    this.decide([decision], list.selection.ids, reword);
    list.toNextUndecided(last, first);
  }

  /** Decides where one article stands, and goes to the next undecided one after it. */
  placeOne(id: ArticleId, decision: Decision) {
    const { list } = this.#parts;
    this.decide([decision], [id]);
    const index = list.view.ids.indexOf(id);
    if (index >= 0) list.toNextUndecided(index);
  }

  /** Changes the library after the changes that were asked for before; `change` receives the token of the change. */
  change<T>(change: (token: number) => Promise<T>): Promise<T> {
    return this.queue.change(() => change(this.decisions.token()));
  }
}
