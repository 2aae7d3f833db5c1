//! Provides the parts of the desk to the views.

import { resting } from "../components/deferred.svelte";
import { provideClashes, provideDigits, provideSnooze } from "../features/decide/context";
import { provideStrip } from "../features/images/context";
import { provideIntake, provideReceipts } from "../features/import/context";
import { provideFinding } from "../features/search/context";
import * as shared from "../shared/context";
import type { Desk } from "./desk.svelte";

/** Provides each part of the desk to all views below. */
export function provide(desk: Desk, run: shared.RunCommand) {
  shared.provideCommand(run);
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
