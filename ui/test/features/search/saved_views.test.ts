//! Saved views: what is typed is not lost, what is lost can be had again, and what happens is said.

import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { failure, Library, row } from "../../support/library";
import { openWindow, press, rowOf, said, screen, waitFor } from "../../support/window";

const newsroom = () => new Library([row(1, { topics: ["Oceans"] }), row(2, { topics: ["Ethics"] })]);
const field = () => screen.queryByLabelText<HTMLInputElement>("Name of the view");

/** Searches, and begins to type a name for it. */
async function naming(library: Library, name: string) {
  await openWindow(library);
  await waitFor(() => expect(library.views.length === 0 || said("views") !== null).toBe(true));
  await fireEvent.input(screen.getByLabelText("Search in Inbox"), { target: { value: "topic:Oceans " } });
  await fireEvent.click(await screen.findByText("Save as view"));
  const typed = await screen.findByLabelText<HTMLInputElement>("Name of the view");
  typed.focus();
  await fireEvent.input(typed, { target: { value: name } });
  return typed;
}

describe("saving a view", () => {
  it("is said, also where the sidebar has no room for it", async () => {
    const library = newsroom();
    await fireEvent.keyDown(await naming(library, "By the sea"), { key: "Enter" });
    await waitFor(() => expect(said("toast") ?? "").toContain("Saved the view “By the sea”."));
    expect(field()).toBeNull();
  });

  it("keeps what was typed when the field is left, and nothing after Escape", async () => {
    const library = newsroom();
    (await naming(library, "By the sea")).blur();
    await waitFor(() => expect(library.views).toEqual([{ name: "By the sea", query: "is:inbox topic:Oceans" }]));
    await fireEvent.click(await screen.findByText("Save as view"));
    const again = await screen.findByLabelText<HTMLInputElement>("Name of the view");
    again.focus();
    await fireEvent.input(again, { target: { value: "Never" } });
    await fireEvent.keyDown(again, { key: "Escape" });
    await waitFor(() => expect(field()).toBeNull());
    expect(library.views.length).toBe(1);
  });

  it("keeps the search that was named, whatever is opened meanwhile", async () => {
    const library = newsroom();
    await naming(library, "By the sea");
    await fireEvent.click(document.querySelector("[data-test=place-published]") as HTMLElement);
    await waitFor(() => expect(library.views).toEqual([{ name: "By the sea", query: "is:inbox topic:Oceans" }]));
  });

  it("waits while another window is in front", async () => {
    const library = newsroom();
    const typed = await naming(library, "By the s");
    typed.dispatchEvent(new FocusEvent("blur"));
    expect([field()?.value, library.views]).toEqual(["By the s", []]);
  });

  it("under a taken name says so before, waits for Enter, and is taken back", async () => {
    const library = newsroom();
    library.views = [{ name: "By the sea", query: "is:inbox" }];
    const typed = await naming(library, " By the sea");
    await waitFor(() => expect(typed).toHaveAccessibleDescription("Enter replaces the view of that name."));
    typed.blur();
    expect([field()?.value, library.askedFor("save_view")], "leaving replaces nothing").toEqual([" By the sea", []]);
    await fireEvent.keyDown(typed, { key: "Enter" });
    await waitFor(() => expect(said("toast") ?? "").toContain("Replaced the view “By the sea”."));
    expect(library.views).toEqual([{ name: "By the sea", query: "is:inbox topic:Oceans" }]);
    await fireEvent.click(document.querySelector("[data-test=undo]") as HTMLElement);
    await waitFor(() => expect(library.views).toEqual([{ name: "By the sea", query: "is:inbox" }]));
    expect(library.askedFor("undo"), "no decision was meant").toEqual([]);
  });

  it("that fails says why, and no more", async () => {
    const library = newsroom();
    library.instead.save_view = () => {
      throw failure("The disk is full.");
    };
    await fireEvent.keyDown(await naming(library, "By the sea"), { key: "Enter" });
    await waitFor(() => expect(document.body.textContent).toContain("The disk is full."));
    expect(document.body.textContent).not.toContain("Saved the view");
  });
});

describe("a view that was forgotten", () => {
  async function forgotten() {
    const library = newsroom();
    library.views = [{ name: "Tides", query: "is:inbox topic:Oceans" }];
    await openWindow(library);
    await fireEvent.click(await screen.findByLabelText("Forget the view Tides"));
    await waitFor(() => expect(said("toast") ?? "").toContain("Forgot the view “Tides”."));
    expect(library.views).toEqual([]);
    return library;
  }

  it("is there again with one key, once", async () => {
    const library = await forgotten();
    press("u");
    await waitFor(() => expect(library.views).toEqual([{ name: "Tides", query: "is:inbox topic:Oceans" }]));
    await waitFor(() => expect(said("toast") ?? "").toContain("Taken back: Forgot the view “Tides”."));
    expect(library.askedFor("undo")).toEqual([]);
    press("u");
    await waitFor(() => expect(library.askedFor("undo").length, "now the journal's turn").toBe(1));
  });

  it("is no longer what undo means after a decision", async () => {
    const library = await forgotten();
    press("x", "u");
    await waitFor(() => expect(library.askedFor("undo").length).toBe(1));
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("inbox"));
    expect(library.views).toEqual([]);
  });
});
