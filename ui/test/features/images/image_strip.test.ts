//! The strip of pictures, in the window as it is: what I, digits, the mouse and Escape do.

import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../src/ipc/types";
import { Library, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, screen, waitFor, said as words } from "../../support/window";

function candidate(at: number, given: Partial<Candidate> = {}): Candidate {
  const url = `https://p.example/${at}.jpg`;
  return {
    url,
    from: "Harbour Post",
    width: 991,
    height: 557,
    bytes: 84_000,
    chosen: at === 1,
    fitness: 1,
    picture: { state: "cached", id: at, url, version: "1", width: 991, height: 557, thumbhash: null },
    ...given,
  };
}

/** The words of a part of the page, its blanks made one. */
const said = (test: string) => words(test)?.replace(/\s+/g, " ");
const strip = () => document.querySelector("[data-test=strip]");
const pressed = () =>
  [...(strip()?.querySelectorAll("button") ?? [])].map((button) => button.getAttribute("aria-pressed") === "true");

async function open(more: Library["details"] = {}) {
  const library = new Library([row(1), row(2)]);
  const dead = { state: "failed" as const, id: 3, url: "https://p.example/3.jpg", reason: verbatim("not there (404)") };
  library.details[1] = { candidates: [candidate(1), candidate(2), candidate(3, { bytes: null, picture: dead })] };
  Object.assign(library.details, more);
  await openWindow(library);
  await waitFor(() => expect(said("picture-nth")).toBe("1 / 3 I"));
  return library;
}

describe("the strip of pictures", () => {
  it("says what stands there and which of how many it is", async () => {
    await open();
    expect(said("picture-about")).toBe("991 × 557 · cached · 84 kB");
  });

  it("opens with I, walks with I, and shows the choice at once", async () => {
    const library = await open();
    press("I");
    await waitFor(() => expect(pressed()).toEqual([true, false, false]));
    expect(library.askedFor("decide"), "opening decides nothing").toEqual([]);
    press("I");
    await waitFor(() => expect(said("picture-nth")).toBe("2 / 3 I"));
    expect(pressed()).toEqual([false, true, false]);
    const decisions = [{ verb: "picture", url: "https://p.example/2.jpg", width: 991, height: 557 }];
    await waitFor(() => expect(library.askedFor("decide")).toMatchObject([{ ids: [1], decisions }]));
  });

  it("opens over the article that was just gone to, whatever is still on the screen", async () => {
    const library = await open({ 2: { candidates: [candidate(5, { chosen: true }), candidate(6)] } });
    await waitFor(() => expect(library.askedFor("read_article").map(({ id }) => id)).toContain(2));
    await new Promise((answered) => setTimeout(answered));
    press("j", "i", "2");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(library.askedFor("decide")).toMatchObject([{ ids: [2], decisions: [{ url: "https://p.example/6.jpg" }] }]);
  });

  it("takes digits for pictures while it is open, and for quality when it is not", async () => {
    const library = await open();
    press("I", "3");
    await waitFor(() => expect(said("picture-about")).toBe("991 × 557 · failed: not there (404)"));
    press("Escape");
    await waitFor(() => expect(strip()).toBeNull());
    press("7", "J");
    await waitFor(() => expect(library.askedFor("decide")).toHaveLength(2));
    expect(library.askedFor("decide")[1]).toMatchObject({ decisions: [{ verb: "quality", value: 70 }] });
  });

  it("takes the mouse, and closes when another article is read", async () => {
    const library = await open();
    screen.getByTitle("Choose a picture; again: the next").click();
    await waitFor(() => expect(pressed()).toHaveLength(3));
    strip()?.querySelectorAll("button")[1]?.click();
    await waitFor(() => expect(library.askedFor("decide")).toHaveLength(1));
    press("J");
    await waitFor(() => expect(strip()).toBeNull());
  });
});
