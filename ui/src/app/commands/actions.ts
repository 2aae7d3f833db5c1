//! What each command does, where it may run.

import type { ReportVerb } from "../../features/stories/story.svelte";
import { openSource } from "../../ipc/commands";
import { m } from "../../paraglide/messages";
import { canRun } from "../../shared/commands/can_run";
import type { CommandId } from "../../shared/commands/table";
import type { Edited } from "../../shared/state/overlay.svelte";
import type { Shelf } from "../../shared/state/view.svelte";
import type { Desk } from "../desk.svelte";
import { commandState } from "./state";

type Command = (desk: Desk, key: string) => void;

const move =
  (by: (desk: Desk) => number, extend = false): Command =>
  (desk) =>
    desk.list.selection.to(desk.list.selection.cursor + by(desk), extend);

/** An arrow up or down goes to the next line: on the sheet, that of the next pictures. The story has its own cursor. */
const step =
  (by: 1 | -1, extend = false): Command =>
  (desk, key) => {
    if (desk.stories.open) return desk.stories.open.to(desk.stories.open.at + by);
    const line = desk.list.view.mode === "sheet" && /Arrow(Up|Down)$/.test(key);
    const to = desk.list.selection.cursor + by * (line ? desk.list.columns : 1);
    if (!line || (to >= 0 && to < desk.list.view.ids.length)) desk.list.selection.to(to, extend);
  };

function unfold(desk: Desk) {
  if (desk.stories.open) desk.stories.open.to(desk.stories.open.at + 1);
  else if (desk.list.view.mode === "sheet") desk.list.selection.to(desk.list.selection.cursor + 1);
  else void desk.list.unfold();
}

function fold(desk: Desk) {
  if (desk.stories.open) desk.stories.open.to(desk.stories.open.at - 1);
  else if (desk.list.view.mode === "sheet") desk.list.selection.to(desk.list.selection.cursor - 1);
  else desk.list.fold();
}

const go =
  (place: Shelf): Command =>
  (desk) =>
    void desk.list.open(place, "");

const edit =
  (what: Edited): Command =>
  (desk) => {
    desk.overlay.edited = what;
  };

function openStory(desk: Desk) {
  if (desk.article.row) desk.stories.show(desk.article.row);
}

/** What is done with the report that is looked at; before a story is open, its key opens it. */
const ofReport =
  (verb: ReportVerb): Command =>
  (desk) =>
    desk.stories.open ? desk.stories.open.decide(verb) : openStory(desk);

function read(desk: Desk) {
  if (!desk.article.pageDown.run()) desk.list.toNextUndecided(desk.list.selection.cursor);
}

function source(desk: Desk) {
  const id = desk.list.selection.id;
  if (id !== undefined) openSource(id).catch((thrown) => desk.toasts.failed(thrown));
}

/** The second time, writes. */
async function handOver(desk: Desk) {
  if (desk.overlay.over === "handOver") return void desk.writing.sheet?.write();
  const { changing } = desk.queue;
  // What is being taken back just now may be to be handed over; the sheet knows.
  if (desk.deciding.counts.pending === 0) await desk.queue.stored();
  // Something may have been opened meanwhile.
  if (!canRun("handOver", commandState(desk))) return;
  desk.toasts.listed = false;
  if (desk.deciding.counts.pending > 0 || changing > 0) desk.writing.show(desk.queue.stored());
  else desk.toasts.done(m.told_nothing_to_hand_over());
}

/** Leaves what lies on top: a panel, then the receipt, the range, what failed, the toast, the search. */
function close(desk: Desk) {
  if (desk.receipts.file) desk.receipts.file = null;
  else if (desk.overlay.over) desk.overlay.close();
  else if (desk.receipts.listed) desk.receipts.close();
  else if (desk.finding.open) desk.finding.open = false;
  else if (desk.strip.open) desk.strip.close();
  else if (desk.intake.receipt) desk.intake.receipt = null;
  else if (desk.list.selection.size > 1) desk.list.selection.to(desk.list.selection.cursor);
  else if (desk.toasts.unread > 0) desk.toasts.dismiss();
  else if (desk.toasts.shown) desk.toasts.close();
  else if (desk.list.view.search) void desk.list.open(desk.list.view.place, "");
}

/** Every command of the table. */
export const actions: Record<CommandId, Command> = {
  next: step(1),
  previous: step(-1),
  extendNext: step(1, true),
  extendPrevious: step(-1, true),
  pageDown: move((desk) => desk.list.fits),
  pageUp: move((desk) => -desk.list.fits),
  extendPageDown: move((desk) => desk.list.fits, true),
  extendPageUp: move((desk) => -desk.list.fits, true),
  unfold,
  fold,
  asList: (desk) => desk.list.layOut("list"),
  asSheet: (desk) => desk.list.layOut("sheet"),
  asStories: (desk) => desk.list.layOut("stories"),
  filters: (desk) => {
    desk.finding.open = !desk.finding.open;
  },
  refresh: (desk) => void desk.list.refresh(),
  sample: (desk) => void desk.session.rehearse(!desk.session.rehearsing),
  failures: (desk) => desk.toasts.list(),
  receipts: (desk) => void desk.receipts.list(),
  refused: (desk) => void desk.receipts.listRefused(),
  first: move((desk) => -desk.list.view.ids.length),
  last: move((desk) => desk.list.view.ids.length),
  extendFirst: move((desk) => -desk.list.view.ids.length, true),
  extendLast: move((desk) => desk.list.view.ids.length, true),
  all: (desk) => desk.list.selection.all(),
  read,
  publish: (desk) => (desk.stories.open ? desk.stories.open.publish() : desk.deciding.place({ verb: "publish" })),
  spike: (desk) => desk.deciding.place({ verb: "spike" }),
  later: (desk) => desk.snooze.begin(),
  asIs: (desk) => desk.deciding.place({ verb: "as_is" }),
  // What is undecided again is looked at again: the selection stays.
  inbox: (desk) => desk.deciding.decide([{ verb: "inbox" }]),
  quality: (desk, key) => {
    if (desk.strip.open) desk.strip.pick(Number(key) - 1);
    else desk.digits.type(key, desk.list.selection.ids);
  },
  better: (desk) => desk.raising.by(5),
  worse: (desk) => desk.raising.by(-5),
  title: edit("title"),
  excerpt: edit("excerpt"),
  topics: edit("topics"),
  image: (desk) => {
    if (!desk.strip.walk()) desk.toasts.done(m.told_no_picture());
  },
  provider: edit("provider"),
  theirs: (desk) => desk.clashes.take(),
  keepMine: (desk) => desk.clashes.keep(),
  source,
  story: (desk) => (desk.stories.open ? desk.overlay.close() : openStory(desk)),
  lead: ofReport("lead"),
  takeTitle: ofReport("take_title"),
  takeExcerpt: ofReport("take_excerpt"),
  takePicture: ofReport("take_picture"),
  notThisStory: ofReport("not_this_story"),
  undo: (desk) => desk.undo.undo(),
  redo: (desk) => desk.undo.redo(),
  search: (desk) => desk.finding.focus.run(),
  goInbox: go("inbox"),
  goPublished: go("published"),
  goSpiked: go("spiked"),
  goLater: go("later"),
  goEverything: go("everything"),
  insight: (desk) => {
    desk.overlay.show("insight");
  },
  import: (desk) => void desk.intake.pick("folder"),
  importFiles: (desk) => void desk.intake.pick("files"),
  handOver: (desk) => void handOver(desk),
  commands: (desk) => {
    desk.toasts.listed = false;
    desk.overlay.show("palette");
  },
  settings: (desk) => {
    desk.overlay.show("settings");
  },
  keys: (desk) => {
    desk.overlay.show("keys");
  },
  menuBar: (desk) => desk.menuBar.toggle(),
  close,
};
