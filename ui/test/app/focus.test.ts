import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { granted, Library, receipt, row } from "../support/library";
import { openFirst, openWindow, press, rowOf, said, selected } from "../support/window";

const inbox = (count: number) => new Library(Array.from({ length: count }, (_, at) => row(at + 1)));
const there = (test: string) => document.querySelector<HTMLElement>(`[data-test=${test}]`);
const list = () => document.querySelector<HTMLElement>("[aria-activedescendant^=row]");
const field = () => there("search") as HTMLInputElement;
const order = () => there("order") as HTMLSelectElement;
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
const onTheList = (why: string) => waitFor(() => expect(document.activeElement, why).toBe(list()));

/** Opens the page, and waits until the list has the focus. */
async function opened(library: Library) {
  await openWindow(library);
  await onTheList("the keys go to the list from the start");
}

describe("the focus", () => {
  it("is the list's from the start, and again when it is laid out anew or comes back", async () => {
    const library = inbox(3);
    await opened(library);
    expect(list()).toHaveAttribute("aria-activedescendant", "row-0");
    press("v", "s");
    await waitFor(() => expect(list()).toHaveAttribute("role", "grid"));
    await onTheList("another layout is another element");
    press("g", "p");
    await waitFor(() => expect(list(), "nothing is published").toBeNull());
    press("g", "i");
    await onTheList("it is there again");
  });

  it("is not taken from a field that is typed in while the list comes", async () => {
    const library = inbox(3);
    library.rows = [];
    await openFirst(library);
    field().focus();
    library.rows = [row(1)];
    await library.tell({});
    await waitFor(() => expect(rowOf(1)).not.toBeNull());
    await painted();
    expect(document.activeElement).toBe(field());
  });

  it.each([
    ["palette", ["Ctrl+k"]],
    ["keys", ["?"]],
    ["settings", ["Ctrl+,"]],
    ["story", ["f"]],
    ["edit-title", ["e"]],
    ["edit-excerpt", ["Shift+e"]],
    ["edit-provider", ["Shift+p"]],
    ["edit-topics", ["t"]],
    ["later-day", ["s", "4"]],
  ])("goes into the %s, and back to the list with Escape", async (test, keys) => {
    const library = new Library([row(1, { coverage: 1 }), row(2)]);
    await opened(library);
    if (test.startsWith("edit")) await waitFor(() => expect(there("topics")).not.toBeNull());
    for (const key of keys) {
      press(key);
      await painted();
    }
    await waitFor(() => expect(there(test)?.contains(document.activeElement)).toBe(true));
    press("Escape");
    await waitFor(() => expect(there(test)).toBeNull());
    await onTheList("nothing else needs it");
  });

  it("goes back to the control that had it before a dialog, and to the list where that is gone", async () => {
    await opened(inbox(2));
    const control = there("receipts") as HTMLElement;
    control.focus();
    press("?");
    await waitFor(() => expect(there("keys")?.contains(document.activeElement)).toBe(true));
    press("Escape");
    await waitFor(() => expect(document.activeElement).toBe(control));
    press("?");
    await waitFor(() => expect(there("keys")).not.toBeNull());
    control.remove();
    press("Escape");
    await onTheList("what had it is gone");
  });

  it("goes back over two dialogs, one after the other", async () => {
    await opened(inbox(2));
    const control = there("receipts") as HTMLElement;
    control.focus();
    press("Ctrl+k");
    await waitFor(() => expect(there("palette")?.contains(document.activeElement)).toBe(true));
    await fireEvent.click(screen.getByRole("option", { name: /^Keys/ }));
    await waitFor(() => expect(there("keys")?.contains(document.activeElement)).toBe(true));
    press("Escape");
    await waitFor(() => expect(document.activeElement).toBe(control));
  });

  it("goes back to the list when a view is saved, and when a control is pressed that goes with it", async () => {
    const library = inbox(3);
    await opened(library);
    await fireEvent.input(field(), { target: { value: "topic:Robotics " } });
    await fireEvent.click(await screen.findByText("Save as view"));
    const name = await screen.findByLabelText("Name of the view");
    expect(document.activeElement).toBe(name);
    await fireEvent.input(name, { target: { value: "Robots" } });
    press("Enter");
    await waitFor(() => expect(said("views")).toContain("Robots"));
    await onTheList("the name is given");
    const chip = there("chip") as HTMLElement;
    chip.focus();
    chip.click();
    press("Shift");
    await waitFor(() => expect(there("chip")).toBeNull());
    await onTheList("the chip that had it is gone");
  });

  it("goes back to the list from the search, by Enter and by Escape, and to the search from a dialog", async () => {
    await opened(inbox(3));
    press("/");
    expect(document.activeElement).toBe(field());
    press("Enter");
    await onTheList("the words were typed");
    press("/");
    press("Ctrl+k");
    await waitFor(() => expect(there("palette")?.contains(document.activeElement)).toBe(true));
    press("Escape");
    await waitFor(() => expect(document.activeElement).toBe(field()));
    press("Escape");
    await onTheList("the search was left");
  });

  it("stays in the topics when one is taken out by key", async () => {
    await opened(inbox(2));
    await waitFor(() => expect(there("topics")).not.toBeNull());
    press("t");
    const out = await screen.findByLabelText("Remove the topic Robotics");
    out.focus();
    out.click();
    press("Shift");
    await waitFor(() => expect(out.isConnected).toBe(false));
    await painted();
    expect(there("edit-topics")?.contains(document.activeElement)).toBe(true);
  });

  it("is shown by a ring around the list where Tab went to it, and else by the cursor alone", async () => {
    await opened(inbox(2));
    expect(list()).not.toHaveClass("reached");
    there("order")?.focus();
    list()?.focus();
    await waitFor(() => expect(list()).toHaveClass("reached"));
    press("j");
    await waitFor(() => expect(list()).not.toHaveClass("reached"));
  });

  it("changes nothing about what keys do, and scrolls nothing by itself", async () => {
    const library = inbox(3);
    await opened(library);
    press("ArrowDown");
    await waitFor(() => expect(selected()).toEqual([2]));
    press("Enter");
    await waitFor(() => expect(library.askedFor("open_source")).toHaveLength(1));
    await painted();
    press("Space");
    expect(document.querySelector("[data-test=detail] article")?.scrollTop, "the article is read on").toBeGreaterThan(
      0,
    );
    for (const init of [
      { key: " ", shiftKey: true },
      { key: "End", ctrlKey: true },
      { key: "ArrowDown", altKey: true },
    ]) {
      const event = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true });
      list()?.dispatchEvent(event);
      expect(event.defaultPrevented, `the list would scroll by ${init.key}`).toBe(true);
    }
  });
});

describe("Escape", () => {
  it.each([
    ["the dialog", () => document.activeElement],
    ["nothing", () => document.body],
  ])("leaves a dialog and nothing under it, where %s has the focus", async (what, target) => {
    const library = inbox(4);
    library.instead.pick_folder = () => granted();
    library.instead.take_in = () => receipt({ id: 7, new: 1 });
    await opened(library);
    press("o");
    await waitFor(() => expect(said("receipt")).toBeTruthy());
    press("j", "Shift+j");
    await waitFor(() => expect(selected()).toEqual([2, 3]));
    press("?");
    await waitFor(() => expect(there("keys")).not.toBeNull());
    const event = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    target()?.dispatchEvent(event);
    // An engine's own way, where nobody took the key.
    if (!event.defaultPrevented)
      await fireEvent(there("keys") as HTMLElement, new Event("cancel", { cancelable: true }));
    await waitFor(() => expect(there("keys"), what).toBeNull());
    await painted();
    expect(said("receipt"), "the receipt is the next layer").toBeTruthy();
    press("Escape");
    await waitFor(() => expect(said("receipt")).toBeNull());
    expect(selected(), "the range is the one after it").toEqual([2, 3]);
    press("Escape");
    await waitFor(() => expect(selected()).toEqual([3]));
  });
});

describe("what needs the page", () => {
  const chosenInPalette = (name: RegExp) => fireEvent.click(screen.getByRole("option", { name }));

  it("is done by the palette when the page has the keyboard again", async () => {
    await opened(inbox(2));
    press("Ctrl+k");
    await waitFor(() => expect(there("palette")).not.toBeNull());
    await chosenInPalette(/^Search/);
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await painted();
    expect(document.activeElement, "it stays there").toBe(field());
    press("Enter");
    await onTheList("the search ends");
    press("Ctrl+k");
    await waitFor(() => expect(there("palette")).not.toBeNull());
    await chosenInPalette(/^Edit the headline/);
    await waitFor(() => expect(document.activeElement).toBe(there("edit-title")));
  });

  it("is done by the menu over a dialog, too", async () => {
    await opened(inbox(2));
    press("Ctrl+,");
    await waitFor(() => expect(there("settings")).not.toBeNull());
    await emit("menu-chosen", "search");
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect(there("settings")).toBeNull();
  });
});

describe("the order of the list", () => {
  it("is chosen by keyboard: what an engine's own list of choices hears is not the desk's", async () => {
    const library = inbox(3);
    await opened(library);
    order().focus();
    for (const key of ["ArrowDown", "Space", "Enter", "Home", "PageDown", "x", "Shift+x", "7"]) press(key);
    await painted();
    expect(library.askedFor("decide")).toEqual([]);
    expect(library.askedFor("open_source")).toEqual([]);
    expect([selected(), said("digits")]).toEqual([[1], null]);
    press("Ctrl+a");
    await waitFor(() => expect(selected(), "keys with Ctrl are the desk's").toEqual([1, 2, 3]));
    press("Escape");
    await waitFor(() => expect(selected()).toEqual([3]));
  });

  it("keeps the focus where it is chosen by keyboard, and leaves it where it is pointed at", async () => {
    const library = inbox(3);
    await opened(library);
    order().focus();
    press("ArrowDown");
    await fireEvent.change(order(), { target: { value: "oldest" } });
    await waitFor(() => expect(library.askedFor("open_view").at(-1)?.query).toContain("sort:oldest"));
    await painted();
    expect(document.activeElement).toBe(order());
    await fireEvent.pointerDown(order());
    await fireEvent.change(order(), { target: { value: "quality" } });
    await onTheList("the next key is the desk's");
  });
});

describe("a button's key", () => {
  it("is told in words that are valid, and a pair of keys is not told", async () => {
    await opened(inbox(2));
    press("x");
    await waitFor(() => expect(there("hand-over")).toBeInTheDocument());
    const keys = (test: string) => there(test)?.getAttribute("aria-keyshortcuts");
    expect([keys("hand-over"), keys("import-files"), keys("publish")]).toEqual(["Control+Enter", "Shift+O", "P"]);
  });
});
