//! Where the focus is: clicks leave it where the keyboard needs it, what ends gives it back to what had it before, and
//! the list has it whenever nothing else needs it.

import { tick } from "svelte";
import { painted } from "./next_paint";

/** What has the focus when nothing else needs it. */
let rest: HTMLElement | null = null;
/** What had it before something ended that had it since, until it has it again. */
let owed: Element | null = null;

const lost = () => (document.activeElement ?? document.body) === document.body;

/** On mouse down: what is clicked takes no focus, and a field that was typed in is left. */
export function leaveFocus(event: MouseEvent) {
  event.preventDefault();
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches("input, textarea")) focused.blur();
}

/** The element that has the focus whenever nothing else needs it. */
export function resting(element: HTMLElement) {
  rest = element;
  void settle();
  return {
    destroy() {
      if (rest === element) rest = null;
    },
  };
}

/** A field that has the focus for as long as it is there. */
export function borrow(field: HTMLElement) {
  const destroy = borrowed();
  field.focus();
  return { destroy };
}

/** Remembers what has the focus: called, it has it again, unless something else has it by then. */
export function borrowed(): () => void {
  const before = holder();
  return () => void settle(before);
}

/** What has the focus, or is about to have it again. */
export const holder = (): Element | null => (lost() ? owed : document.activeElement);

/** What has the focus is left: for what had it before where that takes it, else for what is modal, else for the list. */
export function leave(before: Element | null) {
  const left = document.activeElement;
  const modal = [...document.querySelectorAll<HTMLElement>("dialog[open]")].at(-1);
  for (const next of [before, modal?.querySelector("input, textarea") ?? modal ?? rest]) {
    if (next instanceof HTMLElement && next !== document.body) next.focus({ preventScroll: true });
    if (document.activeElement !== left) return;
  }
  if (left instanceof HTMLElement) left.blur();
}

/** An engine may tell of nothing when what had the focus goes: it is looked for when a key comes up, too. */
export function watchFocus(target: Window): () => void {
  const look = () => void settle();
  const kinds = ["focusout", "keyup", "click"];
  for (const kind of kinds) target.addEventListener(kind, look);
  return () => {
    for (const kind of kinds) target.removeEventListener(kind, look);
  };
}

/** Gives the focus back where nothing has it; after a frame, because a page that is not laid out would be for it. */
async function settle(before: Element | null = null) {
  owed = before ?? owed;
  await tick();
  if (lost() && (owed ?? rest)) await painted();
  if (lost()) leave(owed);
  owed = null;
}
