import { describe, expect, it } from "vitest";
import { Decisions } from "../../../src/shared/state/decisions.svelte";
import { nextUndecided, Selection } from "../../../src/shared/state/selection.svelte";
import { row } from "../../support/library";

const counts = { inbox: 10, published: 3, spiked: 2, later: 0, everything: 15, pending: 1, reports: 0, conflicts: 0 };

describe("decisions on their way", () => {
  it("lie over the row and the counts until they are settled", () => {
    const decisions = new Decisions();
    const token = decisions.show([1], [{ verb: "publish" }], [row(1)]);
    expect(decisions.over(row(1))).toMatchObject({ place: "published", live: true, pending: true });
    expect(decisions.counted(counts)).toMatchObject({ inbox: 9, published: 4, pending: 2 });
    decisions.settle(token);
    expect(decisions.over(row(1)).place, "a decision that failed must not stay on the screen").toBe("inbox");
    expect(decisions.counted(counts)).toEqual(counts);
  });

  it("are laid over each other in the order of the keys", () => {
    const decisions = new Decisions();
    const first = decisions.show([1], [{ verb: "spike" }], [row(1)]);
    decisions.show([1], [{ verb: "publish" }], [decisions.over(row(1))]);
    expect(decisions.over(row(1)).place).toBe("published");
    decisions.settle(first);
    expect(decisions.over(row(1)).place, "confirming the first leaves the second").toBe("published");
    expect(decisions.counted({ ...counts, inbox: 9, spiked: 3 })).toMatchObject({ spiked: 2, published: 4 });
  });

  it("count as to be handed over only where something is written", () => {
    const decisions = new Decisions();
    const live = row(1, { live: true, quality: 70 });
    decisions.show([1], [{ verb: "publish" }], [live]);
    decisions.show([1], [{ verb: "quality", value: 70 }], [decisions.over(live)]);
    expect(decisions.counted(counts).pending, "the file says both already").toBe(1);
    decisions.show([1], [{ verb: "quality", value: 71 }], [decisions.over(live)]);
    expect(decisions.counted(counts).pending).toBe(2);
  });

  it("leave other articles alone", () => {
    const decisions = new Decisions();
    decisions.show([1], [{ verb: "quality", value: 80 }], [row(1)]);
    expect(decisions.over(row(2))).toEqual(row(2));
  });

  it("take the robot's verdict as it is without a change to write", () => {
    const decisions = new Decisions();
    decisions.show([1, 2], [{ verb: "as_is" }], [row(1, { live: true }), row(2)]);
    expect(decisions.over(row(1, { live: true }))).toMatchObject({ place: "published", pending: false });
    expect(decisions.over(row(2))).toMatchObject({ place: "spiked", pending: false });
  });
});

describe("the next undecided article", () => {
  const places = (text: string) => (index: number) => text[index] === "u";

  it("is the next one below", () => {
    expect(nextUndecided(1, 5, places("uxxuu"))).toBe(3);
  });

  it("is the nearest one above where none is below", () => {
    expect(nextUndecided(3, 5, places("uuxxx"))).toBe(1);
  });

  it("is none where all are decided", () => {
    expect(nextUndecided(1, 4, places("xxxx"))).toBeNull();
  });
});

describe("the selection", () => {
  it("is a range from where it began, in the order of the list", () => {
    const selection = new Selection(() => [10, 20, 30, 40]);
    selection.to(2);
    selection.to(1, true);
    selection.to(0, true);
    expect(selection.ids).toEqual([10, 20, 30]);
    selection.to(3, true);
    expect(selection.ids, "the range turns round at where it began").toEqual([30, 40]);
  });

  it("stays within the list", () => {
    const selection = new Selection(() => [10, 20]);
    selection.to(9);
    expect(selection.id).toBe(20);
    selection.to(-5);
    expect(selection.id).toBe(10);
  });

  it("finds its article again in a new list", () => {
    let ids = [10, 20, 30];
    const selection = new Selection(() => ids);
    selection.to(1);
    const mark = selection.mark();
    ids = [5, 7, 10, 20, 30];
    selection.follow(mark);
    expect(selection.ids, "arrivals above must not change what is selected").toEqual([20]);
  });
});
