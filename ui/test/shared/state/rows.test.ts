//! Rows in memory: as many as a curator comes back to, and always those that are shown.

import { waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { Desk } from "../../../src/app/desk.svelte";
import { libraryChanged } from "../../../src/app/library_changes";
import { BROUGHT, Library, row } from "../../support/library";

const ids = Array.from({ length: 3_000 }, (_, at) => at + 1);

async function opened(): Promise<Desk> {
  new Library(ids.map((id) => row(id))).open();
  const desk = new Desk();
  await desk.session.start();
  return desk;
}

it("lets rows go that were passed long ago", async () => {
  const desk = await opened();
  for (let first = 0; first < ids.length; first += 200) {
    desk.list.rows.readAround(ids, first, first + 30);
    await waitFor(() => expect(desk.list.rows.get(first + 31)).toBeDefined());
  }
  expect(desk.list.rows.get(1)).toBeUndefined();
  expect(desk.list.rows.known(ids).length).toBeLessThanOrEqual(1_000);
});

it("lets none go that are shown, however many others come after them", async () => {
  const desk = await opened();
  desk.list.rows.readAround(ids, 0, 30);
  await waitFor(() => expect(desk.list.rows.get(BROUGHT + 1)).toBeDefined());
  desk.list.rows.put(ids.slice(300).map((id) => row(id, { title: "Rewritten" })));
  desk.list.rows.readAround(ids, 100, 130);
  await waitFor(() => expect(desk.list.rows.get(290)).toBeDefined());
  expect(desk.list.rows.known(ids).length).toBeLessThanOrEqual(1_000);
  expect(desk.list.rows.known(ids.slice(100, 131)).length).toBe(31);
});

it("come with the list that they are in: no list stands there without its words", async () => {
  const library = new Library(ids.map((id) => row(id, { title: id > 2_000 ? "Reefs" : "Robots" }))).open();
  library.instead.read_rows = () => new Promise(() => {});
  const desk = new Desk();
  await desk.session.start();
  expect(desk.list.rows.known(ids).map(({ id }) => id)).toEqual(ids.slice(0, BROUGHT));
  await desk.list.open("everything", "reefs");
  expect(desk.list.rows.known(desk.list.view.ids).map(({ id }) => id)).toEqual(ids.slice(2_000, 2_000 + BROUGHT));
});

it("come with the list around the article that was read last", async () => {
  const library = new Library(ids.map((id) => row(id))).open();
  const desk = { article: 2_000, top: 1_990, place: "everything" };
  library.instead.read_settings = () => ({ desk });
  library.instead.read_rows = () => new Promise(() => {});
  const opened = new Desk();
  await opened.session.start();
  expect(opened.list.selection.id).toBe(2_000);
  expect(opened.list.rows.known(ids).map(({ id }) => id)).toEqual(ids.slice(1_999 - BROUGHT / 2, 1_999 + BROUGHT / 2));
});

it("that come with a list are not older than what was told meanwhile", async () => {
  const library = new Library(ids.map((id) => row(id))).open();
  const desk = new Desk();
  await desk.session.start();
  const before = { view: { ids: [1, 2] }, rows: [row(1, { title: "before" }), row(2, { title: "before" })] };
  let answer = (_: unknown) => {};
  library.instead.open_view = () => new Promise((resolve) => (answer = resolve));
  const opening = desk.list.open("inbox", "");
  desk.list.rows.put([row(1, { title: "after" })]);
  answer(before);
  await opening;
  expect(desk.list.rows.known([1, 2]).map(({ title }) => title)).toEqual(["after", "before"]);
});

it("that come with a list are not let go for older ones", async () => {
  const desk = await opened();
  for (let first = 0; first < 900; first += 200) {
    desk.list.rows.readAround(ids, first, first + 30);
    await waitFor(() => expect(desk.list.rows.get(first + 131)).toBeDefined());
  }
  desk.list.rows.put(ids.slice(1_000, 1_900).map((id) => row(id)));
  await desk.list.open("everything", "");
  expect(desk.list.rows.known(ids.slice(0, BROUGHT)).length).toBe(BROUGHT);
});

it("that come with a list do not undo what was decided and confirmed since it was asked for", async () => {
  const library = new Library(ids.map((id) => row(id))).open();
  const desk = new Desk();
  await desk.session.start();
  let answer = (_: unknown) => {};
  library.instead.open_view = () => new Promise((resolve) => (answer = resolve));
  library.instead.read_rows = () => new Promise(() => {});
  const opening = desk.list.open("inbox", "");
  desk.list.rows.keep({ token: 1, ids: new Set([1]), decisions: [{ verb: "spike" }], shift: {} });
  desk.list.rows.expire();
  answer({ view: { ids: [1, 4], counts: library.counts }, rows: [row(1), row(4)] });
  await opening;
  expect(desk.list.rows.get(1)?.place).toBe("spiked");
});

it("of a list that is opened are those of that list, whatever becomes known meanwhile", async () => {
  const library = new Library(ids.map((id) => row(id, { title: id > 2_000 ? "Reefs" : "Robots" }))).open();
  const desk = new Desk();
  await desk.session.start();
  let answer = () => {};
  library.instead.open_view = () => {
    delete library.instead.open_view;
    const view = { ids: ids.slice(2_000), hint: null, counts: library.counts };
    return new Promise((resolve) => {
      answer = () => resolve({ view, rows: [] });
    });
  };
  const opening = desk.list.open("everything", "reefs");
  libraryChanged(desk, { token: null, ids: [], rows: [], counts: library.counts, arrived: 0 });
  await new Promise((resolve) => setTimeout(resolve));
  answer();
  await opening;
  expect([desk.list.view.ids[0], desk.list.selection.id]).toEqual([2_001, 2_001]);
  await waitFor(() => expect(library.askedFor("read_view"), "and it is looked at again").toEqual([{ query: "reefs" }]));
  expect(desk.list.view.arrived).toBe(0);
});

it("come around no article that no library can hold", async () => {
  const library = new Library([row(1)]).open();
  library.instead.read_settings = () => ({ desk: { article: 1.5 } });
  await new Desk().session.start();
  expect(library.askedFor("open_view")).toEqual([{ query: "is:inbox", around: null }]);
});
