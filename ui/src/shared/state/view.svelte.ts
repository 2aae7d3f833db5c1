//! The list on the screen: a place and what is searched for in it. Its order holds until it is opened anew; what arrives
//! in the meantime waits.

import { openView, readView } from "../../ipc/commands";
import { readReports } from "../../ipc/find";
import type { ArticleId, Counts, View as Hits, Message, Place } from "../../ipc/types";
import type { Rows } from "./rows.svelte";

/** A place on the left. */
export type Shelf = Place | "everything";

/** How the list is laid out: lines, a contact sheet of pictures, or stories that unfold to their reports. */
export type Mode = "list" | "sheet" | "stories";

/** In which order a list can stand. */
export type Order = "newest" | "oldest" | "quality" | "heat";

/** Where a row stands among its like: a story among all, a report among those of its story. */
export interface Position {
  readonly level: 1 | 2;
  readonly at: number;
  readonly of: number;
}

const NONE: Counts = {
  inbox: 0,
  published: 0,
  spiked: 0,
  later: 0,
  everything: 0,
  pending: 0,
  reports: 0,
  conflicts: 0,
};

/** The list on the screen. */
export class View {
  place = $state<Shelf>("inbox");
  /** What is searched for in the place. */
  search = $state("");
  mode = $state<Mode>("list");
  /** What the query found: one article for a story. */
  hits = $state.raw<readonly ArticleId[]>([]);
  /** Stories that are unfolded, with their reports. */
  unfolded = $state.raw<ReadonlyMap<ArticleId, readonly ArticleId[]>>(new Map());
  /** What could not be understood of the search. */
  hint = $state.raw<Message | null>(null);
  /** Counts as they were told last. */
  counts = $state.raw<Counts>(NONE);
  /** Articles that stand in the view by now and are not shown yet. */
  arrived = $state(0);
  /** Grows with each list that is shown from its start. */
  opened = $state(0);
  #waiting: Hits | null = null;
  #asked = 0;
  /** A list that is being opened; never fails. */
  #opening: Promise<unknown> | null = null;
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** What is shown, in order: the hits, and the reports of stories that are unfolded. */
  readonly ids: readonly ArticleId[] = $derived.by(() => {
    if (this.mode !== "stories" || this.unfolded.size === 0) return this.hits;
    return this.hits.flatMap((id) => [id, ...(this.unfolded.get(id) ?? [])]);
  });
  /** Where unfolded reports stand among the ids: index of the first, and how many. */
  readonly #folds: readonly (readonly [number, number])[] = $derived.by(() => {
    if (this.ids === this.hits) return [];
    let before = 0;
    return this.hits.flatMap((id, index) => {
      const reports = this.unfolded.get(id)?.length ?? 0;
      const first = index + 1 + before;
      before += reports;
      return reports > 0 ? [[first, reports] as const] : [];
    });
  });

  get query(): string {
    return this.queryOf(this.search);
  }

  /** The query of another search in this place. */
  queryOf(search: string): string {
    const place = this.place === "everything" ? "" : `is:${this.place}`;
    return `${place} ${search}`.trim();
  }

  /** Where a row stands among its like. */
  position(index: number): Position {
    let before = 0;
    for (const [first, reports] of this.#folds) {
      if (index < first) break;
      if (index < first + reports) return { level: 2, at: index - first + 1, of: reports };
      before += reports;
    }
    return { level: 1, at: index + 1 - before, of: this.hits.length };
  }

  /** Index of the story that a row belongs to. */
  storyOf(index: number): number {
    const fold = this.#folds.find(([first, reports]) => index >= first && index < first + reports);
    return fold ? fold[0] - 1 : index;
  }

  /** Shows the reports of a story beneath it. */
  async unfold(lead: ArticleId) {
    const reports = await readReports(lead);
    const shown = new Set(this.hits);
    this.unfolded = new Map(this.unfolded).set(
      lead,
      (reports ?? []).filter((id) => !shown.has(id)),
    );
  }

  /** Folds the reports of a story again. */
  fold(lead: ArticleId) {
    const unfolded = new Map(this.unfolded);
    if (unfolded.delete(lead)) this.unfolded = unfolded;
  }

  /** In which order the list stands; the search says so. */
  get order(): Order {
    const asked = /(?:^|\s)sort:(oldest|quality|heat)(?=\s|$)/.exec(this.search)?.[1];
    return (asked as Order | undefined) ?? "newest";
  }

  /** Shows a place and a search, with the rows around an article or the first ones. The old list stays until the new one is
   * there; `shown` shows it, unless another was asked for meanwhile. */
  async open(place: Shelf, search: string, around: ArticleId | null = null, shown = (show: () => void) => show()) {
    this.place = place;
    this.search = search;
    const hits = await this.#open(around);
    if (!hits) return;
    shown(() => {
      this.unfolded = new Map();
      this.#show(hits);
      this.opened += 1;
    });
  }

  /** Looks whether the list would be another by now. Nothing on the screen moves but the count of arrivals. */
  async look() {
    // The answer that is on its way may be older than what this was asked for, and no list but its own is to be compared.
    while (this.#opening) await this.#opening;
    const hits = await (this.hits.length === 0 ? this.#open(null) : this.#newest(() => readView(this.query)));
    if (!hits) return;
    this.counts = hits.counts;
    if (this.hits.length === 0) return this.#show(hits);
    const shown = new Set(this.hits);
    this.arrived = hits.ids.reduce((arrived, id) => (shown.has(id) ? arrived : arrived + 1), 0);
    this.#waiting = hits;
  }

  /** Shows what waits. */
  showArrived() {
    if (this.#waiting) this.#show(this.#waiting);
  }

  /** Asks for a list with the rows that are seen first. */
  #open(around: ArticleId | null): Promise<Hits | null> {
    const rows = () => this.#rows.along(() => openView(this.query, around));
    const asking = this.#newest(async () => (await rows()).view);
    const ended = asking.then(
      () => null,
      () => null,
    );
    this.#opening = ended;
    void ended.then(() => {
      if (this.#opening === ended) this.#opening = null;
    });
    return asking;
  }

  /** The answer of the newest question; null where a newer one was asked meanwhile. */
  async #newest(ask: () => Promise<Hits>): Promise<Hits | null> {
    this.#asked += 1;
    const mine = this.#asked;
    const hits = await ask();
    return mine === this.#asked ? hits : null;
  }

  #show(hits: Hits) {
    this.hits = hits.ids;
    this.hint = hits.hint;
    this.counts = hits.counts;
    this.arrived = 0;
    this.#waiting = null;
  }
}
