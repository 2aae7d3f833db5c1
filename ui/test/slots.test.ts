import { describe, expect, it } from "vitest";
import { scale, scrollTo, slots } from "../src/components/slots";

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
});
