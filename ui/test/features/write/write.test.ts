import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { PlannedChange } from "../../../src/ipc/types";
import { Library, row } from "../../support/library";
import { message, verbatim } from "../../support/messages";
import { hold, letGo, openWindow, press, said } from "../../support/window";

const decided = () =>
  new Library([row(1, { pending: true, place: "spiked" }), row(2, { pending: true, place: "published" }), row(3)]);

const refusal = (message: string) => ({
  path: "/site/_news/article-3.md",
  line: null,
  column: null,
  message: verbatim(message),
  hint: verbatim("Take the decision back."),
});

const plan = (id: number): PlannedChange => ({
  id,
  path: `/site/_news/article-${id}.md`,
  title: `Article ${id}`,
  decided: [message("history_spiked")],
  copies: [],
  changes: [{ change: "in", line: 7, text: "removed: true" }],
  diff: "",
  former_hash: `before ${id}`,
  written_hash: `after ${id}`,
  refused: null,
});

/** The change as it is approved. */
const shown = (id: number) => {
  const { path, former_hash, written_hash } = plan(id);
  return { id, path, former_hash, written_hash };
};

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
      { changes: [shown(1)], copyPictures: false },
    ]);
    await waitFor(() => expect(said("hand-over")).toContain("Hand over 1 change"));
  });

  it("says which files were left as they are, and why", async () => {
    const library = decided();
    library.instead.hand_over = () => ({
      id: null,
      written: 1,
      unchanged: 0,
      refused: [
        {
          path: "/site/_news/article-1.md",
          line: null,
          column: null,
          message: verbatim("The file changed on disk."),
          hint: verbatim("Take it in again."),
        },
      ],
    });
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    press("Ctrl+Enter");
    await waitFor(() => expect(said("refused")).toContain("The file changed on disk."));
    expect(said("refused")).toContain("Take it in again.");
    expect(screen.queryByText("Take this hand-over back"), "nothing was written").toBeNull();
  });

  it("is taken back from its result, and what was decided waits again", async () => {
    const library = decided();
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    press("Ctrl+Enter");
    await waitFor(() => expect(said("handed-over")).toContain("2 files written"));
    await fireEvent.click(screen.getByText("Take this hand-over back"));
    await waitFor(() => expect(said("handed-back")).toContain("2 files have their former bytes again"));
    expect(library.askedFor("take_back_hand_over")).toEqual([{ handOver: 1 }]);
    await waitFor(() => expect(said("hand-over")).toContain("Hand over 2 changes"));
  });

  it("is listed with the receipts, and says what was left as it is when it is taken back there", async () => {
    const library = decided();
    const line = { at_ms: 0, by: "Ada", files: 3 };
    library.handOvers = [
      { id: 5, ...line, back: 0, can_be_taken_back: true },
      { id: 4, ...line, back: 3, can_be_taken_back: false },
    ];
    const refusal = {
      path: "/site/b.md",
      line: null,
      column: null,
      message: verbatim("The file changed since."),
      hint: verbatim(""),
    };
    library.instead.take_back_hand_over = () => ({ id: 5, back: [1, 2], refused: [refusal] });
    await openWindow(library);
    press("g", "r");
    await waitFor(() => expect(said("past-hand-overs")).toContain("3 files · Ada"));
    expect(said("past-hand-overs")).toContain("Taken back");
    await fireEvent.click(screen.getByText("Take this hand-over back"));
    await waitFor(() => expect(said("past-hand-overs")).toContain("The file changed since."));
    expect(said("past-hand-overs")).toContain("2 files have their former bytes again");
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
    end({ batch: 1, changed: [3], message: verbatim("Published") });
    await waitFor(() => expect(library.askedFor("plan_hand_over").length).toBe(1));
  });

  it("is opened for what is being taken back just now", async () => {
    const library = new Library([row(1), row(2)]);
    await openWindow(library);
    library.instead.undo = async () => {
      library.rows = [row(1, { pending: true }), row(2)];
      await library.tell({ token: 1, ids: [1], rows: library.rows.slice(0, 1) });
      return { batch: 1, changed: [1], message: verbatim("Quality") };
    };
    press("u", "Ctrl+Enter");
    await waitFor(() => expect(document.querySelector("[data-test=planned]")).not.toBeNull());
  });

  it("groups by folder, says each decision in words, and leaves a whole folder out or in", async () => {
    const library = new Library([
      row(1, { pending: true, path: "/site/_news/a.md" }),
      row(2, { pending: true, path: "/site/_news/b.md" }),
      row(3, { pending: true, path: "/site/_events/c.md" }),
    ]);
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned-folder]").length).toBe(2));
    const [news] = document.querySelectorAll("[data-test=planned-folder]");
    expect(news?.textContent).toContain("site/_news");
    expect(news?.textContent).toContain("spiked");
    await fireEvent.click(screen.getByLabelText("Write all of site/_news"));
    await waitFor(() => expect(said("write")).toContain("Write 1 file"));
    expect(news?.textContent).toContain("0 of 2");
    await fireEvent.click(screen.getByLabelText("Write Article 1"));
    const whole = screen.getByLabelText<HTMLInputElement>("Write all of site/_news");
    await waitFor(() => expect(whole.indeterminate, "a folder that is in by half says so").toBe(true));
    await fireEvent.click(whole);
    await waitFor(() => expect(said("write")).toContain("Write 3 files"));
  });

  it("shows what copying pictures would change before anything is written", async () => {
    const library = decided();
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    expect(said("hand-over-sheet")).not.toContain("assets/images");
    let end: (value: unknown) => void = () => {};
    library.instead.plan_hand_over = () =>
      new Promise((resolve) => {
        end = resolve;
      });
    await fireEvent.click(screen.getByLabelText(/Copy pictures/));
    press("Ctrl+Enter");
    expect(library.askedFor("hand_over"), "what is not shown yet is not written").toEqual([]);
    end({
      changes: [{ ...plan(1), copies: ["assets/images/articles/1.jpg"] }],
      not_copied: [refusal("It is not known where this site keeps them.")],
    });
    await waitFor(() => expect(said("hand-over-sheet")).toContain("1 picture is copied: assets/images/articles/1.jpg"));
    expect(said("hand-over-sheet"), "a site that keeps none is named before").toContain("It is not known where this");
    press("Ctrl+Enter");
    await waitFor(() => expect(library.askedFor("hand_over")).toEqual([{ changes: [shown(1)], copyPictures: true }]));
  });

  it("begins on the button that writes, and a key that is still held presses nothing", async () => {
    const library = decided();
    await openWindow(library);
    hold("Ctrl+Enter");
    const write = () => document.querySelector<HTMLElement>("[data-test=write]");
    await waitFor(() => expect(document.activeElement).toBe(write()));
    // An engine presses the focused button for each repeat of Enter once Ctrl is up.
    write()?.click();
    hold("Ctrl+Enter");
    expect(library.askedFor("hand_over"), "nothing is written before the key was let go").toEqual([]);
    letGo("Enter");
    write()?.click();
    await waitFor(() => expect(library.askedFor("hand_over").length).toBe(1));
    await waitFor(() => expect(document.activeElement?.getAttribute("data-test")).toBe("close-sheet"));
  });

  it("is not held for ever by a key that was let go unheard, and is held by one that goes on", async () => {
    const library = decided();
    await openWindow(library);
    hold("Ctrl+Enter");
    const write = () => document.querySelector<HTMLElement>("[data-test=write]");
    await waitFor(() => expect(document.activeElement).toBe(write()));
    letGo("Meta");
    const repeat = new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true });
    write()?.dispatchEvent(repeat);
    write()?.click();
    expect(library.askedFor("hand_over"), "the same Enter is still down").toEqual([]);
    letGo("Meta");
    write()?.click();
    await waitFor(() => expect(library.askedFor("hand_over").length).toBe(1));
  });

  it("that the menu opens is not held by a key that the menu kept to itself", async () => {
    const library = decided();
    await openWindow(library);
    hold("F10");
    await emit("menu-chosen", "handOver");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(2));
    document.querySelector<HTMLElement>("[data-test=write]")?.click();
    await waitFor(() => expect(library.askedFor("hand_over").length).toBe(1));
  });

  it("ends in a receipt: what was written, what was left out, and a file that cannot be written is none of them", async () => {
    const library = decided();
    const changes = [
      plan(1),
      plan(2),
      { ...plan(3), changes: [], refused: refusal("What you decided has no place in the file any more.") },
    ];
    library.instead.plan_hand_over = () => ({ changes, not_copied: [] });
    await openWindow(library);
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=planned]").length).toBe(3));
    expect(said("hand-over-sheet")).toContain("has no place in the file any more.");
    expect(said("write"), "what would be refused is not counted").toContain("Write 2 files");
    await fireEvent.click(screen.getByLabelText("Write Article 2"));
    press("Ctrl+Enter");
    await waitFor(() => expect(document.querySelectorAll("[data-test=handed-over-file]").length).toBe(1));
    expect(said("handed-over")).toContain("Article 1");
    expect(said("handed-over")).toContain("spiked");
    expect(said("handed-over")).toContain("1 change was left out and still waits.");
  });
});
