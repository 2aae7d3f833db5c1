//! What a key costs: only the rows that it is about are made anew.

import { waitFor } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import { Library, row } from "./support/library";
import { openWindow, press, rowOf, selected } from "./support/window";

const cut = vi.hoisted(() => ({ titles: 0 }));
vi.mock("../src/state/text", async (original) => {
  const text = await original<typeof import("../src/state/text")>();
  const pieces = (...asked: Parameters<typeof text.pieces>) => {
    cut.titles += 1;
    return text.pieces(...asked);
  };
  return { ...text, pieces };
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

it("makes only the decided row anew when a key decides and when the library confirms it", async () => {
  const library = new Library(Array.from({ length: 40 }, (_, at) => row(at + 1)));
  await openWindow(library);
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
  const library = new Library(Array.from({ length: 40 }, (_, at) => row(at + 1)));
  await openWindow(library);
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

it("gives no element a custom property of its own: the web view keeps the styles of all that inherits one", () => {
  const sources = import.meta.glob<string>("../src/**/*.svelte", { query: "?raw", import: "default", eager: true });
  const own = Object.entries(sources).filter(([, text]) => /style:--|style="[^"]*--\w+:/.test(text));
  expect(Object.keys(sources).length, "the sources were found").toBeGreaterThan(50);
  expect(own.map(([path]) => path)).toEqual([]);
});
