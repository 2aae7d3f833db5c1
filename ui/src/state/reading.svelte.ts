//! The article that is read: its details, and those of the next one ahead of time.

import { failure, readArticle } from "../ipc/commands";
import { pictureAddress } from "../ipc/pictures";
import type { ArticleId, Details, Failure } from "../ipc/types";

/** Articles whose details are kept. */
const KEPT = 40;

/** The article that is read. */
export class Reading {
  /** Its details; they may still be those of another article while they are read. */
  details = $state.raw<Details | null>(null);
  /** Why an article could not be read. */
  failed = $state.raw<{ id: ArticleId; failure: Failure } | null>(null);
  #kept = new Map<ArticleId, Details>();
  #wanted: ArticleId | undefined;
  #ahead: ArticleId | undefined;
  #busy = false;

  /** Shows an article, and reads the one that may be wanted next. */
  read(id: ArticleId | undefined, ahead: ArticleId | undefined) {
    this.#wanted = id;
    this.#ahead = ahead;
    const kept = id === undefined ? null : this.#kept.get(id);
    if (kept !== undefined) this.details = kept;
    void this.#readOn();
  }

  /** These articles changed; all of them where none is named. */
  changed(ids: readonly ArticleId[]) {
    if (ids.length === 0) this.#kept.clear();
    for (const id of ids) this.#kept.delete(id);
    void this.#readOn();
  }

  /** Pictures came or were given up: what is kept and still waits for one may be another. */
  picturesChanged(ids: readonly ArticleId[]) {
    for (const [id, details] of this.#kept) {
      if (ids.includes(id) || waits(details)) this.#kept.delete(id);
    }
    void this.#readOn();
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

  async #readOne(id: ArticleId): Promise<boolean> {
    try {
      this.#keep(await readArticle(id));
      this.failed = null;
      return true;
    } catch (thrown) {
      if (id === this.#wanted) this.failed = { id, failure: failure(thrown) };
      return false;
    }
  }

  #missing(): ArticleId | undefined {
    return [this.#wanted, this.#ahead].find((id) => id !== undefined && !this.#kept.has(id));
  }

  #keep(details: Details) {
    const id = details.row.id;
    this.#kept.set(id, details);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    if (id === this.#wanted) this.details = details;
    else {
      const address = pictureAddress(id, details.row.picture, 480);
      if (address !== null) new Image().src = address;
    }
  }
}

/** Whether a picture of the article or its story was not here yet. */
const waits = ({ candidates, pictures }: Details): boolean =>
  [...candidates, ...pictures].some(({ picture }) => picture.state === "waiting");
