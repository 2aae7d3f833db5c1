//! What the window remembers from one day to the next: panes, place, search, mode, selection, scroll.

import { saveSettings } from "../ipc/settings";
import type { Settings } from "../ipc/types";
import type { ListState } from "../shared/state/list.svelte";
import type { Mode, Shelf } from "../shared/state/view.svelte";

/** What is remembered: the widths of the panes, and the list. */
export interface Remembered extends ListState {
  side: number | null;
  detail: number | null;
}

/** How long the desk rests before it is remembered, in milliseconds. */
const REST_MS = 400;
const MODES: readonly unknown[] = ["list", "sheet", "stories"];
const SHELVES: readonly unknown[] = ["inbox", "published", "spiked", "later", "everything"];

const number = (value: unknown): number | null => (typeof value === "number" && value >= 0 ? value : null);

/** Reads what another day, or another version, has written. */
export function remembered(desk: Settings["desk"]): Remembered {
  return {
    side: number(desk.side),
    detail: number(desk.detail),
    mode: MODES.includes(desk.mode) ? (desk.mode as Mode) : "list",
    place: SHELVES.includes(desk.place) ? (desk.place as Shelf) : "inbox",
    search: typeof desk.search === "string" ? desk.search : "",
    article: Number.isSafeInteger(desk.article) ? number(desk.article) : null,
    top: number(desk.top) ?? 0,
  };
}

/** Writes down what the desk looks like, once it rests. */
export class Memory {
  /** It holds more than the library does. */
  unsaved = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next: Remembered | null = null;
  #last = "";

  /** Remembers this soon. */
  keep(now: Remembered) {
    const written = JSON.stringify(now);
    if (this.#last === "") this.#last = written;
    if (written === this.#last) return;
    this.#last = written;
    this.#next = now;
    this.unsaved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), REST_MS);
  }

  /** Remembers it now. What cannot be remembered is no loss: nothing was decided in it. */
  async save() {
    clearTimeout(this.#timer);
    const next = this.#next;
    this.#next = null;
    if (next) await saveSettings({ desk: { ...next } }).catch(() => null);
    if (!this.#next) this.unsaved = false;
  }
}
