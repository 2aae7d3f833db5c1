import { describe, expect, it } from "vitest";
import { BEYOND, lagOf, near, scale, scrollTo, slots, turnTo } from "../../src/components/virtual_rows";

const ROW = 76;
const VIEWPORT = 760;

describe("slots of the virtual list", () => {
  it("hold a screen of rows and some beyond, however long the list is", () => {
    expect(slots(100_000, ROW, VIEWPORT, 0).length).toBe(slots(1_000_000, ROW, VIEWPORT, 0).length);
    expect(slots(3, ROW, VIEWPORT, 0).map((slot) => slot.index)).toEqual([0, 1, 2]);
    expect(slots(0, ROW, VIEWPORT, 0)).toEqual([]);
  });

  it("keep their element when the list moves on by a row", () => {
    const before = slots(1000, ROW, VIEWPORT, 2000);
    const then = slots(1000, ROW, VIEWPORT, 2000 + ROW);
    expect(then.map((slot) => slot.slot)).toEqual(before.map((slot) => slot.slot));
    const moved = then.filter((slot, at) => slot.index !== before[at]?.index);
    expect(moved.length, "one row is new; the others keep their element").toBe(1);
  });

  it("cover the screen at every position, also at the end and beyond the tallest element", () => {
    for (const count of [11, 1000, 100_000, 2_000_000]) {
      const { height } = scale(count, ROW, VIEWPORT);
      const end = height - VIEWPORT;
      for (const scrolled of [0, Math.min(333, end), end / 2, end]) {
        const shown = slots(count, ROW, VIEWPORT, scrolled).sort((one, other) => one.index - other.index);
        const [first, last] = [shown.at(0), shown.at(-1)];
        expect(first?.top, `blank above at ${scrolled} of ${count}`).toBeLessThanOrEqual(scrolled + 0.5);
        expect((last?.top ?? 0) + ROW, `blank below at ${scrolled} of ${count}`).toBeGreaterThanOrEqual(
          scrolled + VIEWPORT - 0.5,
        );
      }
    }
  });

  it("end with the last row", () => {
    const { height } = scale(2_000_000, ROW, VIEWPORT);
    const last = Math.max(...slots(2_000_000, ROW, VIEWPORT, height - VIEWPORT).map((slot) => slot.index));
    expect(last, "every article must be reachable by scrolling").toBe(1_999_999);
  });

  it("scroll only for a row that does not stand whole on the screen", () => {
    expect(scrollTo(5, ROW, VIEWPORT, 0)).toBeNull();
    expect(scrollTo(10, ROW, VIEWPORT, 0)).toBe(ROW);
    expect(scrollTo(2, ROW, VIEWPORT, 500)).toBe(2 * ROW);
  });

  it("turn by most of a screen before the cursor reaches its edge, and then stand still", () => {
    expect(turnTo(8, 1, ROW, VIEWPORT, 0), "the ninth of ten: the tenth is in sight").toBeNull();
    const on = turnTo(9, 1, ROW, VIEWPORT, 0);
    expect(on, "two rows that were passed stay in sight").toBe(7 * ROW);
    for (let index = 10; index < 16; index += 1) expect(turnTo(index, 1, ROW, VIEWPORT, on ?? 0)).toBeNull();
    const back = turnTo(7, -1, ROW, VIEWPORT, on ?? 0);
    expect(back, "the same on the way back").toBe(0);
    expect(turnTo(9, 0, ROW, VIEWPORT, 0), "a cursor that goes nowhere turns nothing").toBeNull();
  });

  it("turn by single rows where hardly one fits", () => {
    expect(turnTo(4, 1, ROW, ROW, 3 * ROW)).toBe(4 * ROW);
    expect(turnTo(4, 1, ROW, 2.5 * ROW, 3 * ROW)).toBe(4 * ROW);
    expect(turnTo(4, -1, ROW, ROW, 5 * ROW)).toBe(4 * ROW);
  });

  it("have the rows ready to which the list turns, and make those beyond ready one by one", () => {
    const indices = (shown: { index: number }[]) => shown.map(({ index }) => index).sort((one, other) => one - other);
    let [above, shown] = [0, slots(1000, ROW, VIEWPORT, 0)];
    for (const index of [9, 16, 23]) {
      const on = turnTo(index, 1, ROW, VIEWPORT, above) ?? 0;
      let lag = lagOf(1000, ROW, VIEWPORT, shown, on, 1);
      above = on;
      expect(indices(slots(1000, ROW, VIEWPORT, above, 1, lag)), "no row is another at first").toEqual(indices(shown));
      expect(indices(shown)[0]).toBeLessThanOrEqual(above / ROW);
      expect(indices(shown).at(-1), "all rows on the screen are there").toBeGreaterThanOrEqual(above / ROW + 9);
      for (; lag !== 0; lag -= Math.sign(lag)) {
        const before = indices(slots(1000, ROW, VIEWPORT, above, 1, lag));
        shown = slots(1000, ROW, VIEWPORT, above, 1, lag - Math.sign(lag));
        expect(indices(shown).filter((index) => !before.includes(index)).length, "one at a time").toBeLessThanOrEqual(
          1,
        );
      }
    }
  });

  it("are made at once only where they have to be, however far the list turns, and never twice", () => {
    const indices = (shown: { index: number }[]) => shown.map(({ index }) => index).sort((one, other) => one - other);
    const far = 90_000 * ROW;
    for (const [from, to, way] of [
      [0, far, 1],
      [far, 0, -1],
      [far + 20 * ROW, far, -1],
      [far, far + 9 * ROW, -1],
    ] as const) {
      const before = slots(100_000, ROW, VIEWPORT, from, way === 1 ? 0 : 1, 0);
      let lag = lagOf(100_000, ROW, VIEWPORT, before, to, way);
      expect(Math.abs(lag), `from ${from} to ${to}`).toBeLessThanOrEqual(16);
      let made = indices(slots(100_000, ROW, VIEWPORT, to, way, lag));
      const missing = made.filter((index) => !before.some((slot) => slot.index === index)).length;
      if (Math.abs(to - from) < 30 * ROW)
        expect(missing, "those on the screen and those between").toBeLessThanOrEqual(16);
      for (; lag !== 0; lag -= Math.sign(lag)) {
        const then = indices(slots(100_000, ROW, VIEWPORT, to, way, lag - Math.sign(lag)));
        expect(then.filter((index) => !made.includes(index)).length, "a row a frame").toBe(1);
        made = then;
      }
    }
  });

  it("are first those on the screen, and all of them at last", () => {
    for (const above of [0, 38, 500 * ROW, 990 * ROW]) {
      const all = slots(1000, ROW, VIEWPORT, above);
      const first = near(all, 1000, ROW, VIEWPORT, above, 0).map(({ index }) => index);
      const [top, bottom] = [Math.min(...first) * ROW, (Math.max(...first) + 1) * ROW];
      expect(top, `blank above at ${above}`).toBeLessThanOrEqual(above);
      expect(bottom, `blank below at ${above}`).toBeGreaterThanOrEqual(above + VIEWPORT);
      expect(first.length).toBeLessThanOrEqual(11);
      expect(near(all, 1000, ROW, VIEWPORT, above, BEYOND)).toEqual(all);
    }
  });

  it("are the last ones where the list grew shorter than it is scrolled", () => {
    const [count, above] = [300, 900 * ROW];
    const last = near(slots(count, ROW, VIEWPORT, above), count, ROW, VIEWPORT, above, 0).map(({ index }) => index);
    expect(Math.max(...last)).toBe(299);
    expect(last.length).toBeGreaterThanOrEqual(VIEWPORT / ROW);
  });

  it("do not lag where rows on the screen would be missing", () => {
    for (const lag of [-40, -20, 20, 40]) {
      const shown = slots(1000, ROW, VIEWPORT, 100 * ROW, 0, lag).map(({ index }) => index);
      for (let index = 100; index < 110; index += 1) expect(shown, `a lag of ${lag}`).toContain(index);
    }
  });
});
