//! What a key costs: only the rows that it is about are made anew.

import { fireEvent, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { Library, row } from "../../support/library";
import { openWindow, press, rowOf, screen, selected } from "../../support/window";

const cut = vi.hoisted(() => ({ titles: 0 }));
vi.mock("../../../src/shared/text/text", async (original) => {
  const text = await original<typeof import("../../../src/shared/text/text")>();
  const pieces = (...asked: Parameters<typeof text.pieces>) => {
    cut.titles += 1;
    return text.pieces(...asked);
  };
  return { ...text, pieces };
});

/** A list of so many rows, when all are made that stand ready beyond its screen. */
async function openList(length: number) {
  const library = new Library(Array.from({ length }, (_, at) => row(at + 1)));
  await openWindow(library);
  await waitFor(() => expect(rowOf(27)).not.toBeNull());
  return library;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

it("makes only the decided row anew when a key decides and when the library confirms it", async () => {
  await openList(40);
  await settled();
  expect(cut.titles, "every row on the screen was made once").toBeGreaterThan(15);
  cut.titles = 0;
  press("j");
  await waitFor(() => expect(selected()).toEqual([2]));
  await settled();
  expect(cut.titles, "moving makes no row anew").toBe(0);
  press("p");
  await waitFor(() => expect(rowOf(2)?.dataset.place).toBe("published"));
  await waitFor(() => expect(document.documentElement.dataset.waiting).toBe("0"));
  await settled();
  expect(cut.titles, "the decided row: at the key, and with the confirmation").toBeLessThanOrEqual(3);
});

it("leaves rows as they are whose decisions are still on their way when others are decided", async () => {
  const library = await openList(40);
  library.instead.decide = () => new Promise(() => {});
  press("p", "p", "p");
  await waitFor(() => expect(rowOf(3)?.dataset.place).toBe("published"));
  await settled();
  cut.titles = 0;
  press("p");
  await waitFor(() => expect(rowOf(4)?.dataset.place).toBe("published"));
  await settled();
  expect(cut.titles, "the decided row").toBe(1);
});

describe("a list whose cursor comes to its edge", () => {
  it("turns by most of a screen, so that it stands still for the next keys", async () => {
    await openList(60);
    const list = screen.getByRole("listbox", { name: "Articles" });
    const tops: number[] = [];
    Object.defineProperty(list, "scrollTop", {
      get: () => tops.at(-1) ?? 0,
      set: (top: number) => void tops.push(top),
    });
    const goTo = async (last: number) => {
      while ((selected()[0] ?? last) < last) {
        const next = (selected()[0] ?? 0) + 1;
        press("j");
        await waitFor(() => expect(selected()).toEqual([next]));
      }
    };
    await goTo(10);
    await waitFor(() => expect(tops, "of ten rows the last is reached: two that were passed stay").toEqual([7 * 76]));
    await goTo(16);
    await settled();
    expect(tops.length, "the next row is in sight").toBe(1);
    await goTo(17);
    await waitFor(() => expect(tops).toEqual([7 * 76, 14 * 76]));
    for (const id of [16, 15]) {
      press("k");
      await waitFor(() => expect(selected()).toEqual([id]));
    }
    await waitFor(() => expect(tops, "and on the way back").toEqual([7 * 76, 14 * 76, 7 * 76]));
  });

  it("does not turn under the pointer", async () => {
    await openList(60);
    const row = rowOf(26);
    if (row) await fireEvent.click(row);
    await waitFor(() => expect(selected()).toEqual([26]));
    await settled();
    expect(rowOf(10), "it came whole on the screen, and no farther").not.toBeNull();
    expect(rowOf(40)).toBeNull();
  });
});

it("gives no element a custom property of its own: the web view keeps the styles of all that inherits one", () => {
  const sources = import.meta.glob<string>("../../../src/**/*.svelte", {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const own = Object.entries(sources).filter(([, text]) => /style:--|style="[^"]*--\w+:/.test(text));
  expect(Object.keys(sources).length, "the sources were found").toBeGreaterThan(50);
  expect(own.map(([path]) => path)).toEqual([]);
});
