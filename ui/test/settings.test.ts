//! Settings hold at once, survive in the library, and keys can be bound anew without a clash.

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import App from "../src/App.svelte";
import { bindings } from "../src/keys/bindings.svelte";
import { commandOf, holderOf, printedKey } from "../src/keys/table";
import { speak } from "../src/state/language.svelte";
import { failure, Library, row } from "./support/library";

let library: Library;

async function settings() {
  render(App);
  await waitFor(() => expect(document.querySelector("[data-test=row][data-id]")).not.toBeNull());
  await fireEvent.keyDown(window, { key: ",", ctrlKey: true });
  await screen.findByRole("dialog");
}
const at = (test: string) => document.querySelector(`[data-test="${test}"]`) as HTMLElement;

beforeEach(() => {
  library = new Library([row(1), row(2)]).open();
});
afterEach(() => {
  bindings.own = {};
  speak("en");
  delete document.documentElement.dataset.theme;
});

describe("settings", () => {
  it("change the theme at once and in the library", async () => {
    await settings();
    await fireEvent.click(at("theme-dark"));
    expect(document.documentElement.dataset.theme).toBe("dark");
    await waitFor(() => expect(library.askedFor("save_settings")).toEqual([{ changed: { theme: "dark" } }]));
  });

  it("go back where they cannot be saved, with a sentence", async () => {
    library.instead.save_settings = () => {
      throw failure("The disk is full.");
    };
    await settings();
    await fireEvent.click(at("theme-dark"));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBeUndefined());
    expect(document.body.textContent).toContain("The disk is full.");
  });

  it("speak German when told to", async () => {
    await settings();
    await fireEvent.click(at("language-de"));
    await waitFor(() => expect(screen.getByRole("dialog").getAttribute("aria-label")).toBe("Einstellungen"));
  });

  it("hold from the start as the library has them", async () => {
    library.instead.read_settings = () => ({ theme: "light", keys: { publish: "Y" } });
    await settings();
    expect(document.documentElement.dataset.theme).toBe("light");
    expect([commandOf("Y"), commandOf("P"), printedKey("publish")]).toEqual(["publish", undefined, "Y"]);
  });
});

describe("a key that is bound anew", () => {
  it("is refused where another command has it, with that command's name", async () => {
    await settings();
    const line = document.querySelector('[data-test="binding"][data-id="publish"]') as HTMLElement;
    await fireEvent.click(line.querySelector('[data-test="bind"]') as HTMLElement);
    await fireEvent.keyDown(window, { key: "x" });
    expect(line.textContent).toContain("Spike");
    expect(library.askedFor("save_settings"), "nothing is bound twice").toEqual([]);
    await fireEvent.keyDown(window, { key: "y" });
    await waitFor(() => expect(library.askedFor("save_settings")).toEqual([{ changed: { keys: { publish: "Y" } } }]));
    expect(commandOf("Y")).toBe("publish");
  });

  it("clashes with pairs that begin with it", () => {
    expect(holderOf("G", "publish"), "G begins the pairs that go to places").toBe("goInbox");
    expect(holderOf("Y", "publish")).toBeUndefined();
  });
});
