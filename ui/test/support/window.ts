//! Opens the whole page over a library, and presses keys in it.

import { render, screen, waitFor } from "@testing-library/svelte";
import App from "../../src/app/App.svelte";
import type { Library } from "./library";

/** Opens the page and waits until its first view and the article beside it stand there. */
export async function openWindow(library: Library) {
  await openFirst(library);
  await waitFor(() => {
    if (selected().length > 0 && !document.querySelector("[data-test=detail] article"))
      throw new Error("nothing is read");
  });
}

/** Opens the page and waits until its first view is ready. */
export async function openFirst(library: Library) {
  library.open();
  render(App);
  await waitFor(() => {
    if (document.documentElement.dataset.ready === undefined) throw new Error("the window is not ready");
  });
}

/** Presses a key, written as in the table of keys, and lets it go. */
export function press(...keys: string[]) {
  for (const spelled of keys) {
    tell("keydown", spelled);
    tell("keyup", spelled);
  }
}

/** Presses a key and holds it down. */
export const hold = (key: string) => tell("keydown", key);

/** Lets a key go. */
export const letGo = (key: string) => tell("keyup", key);

function tell(kind: "keydown" | "keyup", spelled: string) {
  const parts = spelled === "+" ? ["+"] : spelled.split("+");
  const name = parts.at(-1) ?? "";
  const event = new KeyboardEvent(kind, {
    key: name === "Space" ? " " : name,
    shiftKey: parts.includes("Shift"),
    ctrlKey: parts.includes("Ctrl"),
    bubbles: true,
    cancelable: true,
  });
  (document.activeElement ?? document.body).dispatchEvent(event);
}

/** The row of an article, where it is on the screen. */
export const rowOf = (id: number) => document.querySelector<HTMLElement>(`[data-test=row][data-id="${id}"]`);

/** Ids of the selected rows on the screen. */
export const selected = () =>
  [...document.querySelectorAll<HTMLElement>("[data-test=row][aria-selected=true]")]
    .map((row) => Number(row.dataset.id))
    .sort((one, other) => one - other);

/** What an element of a name says. */
export const said = (test: string) => document.querySelector(`[data-test="${test}"]`)?.textContent?.trim() ?? null;

export { screen, waitFor };
