//! Provides the parts of the desk to the views, and runs commands.

import { tick } from "svelte";
import { resting } from "../components/deferred.svelte";
import { provideClashes, provideDigits, provideSnooze } from "../features/decide/context";
import { provideStrip } from "../features/images/context";
import { provideIntake, provideReceipts } from "../features/import/context";
import { provideFinding } from "../features/search/context";
import { type CommandId, entryOf, table } from "../shared/commands/table";
import * as shared from "../shared/context";
import { run } from "./commands/actions";
import type { Desk } from "./desk.svelte";

/** Provides each part of the desk to all views below. */
export function provide(desk: Desk) {
  shared.provideCommand((id, key) => command(desk, id, key));
  shared.provideToasts(desk.toasts);
  shared.providePreferences(desk.preferences);
  shared.providePanes(desk.panes);
  shared.provideOverlay(desk.overlay);
  shared.provideList(desk.list);
  shared.provideArticle(desk.article);
  shared.provideDeciding(desk.deciding);
  shared.provideCounts(shownCounts(desk));
  provideDigits(desk.digits);
  provideSnooze(desk.snooze);
  provideClashes(desk.clashes);
  provideStrip(desk.strip);
  provideIntake(desk.intake);
  provideReceipts(desk.receipts);
  provideFinding(desk.finding);
}

/** Returns how many articles stand where, as it is to be shown: decisions one after the other change it when the keys
 * rest. */
const shownCounts = (desk: Desk) =>
  resting(
    () => desk.deciding.counts,
    (now, shown) => now.everything !== shown.everything,
  );

/** Does what a key would do; digits being typed count first. Nothing where the desk cannot be seen, but for the menu
 * bar, nor while another library comes to the screen: its articles have the same ids. */
export function command(desk: Desk, id: CommandId, key = "") {
  if (desk.session.switching || (desk.session.hidden && id !== "menuBar")) return;
  if (id === "undo" && desk.toasts.takeBack()) return;
  if (id !== "quality") desk.digits.finish();
  if (!desk.snooze.answers(id, key)) run[id](desk, key);
}

/** Leaves every dialog, then does it: what lies under one takes no focus while it is there. */
export async function doUnder(desk: Desk, id: CommandId, key = "") {
  desk.receipts.file = null;
  desk.toasts.listed = false;
  desk.overlay.close();
  await tick();
  command(desk, id, key);
}

/** Does what a line of the menu says, `publish` or `quality 7`; a dialog that does not know the command is left. */
export function chosen(desk: Desk, line: string) {
  const [name, key] = line.split(" ");
  const id = table.find((entry) => entry.id === name)?.id;
  if (!id) return;
  // Keys came up in the menu unheard.
  desk.writing.keyHeld(false, false);
  const { typing, story } = entryOf(id);
  const answers = typing || (story && desk.overlay.over === "story") || id === "close";
  if (answers || desk.session.hidden) command(desk, id, key);
  else void doUnder(desk, id, key);
}
