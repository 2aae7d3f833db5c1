//! Keys as they are printed, and as they are told to those who hear the page. Knows no command.

const printed: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
  "-": "−",
};

/** A key as it is printed on the screen: `Ctrl ↵`, `⇧ E`. */
export function print(key: string): string {
  const parts = key === "+" ? ["+"] : key.split(/[+ ]/);
  return parts.map((part) => printed[part] ?? part).join(" ");
}

const unprinted = new Map(Object.entries(printed).map(([key, sign]) => [sign, key]));

/** A printed key as `aria-keyshortcuts` has it, `Control+Enter`; a pair has no such form, because a space there is an or. */
export function shortcut(key: string): string | undefined {
  const parts = key.split(" ").map((part) => unprinted.get(part) ?? { Ctrl: "Control", "+": "Plus" }[part] ?? part);
  const pair = parts.slice(0, -1).some((part) => part !== "Control" && part !== "Shift");
  return pair ? undefined : parts.join("+");
}
