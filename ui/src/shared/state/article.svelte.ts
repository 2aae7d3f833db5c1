//! The article under the cursor: its row, and its details once they were read.

import type { ArticleId, Details, Row } from "../../ipc/types";
import type { Decisions } from "./decisions.svelte";
import type { List } from "./list.svelte";
import { ViewAction } from "./view_action";

/** Holds the details of articles that were read. */
export interface DetailsReader {
  /** Details of the article that is read; they may still be those of another one. */
  readonly details: Details | null;
  /** Returns the details of an article, where they are known. */
  of(id: ArticleId | undefined): Details | null;
}

/** The article under the cursor. */
export class CurrentArticle {
  readonly reader: DetailsReader;
  /** Scrolls the article by a page; false at its end. */
  readonly pageDown = new ViewAction<boolean>();
  readonly #list: Pick<List, "rows" | "selection">;
  readonly #decisions: Decisions;

  constructor(list: Pick<List, "rows" | "selection">, decisions: Decisions, reader: DetailsReader) {
    this.#list = list;
    this.#decisions = decisions;
    this.reader = reader;
  }

  /** The row of the article. */
  readonly row: Row | undefined = $derived.by(() => this.#list.rows.get(this.#list.selection.id));
  /** The details of that very article, once they are known. */
  readonly details: Details | null = $derived.by(() => {
    const details = this.reader.of(this.#list.selection.id);
    return details && this.#decisions.overDetails(details);
  });
}
