import { afterEach, describe, expect, it } from "vitest";
import type { Did, Said, Told } from "../../../src/ipc/types";
import { speak } from "../../../src/shared/text/language.svelte";
import { changeInWords, inWords, lineInWords } from "../../../src/shared/text/said";

const changed = (did: Did[], about: Partial<Said> = {}) =>
  changeInWords({
    batch: 1,
    changed: [1],
    sentence: "in English",
    said: { did, title: "Reef", more: 0, live_elsewhere: null, ...about },
  });

describe("what was decided", () => {
  afterEach(() => speak("en"));

  it("is said as the command line says it", () => {
    const quality: Did = { what: "quality", value: 72 };
    expect(changed([{ what: "published" }])).toBe("Published “Reef”");
    expect(changed([{ what: "spiked" }, quality], { more: 11 })).toBe("Spiked, Quality 72 for “Reef” and 11 more");
    expect(changed([{ what: "took_title", from: null }])).toBe("Took the title from another report for “Reef”");
    expect(changed([{ what: "took_import_back", files: 4 }], { title: null })).toBe("Took the import of 4 files back");
    const elsewhere = { live_elsewhere: { title: "Reefs", file: "reefs.md" } };
    expect(changed([{ what: "published" }], elsewhere)).toBe(
      "Published “Reef”. The same page is already live by “Reefs” (reefs.md)",
    );
  });

  it("is said in the language of the desk", () => {
    speak("de");
    expect(changed([{ what: "published" }], { more: 2 })).toBe("Veröffentlicht: „Reef“ und 2 weitere");
    expect(changed([{ what: "quality", value: 72 }])).toBe("Qualität 72: „Reef“");
    expect(inWords({ what: "value", field: "quality", from: "39", to: "72" })).toBe("quality von 39 auf 72");
  });

  it("is said as it was written down where an older program decided", () => {
    expect(changeInWords({ batch: 1, changed: [], sentence: "Spiked “Reef”", said: null })).toBe("Spiked “Reef”");
    const line = { batch: 1, at_ms: 0, by: "", undone: false, sentence: "spiked", told: null };
    expect(lineInWords(line)).toBe("spiked");
  });

  it("stands in an article's history", () => {
    const told: [Told, string][] = [
      [{ what: "value", field: "quality", from: "39", to: "72" }, "quality 39 to 72"],
      [{ what: "value", field: "excerpt", from: "", to: "“New”" }, "excerpt nothing to “New”"],
      [{ what: "value", field: "title", from: null, to: null }, "title set to the wire’s value"],
      [{ what: "as_is", place: "spiked" }, "left as it is: spiked"],
      [{ what: "taken", field: "images", from: "Harbour Post" }, "picture taken from Harbour Post"],
      [{ what: "lead", report: null }, "the former lead back again"],
      [{ what: "of_this_story", report: null }, "the coverage changed"],
    ];
    for (const [what, words] of told) expect(inWords(what)).toBe(words);
  });
});
