//! The state of the desk that decides which commands may run.

import type { CommandState } from "../../shared/commands/can_run";
import type { Desk } from "../desk.svelte";

/** Returns the state that decides which commands may run. */
export const commandState = (desk: Desk): CommandState => ({
  switching: desk.session.switching,
  hidden: desk.session.hidden !== null,
  menuOpen: desk.snooze.open,
  over: desk.overlay.over,
  edited: desk.overlay.edited,
  fileOpen: desk.receipts.file !== null,
  filtersOpen: desk.finding.open,
  mode: desk.list.view.mode,
  articles: desk.deciding.counts.everything,
  selected: desk.list.selection.size,
  article: desk.article.row !== undefined,
});
