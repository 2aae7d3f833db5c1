//! What the engine says in English is found in the catalogue, and said in the language of the desk.

import { emit } from "@tauri-apps/api/event";
import { afterEach, describe, expect, it } from "vitest";
import english from "../../../messages/en.json";
import { m } from "../../../src/paraglide/messages";
import type { Locale } from "../../../src/paraglide/runtime";
import { told, toldWhole } from "../../../src/shared/text/engine_words";
import { speak } from "../../../src/shared/text/language.svelte";
import { granted, Library, receipt, row } from "../../support/library";
import { openWindow, press, said, screen, waitFor } from "../../support/window";

const names = Object.keys(english).filter((name) => name.startsWith("engine_"));
/** A sentence of the catalogue with values of which each is its own name. */
const values = new Proxy({}, { get: (_, name) => (name === "count" ? "7" : `‹${String(name)}›`) });
const filled = (name: string, locale: Locale) =>
  (m as unknown as Record<string, (values: object, of: object) => string>)[name]?.(values, { locale }) ?? "";

afterEach(() => speak("system"));

describe("a sentence of the engine", () => {
  it("is each found again by its English, and by no other of the catalogue", () => {
    speak("de");
    expect(names.length).toBeGreaterThan(300);
    for (const name of names) expect(told(filled(name, "en")), name).toBe(filled(name, "de"));
  });

  it("is translated with the sentences in it", () => {
    speak("de");
    expect(told("Line 3: a quotation mark opens here and is never closed. It reads: title: “Reef")).toBe(
      "Zeile 3: Hier öffnet ein Anführungszeichen, das nie geschlossen wird. Dort steht: title: “Reef",
    );
    expect(told("/site/a.md could not be read: it is not there.")).toBe(
      "/site/a.md konnte nicht gelesen werden: nicht vorhanden.",
    );
    expect(told("/site/A.MD: “title” is not there. Nothing was changed.")).toBe(
      "/site/A.MD: „title“ ist nicht vorhanden. Nichts wurde geändert.",
    );
    expect(told("the host failed (500), 4 times")).toBe("Der Server hat einen Fehler gemeldet (500) (4 Versuche)");
  });

  it("stays as it was said where the desk speaks English, and where the catalogue does not know it", () => {
    const failure = { message: "Line 3: a quotation mark opens here and is never closed.", hint: "Give such a value." };
    expect(toldWhole(failure)).toBe(`${failure.message} ${failure.hint}`);
    speak("de");
    expect(told("What an older program wrote down")).toBe("What an older program wrote down");
    expect(toldWhole({ message: "Something else.", hint: null })).toBe("Something else.");
    const values = ["nothing", "3 entries", "headline", "AI, Magnetic fields"].map((value) => told(value, "value_"));
    expect(values, "what stands in an article is not translated").toEqual([
      "nichts",
      "Einträge: 3",
      "headline",
      "AI, Magnetic fields",
    ]);
  });
});

describe("a desk of another language", () => {
  it("says in it why a backup was not made, also to whom changes the language then", async () => {
    const library = new Library([row(1)]);
    library.instead.back_up = () => {
      throw { code: "refused", message: "Another program is writing; the backup was not made.", hint: null };
    };
    await openWindow(library);
    press("Ctrl+,");
    const button = () => document.querySelector<HTMLElement>("[data-test=back-up]");
    await waitFor(() => expect(button(), "the backups there are were read").toBeEnabled());
    button()?.click();
    await screen.findByText(/the backup was not made/);
    speak("de");
    await screen.findByText(/die Sicherung wurde nicht angelegt/);
  });

  it("says in it what failed, and why a file was refused", async () => {
    const library = new Library([row(1)]);
    library.instead.undo = () => {
      throw { code: "busy", message: "There is no receipt 7.", hint: "Another program is writing; try again." };
    };
    await openWindow(library);
    speak("de");
    press("u");
    await waitFor(() => expect(said("toast") ?? "").toContain("Einen Beleg 7 gibt es nicht."));
    expect(said("toast")).toContain("Ein anderes Programm schreibt gerade");
    const message = "Line 3: a quotation mark opens here and is never closed.";
    const hint = "Close the quotation mark and drop the file again.";
    const refused = [{ path: "/site/a.md", line: 3, column: 8, message, hint }];
    library.instead.take_in = () => receipt({ refused });
    await emit("dragged", { what: "dropped", ...granted(1) });
    await screen.findByText(/Hier öffnet ein Anführungszeichen/);
    expect(screen.queryByText("quotation", { exact: false })).toBeNull();
  });
});
