//! Rows that were read, and reading the ones that are wanted next. Old rows stay on the screen until newer ones are there.

import { readRows } from "../../ipc/commands";
import type { ArticleId, Row } from "../../ipc/types";
import { after, type Decisions, type Pending } from "./decisions.svelte";

/** Rows read at once. */
const PAGE = 100;
/** About so many rows are kept: a curator comes back to the last ones, and others are here in a moment. */
const KEPT = 1_000;

/** All known rows. */
export class Rows {
  /** Grows with every change, so that whoever shows rows looks again. */
  version = $state(0);
  #known = new Map<ArticleId, Row>();
  #fresh = new Set<ArticleId>();
  #asked = new Set<ArticleId>();
  /** Those around what is shown: they are never let go. */
  #around: ReadonlySet<ArticleId> = new Set();
  /** For each reading under way, the articles that changed since it was asked for. */
  #underway = new Set<Set<ArticleId>>();
  #generation = 0;
  #decisions: Decisions;

  constructor(decisions: Decisions) {
    this.#decisions = decisions;
  }

  /** The row as it is to be shown. */
  get(id: ArticleId | undefined): Row | undefined {
    void this.version;
    const row = id === undefined ? undefined : this.#known.get(id);
    return row && this.#decisions.over(row);
  }

  /** The known ones of these rows, without what is on its way. */
  known(ids: readonly ArticleId[]): Row[] {
    return ids.flatMap((id) => this.get(id) ?? []);
  }

  /** Takes newer rows. */
  put(rows: readonly Row[]) {
    for (const row of rows) {
      this.#hold(row);
      this.#fresh.add(row.id);
      for (const changed of this.#underway) changed.add(row.id);
    }
    this.version += 1;
  }

  /** Lets a confirmed decision stand until the rows are read anew. */
  keep({ ids, decisions }: Pending) {
    for (const id of ids) {
      const row = this.#known.get(id);
      if (row) this.#known.set(id, decisions.reduce(after, row));
    }
  }

  /** Everything may have changed: what is shown is read anew. */
  expire() {
    this.#fresh.clear();
    this.#asked.clear();
    this.#generation += 1;
    this.version += 1;
  }

  /** Another library is on the screen: its articles have the same ids. */
  forget() {
    // What is on its way holds the rows that it was asked for, and is let go with them.
    this.#known = new Map();
    this.expire();
  }

  /** Reads whole pages around a range of a view, so that scrolling finds them there. */
  readAround(ids: readonly ArticleId[], first: number, last: number) {
    const from = Math.max(0, Math.floor(first / PAGE) - 1) * PAGE;
    const to = Math.min(ids.length, (Math.floor(last / PAGE) + 2) * PAGE);
    this.#around = new Set(ids.slice(from, to));
    const wanted: ArticleId[] = [];
    for (let index = from; index < to; index += 1) {
      const id = ids[index] as ArticleId;
      if (!this.#fresh.has(id) && !this.#asked.has(id)) wanted.push(id);
    }
    for (let at = 0; at < wanted.length; at += PAGE) void this.#read(wanted.slice(at, at + PAGE));
  }

  /** Takes the rows that come with another answer. */
  async along<T extends { readonly rows: Row[] }>(ask: () => Promise<T>): Promise<T> {
    return this.#hearing(async (take) => {
      const answer = await ask();
      const ids = answer.rows.map((row) => row.id);
      take(answer.rows, ids);
      return answer;
    });
  }

  async #read(ids: ArticleId[]) {
    const generation = this.#generation;
    for (const id of ids) this.#asked.add(id);
    try {
      await this.#hearing(async (take) => take(await readRows(ids), ids));
    } catch {
      // The rows stay as they are; they are asked for again when they are wanted again.
    }
    if (generation === this.#generation) for (const id of ids) this.#asked.delete(id);
  }

  /** Asks for rows; what became known of them since is newer than the answer. */
  async #hearing<T>(ask: (take: (rows: Row[], asked: ArticleId[]) => void) => Promise<T>): Promise<T> {
    const [changed, generation, known] = [new Set<ArticleId>(), this.#generation, this.#known];
    this.#underway.add(changed);
    try {
      return await ask((rows, asked) => {
        if (known === this.#known) this.#take(rows, asked, changed, generation);
      });
    } finally {
      this.#underway.delete(changed);
    }
  }

  #take(rows: Row[], asked: ArticleId[], changed: Set<ArticleId>, generation: number) {
    const current = generation === this.#generation;
    for (const row of rows) {
      const newer = current && !changed.has(row.id) ? undefined : this.#known.get(row.id);
      this.#hold(newer ?? row);
    }
    // Gone articles count as read, else they would be asked for without end.
    if (current) for (const id of asked) if (!changed.has(id)) this.#fresh.add(id);
    this.#forgetOldest();
    this.version += 1;
  }

  /** What was wanted last is let go last. */
  #hold(row: Row) {
    this.#known.delete(row.id);
    this.#known.set(row.id, row);
  }

  #forgetOldest() {
    for (const id of this.#known.keys()) {
      if (this.#known.size <= KEPT) break;
      if (this.#around.has(id)) continue;
      this.#known.delete(id);
      this.#fresh.delete(id);
    }
  }
}
