//! Insight: the numbers stand in tables beside the plots, and what cannot be read is said.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import App from "../src/App.svelte";
import type { Insight } from "../src/ipc/types";
import { failure, Library, row } from "./support/library";

const plots = vi.hoisted(() => [] as number[][][]);
// There is no canvas here; the numbers that would be drawn are kept.
vi.mock("uplot", () => {
  class Plot {
    static paths = {};
    width = document.body.clientWidth;
    destroy = () => {};
    constructor(_: unknown, data: number[][]) {
      plots.push(data);
    }
  }
  return { default: Plot };
});

const insight: Insight = {
  days: [
    { day: "2026-11-23", decisions: 0 },
    { day: "2026-11-24", decisions: 1234 },
  ],
  quality: [0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 1],
  quality_before: [0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0],
  providers: [{ name: "Harbour Times", published: 1, decided: 4 }],
  topics: [],
  seconds_per_decision: 2.4,
};

let library: Library;

async function open() {
  render(App);
  await waitFor(() => expect(document.querySelector("[data-test=row][data-id]")).not.toBeNull());
  await fireEvent.keyDown(window, { key: "g" });
  await fireEvent.keyDown(window, { key: "n" });
  return await screen.findByRole("dialog");
}

beforeEach(() => {
  plots.length = 0;
  library = new Library([row(1), row(2)]).open();
});

describe("insight", () => {
  it("shows the same numbers in plot and table", async () => {
    library.instead.read_insight = () => insight;
    const dialog = await open();
    await waitFor(() => expect(dialog.textContent).toContain("1,234"));
    expect(within(dialog).queryByText("2026-11-23"), "a day without work is no line").toBeNull();
    expect(dialog.textContent).toContain("every 2.4 seconds");
    expect(dialog.textContent).toContain("25 %");
    expect(plots.map((data) => data.slice(1))).toEqual([
      [[0, 1234]],
      [insight.quality, insight.quality_before],
      [[25]],
    ]);
  });

  it("says that it could not be read", async () => {
    library.instead.read_insight = () => {
      throw failure("The library could not be read.");
    };
    const dialog = await open();
    await waitFor(() => expect(dialog.textContent).toContain("The library could not be read."));
  });

  it("is there where the system names no language", async () => {
    Object.defineProperty(navigator, "language", { value: "C", configurable: true });
    vi.resetModules();
    await import("../src/components/system_language");
    expect(() => new Intl.NumberFormat(navigator.language), "the plots ask for this as they are loaded").not.toThrow();
    Reflect.deleteProperty(navigator, "language");
  });
});
