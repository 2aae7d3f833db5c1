//! Decides which commands may run; every key, button, menu line and line of the palette asks here.

import type { Edited, Over } from "../state/overlay.svelte";
import type { Mode } from "../state/view.svelte";
import { type CommandId, entryOf, type When } from "./table";

/** The state of the window as far as it decides which commands may run. */
export interface CommandState {
  /** Another library is being opened; its articles have the same ids. */
  readonly switching: boolean;
  /** An error page stands in the desk's place: nobody sees what a command would decide about. */
  readonly hidden: boolean;
  /** A menu is open that takes its own keys and closes at any other command. */
  readonly menuOpen: boolean;
  readonly over: Over | null;
  readonly edited: Edited | null;
  /** A rejected file is open. */
  readonly fileOpen: boolean;
  readonly filtersOpen: boolean;
  readonly mode: Mode;
  /** How many articles the library holds. */
  readonly articles: number;
  /** How many of them are selected. */
  readonly selected: number;
  /** The row of the article under the cursor is known. */
  readonly article: boolean;
}

/** The conditions that the table names in its column `when`. */
const conditions: Record<When, (state: CommandState) => boolean> = {
  selection: ({ selected }) => selected > 0,
  selectionOrStory: ({ selected, over }) => selected > 0 || over === "story",
  article: ({ article }) => article,
  articleOrStory: ({ article, over }) => article || over === "story",
  folding: ({ mode, over }) => mode !== "list" || over === "story",
  filters: ({ articles, filtersOpen }) => articles > 0 || filtersOpen,
  noDialog: ({ over, edited, fileOpen }) => over === "handOver" || (over === null && edited === null && !fileOpen),
};

/** Returns whether a command may run. */
export function canRun(id: CommandId, state: CommandState): boolean {
  if (state.switching) return false;
  if (state.hidden) return id === "menuBar";
  const { when } = entryOf(id);
  return state.menuOpen || when === undefined || conditions[when](state);
}

/** Returns whether the dialog that is open leaves a command's key to the command. */
export function answersInDialog(id: CommandId, storyOpen: boolean): boolean {
  const { typing, story } = entryOf(id);
  return typing === true || (story === true && storyOpen);
}
