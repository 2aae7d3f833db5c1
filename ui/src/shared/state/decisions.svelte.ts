//! Decisions that are on the screen and not yet confirmed, each under its token. They lie over the rows and are taken
//! off by the fact that confirms them, or by a failure.

import type { ArticleId, Counts, Decision, Details, Place, Row } from "../../ipc/types";
import { unflow } from "../text/text";

/** One decision on its way. */
export interface Pending {
  readonly token: number;
  readonly ids: ReadonlySet<ArticleId>;
  readonly decisions: readonly Decision[];
  /** What it does to the counts. */
  readonly shift: Readonly<Partial<Record<keyof Counts, number>>>;
}

/** The row as a decision makes it. */
export function after(row: Row, decision: Decision): Row {
  switch (decision.verb) {
    case "publish":
      // What the site shows already is not written again.
      return { ...row, place: "published", live: true, pending: row.pending || !row.live };
    case "spike":
      return { ...row, place: "spiked", live: false, pending: true };
    case "later":
      return { ...row, place: "later" };
    case "as_is":
      return { ...row, place: row.live ? "published" : "spiked" };
    case "inbox":
      return { ...row, place: "inbox" };
    case "quality":
      return { ...row, quality: decision.value, pending: row.pending || row.quality !== decision.value };
    case "lead":
    case "not_this_story":
    case "take_title":
    case "take_excerpt":
    case "take_picture":
    case "picture":
      return { ...row, pending: true };
    case "set":
      return { ...row, ...shown(decision.path, decision.value), pending: true };
  }
}

/** What a row shows of a field that was set. */
function shown(path: string, value: string): Partial<Row> {
  if (path === "title") return { title: value };
  if (path === "provider.name") return { provider: value };
  return path === "topics" ? { topics: unflow(value) } : {};
}

/** An article's details as a decision makes them, as far as the pane shows what was typed there. */
export function detailsAfter(details: Details, decision: Decision): Details {
  if (decision.verb !== "set") return details;
  const { path, value } = decision;
  if (path === "excerpt") return { ...details, article: { ...details.article, excerpt: value } };
  return path === "topics" ? { ...details, article: { ...details.article, topics: unflow(value) } } : details;
}

/** What decisions do to the counts, as far as the rows are known. */
function shift(rows: readonly Row[], decisions: readonly Decision[]): Pending["shift"] {
  const moved: Partial<Record<keyof Counts, number>> = {};
  const add = (key: Place | "pending", by: number) => {
    moved[key] = (moved[key] ?? 0) + by;
  };
  for (const row of rows) {
    const then = decisions.reduce(after, row);
    if (then.place !== row.place) {
      add(row.place, -1);
      add(then.place, 1);
    }
    if (then.pending !== row.pending) add("pending", 1);
  }
  return moved;
}

/** All decisions on their way, oldest first. */
export class Decisions {
  #pending = $state.raw<readonly Pending[]>([]);
  #last = 0;
  /** What was last laid over a row: rows are compared by identity, and most of them are asked for with every key. */
  #laid = new WeakMap<Row, { about: readonly Pending[]; shown: Row }>();

  /** How many are not yet confirmed. */
  get waiting(): number {
    return this.#pending.length;
  }

  /** A mark of its own for the next change. */
  token(): number {
    this.#last += 1;
    return this.#last;
  }

  /** Shows decisions at once; `rows` are the known rows of these articles. */
  show(ids: readonly ArticleId[], decisions: readonly Decision[], rows: readonly Row[]): number {
    const token = this.token();
    this.#pending = [...this.#pending, { token, ids: new Set(ids), decisions, shift: shift(rows, decisions) }];
    return token;
  }

  /** Takes a decision off the screen: it is confirmed, or it failed. */
  settle(token: number): Pending | undefined {
    const settled = this.#pending.find((pending) => pending.token === token);
    if (settled) this.#pending = this.#pending.filter((pending) => pending !== settled);
    return settled;
  }

  /** A row with all that is on its way laid over it; the very same one until something else is about it. */
  over(row: Row): Row {
    if (this.#pending.length === 0) return row;
    const about = this.#pending.filter((pending) => pending.ids.has(row.id));
    if (about.length === 0) {
      this.#laid.delete(row);
      return row;
    }
    const laid = this.#laid.get(row);
    if (laid?.about.length === about.length && about.every((pending, at) => pending === laid.about[at]))
      return laid.shown;
    const shown = about.reduce((shown, pending) => pending.decisions.reduce(after, shown), row);
    this.#laid.set(row, { about, shown });
    return shown;
  }

  /** Details with all that is on its way laid over them. */
  overDetails(details: Details): Details {
    const about = this.#pending.filter((pending) => pending.ids.has(details.row.id));
    return about.reduce((shown, pending) => pending.decisions.reduce(detailsAfter, shown), details);
  }

  /** Counts with all that is on its way. */
  counted(counts: Counts): Counts {
    const shown = { ...counts };
    for (const pending of this.#pending) {
      for (const key of Object.keys(pending.shift) as (keyof Counts)[]) {
        shown[key] = Math.max(0, shown[key] + (pending.shift[key] ?? 0));
      }
    }
    return shown;
  }
}
