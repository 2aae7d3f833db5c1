import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { BROUGHT, failure, Library, row } from "../support/library";
import { verbatim } from "../support/messages";
import { openWindow, press, rowOf, said, selected } from "../support/window";

const inbox = (count: number) => new Library(Array.from({ length: count }, (_, at) => row(at + 1)));

/** Lets the library answer only when the answer is called. */
function stall(library: Library, command: string) {
  let answer: (value?: unknown) => void = () => {};
  let refuse: (reason: unknown) => void = () => {};
  library.instead[command] = () =>
    new Promise((resolve, reject) => {
      [answer, refuse] = [resolve, reject];
    });
  return { answer: (value?: unknown) => answer(value), refuse: (reason: unknown) => refuse(reason) };
}

describe("deciding", () => {
  it("shows a decision before the library has answered, and selects the next undecided article", async () => {
    const library = inbox(4);
    await openWindow(library);
    stall(library, "decide");
    press("p");
    await waitFor(() => expect(rowOf(1)?.dataset.place, "the row answers at once").toBe("published"));
    expect(selected()).toEqual([2]);
    await waitFor(() => expect([said("count-inbox"), said("count-published")]).toEqual(["3", "1"]));
    expect(rowOf(1), "a decided row stays where it is").toBeInTheDocument();
  });

  it("asks for exactly what was decided, about the article that was selected when the key was pressed", async () => {
    const library = inbox(4);
    await openWindow(library);
    press("x", "j", "x", "p");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(3));
    expect(library.askedFor("decide").map(({ ids, decisions }) => [ids, decisions])).toEqual([
      [[1], [{ verb: "spike" }]],
      [[3], [{ verb: "spike" }]],
      [[4], [{ verb: "publish" }]],
    ]);
  });

  it("takes a decision back from the screen with the library's own sentence where it failed", async () => {
    const library = inbox(3);
    await openWindow(library);
    const stalled = stall(library, "decide");
    press("x");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("spiked"));
    stalled.refuse(failure("The disk is full.", "Make room and try again."));
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("inbox"));
    expect(said("toast")).toContain("The disk is full.");
    expect(said("toast"), "a failure says what to do next").toContain("Make room and try again.");
    expect(said("count-inbox")).toBe("3");
  });

  it("shows what the library says the row is, not what the page had guessed", async () => {
    const library = inbox(2);
    await openWindow(library);
    stall(library, "decide");
    press("x");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    await library.tell({ token: 1, ids: [1], rows: [row(1, { place: "spiked", title: "As the library has it" })] });
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("As the library has it"));
  });

  it("asks one after the other, so that undo never overtakes what it undoes", async () => {
    const library = inbox(3);
    await openWindow(library);
    const stalled = stall(library, "decide");
    press("x", "u");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(library.askedFor("undo")).toEqual([]);
    stalled.answer({ batch: 1, changed: [1], message: verbatim("Spiked “Article 1”") });
    await waitFor(() => expect(library.askedFor("undo").length).toBe(1));
  });

  it("undoes and does again, and goes to where it happened", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("x");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("spiked"));
    press("u");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("inbox"));
    await waitFor(() => expect(selected()).toEqual([1]));
    press("Shift+U");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("spiked"));
  });

  it("leaves the selection where the curator moved it before the undo was stored", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("x");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("spiked"));
    const stalled = stall(library, "undo");
    press("u");
    await waitFor(() => expect(library.askedFor("undo").length).toBe(1));
    press("Ctrl+A");
    await waitFor(() => expect(selected()).toEqual([1, 2, 3]));
    stalled.answer({ batch: 1, changed: [1], message: verbatim("Spiked “Article 1”") });
    await waitFor(() => expect(said("toast")).toContain("Article 1"));
    expect(selected()).toEqual([1, 2, 3]);
  });

  it("decides about a range as one batch", async () => {
    const library = inbox(6);
    await openWindow(library);
    press("Shift+J", "Shift+J", "x");
    await waitFor(() => expect(library.askedFor("decide").length, "a bulk action is one undo").toBe(1));
    expect(library.askedFor("decide")[0]?.ids).toEqual([1, 2, 3]);
    await waitFor(() => expect(selected()).toEqual([4]));
  });

  it("passes over what is decided already", async () => {
    const library = inbox(4);
    await openWindow(library);
    press("j", "x", "k", "k", "p");
    await waitFor(() => expect(selected(), "the second one is spiked already").toEqual([3]));
  });

  it("says until when an article is put aside", async () => {
    const library = inbox(2);
    await openWindow(library);
    press("s", "s");
    await waitFor(() => expect(said("toast")).toContain("until tomorrow, 06:00"));
    const [{ decisions } = {}] = library.askedFor("decide");
    const [decision] = decisions as { verb: string; until_ms: number }[];
    expect(decision?.verb).toBe("later");
    expect(new Date(decision?.until_ms ?? 0).getHours()).toBe(6);
  });
});

describe("quality", () => {
  it("is typed large and counted for the article where typing began, also when another key comes", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("7", "5");
    await waitFor(() => expect(said("digits")).toContain("75"));
    press("j");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(library.askedFor("decide")[0]).toMatchObject({ ids: [1], decisions: [{ verb: "quality", value: 75 }] });
    expect(selected(), "quality does not advance; J did").toEqual([2]);
    await waitFor(() => expect(document.querySelector("[data-test=digits]")).toBeNull());
  });

  it("is committed before the decision that follows it", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("9", "p");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(2));
    expect(library.askedFor("decide").map(({ ids, decisions }) => [ids, decisions])).toEqual([
      [[1], [{ verb: "quality", value: 90 }]],
      [[1], [{ verb: "publish" }]],
    ]);
  });

  it("goes up and down by five within 0 and 100", async () => {
    const library = new Library([row(1, { quality: 98 }), row(2, { quality: null })]);
    await openWindow(library);
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("98"));
    press("+");
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("100"));
    press("-");
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("95"));
  });

  it("is shown as the robot wrote it, with a meter that is full at 100", async () => {
    await openWindow(new Library([row(1, { quality: 189 })]));
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("189"));
    expect(rowOf(1)?.querySelector<HTMLElement>(".bar i")?.style.width).toBe("100%");
  });
});

describe("the list", () => {
  it("keeps the selection and the order while rows and counts change below it", async () => {
    const library = inbox(5);
    await openWindow(library);
    press("j", "j");
    await waitFor(() => expect(selected()).toEqual([3]));
    await library.tell({ ids: [1], rows: [row(1, { title: "Mended elsewhere" })], counts: library.counts });
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("Mended elsewhere"));
    expect(selected()).toEqual([3]);
  });

  it("lets arrivals wait behind a line, and moves nothing until they are asked for", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("j");
    library.rows = [row(9), row(8), ...library.rows];
    await library.tell({ arrived: 2 });
    await waitFor(() => expect(said("arrivals")).toContain("2 new"));
    expect(rowOf(9), "the row under the cursor must not move").toBeNull();
    await fireEvent.click(screen.getByText("Show them"));
    await waitFor(() => expect(rowOf(9)).toBeInTheDocument());
    expect(selected(), "the same article is selected").toEqual([2]);
  });

  it("reads only rows near the screen, once", async () => {
    const library = inbox(5000);
    await openWindow(library);
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("Article 1"));
    const brought = Array.from({ length: BROUGHT }, (_, at) => at + 1);
    const read = [...brought, ...library.askedFor("read_rows").flatMap(({ ids }) => ids as number[])];
    expect(read.length, "a whole library is never read for one screen").toBeLessThanOrEqual(300);
    expect(new Set(read).size, "no row is read twice").toBe(read.length);
  });

  it("is a list box that says which row of how many is selected", async () => {
    await openWindow(inbox(300));
    press("j");
    await waitFor(() => expect(selected()).toEqual([2]));
    const list = screen.getByRole("listbox", { name: "Articles" });
    expect(list).toHaveAttribute("aria-activedescendant", rowOf(2)?.id);
    expect(rowOf(2)).toHaveAttribute("aria-posinset", "2");
    expect(rowOf(2)).toHaveAttribute("aria-setsize", "300");
  });

  it("goes to a place with G, and says what an empty one means", async () => {
    const library = inbox(2);
    await openWindow(library);
    press("g", "x");
    await screen.findByText("Nothing is spiked.");
    expect(library.askedFor("open_view").at(-1)).toMatchObject({ query: "is:spiked" });
    expect(library.askedFor("decide"), "G X must not spike").toEqual([]);
  });

  it("marks what the robot has put live while it is undecided", async () => {
    await openWindow(new Library([row(1, { live: true }), row(2)]));
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("on the site"));
    expect(rowOf(2)).not.toHaveTextContent("on the site");
  });

  it("never makes HTML of what a file says", async () => {
    await openWindow(new Library([row(1, { title: "<img src=x onerror=alert(1)> &lt;b&gt;" })]));
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("<img src=x onerror=alert(1)> <b>"));
    expect(document.querySelector("[data-test=row] img")).toBeNull();
  });
});

describe("reading", () => {
  it("goes on to the next undecided article with the space bar at the end of the text", async () => {
    const library = inbox(3);
    await openWindow(library);
    const text = document.querySelector<HTMLElement>("[data-test=detail] article");
    let top = 0;
    Object.defineProperty(text, "scrollTop", { get: () => top, set: (to: number) => (top = Math.min(to, 900)) });
    press("Space");
    expect([top > 0, selected()], "the text is paged first").toEqual([true, [1]]);
    press("Space", "Space");
    await waitFor(() => expect(selected()).toEqual([2]));
  });

  it("shows the lines that a hand-over would write, and the history", async () => {
    const library = inbox(1);
    library.details[1] = {
      changes: [{ change: "in", line: 6, text: "quality: 72" }],
      history: [{ batch: 1, at_ms: 0, by: "R. Desk", message: verbatim("quality 39 to 72"), undone: true }],
    };
    await openWindow(library);
    await screen.findByText("quality: 72");
    expect(said("detail")).toContain("quality 39 to 72");
    expect(said("detail")).toContain("taken back");
  });

  it("says why an article cannot be read", async () => {
    const library = inbox(1);
    library.instead.read_article = () => {
      throw failure("The article is gone.");
    };
    await openWindow(library);
    await screen.findByText("The article is gone.");
  });
});

describe("the search", () => {
  it("searches in the place, marks the hits and shows the hint", async () => {
    const library = new Library([row(1, { title: "Reef robots" }), row(2, { title: "Town council" })]);
    await openWindow(library);
    press("/");
    const field = screen.getByLabelText("Search in Inbox");
    expect(field).toHaveFocus();
    await fireEvent.input(field, { target: { value: "reef" } });
    await waitFor(() => expect(rowOf(2)).toBeNull());
    expect(library.askedFor("open_view").at(-1)).toMatchObject({ query: "is:inbox reef" });
    expect(rowOf(1)?.querySelector("mark")).toHaveTextContent("Reef");
    await fireEvent.input(field, { target: { value: "qualty:>40" } });
    await waitFor(() => expect(said("hint")).toContain("“qualty:” is not known"));
  });
});

describe("editing in place", () => {
  it("keeps a headline with Enter and leaves it with Escape", async () => {
    const library = inbox(2);
    await openWindow(library);
    press("e");
    const field = await screen.findByLabelText<HTMLTextAreaElement>("Headline");
    expect(field.value).toBe("Article 1");
    field.value = "A better headline";
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(rowOf(1)).toHaveTextContent("A better headline"));
    expect(library.askedFor("decide")[0]?.decisions).toEqual([
      { verb: "set", path: "title", value: "A better headline" },
    ]);
    press("e");
    const again = await screen.findByLabelText<HTMLTextAreaElement>("Headline");
    again.value = "Never mind";
    await fireEvent.keyDown(again, { key: "Escape" });
    await waitFor(() => expect(said("title")).toBe("A better headline"));
    expect(library.askedFor("decide").length).toBe(1);
  });

  it("sets topics as one decision", async () => {
    const library = inbox(1);
    await openWindow(library);
    await screen.findByText("Robotics");
    press("t");
    const field = await screen.findByLabelText("Add a topic");
    await fireEvent.input(field, { target: { value: "Oceans" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(library.askedFor("decide")[0]?.decisions).toEqual([
      { verb: "set", path: "topics", value: '["Robotics", "Oceans"]' },
    ]);
  });
});

describe("the web view's own menu", () => {
  it("comes where there is something to cut, copy or paste, and nowhere else", async () => {
    await openWindow(inbox(2));
    const comes = (target: Element) => fireEvent.contextMenu(target);
    expect(await comes(rowOf(1) as Element), "it would reload the page").toBe(false);
    expect(await comes(screen.getByLabelText("Search in Inbox"))).toBe(true);
    const title = document.querySelector("[data-test=title]") as Element;
    expect(await comes(title)).toBe(false);
    getSelection()?.selectAllChildren(title);
    expect(await comes(title)).toBe(true);
    getSelection()?.removeAllRanges();
  });
});

describe("help", () => {
  it("finds a command in the palette, shows its key, and does it", async () => {
    const library = inbox(3);
    await openWindow(library);
    press("Ctrl+k");
    const field = await screen.findByRole("combobox", { name: "What do you want to do?" });
    await fireEvent.input(field, { target: { value: "spi" } });
    const options = document.querySelectorAll("[data-test=palette] [role=option]");
    expect([...options].map((option) => option.textContent?.replace(/\s+/g, " ").trim())).toEqual([
      "Spike X",
      "Go to spiked G X",
    ]);
    await fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    expect(document.querySelector("[data-test=palette]")).toBeNull();
  });

  it("shows every command of the table with its key", async () => {
    await openWindow(inbox(1));
    press("?");
    await waitFor(() => expect(document.querySelector("[data-test=keys]")).toHaveTextContent("Hand over"));
  });
});

describe("a library that cannot be opened", () => {
  it("is told in a sentence, with what to do next", async () => {
    const library = inbox(0);
    library.instead.open_view = () => {
      throw failure("This library was made by a newer Copytaster.", "Install the newer one.");
    };
    await openWindow(library);
    expect(screen.getByRole("alert")).toHaveTextContent("This library was made by a newer Copytaster.");
    expect(screen.getByRole("alert")).toHaveTextContent("Install the newer one.");
  });
});

describe("what the wire changed too", () => {
  it("is shown with both values, and W takes the wire's", async () => {
    const library = inbox(2);
    library.details[1] = { conflicts: [{ field: "quality", mine: "72", base: "39", theirs: "59" }] };
    library.instead.take_theirs = () => ({ batch: 1, changed: [1], message: verbatim("Took the wire’s quality") });
    await openWindow(library);
    await waitFor(() => expect(said("clash"), "both values are shown").toMatch(/72.*59/));
    press("w");
    await waitFor(() => expect(library.askedFor("take_theirs")).toMatchObject([{ id: 1, field: "quality" }]));
    await waitFor(() => expect(said("toast")).toContain("Took the wire’s quality"));
    press("j", "w");
    await waitFor(() => expect(said("toast")).toContain("changed nothing"));
    expect(library.askedFor("take_theirs").length, "nothing is taken where nothing clashes").toBe(1);
  });
});
