//! What each command does.

import type { ReportVerb } from "../../features/stories/story.svelte";
import { openSource } from "../../ipc/commands";
import { m } from "../../paraglide/messages";
import type { CommandId } from "../../shared/commands/table";
import type { Desk } from "../desk.svelte";

type Command = (desk: Desk, key: string) => void;

const move =
  (by: (desk: Desk) => number, extend = false): Command =>
  (desk) =>
    desk.selection.to(desk.selection.cursor + by(desk), extend);

/** An arrow up or down goes to the next line: on the sheet, that of the next pictures. The story has its own cursor. */
const step =
  (by: 1 | -1, extend = false): Command =>
  (desk, key) => {
    if (desk.story) return desk.story.to(desk.story.at + by);
    const line = desk.view.mode === "sheet" && /Arrow(Up|Down)$/.test(key);
    const to = desk.selection.cursor + by * (line ? desk.columns : 1);
    if (!line || (to >= 0 && to < desk.view.ids.length)) desk.selection.to(to, extend);
  };

function unfold(desk: Desk) {
  if (desk.story) desk.story.to(desk.story.at + 1);
  else if (desk.view.mode === "sheet") desk.selection.to(desk.selection.cursor + 1);
  else void desk.unfold();
}

function fold(desk: Desk) {
  if (desk.story) desk.story.to(desk.story.at - 1);
  else if (desk.view.mode === "sheet") desk.selection.to(desk.selection.cursor - 1);
  else if (desk.view.mode === "stories") desk.fold();
}

const go =
  (place: Parameters<Desk["open"]>[0]): Command =>
  (desk) =>
    void desk.open(place, "");

const edit =
  (what: NonNullable<Desk["edited"]>): Command =>
  (desk) => {
    if (desk.row) desk.edited = what;
  };

/** What is done with the report that is looked at; before a story is open, its key opens it. */
const ofReport =
  (verb: ReportVerb): Command =>
  (desk) =>
    desk.story ? desk.story.decide(verb) : desk.openStory();

function read(desk: Desk) {
  if (!desk.scrollOn()) desk.toNextUndecided(desk.selection.cursor);
}

function source(desk: Desk) {
  const id = desk.selection.id;
  if (id !== undefined) openSource(id).catch((thrown) => desk.toasts.failed(thrown));
}

/** The second time, writes. */
async function handOver(desk: Desk) {
  if (desk.over === "handOver") return void desk.handingOver?.write();
  const { changing } = desk.line;
  // What is being taken back just now may be to be handed over; the sheet knows.
  if (desk.counts.pending === 0) await desk.line.stored();
  if (desk.over !== null || desk.edited !== null || desk.receipts.file) return;
  desk.toasts.listed = false;
  if (desk.counts.pending > 0 || changing > 0) desk.openHandOver();
  else desk.toasts.done(m.told_nothing_to_hand_over());
}

/** Leaves what lies on top: a panel, then the receipt, the range, what failed, the toast, the search. */
function close(desk: Desk) {
  if (desk.receipts.file) desk.receipts.file = null;
  else if (desk.over) desk.closeOver();
  else if (desk.receipts.listed) desk.receipts.close();
  else if (desk.finding.open) desk.finding.open = false;
  else if (desk.strip.open) desk.strip.close();
  else if (desk.intake.receipt) desk.intake.receipt = null;
  else if (desk.selection.size > 1) desk.selection.to(desk.selection.cursor);
  else if (desk.toasts.unread > 0) desk.toasts.dismiss();
  else if (desk.toasts.shown) desk.toasts.close();
  else if (desk.view.search) void desk.open(desk.view.place, "");
}

/** Every command of the table. */
export const run: Record<CommandId, Command> = {
  next: step(1),
  previous: step(-1),
  extendNext: step(1, true),
  extendPrevious: step(-1, true),
  pageDown: move((desk) => desk.fits),
  pageUp: move((desk) => -desk.fits),
  extendPageDown: move((desk) => desk.fits, true),
  extendPageUp: move((desk) => -desk.fits, true),
  unfold,
  fold,
  asList: (desk) => desk.layOut("list"),
  asSheet: (desk) => desk.layOut("sheet"),
  asStories: (desk) => desk.layOut("stories"),
  filters: (desk) => {
    desk.finding.open = !desk.finding.open && desk.counts.everything > 0;
  },
  refresh: (desk) => void desk.refresh(),
  sample: (desk) => void desk.rehearse(!desk.rehearsing),
  failures: (desk) => desk.toasts.list(),
  receipts: (desk) => void desk.receipts.list(),
  refused: (desk) => void desk.receipts.listRefused(),
  first: move((desk) => -desk.view.ids.length),
  last: move((desk) => desk.view.ids.length),
  extendFirst: move((desk) => -desk.view.ids.length, true),
  extendLast: move((desk) => desk.view.ids.length, true),
  all: (desk) => desk.selection.all(),
  read,
  publish: (desk) => (desk.story ? desk.story.publish() : desk.place({ verb: "publish" })),
  spike: (desk) => desk.place({ verb: "spike" }),
  later: (desk) => {
    if (desk.row) desk.puttingAside.begin();
  },
  asIs: (desk) => desk.place({ verb: "as_is" }),
  // What is undecided again is looked at again: the selection stays.
  inbox: (desk) => desk.decide([{ verb: "inbox" }]),
  quality: (desk, key) => {
    if (desk.strip.open) desk.strip.pick(Number(key) - 1);
    else desk.digits.type(key, desk.selection.ids);
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
  story: (desk) => (desk.story ? desk.closeOver() : desk.openStory()),
  lead: ofReport("lead"),
  takeTitle: ofReport("take_title"),
  takeExcerpt: ofReport("take_excerpt"),
  takePicture: ofReport("take_picture"),
  notThisStory: ofReport("not_this_story"),
  undo: (desk) => desk.back.undo(),
  redo: (desk) => desk.back.redo(),
  search: (desk) => desk.focusSearch(),
  goInbox: go("inbox"),
  goPublished: go("published"),
  goSpiked: go("spiked"),
  goLater: go("later"),
  goEverything: go("everything"),
  insight: (desk) => {
    desk.over = "insight";
  },
  import: (desk) => void desk.intake.pick("folder"),
  importFiles: (desk) => void desk.intake.pick("files"),
  handOver: (desk) => void handOver(desk),
  commands: (desk) => {
    desk.toasts.listed = false;
    desk.over = "palette";
  },
  settings: (desk) => {
    desk.over = "settings";
  },
  keys: (desk) => {
    desk.over = "keys";
  },
  menuBar: (desk) => desk.menuBar.toggle(),
  close,
};
