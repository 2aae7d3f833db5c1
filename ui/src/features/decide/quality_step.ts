//! Quality of all selected articles up or down. They must have the same one, so that it is one batch; those that were not
//! read yet are read first.

import { decide, readRows } from "../../ipc/commands";
import type { ArticleId, Decision, Row } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { Deciding } from "../../shared/state/deciding.svelte";
import type { List } from "../../shared/state/list.svelte";
import type { Toasts } from "../../shared/state/toasts.svelte";
import { render } from "../../shared/text/render";

/** Rows read at once. */
const AT_ONCE = 500;

type Quality = Row["quality"];

/** Raises and lowers. */
export class Raising {
  /** Selections of which rows are still read. */
  #reading = 0;
  readonly #list: Pick<List, "rows" | "selection">;
  readonly #deciding: Pick<Deciding, "decide" | "decisions" | "queue">;
  readonly #toasts: Pick<Toasts, "done" | "failed">;

  constructor(
    list: Pick<List, "rows" | "selection">,
    deciding: Pick<Deciding, "decide" | "decisions" | "queue">,
    toasts: Pick<Toasts, "done" | "failed">,
  ) {
    this.#list = list;
    this.#deciding = deciding;
    this.#toasts = toasts;
  }

  by(by: number) {
    const { rows, selection } = this.#list;
    const { ids } = selection;
    const known = rows.known(ids);
    if (this.#reading > 0 || known.length < ids.length) return void this.#readFirst(ids, by);
    const decision = raised(new Set(known.map((row) => row.quality)), by, ids.length);
    if (typeof decision === "string") this.#toasts.done(decision);
    else this.#deciding.decide([decision], ids);
  }

  /** Reads in the line of the keys: after what was decided before, and before what is decided next. */
  async #readFirst(ids: ArticleId[], by: number) {
    const toasts = this.#toasts;
    this.#reading += 1;
    try {
      await this.#deciding.queue.change(async () => {
        const decision = raised(await this.#qualities(ids), by, ids.length);
        if (typeof decision === "string") return toasts.done(decision);
        const changed = await this.#decide(ids, decision);
        toasts.done(render(changed.message), changed.batch !== null);
      });
    } catch (thrown) {
      toasts.failed(thrown);
    }
    this.#reading -= 1;
  }

  async #decide(ids: ArticleId[], decision: Decision) {
    const { decisions } = this.#deciding;
    const token = decisions.show(ids, [decision], this.#list.rows.known(ids));
    try {
      return await decide(token, ids, [decision]);
    } catch (thrown) {
      decisions.settle(token);
      throw thrown;
    }
  }

  /** All qualities that these have; no more than two are needed. */
  async #qualities(ids: readonly ArticleId[]): Promise<Set<Quality>> {
    const { rows } = this.#list;
    const { decisions } = this.#deciding;
    const found = new Set(rows.known(ids).map((row) => row.quality));
    const unread = ids.filter((id) => !rows.get(id));
    for (let at = 0; at < unread.length && found.size < 2; at += AT_ONCE) {
      for (const row of await readRows(unread.slice(at, at + AT_ONCE))) found.add(decisions.over(row).quality);
    }
    return found;
  }
}

/** What to decide, or why nothing can be. */
function raised(qualities: ReadonlySet<Quality>, by: number, count: number): Decision | string {
  const [quality] = qualities;
  if (qualities.size > 1) return m.told_different_qualities();
  if (quality === null || quality === undefined) return count > 1 ? m.told_no_qualities() : m.told_no_quality();
  return { verb: "quality", value: Math.max(0, Math.min(100, quality + by)) };
}
