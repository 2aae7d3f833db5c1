import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { bindings } from "../../../src/shared/commands/bindings.svelte";
import { details, failure, Library, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, said } from "../../support/window";

const CLASHES = [
  { field: "quality", mine: "72", base: "39", theirs: "59" },
  { field: "title", mine: "“Mine”", base: "“Once”", theirs: "“Theirs”" },
];

/** Two fields of the first article clash; what is settled is gone when it is read anew. */
function clashing(): Library {
  const library = new Library([row(1, { conflicts: 2 }), row(2)]);
  let open = CLASHES;
  const settle = (what: string) => (args: Record<string, unknown>) => {
    open = open.filter(({ field }) => field !== args.field);
    library.details[1] = { conflicts: open };
    void library.tell({ token: args.token as number, ids: [1], rows: [row(1, { conflicts: open.length })] });
    return { batch: 1, changed: [1], message: verbatim(`${what} ${args.field}`) };
  };
  library.details[1] = { conflicts: open };
  library.instead.take_theirs = settle("Took");
  library.instead.keep_mine = settle("Kept");
  return library;
}

const fields = (library: Library, command: string) => library.askedFor(command).map(({ field }) => field);

describe("what the wire changed too", () => {
  afterEach(() => {
    bindings.own = {};
  });

  it("shows every field with both values, and a key acts on the first that is left", async () => {
    const library = clashing();
    await openWindow(library);
    await waitFor(() => expect(said("clash")).toMatch(/72.*59.*“Mine”.*“Theirs”/s));
    press("w", "w");
    await waitFor(() => expect(fields(library, "take_theirs"), "one after the other").toEqual(["quality", "title"]));
    await waitFor(() => expect(said("clash")).toBeNull());
    press("w");
    await waitFor(() => expect(said("toast")).toContain("changed nothing"));
    expect(library.askedFor("take_theirs").length).toBe(2);
  });

  it("keeps mine, and settles any field by its buttons", async () => {
    const library = clashing();
    await openWindow(library);
    await waitFor(() => expect(said("clash")).toContain("Theirs"));
    await fireEvent.click(screen.getAllByRole("button", { name: "Keep mine" })[1] as Element);
    await waitFor(() => expect(fields(library, "keep_mine")).toEqual(["title"]));
    await waitFor(() => expect(said("toast")).toContain("Kept title"));
    press("Shift+W");
    await waitFor(() => expect(fields(library, "keep_mine")).toEqual(["title", "quality"]));
    await waitFor(() => expect(said("clash")).toBeNull());
    expect(library.askedFor("take_theirs")).toEqual([]);
  });

  it("comes back where it could not be settled", async () => {
    const library = clashing();
    library.instead.keep_mine = () => {
      throw failure("The disk is full.");
    };
    await openWindow(library);
    await waitFor(() => expect(said("clash")).toContain("59"));
    press("Shift+W");
    await waitFor(() => expect(said("toast")).toContain("The disk is full."));
    await waitFor(() => expect(said("clash")).toContain("59"));
  });

  it("prints the keys as they are bound", async () => {
    await openWindow(clashing());
    bindings.own = { theirs: "Y" };
    await waitFor(() => expect(said("theirs")).toMatch(/Y$/));
    expect(said("keep-mine")).toMatch(/Shift W$/);
  });

  it("is a mark in the list and on the contact sheet", async () => {
    const live = { conflicts: 1, live: true };
    const library = new Library([row(1, live), row(2)]);
    library.details[1] = details(row(1, live));
    await openWindow(library);
    press("v", "s");
    const card = await waitFor(() => {
      const found = document.querySelector<HTMLElement>(".card[data-id='1']");
      if (!found) throw new Error("no sheet");
      return found;
    });
    const marks = [...card.querySelectorAll("[role=img]")].map((mark) => mark.getAttribute("aria-label"));
    expect(marks).toEqual(expect.arrayContaining(["The wire changed this too", "on the site"]));
    expect(document.querySelectorAll(".card[data-id='2'] .mark").length).toBe(0);
  });
});
