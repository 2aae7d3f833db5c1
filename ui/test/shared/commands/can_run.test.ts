//! Which commands may run in which state of the window.

import { expect, it } from "vitest";
import { answersInDialog, type CommandState, canRun } from "../../../src/shared/commands/can_run";
import { type CommandId, table } from "../../../src/shared/commands/table";

/** An inbox with one article selected, and nothing open. */
const READY: CommandState = {
  switching: false,
  hidden: false,
  menuOpen: false,
  over: null,
  edited: null,
  fileOpen: false,
  filtersOpen: false,
  mode: "stories",
  articles: 1,
  selected: 1,
  article: true,
};

/** The commands that cannot run in a state. */
const refused = (state: Partial<CommandState>): CommandId[] =>
  table.map(({ id }) => id).filter((id) => !canRun(id, { ...READY, ...state }));

it("runs every command over a list with an article", () => {
  expect(refused({})).toEqual([]);
});

it("runs nothing while another library is opened", () => {
  expect(refused({ switching: true }).length).toBe(table.length);
  expect(canRun("publish", { ...READY, switching: true, menuOpen: true })).toBe(false);
});

it("runs only the menu bar's command under an error page", () => {
  const hidden = { ...READY, hidden: true };
  expect(table.filter(({ id }) => canRun(id, hidden)).map(({ id }) => id)).toEqual(["menuBar"]);
});

it("decides and edits nothing where no article is selected", () => {
  expect(refused({ selected: 0, article: false, articles: 0 })).toEqual(
    expect.arrayContaining(["publish", "spike", "later", "title", "source", "story", "lead", "better", "filters"]),
  );
});

it("waits with editing for the row of the article, but not with deciding", () => {
  const unread = { ...READY, article: false };
  expect([canRun("title", unread), canRun("later", unread), canRun("story", unread)]).toEqual([false, false, false]);
  expect([canRun("publish", unread), canRun("spike", unread), canRun("source", unread)]).toEqual([true, true, true]);
});

it("acts on the open story, whatever the list holds", () => {
  const inStory = { ...READY, over: "story", selected: 0, article: false, mode: "list" } as const;
  const acts: CommandId[] = ["publish", "story", "lead", "takeTitle", "notThisStory", "unfold", "fold"];
  expect(acts.filter((id) => !canRun(id, inStory))).toEqual([]);
});

it("opens the write dialog over nothing else, and writes in it", () => {
  const wrong: Partial<CommandState>[] = [{ over: "settings" }, { edited: "title" }, { fileOpen: true }];
  for (const state of wrong) expect(refused(state)).toContain("handOver");
  expect(canRun("handOver", { ...READY, over: "handOver" })).toBe(true);
});

it("folds stories and moves on the sheet, but not in plain lines", () => {
  expect(refused({ mode: "list" })).toEqual(["unfold", "fold"]);
  expect(refused({ mode: "sheet" })).toEqual([]);
});

it("closes filters that are open, also where no article is left", () => {
  expect(canRun("filters", { ...READY, articles: 0, filtersOpen: true })).toBe(true);
});

it("lets any command close an open menu", () => {
  expect(canRun("title", { ...READY, article: false, menuOpen: true })).toBe(true);
});

it("leaves a dialog's keys to the dialog, but for what answers while text is typed and in a story", () => {
  const answering = (storyOpen: boolean) => table.map(({ id }) => id).filter((id) => answersInDialog(id, storyOpen));
  expect(answering(false)).toEqual(["handOver", "commands", "menuBar"]);
  expect(answering(true)).toEqual(expect.arrayContaining(["next", "publish", "lead", "undo", "redo", "handOver"]));
  expect(answering(true)).not.toContain("spike");
});
