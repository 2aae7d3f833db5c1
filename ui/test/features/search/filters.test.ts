import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Library, row } from "../../support/library";
import { openWindow, press, said, selected } from "../../support/window";

const library = () => {
  const made = new Library([row(1, { topics: ["Reefs"] }), row(2), row(3)]);
  made.views = [{ name: "Good ones", query: "quality:70.." }];
  return made;
};
const panel = () => document.querySelector("[data-test=filters]");

describe("the filters in a small window", () => {
  const wide = matchMedia;
  beforeEach(() => {
    vi.stubGlobal("matchMedia", (media: string) =>
      Object.assign(new EventTarget(), { media, matches: media.includes("900px") }),
    );
  });
  afterEach(() => {
    vi.stubGlobal("matchMedia", wide);
  });

  it("open from the strip over the list, and are closed by Escape", async () => {
    await openWindow(library());
    expect(said("histogram"), "a strip has no room for them").toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Filters" }));
    await waitFor(() => expect(panel()).toHaveTextContent("Good ones"));
    for (const there of ["Quality", "Topics", "Providers"]) expect(panel()).toHaveTextContent(there);
    press("Escape");
    await waitFor(() => expect(panel()).toBeNull());
  });

  it("open by key, take the focus, and filter the list", async () => {
    await openWindow(library());
    press("v", "f");
    await waitFor(() => expect(panel()?.contains(document.activeElement), "without a mouse").toBe(true));
    const topic = await screen.findByRole("button", { name: /Reefs/ });
    await fireEvent.click(topic);
    await waitFor(() => expect(document.querySelectorAll("[data-test=row]").length).toBe(1));
    expect(panel(), "another filter may follow").not.toBeNull();
  });
});

describe("the filters in a large window", () => {
  it("stand in the side, where their key leads", async () => {
    await openWindow(library());
    press("v", "f");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("data-test", "quality-from"));
    expect(panel()).toBeNull();
  });

  it("in the side are left by Escape for what had the focus, and nothing else is", async () => {
    await openWindow(new Library([row(1, { title: "Reef" }), row(2, { title: "Reef, too" })]));
    const list = screen.getByRole("listbox", { name: "Articles" });
    await waitFor(() => expect(list).toHaveFocus());
    press("Shift+J", "v", "f");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("data-test", "quality-from"));
    await fireEvent.keyDown(document.activeElement as Element, { key: "Escape" });
    await waitFor(() => expect(list).toHaveFocus());
    expect(selected(), "the range is still there").toEqual([1, 2]);
  });
});
