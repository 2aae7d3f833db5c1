import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { evening, inWords, morningOf, nextMonday } from "../../../src/shared/text/dates";
import { Library, row } from "../../support/library";
import { openWindow, press, said, selected } from "../../support/window";

const inbox = (count: number) => new Library(Array.from({ length: count }, (_, at) => row(at + 1)));
const menu = () => document.querySelector("[data-test=later-menu]");

describe("putting aside", () => {
  it("offers moments with keys, and a digit takes one without setting a quality", async () => {
    const library = inbox(2);
    await openWindow(library);
    press("s");
    await waitFor(() => expect(menu()).toHaveTextContent("Next week"));
    expect(library.askedFor("decide"), "nothing is decided yet").toEqual([]);
    press("3");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    const [{ ids, decisions } = {}] = library.askedFor("decide") as {
      ids: number[];
      decisions: { until_ms: number }[];
    }[];
    expect(ids).toEqual([1]);
    expect(new Date(decisions?.[0]?.until_ms ?? 0).getDay(), "next week begins on Monday").toBe(1);
    expect(menu()).toBeNull();
    expect(said("digits")).toBeNull();
  });

  it("never stands in the way: another key closes it and does what it always does", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("s", "x");
    await waitFor(() => expect(library.askedFor("decide")[0]?.decisions).toEqual([{ verb: "spike" }]));
    press("s", "j");
    await waitFor(() => expect(selected()).toEqual([3]));
    expect(menu()).toBeNull();
    press("s", "Escape");
    await waitFor(() => expect(menu()).toBeNull());
    expect(library.askedFor("decide").length).toBe(1);
  });

  it("takes a day of one's own, in the morning", async () => {
    const library = inbox(2);
    await openWindow(library);
    press("s", "4");
    const field = await screen.findByLabelText<HTMLInputElement>("A day…");
    field.value = "2031-03-05";
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(library.askedFor("decide")[0]?.decisions).toEqual([
      { verb: "later", until_ms: new Date(2031, 2, 5, 6).getTime() },
    ]);
    await waitFor(() => expect(said("toast")).toContain("5 Mar 2031, 06:00"));
  });
});

describe("a day of one's own", () => {
  afterEach(() => vi.useRealTimers());

  async function typed(day: string) {
    const library = inbox(2);
    await openWindow(library);
    press("s", "4");
    const field = await screen.findByLabelText<HTMLInputElement>("A day…");
    field.value = day;
    await fireEvent.keyDown(field, { key: "Enter" });
    return { library, field };
  }

  it("that is past puts nothing aside, says what to do, and stays to be mended", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 24, 9) });
    const { library, field } = await typed("2026-11-24");
    await waitFor(() => expect(menu()).toHaveTextContent("Choose a day from 25 Nov 2026 on."));
    expect(field, "its morning is over").toHaveAttribute("min", "2026-11-25");
    expect(library.askedFor("decide")).toEqual([]);
    field.value = "2026-11-25";
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(menu()).toBeNull();
  });

  it("can be today as long as its morning is to come", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(2026, 10, 24, 3) });
    const { library, field } = await typed("2026-11-24");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(field).toHaveAttribute("min", "2026-11-24");
  });

  it("that is half typed is asked for whole", async () => {
    const { library, field } = await typed("");
    await waitFor(() => expect(menu()).toHaveTextContent(/Choose a day from/));
    expect(library.askedFor("decide")).toEqual([]);
    await fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => expect(menu()).toBeNull());
    press("s", "4");
    await screen.findByLabelText("A day…");
    expect(menu(), "what was said about another day is forgotten").not.toHaveTextContent(/Choose a day from/);
  });
});

describe("moments", () => {
  it("are this evening, or in an hour where the evening has begun", () => {
    expect(evening(new Date(2026, 10, 24, 9).getTime())).toBe(new Date(2026, 10, 24, 18).getTime());
    expect(evening(new Date(2026, 10, 24, 22).getTime())).toBe(new Date(2026, 10, 24, 23).getTime());
  });

  it("are Monday of next week, on a Monday and on a Sunday too", () => {
    const next = new Date(2026, 10, 30, 6).getTime();
    expect(nextMonday(new Date(2026, 10, 23, 9).getTime())).toBe(next);
    expect(nextMonday(new Date(2026, 10, 29, 9).getTime())).toBe(next);
  });

  it("are told as today, tomorrow or their day", () => {
    const now = new Date(2026, 10, 24, 23, 30).getTime();
    expect(inWords(new Date(2026, 10, 24, 23, 45).getTime(), now)).toBe("today, 23:45");
    expect(inWords(new Date(2026, 10, 25, 6).getTime(), now)).toBe("tomorrow, 06:00");
    expect(inWords(new Date(2026, 10, 30, 6).getTime(), now)).toBe("30 Nov 2026, 06:00");
    expect(morningOf("no day"), "what is no day puts nothing aside").toBeNull();
  });
});
