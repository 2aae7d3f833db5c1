import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { Library, row } from "./support/library";
import { openWindow, press, said } from "./support/window";

const decided = () =>
  new Library([row(1, { pending: true, place: "spiked" }), row(2, { pending: true, place: "published" }), row(3)]);

describe("the hand-over sheet", () => {
  it("lists every planned change with its lines, and writes exactly what is not left out", async () => {
    const library = decided();
    await openWindow(library);
    expect(said("hand-over")).toContain("Hand over 2 changes");
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    expect(said("hand-over-sheet")).toContain("removed: true");
    await fireEvent.click(screen.getByLabelText("Write Article 2"));
    await waitFor(() => expect(said("write")).toContain("Write 1 file"));
    await fireEvent.click(screen.getByText("Write 1 file"));
    await waitFor(() => expect(said("handed-over")).toContain("1 file written"));
    expect(library.askedFor("hand_over"), "what is left out must not be written").toEqual([
      { ids: [1], copyPictures: false },
    ]);
    await waitFor(() => expect(said("hand-over")).toContain("Hand over 1 change"));
  });

  it("says which files were left as they are, and why", async () => {
    const library = decided();
    library.instead.hand_over = () => ({
      written: 1,
      unchanged: 0,
      refused: [
        {
          path: "/site/_news/article-1.md",
          line: null,
          column: null,
          message: "The file changed on disk.",
          hint: "Take it in again.",
        },
      ],
    });
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    press("Ctrl+Enter");
    await waitFor(() => expect(said("refused")).toContain("The file changed on disk."));
    expect(said("refused")).toContain("Take it in again.");
  });

  it("has the keyboard while it is open", async () => {
    const library = decided();
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    press("x", "p");
    expect(library.askedFor("decide"), "nothing is decided below an open sheet").toEqual([]);
  });

  it("plans only after what was decided is in the library", async () => {
    const library = decided();
    await openWindow(library);
    let end: (value: unknown) => void = () => {};
    library.instead.decide = () =>
      new Promise((resolve) => {
        end = resolve;
      });
    press("p", "Ctrl+Enter");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(library.askedFor("plan_hand_over")).toEqual([]);
    end({ batch: 1, changed: [3], sentence: "Published" });
    await waitFor(() => expect(library.askedFor("plan_hand_over").length).toBe(1));
  });
});
