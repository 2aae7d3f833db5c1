import { afterEach, describe, expect, it } from "vitest";
import type { Argument } from "../../../src/ipc/types";
import { speak } from "../../../src/shared/text/language.svelte";
import { render, renderArgument, renderFailure } from "../../../src/shared/text/render";
import { message, verbatim } from "../../support/messages";

const about = (did: Argument[], about = message("said_title", { title: "Reef" })) =>
  message("said_about", { did, about });

describe("a message of the engine", () => {
  afterEach(() => speak("en"));

  it("is rendered with the messages inside of it, and with lists", () => {
    const quality = message("did_quality", { value: 72 });
    expect(render(about([message("did_published")]))).toBe("Published “Reef”");
    const titles = message("said_titles", { title: "Reef", more: 11 });
    expect(render(about([message("did_spiked"), quality], titles))).toBe("Spiked, Quality 72 for “Reef” and 11 more");
  });

  it("is rendered in the language of the desk", () => {
    speak("de");
    expect(render(about([message("did_published")]))).toBe("Veröffentlicht: „Reef“");
    expect(render(message("history_value", { field: "quality", from: "39", to: "72" }))).toBe("quality von 39 auf 72");
  });

  it("is rendered in English where the catalogue does not know it", () => {
    for (const id of ["engine_unheard_of", "constructor", "toString", "__proto__", ""]) {
      expect(render({ id, args: {}, text: "In English." })).toBe("In English.");
    }
  });

  it("sets arguments in as they are", () => {
    expect(render(message("engine_no_such_article", { name: "{name} $& \\n <b>" }))).toContain("“{name} $& \\n <b>”");
    expect(renderArgument(["a", 1, message("history_nothing")])).toBe("a, 1, nothing");
    expect(renderArgument([])).toBe("");
  });

  it("ignores arguments that the text does not name", () => {
    const args = JSON.parse('{"name": "a", "__proto__": "b", "constructor": "c", "toString": "d"}');
    expect(render(message("engine_no_such_article", args))).toBe("There is no article “a” in the library.");
  });

  it("stands with its hint as one text", () => {
    expect(renderFailure({ message: verbatim("No."), hint: verbatim("Try again.") })).toBe("No. Try again.");
    expect(renderFailure({ message: verbatim("No."), hint: null })).toBe("No.");
  });
});
