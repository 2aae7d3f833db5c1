//! The native menu is the table of keys once more.

import { emit } from "@tauri-apps/api/event";
import { fireEvent } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { menus } from "../../src/app/menu_bar.svelte";
import type { MenuItem } from "../../src/ipc/menu";
import { bindings } from "../../src/shared/commands/bindings.svelte";
import { table } from "../../src/shared/commands/table";
import { speak } from "../../src/shared/text/language.svelte";
import { Library, row } from "../support/library";
import { openWindow, press, rowOf, waitFor } from "../support/window";

const lines = (items: readonly MenuItem[]): MenuItem[] => items.flatMap((item) => [item, ...lines(item.items ?? [])]);
const label = (all: readonly MenuItem[], id: string) => lines(all).find((line) => line.id === id)?.label;

afterEach(() => {
  bindings.own = {};
  speak("en");
});

describe("the menu's model", () => {
  it("holds every command of the table once, with its key", () => {
    const held = menus().flatMap((menu) => menu.items?.map(({ id }) => id) ?? []);
    expect(held.toSorted()).toEqual(table.map(({ id }) => id as string).toSorted());
    expect(label(menus(), "publish")).toBe("Publish (P)");
    expect(label(menus(), "handOver")).toBe("Hand over (Ctrl ↵)");
  });

  it("sets quality by tens, as a digit does", () => {
    const quality = lines(menus()).find(({ id }) => id === "quality");
    expect(quality?.items).toHaveLength(10);
    expect(quality?.items?.[7]).toEqual({ id: "quality 7", label: "70 (7)" });
  });
});

describe("the menu bar", () => {
  const laid = (library: Library) => library.askedFor("set_menu") as { menus: MenuItem[]; shown: boolean }[];
  async function open(settings: object = {}) {
    const library = new Library([row(1), row(2)]);
    library.instead.read_settings = () => settings;
    library.instead.set_menu = () => false;
    await openWindow(library);
    await waitFor(() => expect(laid(library)).toHaveLength(1));
    return library;
  }

  it("is hidden until F10 asks for it, also while text is typed", async () => {
    const library = await open();
    expect(laid(library)[0]?.shown).toBe(false);
    press("F10");
    await waitFor(() => expect(laid(library).at(-1)?.shown).toBe(true));
    press("/");
    await waitFor(() => expect(document.activeElement).toBeInstanceOf(HTMLInputElement));
    press("F10");
    await waitFor(() => expect(laid(library).at(-1)?.shown).toBe(false));
  });

  it("stays shown where the setting says so", async () => {
    const library = await open();
    press("Ctrl+,");
    await waitFor(() => expect(document.querySelector("[data-test=menu-bar]")).not.toBeNull());
    await fireEvent.click(document.querySelector("[data-test=menu-bar]") as HTMLElement);
    await waitFor(() => expect(laid(library).at(-1)?.shown).toBe(true));
    expect(library.askedFor("save_settings")).toEqual([{ changed: { menu_bar: true } }]);
  });

  it("is laid out anew in another language and with another key", async () => {
    const library = await open({ keys: { publish: "Y" } });
    expect(label(laid(library)[0]?.menus ?? [], "publish")).toBe("Publish (Y)");
    speak("de");
    await waitFor(() => expect(label(laid(library).at(-1)?.menus ?? [], "publish")).toBe("Veröffentlichen (Y)"));
    bindings.own = {};
    await waitFor(() => expect(label(laid(library).at(-1)?.menus ?? [], "publish")).toBe("Veröffentlichen (P)"));
  });

  it("does what the key does, and leaves a dialog that does not know the command", async () => {
    const library = await open();
    press("Ctrl+,");
    await waitFor(() => expect(document.querySelector("[data-test=settings]")).not.toBeNull());
    await emit("menu-chosen", "publish");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("published"));
    expect(document.querySelector("[data-test=settings]")).toBeNull();
    await emit("menu-chosen", "quality 7");
    await emit("menu-chosen", "next");
    await waitFor(() => expect(library.askedFor("decide")).toHaveLength(2));
    expect(library.askedFor("decide")[1]).toMatchObject({ decisions: [{ verb: "quality", value: 70 }] });
  });

  it("is about the article that the keys before it went to", async () => {
    await open();
    press("j", "k");
    await emit("menu-chosen", "publish");
    await waitFor(() => expect(rowOf(1)?.dataset.place).toBe("published"));
    expect(rowOf(2)?.dataset.place).toBe("inbox");
  });

  it("does nothing with a line that it does not know", async () => {
    const library = await open();
    press("Ctrl+,");
    await waitFor(() => expect(document.querySelector("[data-test=settings]")).not.toBeNull());
    const asked = library.asked.length;
    await emit("menu-chosen", "no such line");
    expect(document.querySelector("[data-test=settings]"), "not even a dialog is left").not.toBeNull();
    expect(library.asked.length).toBe(asked);
  });

  it("is the system's where the system always shows it: the setting is not offered", async () => {
    const library = await open();
    library.instead.set_menu = () => true;
    press("F10");
    await waitFor(() => expect(laid(library)).toHaveLength(2));
    press("Ctrl+,");
    await waitFor(() => expect(document.querySelector("[data-test=settings]")).not.toBeNull());
    expect(document.querySelector("[data-test=menu-bar]")).toBeNull();
  });
});
