//! Insight: the numbers stand in tables beside the plots, and what cannot be read is said.

import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import App from "../../../src/app/App.svelte";
import type { Insight } from "../../../src/ipc/types";
import { failure, Library, row } from "../../support/library";
import { openWindow, press, said } from "../../support/window";

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
  pace: [
    { from_s: 0, to_s: 1, decisions: 20 },
    { from_s: 1, to_s: 2, decisions: 1041 },
    { from_s: 30, to_s: 120, decisions: 3 },
  ],
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
      [[20, 1041, 3]],
      [insight.quality, insight.quality_before],
      [[25]],
    ]);
  });

  it("has a plot of the time that decisions take, with its table", async () => {
    library.instead.read_insight = () => insight;
    await open();
    await waitFor(() => expect(document.querySelector("[data-test=insight-pace]")).not.toBeNull());
    const rows = [...document.querySelectorAll("[data-test=insight-pace] tbody tr")];
    const words = rows.map((row) => [...row.children].map((cell) => cell.textContent).join(" "));
    expect(words).toEqual(["under 1 s 20", "1 s to 2 s 1,041", "30 s to 2 min 3"]);
    expect(screen.getByRole("img", { name: "Time from one decision to the next" })).toBeInTheDocument();
  });

  it("says instead of a plot that no decision has followed another", async () => {
    library.instead.read_insight = () => ({ ...insight, seconds_per_decision: null });
    const dialog = await open();
    await waitFor(() => expect(dialog.textContent).toContain("once two have followed each other"));
    expect(document.querySelector("[data-test=insight-pace]")).toBeNull();
  });

  it("says that it is being counted, but not where that is quick", async () => {
    library.instead.read_insight = () => new Promise(() => {});
    const dialog = await open();
    expect(dialog.textContent, "a flash would only disturb").not.toContain("Counting");
    await waitFor(() => expect(dialog.querySelector("[data-test=insight-counting]")).toHaveTextContent("Counting…"));
  });

  it("says so where its plots cannot be loaded", async () => {
    library.instead.read_insight = () => insight;
    vi.doMock("../../../src/features/statistics/Charts.svelte", () => {
      throw new TypeError("Importing a module script failed.");
    });
    const dialog = await open();
    await waitFor(() =>
      expect(dialog.querySelector("[data-test=insight-failed]")).toHaveTextContent("could not be loaded"),
    );
    vi.doUnmock("../../../src/features/statistics/Charts.svelte");
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
    await import("../../../src/components/system_language");
    expect(() => new Intl.NumberFormat(navigator.language), "the plots ask for this as they are loaded").not.toThrow();
    Reflect.deleteProperty(navigator, "language");
  });
});

describe("the foot", () => {
  it("tells how much was decided today and how fast, and opens Insight", async () => {
    const library = new Library([row(1), row(2)]);
    let today = { decisions: 0, per_minute: null as number | null };
    library.instead.read_today = () => today;
    await openWindow(library);
    await waitFor(() => expect(library.askedFor("read_today").length).toBeGreaterThan(0));
    expect(said("today"), "nothing was decided yet").toBeNull();
    today = { decisions: 1_212, per_minute: 9.44 };
    press("p");
    await waitFor(() => expect(said("today")).toMatch(/1,212 decided today\s+· 9\.4 a minute/));
    library.instead.read_insight = () => new Promise(() => {});
    await fireEvent.click(document.querySelector("[data-test=today]") as Element);
    await waitFor(() => expect(document.querySelector("[data-test=insight]")).not.toBeNull());
  });
});
