//! Clicks that leave the focus where the keyboard needs it.

/** On mouse down: what is clicked takes no focus, and a field that was typed in is left. */
export function leaveFocus(event: MouseEvent) {
  event.preventDefault();
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches("input, textarea")) focused.blur();
}
