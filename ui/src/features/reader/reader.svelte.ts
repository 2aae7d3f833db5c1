//! The article that is read: its details, and those of the next one ahead of time.

import { failure, readArticle } from "../../ipc/commands";
import { logoOf, pictureAddress, shownPicture } from "../../ipc/pictures";
import type { ArticleId, Details, Failure, PictureSpace } from "../../ipc/types";
import { prepare } from "../../shared/prefetch";
import { detailsAfter, type Pending } from "../../shared/state/decisions.svelte";
import { Newest } from "../../shared/state/latest";

/** Articles whose details are kept. */
const KEPT = 40;
/** How long facts about pictures rest before what waits for one is read anew, in milliseconds. */
const PICTURES_MS = 400;
/** How long an article must stay before what stands beside it is fetched, too, in milliseconds. */
const RESTS_MS = 150;

/** A question that is on its way, and what was told since it was asked. */
interface Asked {
  readonly id: ArticleId;
  /** The article changed: the answer may be older. */
  stale: boolean;
  /** Pictures came or were given up: the answer is older where it waits for one. */
  pictures: boolean;
  /** Another library is on the screen: the answer is not about it. */
  gone: boolean;
}

/** The article that is read. */
export class Reading {
  /** Its details; they may still be those of another article while they are read. */
  details = $state.raw<Details | null>(null);
  /** Why an article could not be read. */
  failed = $state.raw<{ id: ArticleId; failure: Failure } | null>(null);
  /** It has stayed for a moment: a curator who runs by does not wait for the pictures of its coverage. */
  rests = $state(false);
  #resting: ReturnType<typeof setTimeout> | undefined;
  #kept = new Map<ArticleId, Details>();
  #wanted: ArticleId | undefined;
  #ahead: ArticleId | undefined;
  #asked: Asked | null = null;
  #busy = false;
  #pictures = new Newest(() => this.#withoutWaiting());

  /** The details of an article, where they are known: also before it is read, so that it is shown whole at once. */
  of(id: ArticleId | undefined): Details | null {
    const { details } = this;
    if (id === undefined) return null;
    return details?.row.id === id ? details : (this.#kept.get(id) ?? null);
  }

  /** Shows an article, and reads the one that may be wanted next. */
  read(id: ArticleId | undefined, ahead: ArticleId | undefined) {
    if (id !== this.#wanted) this.#rest();
    this.#wanted = id;
    this.#ahead = ahead;
    const kept = id === undefined ? null : this.#kept.get(id);
    if (kept !== undefined) this.details = kept;
    this.#holdNext();
    void this.#readOn();
  }

  /** Lets a confirmed decision stand until the article is read anew. */
  keep({ ids, decisions }: Pending) {
    if (this.details && ids.has(this.details.row.id)) this.details = decisions.reduce(detailsAfter, this.details);
  }

  /** These articles changed; all of them where none is named. */
  changed(ids: readonly ArticleId[]) {
    if (ids.length === 0) this.#kept.clear();
    for (const id of ids) this.#kept.delete(id);
    if (this.#asked && (ids.length === 0 || ids.includes(this.#asked.id))) this.#asked.stale = true;
    void this.#readOn();
  }

  /** Pictures of these articles, and of others, came or were given up: what still waits for one may be another. */
  picturesChanged(ids: readonly ArticleId[]) {
    if (ids.length > 0) this.changed(ids);
    if (this.#asked) this.#asked.pictures = true;
    this.#pictures.ask(PICTURES_MS);
  }

  /** Another library is on the screen, whose articles have the same ids: nothing is wanted until it says what. */
  forget() {
    this.#kept.clear();
    this.details = null;
    this.failed = null;
    this.#wanted = undefined;
    this.#ahead = undefined;
    if (this.#asked) this.#asked.gone = true;
  }

  #withoutWaiting(): Promise<void> {
    for (const [id, details] of this.#kept) if (waits(details)) this.#kept.delete(id);
    return this.#readOn();
  }

  #rest() {
    this.rests = false;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.rests = true;
    }, RESTS_MS);
  }

  /** One reading at a time: a curator who runs through the list asks only for where the run ends. */
  async #readOn() {
    if (this.#busy) return;
    this.#busy = true;
    for (let id = this.#missing(); id !== undefined; id = this.#missing()) {
      if (!(await this.#readOne(id))) break;
    }
    this.#busy = false;
  }

  /** False where it makes no sense to read on. */
  async #readOne(id: ArticleId): Promise<boolean> {
    const asked: Asked = { id, stale: false, pictures: false, gone: false };
    this.#asked = asked;
    try {
      const details = await readArticle(id);
      if (!asked.gone) this.#take(details, asked);
      return true;
    } catch (thrown) {
      if (id === this.#wanted && !asked.gone) this.failed = { id, failure: failure(thrown) };
      return asked.gone || asked.stale;
    } finally {
      this.#asked = null;
    }
  }

  #missing(): ArticleId | undefined {
    return [this.#wanted, this.#ahead].find((id) => id !== undefined && !this.#kept.has(id));
  }

  /** Shows what was read; keeps it where nothing newer was told meanwhile. */
  #take(details: Details, { id, stale, pictures }: Asked) {
    this.failed = null;
    if (!stale && !(pictures && waits(details))) this.#keep(id, details);
    if (id === this.#wanted) this.details = details;
    this.#holdNext();
  }

  /** Has the pictures of the next article ready before it is shown. Those that were ready for this one may not stand in the
   * page yet. */
  #holdNext() {
    const [next, now] = [this.#ahead, this.#wanted].map((id) => (id === undefined ? undefined : this.#kept.get(id)));
    if (next) prepare(lastingOf(next), now ? lastingOf(now) : []);
  }

  #keep(id: ArticleId, details: Details) {
    this.#kept.set(id, details);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}

/** Whether a picture of the article or its story was not here yet. */
const waits = ({ candidates, pictures }: Details): boolean =>
  [...candidates, ...pictures].some(({ picture }) => picture.state === "waiting");

/** The addresses of the article's picture and its publisher's logo. */
function lastingOf({ row, candidates, pictures }: Details): (string | null)[] {
  const large = shownPicture(
    row,
    candidates.find((one) => one.chosen),
  );
  return [lasting(row.id, large, 480), lasting(null, logoOf(pictures), 64)];
}

/** The address of a picture that is the same whenever it is asked for; null where it may become another. */
const lasting = (article: ArticleId | null, picture: PictureSpace | undefined, width: 64 | 480): string | null =>
  picture?.state === "cached" ? pictureAddress(article, picture, width) : null;
