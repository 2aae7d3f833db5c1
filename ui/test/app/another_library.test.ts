//! Another library on the screen: nothing of the one before is left, although its articles have the same ids.

import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { Desk } from "../../src/app/desk.svelte";
import { remembered } from "../../src/app/window_state.svelte";
import type { Receipt, Refusal } from "../../src/ipc/types";
import { Library, receipt, row } from "../support/library";
import { verbatim } from "../support/messages";
import { openWindow, press, said } from "../support/window";

const refusal: Refusal = {
  path: "/site/a.md",
  line: null,
  column: null,
  message: verbatim("No."),
  hint: verbatim("Mend it."),
};
const line = { id: 5, at_ms: 0, by: "Ada", files: 3, back: 0, can_be_taken_back: true };

/** A library with something of everything, all of it on the screen. */
async function full(): Promise<[Library, Desk]> {
  const library = new Library([row(1, { title: "Old" })]);
  library.instead.read_refused = () => [refusal];
  library.instead.read_receipts = () => [receipt({ new: 1 })];
  library.handOvers = [line];
  library.open();
  const desk = new Desk();
  await desk.session.start();
  desk.list.rows.readAround([1], 0, 1);
  desk.reading.read(1, undefined);
  await desk.receipts.list();
  await waitFor(() => expect(desk.reading.details?.row.title).toBe("Old"));
  await waitFor(() => expect(desk.receipts.refusedCount).toBe(1));
  desk.toasts.done("Spiked “Old”.", true);
  library.rows = [row(1, { title: "New" })];
  library.instead.read_refused = () => new Promise(() => {});
  return [library, desk];
}

function nothingIsLeft(desk: Desk) {
  expect(desk.list.rows.get(1)?.title).not.toBe("Old");
  expect(desk.reading.details).toBeNull();
  expect([desk.receipts.past, desk.receipts.handOvers, desk.receipts.refusedCount]).toEqual([null, [], 0]);
  expect(desk.intake.receipt).toBeNull();
  expect(desk.toasts.shown, "what it offers to undo is not in this library").toBeNull();
}

describe("nothing of the library before is left", () => {
  it("when the sample desk comes or goes", async () => {
    const [, desk] = await full();
    await desk.session.rehearse(true);
    nothingIsLeft(desk);
  });

  it("nor rows that were on their way", async () => {
    const [library, desk] = await full();
    let answer: (rows: unknown) => void = () => {};
    library.instead.read_rows = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    desk.list.rows.expire();
    desk.list.rows.readAround([1], 0, 1);
    await desk.session.rehearse(true);
    answer([row(1, { title: "Old" })]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(desk.list.rows.get(1)?.title).not.toBe("Old");
  });

  it("nor typed into the next one: digits count where they were typed", async () => {
    const [library, desk] = await full();
    desk.digits.type("7", [1]);
    for (const search of ["", "reef"]) desk.session.memory.keep({ ...remembered({}), search });
    await desk.session.rehearse(true);
    const changes = library.asked.map(([name]) => name).filter((name) => /decide|save_settings|rehearsal/.test(name));
    expect(changes).toEqual(["decide", "save_settings", "begin_rehearsal"]);
  });

  it("when a backup is put back", async () => {
    const [library, desk] = await full();
    library.instead.restore_backup = () => [];
    await desk.session.restore("/backup");
    nothingIsLeft(desk);
  });

  it("when it was made again: panels over the desk are closed, too", async () => {
    const [, desk] = await full();
    desk.receipts.open(receipt());
    desk.overlay.show("settings");
    desk.overlay.edited = "title";
    await desk.session.start();
    nothingIsLeft(desk);
    expect([desk.overlay.over, desk.overlay.edited]).toEqual([null, null]);
  });

  it("not even what was on its way", async () => {
    const [library, desk] = await full();
    let answer: (given: unknown) => void = () => {};
    library.instead.read_refused = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const listing = desk.receipts.listRefused();
    await waitFor(() => expect(library.askedFor("read_refused").length).toBeGreaterThan(1));
    library.instead.read_refused = () => [];
    await desk.session.rehearse(true);
    answer([refusal]);
    await listing;
    expect([desk.receipts.refused, desk.receipts.refusedCount]).toEqual([null, 0]);
    const old = receipt({ new: 1 });
    desk.receipts.open(old);
    library.instead.read_receipt_part = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const opening = desk.receipts.openPart(desk.intake.receipt as Receipt, "new");
    await desk.session.rehearse(false);
    answer([]);
    await opening;
    expect(desk.receipts.part).toBeNull();
  });

  it("and the article with the same id is read anew, after the library was made again in the window", async () => {
    const damaged = { code: "damaged", message: verbatim("The library is damaged."), hint: null };
    const library = new Library([row(1, { title: "Old" })]);
    await openWindow(library);
    await waitFor(() => expect(said("detail")).toContain("Old"));
    library.instead.decide = () => Promise.reject(damaged);
    press("p");
    await waitFor(() => expect(said("broken")).toContain("The library is damaged"));
    library.instead.rebuild_library = () => {
      library.rows = [row(1, { title: "New" })];
      return {
        articles: 1,
        decisions_mended: 0,
        rows_saved: 1,
        tables_in_part: 0,
        documents_damaged: 0,
        put_aside: [],
        decisions_lost: 0,
        tables: [],
        rows_from_backup: 0,
        moved_aside: null,
      };
    };
    await fireEvent.click(screen.getByText("Rebuild library"));
    await fireEvent.click(await screen.findByText("Open library"));
    await waitFor(() => expect(said("detail")).toContain("New"));
  });
});
