//! Handing over: what would be written, which of it is left out, and what became of it.

import { failure, handOver, planHandOver } from "../../ipc/commands";
import type { ArticleId, Failure, HandedOver, PlannedChange, Refusal } from "../../ipc/types";
import type { Overlay } from "../../shared/state/overlay.svelte";
import { folder } from "../../shared/text/paths";

/** The changes below one folder. */
export interface Folder {
  readonly path: string;
  readonly changes: readonly PlannedChange[];
}

/** The hand-over sheet, while it is open. */
export class Writing {
  #sheet = $state.raw<HandingOver | null>(null);
  readonly #overlay: Pick<Overlay, "show">;
  /** A key is down. */
  #keyDown = false;

  constructor(overlay: Pick<Overlay, "show">) {
    this.#overlay = overlay;
  }

  get sheet(): HandingOver | null {
    return this.#sheet;
  }

  /** Opens the sheet; it reads its plan `after` what was decided so far is in the library. */
  show(after: Promise<unknown>) {
    this.#overlay.show("handOver", () => {
      this.#sheet = null;
    });
    this.#sheet = new HandingOver(after, this.#keyDown);
  }

  /** A key went down, went on being down (`again`), or came up. */
  keyHeld(down: boolean, again: boolean) {
    this.#keyDown = down;
    if (this.#sheet && down === again) this.#sheet.held = down;
  }
}

/** The plan of one hand-over; made anew each time it is opened. */
export class HandingOver {
  /** What would be written; null while it is read. */
  plan = $state.raw<readonly PlannedChange[] | null>(null);
  /** Sites whose pictures would not be copied although it is wanted. */
  notCopied = $state.raw<readonly Refusal[]>([]);
  leftOut = $state.raw<ReadonlySet<ArticleId>>(new Set());
  /** Cached pictures are copied below the site, and the files name the copies. */
  copyPictures = $state(false);
  /** The plan is being read: what is on the screen may not be what would be written. */
  reading = $state(true);
  writing = $state(false);
  result = $state.raw<HandedOver | null>(null);
  failed = $state.raw<Failure | null>(null);
  readonly folders: readonly Folder[] = $derived(byFolder(this.plan ?? []));
  /** The changes that are to be written; what would be refused is none of them. */
  readonly chosen: readonly PlannedChange[] = $derived(
    (this.plan ?? []).filter((change) => !change.refused && !this.leftOut.has(change.id)),
  );
  readonly #after: Promise<unknown>;
  /** The key that opened the sheet is still down: it writes nothing. */
  held: boolean;

  /** Reads the plan `after` what was decided so far is in the library. */
  constructor(after: Promise<unknown>, held = false) {
    this.#after = after;
    this.held = held;
    void this.#read();
  }

  async #read() {
    const pictures = this.copyPictures;
    this.reading = true;
    try {
      await this.#after;
      const plan = await planHandOver(null, pictures);
      if (pictures === this.copyPictures)
        [this.plan, this.notCopied, this.failed] = [plan.changes, plan.not_copied, null];
    } catch (thrown) {
      if (pictures === this.copyPictures) this.failed = failure(thrown);
    }
    if (pictures === this.copyPictures) this.reading = false;
  }

  /** With or without pictures: the addresses that would change are shown before anything is written. */
  copy(pictures: boolean) {
    this.copyPictures = pictures;
    this.notCopied = [];
    void this.#read();
  }

  /** Leaves an article out, or takes it back in. */
  toggle(id: ArticleId) {
    const leftOut = new Set(this.leftOut);
    if (!leftOut.delete(id)) leftOut.add(id);
    this.leftOut = leftOut;
  }

  /** How many of a folder's changes are to be written. */
  chosenOf(folder: Folder): number {
    return folder.changes.filter((change) => !change.refused && !this.leftOut.has(change.id)).length;
  }

  /** Leaves a whole folder out where all of it is in, else takes it in. */
  toggleFolder(folder: Folder) {
    const all = folder.changes.filter((change) => !change.refused).map((change) => change.id);
    const leftOut = new Set(this.leftOut);
    const out = this.chosenOf(folder) === all.length;
    for (const id of all) out ? leftOut.add(id) : leftOut.delete(id);
    this.leftOut = leftOut;
  }

  /** The plan on the screen can be written. */
  get ready(): boolean {
    return !this.writing && !this.reading && !this.result && this.chosen.length > 0;
  }

  /** Writes exactly what is shown and chosen. */
  async write() {
    if (this.held || !this.ready) return;
    this.writing = true;
    this.failed = null;
    try {
      this.result = await handOver(this.chosen, this.copyPictures);
    } catch (thrown) {
      this.failed = failure(thrown);
    }
    this.writing = false;
  }
}

function byFolder(plan: readonly PlannedChange[]): Folder[] {
  const folders = new Map<string, PlannedChange[]>();
  for (const change of plan) {
    const path = folder(change.path);
    const known = folders.get(path);
    if (known) known.push(change);
    else folders.set(path, [change]);
  }
  return [...folders].map(([path, changes]) => ({ path, changes }));
}
