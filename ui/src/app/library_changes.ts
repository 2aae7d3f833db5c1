//! What the library tells after a commit, and what the desk shows because of it.

import type { LibraryChanged, PicturesChanged } from "../ipc/types";
import type { Desk } from "./desk.svelte";

/** Shows a change of the library. */
export function libraryChanged(desk: Desk, fact: LibraryChanged) {
  const { decisions, finding, list, pace, reading, toasts } = desk;
  const settled = fact.token === null ? undefined : decisions.settle(fact.token);
  list.view.counts = fact.counts;
  if (fact.rows.length > 0) list.rows.put(fact.rows);
  if (settled) reading.keep(settled);
  reading.changed(fact.ids);
  finding.changed();
  pace.changed();
  if (fact.ids.length > 0) return;
  if (settled) list.rows.keep(settled);
  list.rows.expire();
  list.view.look().catch((thrown) => toasts.failed(thrown));
}

/** Shows that pictures arrived, or were given up. */
export function picturesChanged({ list, pictures, reading }: Desk, fact: PicturesChanged) {
  const before = pictures.progress;
  pictures.progress = fact.progress;
  if (fact.rows.length > 0) list.rows.put(fact.rows);
  // Rows tell of first pictures only; the strip and the story show the others, too.
  const more = before?.cached !== fact.progress.cached || before.failed !== fact.progress.failed;
  if (more || fact.rows.length > 0) reading.picturesChanged(fact.rows.map((row) => row.id));
}
