import { emit } from "@tauri-apps/api/event";
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import App from "../../../src/app/App.svelte";
import { Library, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, said } from "../../support/window";

const damaged = {
  code: "damaged",
  message: verbatim("The library is damaged: file is not a database."),
  hint: verbatim("Run rebuild."),
};
const rebuilt = {
  articles: 12,
  decisions_mended: 0,
  rows_saved: 90,
  tables_in_part: 1,
  documents_damaged: 2,
  put_aside: [],
  decisions_lost: 0,
  tables: [],
  rows_from_backup: 0,
  moved_aside: "/library/aside-2026-11-25/library.sqlite",
};

describe("a damaged library", () => {
  it("is made again when the curator says so, and says where the damaged file is", async () => {
    const library = new Library([row(1)]);
    library.instead.read_settings = () => Promise.reject(damaged);
    library.instead.rebuild_library = () => {
      delete library.instead.read_settings;
      return rebuilt;
    };
    library.open();
    render(App);
    await waitFor(() => expect(said("broken")).toContain("The library is damaged"));
    expect(library.askedFor("rebuild_library"), "nothing is moved before the curator says so").toEqual([]);
    await fireEvent.click(screen.getByText("Rebuild library"));
    await waitFor(() => expect(said("broken")).toContain("Recovered 12 articles"));
    expect(said("broken")).toContain("1 table was only partly readable");
    expect(said("broken")).toContain("2 articles couldn’t be recovered");
    expect(said("broken")).toContain(rebuilt.moved_aside);
    await fireEvent.click(screen.getByText("Open library"));
    await waitFor(() => expect(document.querySelectorAll("[data-test=row]").length).toBe(1));
  });

  it("offers its newest good backup, and shows what became of it", async () => {
    const library = new Library([row(1)]);
    library.instead.read_settings = () => Promise.reject(damaged);
    const newest = {
      id: "b1",
      path: "/library/backups/000001.sqlite",
      bytes: 9,
      at_ms: 1_764_500_000_000,
      reason: "daily",
    };
    library.instead.newest_good_backup = () => newest;
    library.instead.restore_backup = () => {
      delete library.instead.read_settings;
      return [newest];
    };
    library.open();
    render(App);
    await fireEvent.click(await screen.findByText(/Restore the backup of/));
    await waitFor(() => expect(document.querySelectorAll("[data-test=row]").length).toBe(1));
    expect(library.askedFor("restore_backup")).toEqual([{ backup: "b1" }]);
  });

  it("that is found while it is open offers the same, and can be left as it is", async () => {
    const library = new Library([row(1)]);
    await openWindow(library);
    library.instead.decide = () => Promise.reject(damaged);
    press("p");
    await waitFor(() => expect(said("broken")).toContain("The library is damaged"));
    await fireEvent.click(screen.getByText("Continue anyway"));
    await waitFor(() => expect(document.querySelectorAll("[data-test=row]").length).toBe(1));
    expect(library.askedFor("rebuild_library")).toEqual([]);
  });

  it("is nothing that keys or the menu decide about: nobody sees the articles", async () => {
    const library = new Library([row(1), row(2, { pending: true })]);
    await openWindow(library);
    library.instead.decide = () => Promise.reject(damaged);
    press("p");
    await waitFor(() => expect(said("broken")).toContain("The library is damaged"));
    const asked = library.asked.length;
    const line = async (id: string) => {
      await emit("menu-chosen", id);
      await tick();
    };
    press("x", "a", "Ctrl+Enter", "g", "p", "Escape");
    for (const id of ["publish", "handOver", "commands", "settings", "undo"]) await line(id);
    press("Ctrl+k");
    await tick();
    expect(library.asked.slice(asked)).toEqual([]);
    expect(document.querySelector("dialog"), "what lies over the desk has no desk").toBeNull();
    await fireEvent.click(screen.getByText("Continue anyway"));
    delete library.instead.decide;
    press("x");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(2));
  });
});

describe("a library that another program holds", () => {
  const busy = {
    code: "busy",
    message: verbatim("The library is in use."),
    hint: verbatim("Close the other program."),
  };

  it("is tried again when the curator says so, and is shown once it is open", async () => {
    const library = new Library([row(1)]);
    library.instead.read_settings = () => Promise.reject(busy);
    library.instead.reopen_library = () =>
      Promise.reject({ ...busy, message: verbatim("The library is still in use.") });
    library.open();
    render(App);
    await waitFor(() => expect(said("broken")).toContain("The library is in use."));
    expect(screen.queryByText("Rebuild library"), "nothing is wrong with it").toBeNull();
    await fireEvent.click(screen.getByText("Try again"));
    await waitFor(() => expect(said("broken")).toContain("The library is still in use."));
    delete library.instead.read_settings;
    library.instead.reopen_library = () => null;
    await fireEvent.click(screen.getByText("Try again"));
    await waitFor(() => expect(document.querySelectorAll("[data-test=row]").length).toBe(1));
  });
});
