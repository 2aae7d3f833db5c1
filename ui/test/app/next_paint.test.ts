//! What waits for a frame and what does not: the screen is painted when a test says so.

import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { failure, Library, row } from "../support/library";
import { openFirst, openWindow, press, said, selected, waitFor } from "../support/window";

const screen = vi.hoisted(() => ({ paints: true, waiting: [] as (() => void)[] }));
vi.mock("../../src/components/next_paint", () => ({
  painted: () => (screen.paints ? Promise.resolve() : new Promise<void>((done) => screen.waiting.push(done))),
}));

/** Paints once. */
async function paint() {
  for (const done of screen.waiting.splice(0)) done();
  await new Promise((seen) => setTimeout(seen));
}

beforeEach(() => {
  screen.paints = true;
  screen.waiting = [];
});

/** Three articles; the second is gone to, and is not yet beside the list. */
async function openBetween(details: Library["details"] = {}) {
  const library = new Library([row(1, { title: "Reef" }), row(2, { title: "Harbour" }), row(3, { title: "Lock" })]);
  library.details = details;
  await openWindow(library);
  await waitFor(() => expect(said("title")).toBe("Reef"));
  await waitFor(() => expect(library.askedFor("read_article").map(({ id }) => id)).toContain(2));
  await new Promise((answered) => setTimeout(answered));
  screen.paints = false;
  press("j");
  await tick();
  expect([selected(), said("title")], "it follows with a frame").toEqual([[2], "Reef"]);
  return library;
}

describe("the window", () => {
  it("shows the first screen of its list before anything else, then the article and the rows beyond", async () => {
    screen.paints = false;
    await openFirst(new Library(Array.from({ length: 60 }, (_, at) => row(at + 1))));
    const rows = () => document.querySelectorAll("[data-test=row]").length;
    await waitFor(() => expect(rows()).toBe(10));
    expect(said("title"), "nor does it say that nothing is there to be read").toBeNull();
    expect(document.querySelector("[data-test=detail] h1")).toBeNull();
    await paint();
    expect(rows(), "one more with each frame").toBe(11);
    expect(said("title")).not.toBeNull();
    for (let frame = 1; frame < 17; frame += 1) await paint();
    expect(rows()).toBe(27);
  });
});

describe("an article that nobody has seen yet", () => {
  it("is not gone on from with the space bar", async () => {
    screen.paints = false;
    await openFirst(new Library([row(1), row(2)]));
    press("Space");
    await tick();
    expect(selected()).toEqual([1]);
  });

  it("is not said to be nothing while its row is on its way", async () => {
    const library = new Library([row(1), row(2)]);
    library.instead.open_view = () => ({ view: { ids: [1, 2], hint: null, counts: library.counts }, rows: [] });
    library.instead.read_rows = () => new Promise(() => {});
    await openFirst(library);
    expect(document.querySelector("[data-test=detail] h1")).toBeNull();
  });
});

describe("the article beside the list", () => {
  it("is at once the one that a key put aside is for", async () => {
    await openBetween();
    press("s");
    await waitFor(() => expect(document.querySelector("[data-test=later-menu]")).not.toBeNull());
    expect(said("title")).toBe("Harbour");
  });

  it("is at once the one whose pictures are chosen from", async () => {
    const url = "https://p.example/2.jpg";
    const picture = { state: "cached", id: 2, url, version: "1", width: 991, height: 557, thumbhash: null } as const;
    const shape = { from: "Harbour Post", width: 991, height: 557, bytes: null, chosen: true, fitness: 1 };
    await openBetween({ 2: { candidates: [{ url, ...shape, picture }] } });
    press("i");
    await waitFor(() => expect(document.querySelector("[data-test=strip]")).not.toBeNull());
    expect(said("title")).toBe("Harbour");
  });

  it("is at once the one that is edited", async () => {
    await openBetween();
    press("e");
    await waitFor(() => expect(document.querySelector<HTMLTextAreaElement>("textarea")?.value).toBe("Harbour"));
  });
});

describe("the toast", () => {
  it("says what was done after what is seen of it, and at once what failed", async () => {
    const library = await openBetween();
    press("x");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    await new Promise((answered) => setTimeout(answered));
    expect(document.documentElement.dataset.waiting).toBe("0");
    expect(said("toast") ?? "").toBe("");
    await paint();
    expect(said("toast") ?? "", "with the article that is gone on to").toBe("");
    await paint();
    expect(said("toast")).toContain("Harbour");
    library.instead.decide = () => {
      throw failure("The disk is full.", "Make room and try again.");
    };
    press("x");
    await waitFor(() => expect(said("toast")).toContain("The disk is full."));
  });
});
