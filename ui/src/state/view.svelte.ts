//! The list on the screen: a place and what is searched for in it. Its order holds until it is opened anew; what arrives
//! in the meantime waits.

import { openView } from "../ipc/commands";
import type { ArticleId, Counts, View as Hits, Place } from "../ipc/types";

/** A place on the left. */
export type Shelf = Place | "everything";

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
  ids = $state.raw<readonly ArticleId[]>([]);
  /** What could not be understood of the search. */
  hint = $state<string | null>(null);
  /** Counts as they were told last. */
  counts = $state.raw<Counts>(NONE);
  /** Articles that stand in the view by now and are not shown yet. */
  arrived = $state(0);
  /** Grows with each list that is shown from its start. */
  opened = $state(0);
  #waiting: Hits | null = null;
  #asked = 0;

  get query(): string {
    const place = this.place === "everything" ? "" : `is:${this.place}`;
    return `${place} ${this.search}`.trim();
  }

  /** In which order the list stands; the search says so. */
  get order(): "newest" | "oldest" | "quality" {
    const asked = /(?:^|\s)sort:(oldest|quality)(?=\s|$)/.exec(this.search)?.[1];
    return (asked as "oldest" | "quality" | undefined) ?? "newest";
  }

  /** Shows a place and a search from the start of the list. The old list stays until the new one is there. */
  async open(place: Shelf, search: string) {
    this.place = place;
    this.search = search;
    const hits = await this.#ask();
    if (!hits) return;
    this.#show(hits);
    this.opened += 1;
  }

  /** Looks whether the list would be another by now. Nothing on the screen moves but the count of arrivals. */
  async look() {
    const hits = await this.#ask();
    if (!hits) return;
    this.counts = hits.counts;
    if (this.ids.length === 0) return this.#show(hits);
    const shown = new Set(this.ids);
    this.arrived = hits.ids.reduce((arrived, id) => (shown.has(id) ? arrived : arrived + 1), 0);
    this.#waiting = hits;
  }

  /** Shows what waits. */
  showArrived() {
    if (this.#waiting) this.#show(this.#waiting);
  }

  /** The answer of the newest question; null where a newer one was asked meanwhile. */
  async #ask(): Promise<Hits | null> {
    this.#asked += 1;
    const mine = this.#asked;
    const hits = await openView(this.query);
    return mine === this.#asked ? hits : null;
  }

  #show(hits: Hits) {
    this.ids = hits.ids;
    this.hint = hits.hint;
    this.counts = hits.counts;
    this.arrived = 0;
    this.#waiting = null;
  }
}
