//! Every file that is refused now can be seen, opened as it is, and tried again once it is mended.

import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Listed } from "../../../src/ipc/grants";
import type { Refusal } from "../../../src/ipc/types";
import { granted, Library, receipt, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, said } from "../../support/window";

const one: Listed<Refusal> = {
  id: "one",
  path: "/site/_news/deep/2026-harbour.md",
  line: 31,
  column: 5,
  message: verbatim("The key “items” stands here a second time."),
  hint: verbatim("Remove one of the two."),
};
const other: Listed<Refusal> = { ...one, id: "other", path: "/site/_news/eye.md", line: null, column: null };

async function open(refused: Listed<Refusal>[]) {
  const library = new Library([row(1)]);
  library.instead.read_refused = () => [...refused];
  library.instead.open_refused = () => ({ path: one.path, text: "---\nitems: 1\n", cut: false });
  library.instead.take_in_rejected = ({ files }) => {
    const tried = files as string[];
    const still = tried.filter((file) => file === other.id);
    refused.splice(0, refused.length, ...refused.filter((it) => !tried.includes(it.id) || it === other));
    return receipt({ new: tried.length - still.length, refused: still.map(() => other) });
  };
  await openWindow(library);
  return library;
}
/** What was answered is on the screen. */
const settled = () => new Promise((resolve) => setTimeout(resolve));
const all = () => document.querySelector("[data-test=all-refused]");

describe("refused files", () => {
  it("are counted at the foot, and listed with path, place, sentence and hint", async () => {
    await open([one, other]);
    await waitFor(() => expect(said("refused-count")).toBe("2 refused files"));
    await fireEvent.click(document.querySelector("[data-test=refused-count]") as HTMLElement);
    await waitFor(() => expect(all()).not.toBeNull());
    for (const part of ["2026-harbour.md", "/site/_news/deep/", "line 31", "column 5", one.message.text, one.hint.text])
      expect(all()?.textContent).toContain(part);
    expect(document.querySelectorAll("[data-test=all-refused] [data-test=refused]")).toHaveLength(2);
    press("Escape");
    await waitFor(() => expect(all()).toBeNull());
  });

  it("are opened as they are, by a pair of keys too", async () => {
    const library = await open([one]);
    press("G", "F");
    await waitFor(() => expect(all()).not.toBeNull());
    await fireEvent.click(document.querySelector("[data-test=all-refused] [data-test=open-refused]") as HTMLElement);
    await waitFor(() => expect(said("refused-file")).toContain("items: 1"));
    expect(library.askedFor("open_refused"), "a path is never asked for").toEqual([{ file: one.id }]);
  });

  it("are taken in once they are mended, and say so; what is not mended stays", async () => {
    const library = await open([one, other]);
    press("G", "F");
    await waitFor(() => expect(all()).not.toBeNull());
    await fireEvent.click(document.querySelector("[data-test=retry-all]") as HTMLElement);
    await waitFor(() => expect(said("toast")).toContain("1 file was taken in. 1 file is refused as before."));
    expect(library.askedFor("take_in_rejected")[0]?.files).toEqual([one.id, other.id]);
    await waitFor(() =>
      expect(document.querySelectorAll("[data-test=all-refused] [data-test=refused]")).toHaveLength(1),
    );
    expect(said("refused-count")).toBe("1 refused file");
    expect(document.querySelector("[data-test=receipt]"), "the list itself is the receipt").toBeNull();
  });

  it("that were tried again count as taken in only where they were", async () => {
    const library = await open([one, other, { ...one, id: "third", path: "/site/_news/third.md" }]);
    const retry = async (given: Parameters<typeof receipt>[0]) => {
      library.instead.take_in_rejected = () => receipt(given);
      await fireEvent.click(document.querySelector("[data-test=retry-all]") as HTMLElement);
      await waitFor(() => expect(library.askedFor("take_in_rejected").length).toBe(1));
      library.asked.length = 0;
    };
    press("G", "F");
    await waitFor(() => expect(all()).not.toBeNull());
    await retry({ unchanged: 1, refused: [other], stopped: true });
    const stopped = "1 file was taken in. 1 file is refused as before. Stopped before the end.";
    await waitFor(() => expect(said("toast")).toContain(stopped));
    await retry({ new: 1, updated: 1, stopped: true, taken_back: true });
    await waitFor(() => expect(said("toast")).toBe("This import was taken back."));
    await retry({ new: 1, updated: 1, unchanged: 1 });
    await waitFor(() => expect(said("toast")).toBe("3 files were taken in."));
  });

  it("are shown by the page, however many they are", async () => {
    await open(Array.from({ length: 450 }, (_, at) => ({ ...one, id: `${at}`, path: `/site/${at}.md` })));
    press("G", "F");
    const shown = () => document.querySelectorAll("[data-test=all-refused] [data-test=refused]").length;
    await waitFor(() => expect(shown()).toBe(200));
    await fireEvent.click(screen.getByText("Show more"));
    expect(shown()).toBe(400);
    await fireEvent.click(screen.getByText("Show more"));
    expect(shown()).toBe(450);
    expect(screen.queryByText("Show more")).toBeNull();
  });

  it("give way to the receipt of a new intake", async () => {
    const library = await open([one]);
    library.instead.pick_folder = () => granted();
    for (const keys of [
      ["G", "F"],
      ["G", "R"],
    ]) {
      press(...keys);
      const list = keys[1] === "F" ? "all-refused" : "past";
      await waitFor(() => expect(document.querySelector(`[data-test=${list}]`)).not.toBeNull());
      press("o");
      await waitFor(() => expect(said("receipt"), `behind ${list} nobody would see it`).toBeTruthy());
      expect(document.querySelector(`[data-test=${list}]`)).toBeNull();
      press("Escape");
    }
  });

  it("are shown where their key came last, whichever answer does; Escape calls off what is still read", async () => {
    const library = await open([one]);
    const past = () => document.querySelector("[data-test=past]");
    let answer: (given: unknown) => void = () => {};
    library.instead.read_receipts = () => new Promise((resolve) => (answer = resolve));
    press("G", "R", "G", "F");
    await waitFor(() => expect(all()).not.toBeNull());
    answer([]);
    await settled();
    expect([past(), all()?.tagName], "the later key wins").toEqual([null, "SECTION"]);
    press("G", "R");
    await waitFor(() => expect(library.askedFor("read_receipts").length).toBe(2));
    press("Escape");
    answer([]);
    await settled();
    expect([past(), all()], "neither the old list nor the one that was on its way").toEqual([null, null]);
  });

  it("are listed from the receipts, and none are a sentence", async () => {
    await open([]);
    press("G", "R");
    await waitFor(() => expect(document.querySelector("[data-test=past]")).not.toBeNull());
    await fireEvent.click(document.querySelector("[data-test=list-refused]") as HTMLElement);
    await waitFor(() => expect(all()?.textContent).toContain("No file is refused."));
    expect(document.querySelector("[data-test=past]")).toBeNull();
    expect(document.querySelector("[data-test=refused-count]"), "nothing is counted where there is nothing").toBeNull();
  });
});
