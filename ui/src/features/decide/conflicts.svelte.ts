//! What both the wire and the curator changed: each clash is settled with the wire's value or with the curator's own, and
//! goes from the screen at once.

import { keepMine, takeTheirs } from "../../ipc/commands";
import type { ArticleId, Conflict } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { CurrentArticle } from "../../shared/state/article.svelte";
import type { Deciding } from "../../shared/state/deciding.svelte";
import type { Toasts } from "../../shared/state/toasts.svelte";
import { render } from "../../shared/text/render";

/** A clash that was settled here. */
interface Settled {
  readonly id: ArticleId;
  readonly field: string;
  /** The article's clashes as they were read when the library had settled it; null until then. */
  readonly read: readonly Conflict[] | null;
}

/** Clashes of the article that is read. */
export class Clashes {
  #settled = $state.raw<readonly Settled[]>([]);
  readonly #article: Pick<CurrentArticle, "details" | "reader">;
  readonly #deciding: Pick<Deciding, "change">;
  readonly #toasts: Pick<Toasts, "done" | "failed">;

  constructor(
    article: Pick<CurrentArticle, "details" | "reader">,
    deciding: Pick<Deciding, "change">,
    toasts: Pick<Toasts, "done" | "failed">,
  ) {
    this.#article = article;
    this.#deciding = deciding;
    this.#toasts = toasts;
  }

  /** Those among an article's clashes that are not settled yet. */
  open(id: ArticleId, conflicts: readonly Conflict[]): readonly Conflict[] {
    const about = this.#settled.filter((one) => one.id === id && (one.read === null || one.read === conflicts));
    return conflicts.filter(({ field }) => !about.some((one) => one.field === field));
  }

  /** Takes the wire's value of a field; of the first that clashes where none is named. */
  take(field?: string) {
    this.#settle(takeTheirs, field);
  }

  /** Keeps what was decided about a field. */
  keep(field?: string) {
    this.#settle(keepMine, field);
  }

  #settle(how: typeof takeTheirs, named?: string) {
    const { details, reader } = this.#article;
    const toasts = this.#toasts;
    const open = details ? this.open(details.row.id, details.conflicts) : [];
    const clash = open.find(({ field }) => field === (named ?? field));
    if (!details || !clash) return toasts.done(m.told_no_clash());
    const [id, { field }] = [details.row.id, clash];
    const mark = (read: readonly Conflict[] | null | undefined) => {
      const others = this.#settled.filter((one) => one.id !== id || one.field !== field);
      this.#settled = read === undefined ? others : [...others, { id, field, read }];
    };
    mark(null);
    this.#deciding
      .change((token) => how(token, id, field))
      .then(
        (changed) => {
          // What was read before stays on the screen until the article is read anew.
          mark(reader.of(id)?.conflicts);
          toasts.done(render(changed.message), changed.batch !== null);
        },
        (thrown) => {
          mark(undefined);
          toasts.failed(thrown);
        },
      );
  }
}
