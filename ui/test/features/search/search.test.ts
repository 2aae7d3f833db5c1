import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { failure, granted, Library, receipt, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, rowOf, said, selected } from "../../support/window";

const topics = (library: Library) => library.askedFor("open_view").at(-1)?.query;
const facet = (name: string) => document.querySelector<HTMLElement>(`[data-test=facet-${name}]`) as HTMLElement;
const chips = () => [...document.querySelectorAll("[data-test=chip]")].map((chip) => chip.textContent?.trim());

function newsroom() {
  return new Library([
    row(1, { title: "Reef robots", topics: ["Oceans", "Computer Vision"], quality: 91 }),
    row(2, { title: "Town council", topics: ["Ethics"], quality: 12, provider: "Inland Courier" }),
    row(3, { title: "Coral census", topics: ["Oceans"], quality: 189 }),
    row(4, { title: "Without a score", topics: [], quality: null }),
  ]);
}

/** Everything wrong that axe finds in the page as it is; colours and frames are judged in the real window. */
async function violations() {
  const found = await axe.run(document.body, { iframes: false, rules: { "color-contrast": { enabled: false } } });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe("the sidebar", () => {
  it("counts what the hits have in common, and a click searches for it, again takes it out", async () => {
    const library = newsroom();
    await openWindow(library);
    await waitFor(() => expect(facet("topics")).toHaveTextContent("Oceans"));
    await fireEvent.click(within(facet("topics")).getByText("Oceans"));
    await waitFor(() => expect(rowOf(2)).toBeNull());
    expect(topics(library)).toBe("is:inbox topic:Oceans");
    expect(chips()).toEqual(["topic:Oceans"]);
    await waitFor(() => expect(facet("providers"), "the counts answer the search").not.toHaveTextContent("Inland"));
    await fireEvent.click(within(facet("topics")).getByText("Oceans"));
    await waitFor(() => expect(rowOf(2)).toBeInTheDocument());
    expect(chips()).toEqual([]);
  });

  it("keeps months folded until they are asked for", async () => {
    await openWindow(newsroom());
    await waitFor(() => expect(facet("months")).toBeInTheDocument());
    expect(facet("months")).not.toHaveTextContent("2026-11");
    await fireEvent.click(within(facet("months")).getByText("Months"));
    await waitFor(() => expect(facet("months")).toHaveTextContent("2026-11"));
  });

  it("filters by quality with the arrows on the histogram's ends, and twice on it clears", async () => {
    const library = newsroom();
    await openWindow(library);
    const from = screen.getByRole("slider", { name: "Quality from" });
    await fireEvent.keyDown(from, { key: "PageUp" });
    await fireEvent.keyDown(from, { key: "ArrowRight" });
    await waitFor(() => expect(topics(library)).toBe("is:inbox quality:>=15"));
    await waitFor(() => expect(rowOf(2)).toBeNull());
    expect(rowOf(3), "what robots scored beyond 100 is in").toBeInTheDocument();
    expect(from).toHaveAttribute("aria-valuenow", "15");
    expect(selected(), "the list does not hear the handle's arrows").toEqual([1]);
    await fireEvent.dblClick(document.querySelector("[data-test=histogram] .whole") as HTMLElement);
    await waitFor(() => expect(topics(library)).toBe("is:inbox"));
  });

  it("saves a search as a view, opens it again, renames and forgets it", async () => {
    const library = newsroom();
    await openWindow(library);
    await fireEvent.input(screen.getByLabelText("Search in Inbox"), { target: { value: "topic:Oceans " } });
    await fireEvent.click(await screen.findByText("Save as view"));
    const name = await screen.findByLabelText("Name of the view");
    await fireEvent.input(name, { target: { value: "By the sea" } });
    await fireEvent.keyDown(name, { key: "Enter" });
    await waitFor(() => expect(said("views")).toMatch(/By the sea\s*2/));
    expect(library.views).toEqual([{ name: "By the sea", query: "is:inbox topic:Oceans" }]);
    press("g", "e");
    await waitFor(() => expect(topics(library)).toBe(""));
    await fireEvent.click(screen.getByText("By the sea"));
    await waitFor(() => expect(chips()).toEqual(["topic:Oceans"]));
    expect(topics(library)).toBe("is:inbox topic:Oceans");
    await fireEvent.click(screen.getByLabelText("Rename the view By the sea"));
    const field = screen.getByLabelText("Name of the view");
    await fireEvent.input(field, { target: { value: "Tides" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await fireEvent.click(await screen.findByLabelText("Forget the view Tides"));
    await waitFor(() => expect(library.views).toEqual([]));
  });
});

describe("the search box", () => {
  it("suggests as one types; Tab takes the first, which becomes a chip", async () => {
    const library = newsroom();
    await openWindow(library);
    const field = screen.getByLabelText<HTMLInputElement>("Search in Inbox");
    await fireEvent.input(field, { target: { value: "comp" } });
    await screen.findByText('topic:"Computer Vision"');
    await fireEvent.keyDown(field, { key: "Tab" });
    await waitFor(() => expect(chips()).toEqual(['topic:"Computer Vision"']));
    expect(field.value).toBe("");
    await waitFor(() => expect(topics(library)).toBe('is:inbox topic:"Computer Vision"'));
  });

  it("moves in the suggestions with the arrows, and Escape leaves them but not the words", async () => {
    await openWindow(newsroom());
    const field = screen.getByLabelText<HTMLInputElement>("Search in Inbox");
    await fireEvent.input(field, { target: { value: "oc" } });
    const option = await screen.findByRole("option", { name: /topic:Oceans/ });
    await fireEvent.keyDown(field, { key: "ArrowDown" });
    await waitFor(() => expect(field).toHaveAttribute("aria-activedescendant", option.id));
    await fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("option", { name: /topic:Oceans/ })).toBeNull());
    expect(field.value).toBe("oc");
  });

  it("takes the last chip back into the words with Backspace, and a chip out with a click", async () => {
    const library = newsroom();
    await openWindow(library);
    const field = screen.getByLabelText<HTMLInputElement>("Search in Inbox");
    await fireEvent.input(field, { target: { value: "topic:Oceans quality:>40 " } });
    await waitFor(() => expect(chips()).toEqual(["topic:Oceans", "quality:>40"]));
    await fireEvent.keyDown(field, { key: "Backspace" });
    await waitFor(() => expect(field.value, "to be mended").toBe("quality:>40"));
    await fireEvent.click(screen.getByLabelText("Remove topic:Oceans"));
    await waitFor(() => expect(topics(library)).toBe("is:inbox quality:>40"));
  });
});

describe("the layouts", () => {
  it("keep the selection, and the keys decide in each", async () => {
    const library = newsroom();
    await openWindow(library);
    press("j");
    press("v", "s");
    await waitFor(() => expect(screen.getByRole("grid")).toHaveAttribute("aria-activedescendant", "row-1"));
    expect(selected()).toEqual([2]);
    press("ArrowRight");
    await waitFor(() => expect(selected()).toEqual([3]));
    press("x");
    await waitFor(() => expect(rowOf(3)?.dataset.place).toBe("spiked"));
    press("v", "l");
    await waitFor(() => expect(screen.getByRole("listbox")).toBeInTheDocument());
  });

  it("unfold the reports of a story beneath it, and fold them again", async () => {
    const library = newsroom();
    library.rows = library.rows.map((it) => (it.id === 2 ? { ...it, reports: 2 } : it));
    library.rows.push(row(8, { title: "Report one", lead: 2 }), row(9, { title: "Report two", lead: 2 }));
    library.reports = { 2: [8, 9] };
    await openWindow(library);
    press("v", "t", "j");
    await waitFor(() => expect(rowOf(2)).toHaveAttribute("aria-expanded", "false"));
    press("ArrowRight");
    await waitFor(() => expect(rowOf(9)).toHaveTextContent("Report two"));
    expect([rowOf(9)?.getAttribute("aria-level"), rowOf(9)?.getAttribute("aria-posinset")]).toEqual(["2", "2"]);
    expect([rowOf(3)?.getAttribute("aria-posinset"), rowOf(3)?.getAttribute("aria-setsize")]).toEqual(["3", "4"]);
    press("j", "j");
    await waitFor(() => expect(selected()).toEqual([9]));
    press("ArrowLeft");
    await waitFor(() => expect(rowOf(9)).toBeNull());
    expect(selected(), "folding goes to the lead").toEqual([2]);
  });

  it("have nothing that axe finds wrong", async () => {
    const library = newsroom();
    library.views = [{ name: "Morning run", query: "is:inbox" }];
    await openWindow(library);
    await waitFor(() => expect(facet("topics")).toHaveTextContent("Oceans"));
    for (const keys of [
      ["v", "l"],
      ["v", "s"],
      ["v", "t"],
    ]) {
      press(...keys);
      await new Promise((done) => requestAnimationFrame(done));
      expect(await violations(), keys.join(" ")).toEqual([]);
    }
  }, 30_000);
});

describe("what is remembered", () => {
  it("comes back: panes, place, search, layout and the article that was looked at", async () => {
    const library = newsroom();
    library.instead.read_settings = () => ({
      desk: { side: 240, mode: "stories", place: "everything", search: "topic:Oceans ", article: 3, top: 0 },
    });
    await openWindow(library);
    await waitFor(() => expect(selected()).toEqual([3]));
    expect(chips()).toEqual(["topic:Oceans"]);
    expect(screen.getByRole("tree")).toBeInTheDocument();
    expect(document.documentElement.style.getPropertyValue("--own-side")).toContain("240px");
    document.documentElement.style.removeProperty("--own-side");
  });

  it("is no obstacle where it cannot be read", async () => {
    const library = newsroom();
    library.instead.read_settings = () => ({
      desk: { mode: 7, place: "nowhere", search: null, article: "x", side: -1 },
    });
    await openWindow(library);
    expect(selected()).toEqual([1]);
    expect(topics(library)).toBe("is:inbox");
  });

  it("is saved once the desk rests", async () => {
    const library = newsroom();
    await openWindow(library);
    press("j");
    await waitFor(() =>
      expect(library.askedFor("save_settings").at(-1)?.changed).toMatchObject({ desk: { article: 2 } }),
    );
    await waitFor(() => expect(document.documentElement.dataset.unsaved).toBe("false"));
  });

  it("has panes that the arrows make wider, and twice on the line gives their own width back", async () => {
    await openWindow(newsroom());
    const line = screen.getByRole("separator", { name: "Width of the sidebar" });
    await fireEvent.keyDown(line, { key: "End" });
    expect(document.documentElement.style.getPropertyValue("--own-side")).toContain("360px");
    await fireEvent.dblClick(line);
    expect(document.documentElement.style.getPropertyValue("--own-side")).toBe("");
  });

  it("has panes that follow the pointer, and are what all tokens say once the line is let go", async () => {
    await openWindow(newsroom());
    const line = screen.getByRole("separator", { name: "Width of the sidebar" });
    const page = document.querySelector<HTMLElement>(".window");
    const [own, at] = [document.documentElement.style, (clientX: number) => ({ pointerId: 1, clientX })];
    await fireEvent.pointerDown(line, at(0));
    await fireEvent.pointerMove(line, at(200));
    await fireEvent.pointerMove(line, at(240));
    expect(page?.style.gridTemplateColumns).toContain("240px");
    expect(own.getPropertyValue("--own-side"), "each value of a token costs the web view memory").toBe("");
    await fireEvent.pointerUp(line, at(240));
    expect(page?.style.gridTemplateColumns).toBe("");
    expect(own.getPropertyValue("--own-side")).toContain("240px");
    own.removeProperty("--own-side");
  });
});

describe("receipts", () => {
  const refusal = {
    path: "/site/bad.md",
    line: 2,
    column: null,
    message: verbatim("This is no number."),
    hint: verbatim("Mend it."),
  };

  async function opened(library: Library) {
    library.instead.pick_folder = () => granted();
    library.instead.take_in = () => receipt({ id: 7, new: 1, kept: 1, updated: 1, refused: [refusal] });
    await openWindow(library);
    press("o");
    await waitFor(() => expect(said("receipt")).toBeTruthy());
  }

  it("open what their numbers count", async () => {
    const library = newsroom();
    const story = { moved: ["title"], kept: ["quality"], conflicts: [], lost: [] };
    library.instead.read_receipt_part = () => [
      { id: 3, kind: "updated", title: "Coral census", path: "/site/c.md", story },
    ];
    await opened(library);
    await fireEvent.click(document.querySelector("[data-test=receipt-kept]") as HTMLElement);
    await waitFor(() => expect(said("receipt-lines")).toContain("Yours was kept: quality."));
    expect(library.askedFor("read_receipt_part")[0]).toMatchObject({ intake: 7, part: "kept" });
    await fireEvent.click(screen.getByText("The wire changed title."));
    await waitFor(() => expect(selected(), "an article is a click away").toEqual([3]));
  });

  it("open a refused file as it is, with the line that is wrong", async () => {
    const library = newsroom();
    library.instead.open_refused = () => ({ path: refusal.path, text: "---\nquality: high\n---\n", cut: false });
    await opened(library);
    await fireEvent.click(screen.getByText("Show it"));
    await waitFor(() => expect(document.querySelector(".wrong")).toHaveTextContent("quality: high"));
    press("x");
    expect(library.askedFor("decide"), "the open file has the keyboard").toEqual([]);
    await fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(document.querySelector("[data-test=refused-file]")).toBeNull());
    expect(await violations()).toEqual([]);
  });

  it("are listed, and an import is taken back", async () => {
    const library = newsroom();
    library.instead.read_receipts = () => [receipt({ id: 7, new: 4, paths: ["/site/_news"] })];
    library.instead.take_back = () => ({ batch: 1, changed: [], message: verbatim("Took the import of 4 files back") });
    await openWindow(library);
    press("g", "r");
    await waitFor(() => expect(said("past")).toContain("4 new"));
    await fireEvent.click(screen.getByText("site/_news"));
    await fireEvent.click(await screen.findByText("Undo this import"));
    await waitFor(() => expect(library.askedFor("take_back")).toMatchObject([{ intake: 7 }]));
    await waitFor(() => expect(said("toast")).toContain("Took the import of 4 files back"));
  });

  it("of watched folders are quiet, unless something was refused", async () => {
    const library = newsroom();
    await openWindow(library);
    await emit("watched", { what: "taken_in", receipt: receipt({ new: 2 }) });
    expect([said("receipt"), said("toast")]).toEqual([null, null]);
    await emit("watched", { what: "taken_in", receipt: receipt({ refused: [refusal] }) });
    await waitFor(() => expect(said("toast")).toContain("1 file in a watched folder was refused"));
    await emit("watched", { what: "failed", failure: failure("/site cannot be watched.") });
    await waitFor(() => expect(said("toast")).toContain("/site cannot be watched."));
  });
});

describe("files held over the window", () => {
  it("are counted below their folders", async () => {
    const library = newsroom();
    library.instead.count_files = () => ({ files: 212, more: false });
    await openWindow(library);
    await emit("dragged", { what: "over", ...granted(1) });
    await waitFor(() => expect(said("veil")).toContain("Drop to take in 212 files"));
  });
});

describe("an intake", () => {
  it("is stopped and taken back with one click", async () => {
    const library = newsroom();
    library.instead.pick_folder = () => granted();
    library.instead.take_in = ({ progress }) => {
      (progress as { onmessage: (now: unknown) => void }).onmessage({
        done: 412,
        total: 2957,
        current: "/site/_news/a.md",
        per_second: 800,
      });
      return new Promise(() => {});
    };
    await openWindow(library);
    press("o");
    await waitFor(() => expect(said("progress")?.replace(/\s+/g, " ")).toBe("412 of 2,957 · 800 a second"));
    await fireEvent.click(screen.getByText("Stop and take back"));
    await waitFor(() => expect(library.askedFor("stop_take_in")).toEqual([{ rollBack: true }]));
  });
});

describe("the sample desk", () => {
  it("is opened from the first start, says what it is, and leads back", async () => {
    const library = new Library([]);
    const samples = [row(1), row(2)];
    library.instead.begin_rehearsal = () => {
      library.rows = samples;
      return null;
    };
    library.instead.end_rehearsal = () => {
      library.rows = [];
      return null;
    };
    await openWindow(library);
    await fireEvent.click(screen.getByText(/sample desk/));
    await waitFor(() => expect(rowOf(2)).toBeInTheDocument());
    expect(said("rehearsal")).toContain("nothing real is written");
    press("j");
    await fireEvent.click(screen.getByText("Back to my own library"));
    await screen.findByText("What runs today?");
    expect(library.askedFor("save_settings"), "the sample desk is not remembered").toEqual([]);
  });
});
