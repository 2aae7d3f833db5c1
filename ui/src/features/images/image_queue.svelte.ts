//! The pictures that are fetched beside the page: what is on the screen comes first, and how far it is.

import { pausePictures, picturesProgress, resumePictures, retryPictures, showPictures } from "../../ipc/pictures";
import type { ArticleId, PicturesProgress } from "../../ipc/types";
import type { Toasts } from "../../shared/state/toasts.svelte";

/** How long the list must rest before its pictures are asked for, in milliseconds. */
const REST_MS = 150;

/** What is known of the fetching. */
export class Pictures {
  progress = $state.raw<PicturesProgress | null>(null);
  readonly #toasts: Toasts;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #shown = "";

  constructor(toasts: Toasts) {
    this.#toasts = toasts;
  }

  /** How far it is now. */
  async read() {
    this.progress = await picturesProgress().catch(() => null);
  }

  /** These articles are on the screen: their pictures come first, once the list rests. */
  look(ids: readonly ArticleId[]) {
    const shown = ids.join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => showPictures([...ids]).catch(() => null), REST_MS);
  }

  /** Stops fetching for a while, or goes on. */
  async toggle() {
    try {
      this.progress = await (this.progress?.paused ? resumePictures() : pausePictures());
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }

  /** Tries everything again that failed. */
  async retry() {
    try {
      await retryPictures(null);
      await this.read();
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }
}
