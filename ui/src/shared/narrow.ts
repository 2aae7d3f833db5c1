//! Where the side is only a strip of marks.

import { MediaQuery } from "svelte/reactivity";

/** The same width as in the styles. */
export const strip = () => new MediaQuery("max-width: 900px");

/** Gives the focus to the first of the filters. */
export function focusFilters(within: HTMLElement) {
  within.querySelector<HTMLElement>("[role=slider]")?.focus();
}
