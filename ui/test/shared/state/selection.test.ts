import { describe, expect, it } from "vitest";
import { Library, row } from "../../support/library";
import { openWindow, press, waitFor } from "../../support/window";

describe("a range", () => {
  it("is selected by Shift with every move", async () => {
    const library = new Library(Array.from({ length: 30 }, (_, at) => row(at + 1)));
    await openWindow(library);
    press("j", "j");
    const selects = async (move: string, count: number) => {
      press(move);
      await waitFor(() => expect(document.querySelector(".picked"), move).toHaveTextContent(`${count} selected`));
    };
    await selects("Shift+Home", 3);
    // Ten fit on the screen: the range goes on to the other side of where it began.
    await selects("Shift+PageDown", 9);
    await selects("Shift+PageUp", 3);
    press("Shift+End", "x");
    await waitFor(() => expect(library.askedFor("decide")).toHaveLength(1));
    expect(library.askedFor("decide")[0]?.ids).toEqual(Array.from({ length: 28 }, (_, at) => at + 3));
  });
});
