//! What is pressed while the desk is busy with something larger goes nowhere wrong.

import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { Library, row } from "../support/library";
import { openWindow, press, rowOf, said, selected } from "../support/window";

const decided = (library: Library) => library.askedFor("decide").map(({ ids }) => ids);

/** An answer that the test gives. */
function later() {
  let answer: (given: unknown) => void = () => {};
  const asked = new Promise((resolve) => {
    answer = resolve;
  });
  return { answer, asked };
}

describe("while another library comes to the screen", () => {
  it("nothing is decided, and it is not changed for another one", async () => {
    const library = new Library([row(1), row(2)]);
    await openWindow(library);
    const { answer, asked } = later();
    library.instead.begin_rehearsal = () => asked;
    press("g", "d");
    await waitFor(() => expect(library.askedFor("begin_rehearsal").length).toBe(1));
    press("x", "g", "d", "7");
    answer(null);
    await screen.findByText(/sample desk/i);
    await waitFor(() => expect(library.askedFor("open_view").length).toBe(2));
    await new Promise((resolve) => setTimeout(resolve));
    expect(decided(library), "articles of both have the same ids").toEqual([]);
    expect([library.askedFor("begin_rehearsal").length, library.askedFor("end_rehearsal").length]).toEqual([1, 0]);
    press("p");
    await waitFor(() => expect(decided(library)).toEqual([[1]]));
  });
});

describe("the sample desk", () => {
  it("that is asked for twice is opened once; the way back right behind it is gone", async () => {
    const library = new Library([]);
    await openWindow(library);
    const open = document.querySelector("[data-test=rehearse]") as Element;
    await Promise.all([fireEvent.click(open), fireEvent.click(open)]);
    await fireEvent.click(await screen.findByText(/back to/i));
    await waitFor(() => expect(library.askedFor("end_rehearsal").length).toBe(1));
    expect(library.askedFor("begin_rehearsal").length).toBe(1);
  });
});

describe("while the list is shown anew", () => {
  it("moves go on from where they were, and decisions from there", async () => {
    const library = new Library([1, 2, 3, 4].map((id) => row(id)));
    await openWindow(library);
    const { answer, asked } = later();
    const view = { ids: [1, 2, 3, 4], hint: null, counts: library.counts };
    library.instead.open_view = () => asked;
    press("r");
    await waitFor(() => expect(library.askedFor("open_view").length).toBe(2));
    press("j");
    await waitFor(() => expect(selected()).toEqual([2]));
    answer({ view, rows: [] });
    await new Promise((resolve) => setTimeout(resolve));
    expect(selected()).toEqual([2]);
    press("x");
    await waitFor(() => expect(decided(library)).toEqual([[2]]));
  });

  it("with a report under the cursor the cursor is on its story", async () => {
    const rows = [row(1), row(2, { reports: 1, coverage: 1 }), row(3), row(4)];
    const library = new Library(rows);
    library.reports = { 2: [3] };
    await openWindow(library);
    press("v", "t", "j", "ArrowRight");
    await waitFor(() => expect(rowOf(3)).not.toBeNull());
    press("j");
    await waitFor(() => expect(selected()).toEqual([3]));
    press("r");
    await waitFor(() => expect(rowOf(3)).toBeNull());
    expect(selected()).toEqual([2]);
  });

  it("what is being stored is stored first: it is not in the list any more", async () => {
    const library = new Library([row(1), row(2)]);
    await openWindow(library);
    press("p", "r");
    await waitFor(() => expect(rowOf(1)).toBeNull());
    expect(library.asked.map(([name]) => name).filter((name) => /decide|open_view/.test(name))).toEqual([
      "open_view",
      "decide",
      "open_view",
    ]);
  });
});

describe("hand-over that waits for what is being taken back", () => {
  it("does not come over a headline that is edited by then", async () => {
    const library = new Library([row(1), row(2)]);
    await openWindow(library);
    const { answer, asked } = later();
    library.instead.undo = () => asked;
    press("u", "Ctrl+Enter", "e");
    await screen.findByLabelText("Headline");
    answer(null);
    await waitFor(() => expect(said("toast")).not.toBeNull());
    expect(document.querySelector("[data-test=hand-over-sheet], dialog[open]")).toBeNull();
    expect(screen.getByLabelText("Headline")).toBeInTheDocument();
  });
});

describe("a saved view", () => {
  it("that comes to be told after a decision leaves undo to the decision", async () => {
    const library = new Library([row(1), row(2)]);
    library.views = [{ name: "Reefs", query: "reef" }];
    await openWindow(library);
    await screen.findByText("Reefs");
    const { answer, asked } = later();
    library.instead.forget_view = () => asked;
    await fireEvent.click(screen.getByLabelText(/Forget the view Reefs/));
    press("x");
    await waitFor(() => expect(decided(library)).toEqual([[1]]));
    answer(null);
    await waitFor(() => expect(said("toast")).toContain("Forgot"));
    press("u");
    await waitFor(() => expect(library.askedFor("undo").length).toBe(1));
    expect(library.askedFor("save_view")).toEqual([]);
  });

  it("that was saved can be taken back", async () => {
    const library = new Library([row(1, { title: "Reef" })]);
    await openWindow(library);
    await fireEvent.input(screen.getByLabelText("Search in Inbox"), { target: { value: "reef " } });
    await fireEvent.click(await screen.findByText(/save/i, { selector: "button *, button" }));
    const field = screen.getByLabelText<HTMLInputElement>("Name of the view");
    await fireEvent.input(field, { target: { value: "Reefs" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(said("toast")).toContain("Saved"));
    press("u");
    await waitFor(() => expect(library.askedFor("forget_view").length).toBe(1));
    expect(library.askedFor("undo")).toEqual([]);
  });
});

describe("the order of the list", () => {
  it("keeps no key where the pointer chose nothing", async () => {
    const library = new Library([row(1), row(2)]);
    await openWindow(library);
    const order = document.querySelector("[data-test=order]") as HTMLSelectElement;
    await fireEvent.pointerDown(order);
    order.focus();
    await fireEvent.keyDown(order, { key: "x", code: "KeyX" });
    await waitFor(() => expect(decided(library)).toEqual([[1]]));
  });
});
