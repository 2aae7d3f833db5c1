import { describe, expect, it } from "vitest";
import { age, tomorrowAtSix, universal } from "../../../src/shared/text/dates";
import { flow, initial, pieces, plain, step } from "../../../src/shared/text/text";

describe("text from files", () => {
  it("has its entities decoded and its tags left as letters", () => {
    expect(plain("Town council&#39;s &amp; reefs")).toBe("Town council's & reefs");
    expect(plain("&lt;b&gt; <img src=x onerror=alert(1)> </textarea>&eacute;")).toBe(
      "<b> <img src=x onerror=alert(1)> </textarea>é",
    );
  });

  it("is cut at what was searched for", () => {
    expect(pieces("Reef robots count", "robot quality:>4")).toEqual(["Reef ", "robot", "s count"]);
    expect(pieces("What (now)?", "(now)?"), "signs in a search are no pattern").toEqual(["What ", "(now)?", ""]);
    expect(pieces("Reef", "-reef is:inbox")).toEqual(["Reef"]);
  });

  it("becomes YAML flow that reads back as the same topics", () => {
    expect(flow(["AI", "no", 'say "hi"', "a: b", "x, y"])).toBe('["AI", "no", "say \\"hi\\"", "a: b", "x, y"]');
  });

  it("has a letter for a tile", () => {
    expect(initial("https://www.harbour.example/p.jpg")).toBe("H");
    expect(initial("évening")).toBe("É");
  });
});

describe("qualities and dates", () => {
  it("have four steps", () => {
    expect([0, 39, 40, 69, 70, 89, 90, 189].map(step)).toEqual(["q0", "q0", "q1", "q1", "q2", "q2", "q3", "q3"]);
  });

  it("say how long ago within a week, and the day beyond, with its year where that is not this one", () => {
    const now = Date.UTC(2026, 10, 24, 12);
    const ago = (hours: number) => age(now - hours * 3_600_000, now);
    expect([ago(0), ago(0.5), ago(3), ago(50), ago(24 * 8), ago(-5), ago(24 * 400)]).toEqual([
      "now",
      "30 min",
      "3 h",
      "2 d",
      "16 Nov",
      "24 Nov",
      "20 Oct 2025",
    ]);
  });

  it("put later at six tomorrow by the curator's clock, over a change of the clocks too", () => {
    const nightBefore = new Date(2026, 2, 28, 23, 30).getTime();
    const then = new Date(tomorrowAtSix(nightBefore));
    expect([then.getDate(), then.getHours(), then.getMinutes()]).toEqual([29, 6, 0]);
  });

  it("show UTC where the curator's clock differs", () => {
    expect(universal(Date.UTC(2026, 5, 9, 3, 11))).toBe("9 Jun, 03:11 UTC");
  });
});
