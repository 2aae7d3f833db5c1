import { describe, expect, it } from "vitest";
import {
  cut,
  has,
  joined,
  month,
  placed,
  quality,
  qualityToken,
  replaced,
  tidy,
  toggled,
  token,
} from "../../src/shared/query";

describe("a search", () => {
  it("is cut into the tokens that begin it and the words behind them, exactly as typed", () => {
    expect(cut('quality:>40 topic:"Computer Vision" facial recogn')).toEqual({
      chips: ["quality:>40", 'topic:"Computer Vision"'],
      rest: "facial recogn",
    });
    expect(cut("topic:AI"), "what no space has ended is still typed").toEqual({ chips: [], rest: "topic:AI" });
    expect(cut("topic:AI "), "a space ends it").toEqual({ chips: ["topic:AI"], rest: "" });
    expect(cut("reef "), "no blank is lost under the cursor").toEqual({ chips: [], rest: "reef " });
    expect(cut('topic:"open'), "an open quotation mark is still typed").toEqual({ chips: [], rest: 'topic:"open' });
    for (const search of ["-topic:AI reef", "is:inbox  reef ", "", "   "]) {
      const { chips, rest } = cut(search);
      expect(joined(chips, rest).trim()).toBe(search.trim());
    }
  });

  it("is tidied with tokens first; brackets stay whole", () => {
    expect(tidy("reef topic:AI robots")).toBe("topic:AI reef robots");
    expect(tidy("(topic:AI or topic:Oceans) is:live")).toBe("is:live (topic:AI or topic:Oceans)");
  });

  it("takes a token in and out again, whatever its case", () => {
    const once = toggled("reef", ["topic:AI"]);
    expect(once).toBe("topic:AI reef");
    expect(has(once, ["topic:ai"])).toBe(true);
    expect(toggled(once, ["topic:ai"])).toBe("reef");
    expect(toggled("", month("2026-12")), "a month ends with the year").toBe("after:2026-12 before:2027-01 ");
  });

  it("has one token for a key", () => {
    expect(replaced("quality:>40 quality:<90 reef", "quality", "quality:>=60")).toBe("quality:>=60 reef");
    expect(replaced("sort:quality reef", "sort", null)).toBe("reef");
  });

  it("finds its place in a saved query", () => {
    expect(placed("is:inbox topic:AI")).toEqual({ place: "inbox", search: "topic:AI " });
    expect(placed("is:inbox is:spiked"), "two places are no place").toMatchObject({ place: "everything" });
    expect(placed("is:pending")).toEqual({ place: "everything", search: "is:pending " });
  });

  it("quotes a value only where it must", () => {
    expect([token("topic", "AI"), token("topic", "海"), token("topic", "AP (wire)")]).toEqual([
      "topic:AI",
      "topic:海",
      'topic:"AP (wire)"',
    ]);
  });
});

describe("a range of quality", () => {
  it("is read from every way to write it", () => {
    for (const [search, range] of [
      ["quality:>40", [41, 100]],
      ["quality:>=40 reef", [40, 100]],
      ["quality:<40", [0, 39]],
      ["quality:40..60", [40, 60]],
      ["quality:40-60", [40, 60]],
      ["quality:75", [75, 75]],
    ] as const) {
      expect(quality(search), search).toEqual(range);
    }
    expect([quality(""), quality("-quality:>40"), quality("quality:high"), quality("quality:>4 quality:<9")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("reads back as it was written", () => {
    for (const range of [
      [0, 60],
      [40, 100],
      [40, 60],
      [0, 0],
      [100, 100],
    ] as const) {
      expect(quality(qualityToken(range) ?? ""), `${range}`).toEqual(range);
    }
    expect(qualityToken([0, 100]), "the whole range asks for nothing").toBeNull();
    expect(qualityToken([40, 100]), "robots write more than 100").toBe("quality:>=40");
  });
});
