import { expect, test, vi } from "vitest";
import { m } from "../../../src/paraglide/messages";

test("a word with a count makes no format anew", () => {
  const said = () => [m.detail_coverage({ count: 1 }), m.detail_coverage({ count: 12_345 })];
  const first = said();
  const [numbers, plurals] = [vi.spyOn(Intl, "NumberFormat"), vi.spyOn(Intl, "PluralRules")];
  expect(said()).toEqual(first);
  expect(first[1]).toContain("12,345");
  expect(numbers).not.toHaveBeenCalled();
  expect(plurals).not.toHaveBeenCalled();
});
