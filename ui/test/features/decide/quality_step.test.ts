import { waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { Library, row } from "../../support/library";
import { openWindow, press, said, selected } from "../../support/window";

const MANY = 1_500;
const many = (quality: (id: number) => number | null) =>
  new Library(Array.from({ length: MANY }, (_, index) => row(index + 1, { quality: quality(index + 1) })));
const decided = (library: Library) => library.askedFor("decide");

describe("raising and lowering what was not read yet", () => {
  it("raises all where all have the same quality", async () => {
    const library = many(() => 40);
    await openWindow(library);
    press("Ctrl+a", "+");
    await waitFor(() => expect(decided(library).length, said("toast") ?? "").toBe(1));
    expect(decided(library)[0]).toMatchObject({ decisions: [{ verb: "quality", value: 45 }] });
    expect(decided(library)[0]?.ids).toHaveLength(MANY);
  });

  it("says that they differ where one far away does", async () => {
    const library = many((id) => (id === MANY - 20 ? 70 : 40));
    await openWindow(library);
    press("Ctrl+a", "-");
    await waitFor(() => expect(said("toast")).toContain("different qualities"));
    expect(decided(library)).toEqual([]);
  });

  it("says that there is none where none has one", async () => {
    const library = many(() => null);
    await openWindow(library);
    press("Ctrl+a", "+");
    await waitFor(() => expect(said("toast")).toBe("None of the selected articles has a quality yet: type a number."));
  });

  it("counts on from what is decided before it, and comes before what is decided after it", async () => {
    const library = many(() => 40);
    await openWindow(library);
    press("Ctrl+a", "+", "+", "x");
    await waitFor(() => expect(decided(library).length).toBe(3));
    const decisions = decided(library).map(({ decisions }) => (decisions as unknown[])[0]);
    expect(decisions).toEqual([{ verb: "quality", value: 45 }, { verb: "quality", value: 50 }, { verb: "spike" }]);
  });
});

it("goes to no article that was just decided, read or not", async () => {
  const library = many(() => 40);
  await openWindow(library);
  press("End");
  await waitFor(() => expect(selected()).toEqual([MANY]));
  press("Ctrl+a", "x");
  await waitFor(() => expect(decided(library).length).toBe(1));
  expect(selected(), "none is left to go to").toEqual([MANY]);
});
