import { emit } from "@tauri-apps/api/event";
import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { failure, granted, Library, receipt, row } from "../../support/library";
import { verbatim } from "../../support/messages";
import { openWindow, press, rowOf, said } from "../../support/window";

const refusal = {
  path: "/site/_news/deep/2026-harbour.md",
  line: 31,
  column: 5,
  message: verbatim("The key “items” stands here a second time."),
  hint: verbatim("Remove one of the two."),
};

describe("a drop", () => {
  it("says what will happen, and takes in what was dropped", async () => {
    const library = new Library([]);
    library.instead.take_in = () => {
      library.rows = [row(1), row(2)];
      void library.tell({ arrived: 2 });
      return receipt({ new: 2, refused: [refusal] });
    };
    await openWindow(library);
    expect(screen.getByText("What runs today?")).toBeInTheDocument();
    await waitFor(() => expect(said("rehearse"), "the number is that of the samples").toContain("36 articles"));
    await emit("dragged", { what: "over", ...granted(3) });
    await waitFor(() => expect(said("veil")).toContain("Drop to take in 3 items"));
    await emit("dragged", { what: "dropped", ...granted(2) });
    await waitFor(() => expect(said("receipt")).toContain("Took in 3 files"));
    expect(library.askedFor("take_in")[0]?.chosen).toEqual(granted(2).token);
    expect(document.querySelector("[data-test=veil]")).toBeNull();
    await waitFor(() => expect(rowOf(1), "the first articles need no further step").toBeInTheDocument());
  });

  it("that is taken away again does nothing", async () => {
    const library = new Library([row(1)]);
    await openWindow(library);
    await emit("dragged", { what: "over", ...granted(1) });
    await waitFor(() => expect(said("veil")).toContain("Drop to take in 1 item"));
    await emit("dragged", { what: "gone" });
    await waitFor(() => expect(document.querySelector("[data-test=veil]")).toBeNull());
    expect(library.askedFor("take_in")).toEqual([]);
  });
});

describe("the receipt", () => {
  async function taken(given: Parameters<typeof receipt>[0]) {
    const library = new Library([row(1), row(2)]);
    library.instead.pick_folder = () => granted();
    library.instead.take_in = () => receipt(given);
    await openWindow(library);
    press("o");
    await waitFor(() => expect(said("receipt")).toBeTruthy());
    return library;
  }

  it("counts each file once, and says which file was refused, where, why and what to do", async () => {
    await taken({ new: 4, updated: 3, kept: 2, unchanged: 1000, noise: 900, refused: [refusal], seconds: 1.13 });
    expect(said("receipt"), "kept and noise stand inside updated and unchanged").toContain(
      "Took in 1,008 files in 1.1 s",
    );
    expect(said("receipt-kept")).toContain("2");
    const refused = said("refused");
    for (const part of ["2026-harbour.md", "line 31, column 5", refusal.message.text, refusal.hint.text]) {
      expect(refused).toContain(part);
    }
  });

  it("lies beside the work: keys still decide, Escape closes it", async () => {
    const library = await taken({ new: 1 });
    press("x");
    await waitFor(() => expect(library.askedFor("decide").length).toBe(1));
    press("Escape");
    await waitFor(() => expect(document.querySelector("[data-test=receipt]")).toBeNull());
  });
});

describe("a quality that is being typed", () => {
  it("is dropped by Escape, which closes nothing else then", async () => {
    const library = new Library([row(1)]);
    library.instead.pick_folder = () => granted();
    library.instead.take_in = () => receipt({ new: 1 });
    await openWindow(library);
    press("o");
    await waitFor(() => expect(said("receipt")).toBeTruthy());
    press("7");
    await waitFor(() => expect(said("digits")).toContain("70"));
    press("Escape");
    await waitFor(() => expect(document.querySelector("[data-test=digits]")).toBeNull());
    expect(said("receipt"), "Escape meant the number").toBeTruthy();
    press("Escape");
    await waitFor(() => expect(document.querySelector("[data-test=receipt]")).toBeNull());
    expect(library.askedFor("decide")).toEqual([]);
  });
});

describe("an intake", () => {
  it("shows how far it is and can be stopped", async () => {
    const library = new Library([row(1)]);
    library.instead.pick_folder = () => granted();
    let end: (value: unknown) => void = () => {};
    library.instead.take_in = ({ progress }) => {
      const channel = progress as { onmessage: (now: unknown) => void };
      channel.onmessage({ done: 412, total: 2957, current: "/site/_news/a.md" });
      return new Promise((resolve) => {
        end = resolve;
      });
    };
    await openWindow(library);
    press("o");
    await screen.findByText("412 of 2,957");
    await fireEvent.click(screen.getByText("Stop"));
    await waitFor(() => expect(library.askedFor("stop_take_in").length).toBe(1));
    end(receipt({ new: 412, stopped: true }));
    await screen.findByText("Stopped before the end. What was taken in stays.");
  });

  it("takes in what the window was started with", async () => {
    const library = new Library([]);
    library.instead.opened_with = () => granted();
    await openWindow(library);
    await waitFor(() => expect(library.askedFor("take_in")[0]?.chosen).toEqual(granted().token));
  });

  it("and whatever else works beside the page begins once the first list is there", async () => {
    const library = new Library([row(1)]);
    let listed = 0;
    library.instead.work_beside = () => {
      listed = library.askedFor("open_view").length;
      return null;
    };
    await openWindow(library);
    await waitFor(() => expect(library.askedFor("work_beside").length).toBe(1));
    expect(listed).toBeGreaterThan(0);
  });

  it("goes on beside a page that can show nothing, too", async () => {
    const library = new Library([row(1)]);
    library.instead.open_view = () => {
      throw failure("Another program holds the library.");
    };
    await openWindow(library);
    await waitFor(() => expect(library.askedFor("work_beside").length).toBe(1));
  });

  it("that fails says why", async () => {
    const library = new Library([row(1)]);
    library.instead.pick_files = () => granted();
    library.instead.take_in = () => {
      throw failure("The library is busy.");
    };
    await openWindow(library);
    press("Shift+O");
    await waitFor(() => expect(said("toast")).toContain("The library is busy."));
  });

  it("of nothing, where the dialog was closed, asks for nothing", async () => {
    const library = new Library([row(1)]);
    library.instead.pick_folder = () => null;
    await openWindow(library);
    press("o");
    await waitFor(() => expect(library.askedFor("pick_folder").length).toBe(1));
    expect(library.askedFor("take_in")).toEqual([]);
  });
});
