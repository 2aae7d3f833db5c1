//! Every file that is refused now can be seen, opened as it is, and tried again once it is mended.

import { fireEvent, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Refusal } from "../src/ipc/types";
import { Library, receipt, row } from "./support/library";
import { openWindow, press, said } from "./support/window";

const one: Refusal = {
  path: "/site/_news/deep/2026-harbour.md",
  line: 31,
  column: 5,
  message: "The key “items” stands here a second time.",
  hint: "Remove one of the two.",
};
const other: Refusal = { ...one, path: "/site/_news/eye.md", line: null, column: null };

async function open(refused: Refusal[]) {
  const library = new Library([row(1)]);
  library.instead.read_refused = () => [...refused];
  library.instead.open_refused = () => ({ path: one.path, text: "---\nitems: 1\n", cut: false });
  library.instead.take_in = ({ paths }) => {
    const still = (paths as string[]).filter((path) => path === other.path);
    refused.splice(
      0,
      refused.length,
      ...refused.filter((it) => !(paths as string[]).includes(it.path) || it === other),
    );
    return receipt({ new: (paths as string[]).length - still.length, refused: still.map(() => other) });
  };
  await openWindow(library);
  return library;
}
const all = () => document.querySelector("[data-test=all-refused]");

describe("refused files", () => {
  it("are counted at the foot, and listed with path, place, sentence and hint", async () => {
    await open([one, other]);
    await waitFor(() => expect(said("refused-count")).toBe("2 refused files"));
    await fireEvent.click(document.querySelector("[data-test=refused-count]") as HTMLElement);
    await waitFor(() => expect(all()).not.toBeNull());
    for (const part of ["2026-harbour.md", "/site/_news/deep/", "line 31", "column 5", one.message, one.hint])
      expect(all()?.textContent).toContain(part);
    expect(document.querySelectorAll("[data-test=all-refused] [data-test=refused]")).toHaveLength(2);
    press("Escape");
    await waitFor(() => expect(all()).toBeNull());
  });

  it("are opened as they are, by a pair of keys too", async () => {
    await open([one]);
    press("G", "F");
    await waitFor(() => expect(all()).not.toBeNull());
    await fireEvent.click(document.querySelector("[data-test=all-refused] [data-test=open-refused]") as HTMLElement);
    await waitFor(() => expect(said("refused-file")).toContain("items: 1"));
  });

  it("are taken in once they are mended, and say so; what is not mended stays", async () => {
    const library = await open([one, other]);
    press("G", "F");
    await waitFor(() => expect(all()).not.toBeNull());
    await fireEvent.click(document.querySelector("[data-test=retry-all]") as HTMLElement);
    await waitFor(() => expect(said("toast")).toContain("1 file was taken in. 1 file is refused as before."));
    expect(library.askedFor("take_in")[0]?.paths).toEqual([one.path, other.path]);
    await waitFor(() =>
      expect(document.querySelectorAll("[data-test=all-refused] [data-test=refused]")).toHaveLength(1),
    );
    expect(said("refused-count")).toBe("1 refused file");
    expect(document.querySelector("[data-test=receipt]"), "the list itself is the receipt").toBeNull();
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
