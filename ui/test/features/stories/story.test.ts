import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { isCut } from "../../../src/shared/text/text";
import { details, Library, report, row } from "../../support/library";
import { openWindow, press, said, selected } from "../../support/window";

/** A window on one story of three reports, and one article alone. */
async function opened() {
  const rows = [row(1, { title: "The lead", coverage: 2 }), row(2)];
  const library = new Library(rows);
  const article = details(rows[0] as (typeof rows)[number]).article;
  const coverage = [report("The second", "It stops in the"), report("The third", "It says all.")];
  library.details[1] = { article: { ...article, coverage } };
  await openWindow(library);
  await screen.findByText("The second");
  return library;
}

const cards = () => [...document.querySelectorAll<HTMLElement>("[data-test=report]")];
const lookedAt = () =>
  cards().find((card) => card.ariaCurrent === "true" || card.getAttribute("aria-current") === "true")?.dataset.at;
const decided = (library: Library) => library.askedFor("decide").map(({ ids, decisions }) => [ids, decisions]);

describe("the story view", () => {
  it("shows the reports side by side and marks what is cut off", async () => {
    await opened();
    press("f");
    await waitFor(() => expect(cards().length).toBe(3));
    expect(cards().map((card) => card.querySelector("h3")?.textContent)).toEqual([
      "The lead",
      "The second",
      "The third",
    ]);
    expect(cards()[1]).toHaveTextContent("(cut off)");
    expect(cards()[2]).not.toHaveTextContent("(cut off)");
    expect(cards()[1]).toHaveTextContent("1200 × 675");
  });

  it("opens from what a row says of other reports, and goes to that row", async () => {
    await opened();
    press("j");
    await waitFor(() => expect(selected()).toEqual([2]));
    await fireEvent.click(screen.getByText("2 more on this story"));
    await waitFor(() => expect(cards().length).toBe(3));
    expect(selected()).toEqual([1]);
  });

  it("makes the report that is looked at the lead of the article's own file", async () => {
    const library = await opened();
    press("f");
    await waitFor(() => expect(cards().length).toBe(3));
    press("j", "ArrowRight", "l");
    await waitFor(() => expect(decided(library)).toEqual([[[1], [{ verb: "lead", report: 1 }]]]));
    await waitFor(() => expect(lookedAt(), "what was made the lead stands first").toBe("0"));
  });

  it("publishes its own lead, whatever else is selected in the list", async () => {
    const library = new Library([row(1, { coverage: 1 }), row(2), row(3, { coverage: 1 })]);
    await openWindow(library);
    press("j", "j", "Shift+K", "Shift+K");
    await waitFor(() => expect(selected()).toEqual([1, 2, 3]));
    press("f");
    await waitFor(() => expect(document.querySelector("[data-test=story]")).not.toBeNull());
    press("p");
    await waitFor(() => expect(decided(library)).toEqual([[[1], [{ verb: "publish" }]]]));
    await waitFor(() => expect(selected()).toEqual([2]));
  });

  it("stays with its story when something of another is undone", async () => {
    const library = await opened();
    press("j", "p", "k", "f");
    await waitFor(() => expect(cards().length).toBe(3));
    press("u");
    await waitFor(() => expect(said("toast")).toContain("Taken back"));
    expect(selected()).toEqual([1]);
    expect(cards().length).toBe(3);
    expect(library.askedFor("undo").length).toBe(1);
  });

  it("takes title, excerpt and picture with M and a letter, and lets a report out with N", async () => {
    const library = await opened();
    press("f", "j", "m", "t", "m", "e", "m", "i", "n");
    await waitFor(() => expect(decided(library).length).toBe(4));
    expect(decided(library).map(([, decisions]) => decisions)).toEqual([
      [{ verb: "take_title", report: 0 }],
      [{ verb: "take_excerpt", report: 0 }],
      [{ verb: "take_picture", report: 0 }],
      [{ verb: "not_this_story", report: 0 }],
    ]);
  });

  it("decides nothing about the lead itself, and nothing with keys that are not its own", async () => {
    const library = await opened();
    press("f", "l", "x", "7", "a", "g", "i");
    await waitFor(() => expect(said("toast")).toContain("leads already"));
    expect(decided(library), "an X in the story view must not spike").toEqual([]);
    expect(document.querySelector("[data-test=story]"), "the view stays").not.toBeNull();
  });

  it("publishes the lead with P, leaves, and goes on", async () => {
    const library = await opened();
    press("f", "p");
    await waitFor(() => expect(decided(library)).toEqual([[[1], [{ verb: "publish" }]]]));
    expect(document.querySelector("[data-test=story]")).toBeNull();
    await waitFor(() => expect(selected()).toEqual([2]));
  });

  it("moves among the reports and not in the list", async () => {
    await opened();
    press("f", "j", "j", "j", "k");
    await waitFor(() => expect(lookedAt()).toBe("1"));
    expect(selected()).toEqual([1]);
  });

  it("is opened by clicking, and says so where a story has one report alone", async () => {
    await opened();
    await fireEvent.click(document.querySelector("[data-test=open-story]") as Element);
    await waitFor(() => expect(cards().length).toBe(3));
    press("f", "j", "f");
    await waitFor(() => expect(said("toast")).toContain("No other report"));
  });
});

describe("an excerpt", () => {
  it.each([
    ["It says all.", false],
    ["It says “all.”", false],
    ["", false],
    ["It stops in the", true],
    ["It stops in the &hellip;", true],
    ["It stops...", true],
    ["全部書いてある。", false],
  ])("%s is cut off: %s", (text, cut) => expect(isCut(text)).toBe(cut));
});
