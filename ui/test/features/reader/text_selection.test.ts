//! Selecting in the text of an article, and what is copied of it.

import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { expect, it } from "vitest";
import { Library, row } from "../../support/library";
import { openWindow, press } from "../../support/window";

const TEXT = "A reef of robots, counted.";

/** The window with a text in which each letter is a pixel wide, and the pointer above it. */
async function opened(text = TEXT) {
  const library = new Library([row(1), row(2)]);
  library.texts = { 1: text, 2: "A harbour." };
  await openWindow(library);
  const frame = await screen.findByTitle<HTMLIFrameElement>("Text");
  const page = frame.contentDocument as Document;
  await waitFor(() => expect(page.body.textContent).not.toBe(""));
  frame.getBoundingClientRect = () => new DOMRect(100, 100, 500, 50);
  page.elementFromPoint = () => page.querySelector("a") ?? page.body;
  page.caretRangeFromPoint = (x) => {
    const range = page.createRange();
    const node = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT).nextNode() as Text;
    range.setStart(node, Math.min(x, node.length));
    return range;
  };
  const box = document.querySelector<HTMLElement>("[data-test=text]") as HTMLElement;
  const at = (letter: number) => ({ clientX: 100 + letter, clientY: 110 });
  return { library, page, box, at, selected: () => page.getSelection()?.toString() };
}

async function copied(target: Element = document.body) {
  const given = new Map<string, string>();
  const event = new Event("copy", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { setData: (kind: string, text: string) => given.set(kind, text) } });
  await fireEvent(target, event);
  return given;
}

it("follows the pointer, also where it leaves the text, and ends when it is let go", async () => {
  const { box, at, selected } = await opened();
  await fireEvent.mouseDown(box, at(2));
  await fireEvent.mouseMove(document.body, { ...at(6), buttons: 1 });
  expect(selected()).toBe("reef");
  await fireEvent.mouseMove(document.body, { clientX: 4_000, clientY: 4_000, buttons: 1 });
  expect(selected()).toBe(TEXT.slice(2));
  await fireEvent.mouseUp(document.body);
  await fireEvent.mouseMove(document.body, { ...at(3), buttons: 1 });
  expect(selected()).toBe(TEXT.slice(2));
  await fireEvent.mouseDown(box, { ...at(9), shiftKey: true });
  expect(selected(), "with Shift it goes on").toBe("reef of");
});

it("of a pointer that was let go outside of the window ends, too", async () => {
  const { box, at, selected } = await opened();
  await fireEvent.mouseDown(box, at(2));
  await fireEvent.mouseMove(document.body, { ...at(6), buttons: 0 });
  await fireEvent.mouseMove(document.body, { ...at(6), buttons: 1 });
  expect(selected()).toBe("");
});

it("takes a word with two clicks and the paragraph with three", async () => {
  const { box, at, selected } = await opened();
  await fireEvent.mouseDown(box, { ...at(12), detail: 2 });
  expect(selected()).toBe("robots");
  await fireEvent.mouseMove(box, { ...at(14), buttons: 1 });
  expect(selected(), "a hand that trembles takes nothing off a word").toBe("robots");
  await fireEvent.mouseDown(box, { ...at(12), detail: 3 });
  expect(selected()).toBe(TEXT);
});

it("is what is copied, plain and with its marks, unless a field or the desk's own words are meant", async () => {
  const { box, at } = await opened("<em>A reef</em> of robots.");
  expect((await copied()).size, "nothing is selected").toBe(0);
  await fireEvent.mouseDown(box, { ...at(1), detail: 3 });
  expect([...(await copied())]).toEqual([
    ["text/plain", "A reef of robots."],
    ["text/html", "<em>A reef</em> of robots."],
  ]);
  const told = new Event("beforecopy", { bubbles: true, cancelable: true });
  expect(await fireEvent(document.body, told), "the web view is told that there is something").toBe(false);
  expect((await copied(screen.getByLabelText("Search in Inbox"))).size).toBe(0);
  getSelection()?.selectAllChildren(document.querySelector("[data-test=title]") as Element);
  expect((await copied()).size).toBe(0);
});

it("is gone with what is pressed elsewhere, and with the article", async () => {
  const { box, at, selected } = await opened();
  await fireEvent.mouseDown(box, { ...at(12), detail: 2 });
  await fireEvent.mouseDown(document.querySelector("[data-test=row]") as Element);
  expect(selected()).toBe("");
  await fireEvent.mouseDown(box, { ...at(12), detail: 2 });
  press("j");
  await waitFor(() => expect(selected()).toBe(""));
});

it("opens no link that it goes over; a click does", async () => {
  const { library, box, at } = await opened('<a href="https://reef.example">A reef of robots</a>');
  await fireEvent.mouseDown(box, at(2));
  await fireEvent.mouseMove(box, { ...at(6), buttons: 1 });
  await fireEvent.click(box, at(6));
  expect(library.askedFor("open_link")).toEqual([]);
  await fireEvent.mouseDown(box, at(2));
  await fireEvent.click(box, at(2));
  expect(library.askedFor("open_link")).toEqual([{ id: 1, url: "https://reef.example" }]);
});
