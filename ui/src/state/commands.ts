//! What each command does.

import { openSource } from "../ipc/commands";
import type { CommandId } from "../keys/table";
import { m } from "../paraglide/messages";
import type { Desk } from "./desk.svelte";
import type { ReportVerb } from "./story.svelte";

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

/** Quality of all selected articles up or down; they must have the same one, so that it is one batch. */
const change =
  (by: number): Command =>
  (desk) => {
    const ids = desk.selection.ids;
    const qualities = new Set(ids.map((id) => desk.rows.get(id)?.quality ?? null));
    const [quality] = qualities;
    if (qualities.size > 1) return desk.toasts.done(m.told_different_qualities());
    if (quality === null || quality === undefined) return desk.toasts.done(m.told_no_quality());
    desk.decide([{ verb: "quality", value: Math.max(0, Math.min(100, quality + by)) }], ids);
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
function handOver(desk: Desk) {
  if (desk.over === "handOver") void desk.handingOver?.write();
  else if (desk.over === null && desk.counts.pending > 0) desk.openHandOver();
  else if (desk.over === null) desk.toasts.done(m.told_nothing_to_hand_over());
}

/** Leaves what lies on top: a panel, then the receipt, the toast, the range, the search. */
function close(desk: Desk) {
  if (desk.receipts.file) desk.receipts.file = null;
  else if (desk.over) desk.closeOver();
  else if (desk.receipts.listed) desk.receipts.close();
  else if (desk.strip.open) desk.strip.close();
  else if (desk.intake.receipt) desk.intake.receipt = null;
  else if (desk.selection.size > 1) desk.selection.to(desk.selection.cursor);
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
  unfold,
  fold,
  asList: (desk) => desk.layOut("list"),
  asSheet: (desk) => desk.layOut("sheet"),
  asStories: (desk) => desk.layOut("stories"),
  receipts: (desk) => void desk.receipts.list(),
  refused: (desk) => void desk.receipts.listRefused(),
  first: move((desk) => -desk.view.ids.length),
  last: move((desk) => desk.view.ids.length),
  all: (desk) => desk.selection.all(),
  read,
  publish: (desk) => (desk.story ? desk.story.publish() : desk.place({ verb: "publish" })),
  spike: (desk) => desk.place({ verb: "spike" }),
  later: (desk) => {
    if (desk.row) desk.puttingAside.begin();
  },
  asIs: (desk) => desk.place({ verb: "as_is" }),
  quality: (desk, key) => {
    if (desk.strip.open) desk.strip.pick(Number(key) - 1);
    else desk.digits.type(key, desk.selection.ids);
  },
  better: change(5),
  worse: change(-5),
  title: edit("title"),
  excerpt: edit("excerpt"),
  topics: edit("topics"),
  image: (desk) => {
    if (!desk.strip.walk()) desk.toasts.done(m.told_no_picture());
  },
  provider: edit("provider"),
  theirs: (desk) => desk.takeTheirs(),
  source,
  story: (desk) => (desk.story ? desk.closeOver() : desk.openStory()),
  lead: ofReport("lead"),
  takeTitle: ofReport("take_title"),
  takeExcerpt: ofReport("take_excerpt"),
  takePicture: ofReport("take_picture"),
  notThisStory: ofReport("not_this_story"),
  undo: (desk) => desk.undo(),
  redo: (desk) => desk.redo(),
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
  handOver,
  commands: (desk) => {
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
