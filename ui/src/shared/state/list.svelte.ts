//! The list on the screen: opening, searching, layout, stories that unfold, and the selection in it.

import type { ArticleId } from "../../ipc/types";
import { placed } from "../query";
import type { Rows } from "./rows.svelte";
import { nextUndecided, Selection } from "./selection.svelte";
import type { Toasts } from "./toasts.svelte";
import { type Mode, type Shelf, View } from "./view.svelte";
import type { WriteQueue } from "./write_queue";

/** What the list shows, and the article and line at which it stands. */
export interface ListState {
  mode: Mode;
  place: Shelf;
  search: string;
  /** The article under the cursor. */
  article: ArticleId | null;
  /** The first line on the screen. */
  top: number;
}

/** Called around the opening of a place or a search. */
export interface ListEvents {
  opening(): void;
  opened(): void;
}

/** The list on the screen, with its selection. */
export class List {
  readonly rows: Rows;
  readonly view: View;
  readonly selection: Selection;
  /** Cards beside each other on the sheet; reported by the view. */
  columns = 1;
  /** Rows that fit on the screen; reported by the view. */
  fits = 10;
  /** The first line on the screen, reported by the view; where the list begins when it is opened. */
  top = $state(0);
  readonly #queue: Pick<WriteQueue, "stored">;
  readonly #toasts: Pick<Toasts, "failed">;
  readonly #events: ListEvents;

  constructor(rows: Rows, queue: Pick<WriteQueue, "stored">, toasts: Pick<Toasts, "failed">, events: ListEvents) {
    this.rows = rows;
    this.view = new View(rows);
    this.selection = new Selection(() => this.view.ids);
    this.#queue = queue;
    this.#toasts = toasts;
    this.#events = events;
  }

  /** Opens a place, or a search in it. */
  async open(place: Shelf, search: string) {
    this.#events.opening();
    try {
      await this.view.open(place, search);
      this.selection.to(0);
      this.top = 0;
      this.#events.opened();
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }

  /** Searches for something else in the place. */
  search(search: string) {
    return this.open(this.view.place, search);
  }

  /** Opens a saved query. */
  openQuery(query: string) {
    const { place, search } = placed(query);
    return this.open(place, search);
  }

  /** Returns what `restore` needs to show the same list again. */
  get state(): ListState {
    const { place, search, mode } = this.view;
    return { mode, place, search, article: this.selection.id ?? null, top: this.top };
  }

  /** Opens the list as it stood. */
  async restore(state: ListState) {
    this.view.mode = state.mode;
    await this.view.open(state.place, state.search, state.article);
    const index = state.article === null ? -1 : this.view.ids.indexOf(state.article);
    this.selection.to(Math.max(0, index));
    this.top = index < 0 ? 0 : state.top;
  }

  /** Lays the list out in another way; the same articles stay selected. */
  layOut(mode: Mode) {
    const mark = this.selection.mark();
    this.view.mode = mode;
    this.selection.follow(mark);
  }

  /** Shows what arrived; the selected article stays selected. */
  showArrived() {
    const mark = this.selection.mark();
    this.view.showArrived();
    this.selection.follow(mark);
  }

  /** Shows the list as it would be opened now: with what arrived, without what was decided. The selected article stays so. */
  async refresh() {
    const { view, selection } = this;
    try {
      await this.#queue.stored();
      await view.open(view.place, view.search, selection.id ?? null, (show) => {
        // Stories fold; and keys may have moved on since.
        if (view.position(selection.cursor).level === 2) selection.to(view.storyOf(selection.cursor));
        const mark = selection.mark();
        show();
        selection.follow(mark);
      });
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }

  /** Unfolds the story under the cursor. */
  async unfold() {
    const [id, mark] = [this.selection.id, this.selection.mark()];
    if (id === undefined || !this.rows.get(id)?.reports) return;
    try {
      await this.view.unfold(id);
      this.selection.follow(this.view.ids[this.selection.cursor] === id ? this.selection.mark() : mark);
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }

  /** Folds the story under the cursor, and goes to its lead. */
  fold() {
    const index = this.view.storyOf(this.selection.cursor);
    const lead = this.view.ids[index];
    if (lead === undefined) return;
    this.selection.to(index);
    this.view.fold(lead);
  }

  /** Goes to an article, in the list on the screen where it stands there. */
  async show(id: ArticleId) {
    if (!this.view.ids.includes(id)) await this.open("everything", "");
    const index = this.view.ids.indexOf(id);
    if (index >= 0) this.selection.to(index);
  }

  /** Goes to the next undecided article. All from `first` to `from` count as decided, also those that were not read. */
  toNextUndecided(from: number, first = from) {
    // Outside of the inbox it may be looked for through the whole list.
    const { ids, place } = this.view;
    /** A row that was not read yet is undecided where the view holds nothing else. */
    const undecided = (index: number) =>
      (index < first || index > from) && (this.rows.get(ids[index])?.place ?? place) === "inbox";
    this.selection.to(nextUndecided(from, ids.length, undecided) ?? from);
  }
}
