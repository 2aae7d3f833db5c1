import { fireEvent, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { failure, Library, row } from "../support/library";
import { openWindow, press, said } from "../support/window";

const inbox = (count: number) => new Library(Array.from({ length: count }, (_, index) => row(index + 1)));
const alert = () => screen.queryByRole("alert");

/** A library in which nothing can be undone. */
function failing(): Library {
  const library = inbox(3);
  let tried = 0;
  library.instead.undo = () => {
    tried += 1;
    throw failure(`The disk is full (${tried}).`, "Make room and try again.");
  };
  return library;
}

describe("what went wrong", () => {
  it("stays when the next thing goes well, until it is dismissed", async () => {
    await openWindow(failing());
    press("u");
    await waitFor(() => expect(alert()).toHaveTextContent("The disk is full (1). Make room and try again."));
    press("x");
    await waitFor(() => expect(document.querySelector(".place [role=status]")).toHaveTextContent("spike"));
    expect(alert(), "a success does not hide it").toHaveTextContent("The disk is full (1).");
    press("Escape");
    await waitFor(() => expect(alert()).toBeNull());
    expect(document.querySelector(".place [role=status]"), "one after the other").toHaveTextContent("spike");
  });

  it("does not go by itself", async () => {
    await openWindow(failing());
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    press("u");
    await vi.advanceTimersByTimeAsync(100);
    expect(alert()).toHaveTextContent("The disk is full");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(alert()).toHaveTextContent("The disk is full");
  });

  it("is listed from the foot with everything else that went wrong, and is read by that", async () => {
    await openWindow(failing());
    expect(said("failures-count"), "nothing went wrong yet").toBeNull();
    press("u", "u");
    await waitFor(() => expect(said("failures-count")).toBe("2 failures"));
    expect(said("list-failures"), "the toast tells of both").toBe("2 failures");
    await fireEvent.click(screen.getByTitle(/^What went wrong/));
    await waitFor(() => expect(said("failures")).toMatch(/full \(2\).*Make room.*full \(1\).*Make room/s));
    expect(alert()).toBeNull();
    await fireEvent.keyDown(document.querySelector("[data-test=failures]") as Element, { key: "Escape" });
    await waitFor(() => expect(said("failures")).toBeNull());
    expect(said("failures-count"), "they are still to be found").toBe("2 failures");
    press("g", "w");
    await waitFor(() => expect(said("failures")).toContain("full (2)"));
  });

  it("lies over an open dialog with what can be done about it, and comes back from there", async () => {
    const library = failing();
    await openWindow(library);
    press("x");
    await waitFor(() => expect(said("toast")).toContain("spike"));
    press("?");
    const dialog = await waitFor(() => {
      const found = document.querySelector<HTMLElement>("dialog[data-test=keys]");
      if (!found) throw new Error("no dialog");
      return found;
    });
    await waitFor(() => expect(dialog.querySelector("[data-test=undo]"), "outside it would be inert").not.toBeNull());
    await fireEvent.click(dialog.querySelector("[data-test=undo]") as Element);
    await waitFor(() => expect(dialog.querySelector("[role=alert]")).toHaveTextContent("The disk is full (1)."));
    await fireEvent.keyDown(dialog, { key: "Escape" });
    await waitFor(() => expect(document.querySelector("dialog")).toBeNull());
    await waitFor(() =>
      expect(document.querySelector(".home [role=alert]")).toHaveTextContent("The disk is full (1)."),
    );
    await fireEvent.click(document.querySelector("[data-test=dismiss]") as Element);
    await waitFor(() => expect(alert()).toBeNull());
  });
});
