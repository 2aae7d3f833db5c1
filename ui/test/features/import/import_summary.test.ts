//! A receipt on the screen: what is open says so, and each number opens the articles that it counts.

import { fireEvent } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Receipt } from "../../../src/ipc/types";
import { granted, Library, receipt, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, said, waitFor } from "../../support/window";

const refusal = {
  path: "/site/bad.md",
  line: 2,
  column: null,
  message: verbatim("This is no number."),
  hint: verbatim("Mend it."),
};
const at = (test: string) => document.querySelector(`[data-test="${test}"]`) as HTMLElement;
const expanded = (part: string) => at(`receipt-${part}`).getAttribute("aria-expanded");

async function opened(given: Partial<Receipt>) {
  const library = new Library([row(1), row(2)]);
  library.instead.pick_folder = () => granted();
  library.instead.take_in = () => receipt({ id: 7, ...given });
  library.instead.read_receipt_part = () => [];
  await openWindow(library);
  press("o");
  await waitFor(() => expect(said("receipt")).toBeTruthy());
  return library;
}

describe("refused files", () => {
  it("stand open at first, close, and open again: what is shown is what is said", async () => {
    await opened({ new: 1, refused: [refusal] });
    await waitFor(() =>
      expect([expanded("refused"), said("receipt")?.includes("This is no number.")]).toEqual(["true", true]),
    );
    await fireEvent.click(at("receipt-refused"));
    await waitFor(() => expect(expanded("refused")).toBe("false"));
    expect(said("receipt")).not.toContain("This is no number.");
    await fireEvent.click(at("receipt-refused"));
    await waitFor(() => expect(expanded("refused")).toBe("true"));
    expect(said("receipt")).toContain("This is no number.");
  });

  it("do so where nothing else came in, and the receipt has no number of its own", async () => {
    await opened({ id: null, refused: [refusal] });
    await fireEvent.click(at("receipt-refused"));
    await waitFor(() => expect(expanded("refused")).toBe("false"));
    await fireEvent.click(at("receipt-refused"));
    await waitFor(() => expect(expanded("refused")).toBe("true"));
  });

  it("stand open in the next receipt, too", async () => {
    const library = await opened({ new: 1 });
    await fireEvent.click(at("receipt-new"));
    await waitFor(() => expect(expanded("new")).toBe("true"));
    library.instead.take_in = () => receipt({ id: 8, new: 1, refused: [refusal] });
    press("o");
    await waitFor(() => expect(expanded("refused")).toBe("true"));
    expect(expanded("new"), "that was another receipt's").toBe("false");
  });
});

describe("what a receipt tells in a sentence", () => {
  const story = { moved: ["title"], kept: ["title"], conflicts: ["title"], lost: [] };
  const line = { id: 2, kind: "updated", title: "Coral census", path: "/site/c.md", story };

  it("opens the articles that it counts, and closes them", async () => {
    const library = await opened({ updated: 3, unchanged: 5, noise: 4, kept: 2, conflicts: 1, lost: 2 });
    library.instead.read_receipt_part = () => [line];
    for (const part of ["noise", "conflicts", "lost"]) {
      expect(expanded(part)).toBe("false");
      await fireEvent.click(at(`receipt-${part}`));
      await waitFor(() => expect(expanded(part)).toBe("true"));
      expect(library.askedFor("read_receipt_part").at(-1)).toMatchObject({ intake: 7, part });
      expect(said("receipt-lines")).toContain("Coral census");
    }
    expect(said("receipt-lines")).toContain("Both changed: title.");
    await fireEvent.click(at("receipt-lost"));
    await waitFor(() => expect(said("receipt-lines")).toBeNull());
  });
});
