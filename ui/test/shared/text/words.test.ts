import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { screen, waitFor } from "@testing-library/svelte";
import { parse } from "svelte/compiler";
import { afterEach, describe, expect, it } from "vitest";
import { m } from "../../../src/paraglide/messages";
import { age, local } from "../../../src/shared/text/dates";
import { preferred, speak } from "../../../src/shared/text/language.svelte";
import { count } from "../../../src/shared/text/words";
import { Library, row } from "../../support/library";
import { openWindow, said } from "../../support/window";

type Message = string | { declarations: string[]; match: Record<string, string> }[];

const catalogue = (locale: string): Record<string, Message> =>
  JSON.parse(readFileSync(`messages/${locale}.json`, "utf8"));

/** The texts of a message, whatever its number. */
const texts = (message: Message) => (typeof message === "string" ? [message] : Object.values(message[0]?.match ?? {}));

/** What is put into a message. */
function parameters(message: Message): string[] {
  const inputs = typeof message === "string" ? [] : (message[0]?.declarations ?? []);
  const named = inputs.flatMap((declaration) => /^input (\w+)$/.exec(declaration)?.[1] ?? []);
  const used = texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
  return [...new Set([...named, ...used.filter((name) => typeof message === "string" || name !== "number")])].sort();
}

afterEach(() => speak("system"));

describe("the catalogue", () => {
  const [english, german] = [catalogue("en"), catalogue("de")];

  it("has the same messages in both languages", () => {
    expect(Object.keys(german), "a missing one would be shown in English").toEqual(Object.keys(english));
  });

  it("puts the same values into a message in both languages", () => {
    for (const name of Object.keys(english).filter((name) => name !== "$schema")) {
      expect(parameters(german[name] ?? ""), name).toEqual(parameters(english[name] ?? ""));
      expect(
        texts(german[name] ?? "").filter((text) => text.trim() === ""),
        `${name} says nothing`,
      ).toEqual([]);
    }
  });

  it("names every message that it has once in the code", () => {
    const code = sources("src", /\.(ts|svelte)$/).filter((file) => !file.includes("paraglide"));
    const all = code.map((file) => readFileSync(file, "utf8")).join("\n");
    const idle = Object.keys(english).filter(
      // The engine's tests compare these with what the engine and its shells declare.
      (name) => !/^(engine|cli|did|said|history)_|^\$schema$/.test(name) && !new RegExp(`\\bm\\.${name}\\b`).test(all),
    );
    expect(idle, "a message that is never shown is only work for translators").toEqual([]);
  });
});

describe("a view", () => {
  const SHOWN = ["aria-label", "title", "placeholder", "alt", "label", "aria-description"];

  /** Letters that stand in the markup themselves. */
  function literals(node: unknown, found: string[] = []): string[] {
    if (Array.isArray(node)) for (const one of node) literals(one, found);
    else if (node && typeof node === "object") {
      const { type, name, value, data } = node as { type?: string; name?: string; value?: unknown; data?: string };
      if (type === "Text" && /\p{L}{2}/u.test(data ?? "")) found.push(data ?? "");
      if (type === "Attribute") return SHOWN.includes(name ?? "") ? literals(value, found) : found;
      if (type !== "StyleDirective") for (const one of Object.values(node)) literals(one, found);
    }
    return found;
  }

  it.each(sources("src", /\.svelte$/))("holds no words of its own: %s", (file) => {
    const { fragment } = parse(readFileSync(file, "utf8"), { modern: true });
    expect(literals(fragment), "words stand in messages/*.json").toEqual([]);
  });

  it("would be found out if it did", () => {
    const { fragment } = parse('<p title="Two words">{m.x()} and <b>more</b></p>', { modern: true });
    expect(literals(fragment)).toEqual(["Two words", " and ", "more"]);
  });
});

describe("the language", () => {
  it("is the first of the system's that the catalogue has, else English", () => {
    expect(preferred(["fr-CH", "de-CH", "en"])).toBe("de");
    expect(preferred(["en-GB", "de"])).toBe("en");
    expect(preferred(["ja", "fr"])).toBe("en");
  });

  it("changes the open window, its numbers and its dates", async () => {
    await openWindow(new Library([row(1), row(2)]));
    await screen.findByText("newest first");
    speak("de");
    await screen.findByText("neueste zuerst");
    expect(document.documentElement.lang, "screen readers must hear which language it is").toBe("de");
    await waitFor(() => expect(said("publish")).toContain("Veröffentlichen"));
    expect(count(1234567)).toBe("1.234.567");
    expect(local(Date.UTC(2026, 5, 9, 3, 11))).toBe("9. Juni 2026, 05:11");
    expect(age(0, 25 * 3_600_000)).toBe("1 Tag");
  });

  it("has a plural of its own", () => {
    expect([1, 2, 1000].map((files) => m.hand_over_write({ count: files }))).toEqual([
      "Write 1 file",
      "Write 2 files",
      "Write 1,000 files",
    ]);
    speak("de");
    expect([1, 1000].map((files) => m.hand_over_write({ count: files }))).toEqual([
      "1 Datei schreiben",
      "1.000 Dateien schreiben",
    ]);
  });
});

function sources(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path, ending) : ending.test(path) ? [path] : [];
  });
}
