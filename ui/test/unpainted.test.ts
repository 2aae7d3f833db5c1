//! What waits for no frame. After the window is open, its screen is never painted again.

import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { failure, Library, row } from "./support/library";
import { openWindow, press, said, selected, waitFor } from "./support/window";

const screen = vi.hoisted(() => ({ paints: true }));
vi.mock("../src/components/painted", () => ({
  painted: () => (screen.paints ? Promise.resolve() : new Promise<void>(() => {})),
}));

beforeEach(() => {
  screen.paints = true;
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
    await waitFor(() => expect(document.documentElement.dataset.waiting).toBe("0"));
    expect(said("toast") ?? "").toBe("");
    library.instead.decide = () => {
      throw failure("The disk is full.", "Make room and try again.");
    };
    press("x");
    await waitFor(() => expect(said("toast")).toContain("The disk is full."));
  });
});
