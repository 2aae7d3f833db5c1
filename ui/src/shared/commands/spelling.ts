//! Key presses as the table of commands writes them.

/** Returns a key press in the table's spelling. */
export function spell(event: KeyboardEvent): string {
  const named = event.key.length > 1 || event.key === " ";
  const letter = letterOf(event);
  const key = event.key === " " ? "Space" : (letter ?? event.key);
  const shift = event.shiftKey && (named || letter !== null) ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${shift}${key}`;
}

/** Returns the Latin letter of a key; on a layout without Latin letters, the one in its place. */
function letterOf(event: KeyboardEvent): string | null {
  if (/^[a-z]$/i.test(event.key)) return event.key.toUpperCase();
  const foreign = event.key.length === 1 && /\p{L}/u.test(event.key);
  return foreign && event.code.startsWith("Key") ? event.code.slice(3) : null;
}
