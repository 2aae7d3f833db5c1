//! Every command with its keys: the one table behind keyboard, buttons, tooltips, palette and help.

import { print } from "../../components/key_label";
import { bindings } from "./bindings.svelte";

export { print };

/** In which part of the help a command stands. */
export type Section = "move" | "decide" | "edit" | "story" | "undo" | "go" | "library" | "help";

/** What a command needs to run; `can_run.ts` says what each means. */
export type When = "selection" | "selectionOrStory" | "article" | "articleOrStory" | "folding" | "filters" | "noDialog";

/** One command. Keys are written as `Shift+E`, `Ctrl+Enter`, or `G I` for one after the other; the first is printed. */
export interface Entry {
  readonly id: string;
  readonly section: Section;
  readonly keys: readonly string[];
  /** Answers while text is typed, too. */
  readonly typing?: true;
  /** Answers in the story view, too. */
  readonly story?: true;
  /** Answers again and again while the key is held. */
  readonly held?: true;
  /** What the command needs to run. */
  readonly when?: When;
}

export const table = [
  { id: "next", section: "move", keys: ["J", "ArrowDown"], held: true, story: true },
  { id: "previous", section: "move", keys: ["K", "ArrowUp"], held: true, story: true },
  { id: "extendNext", section: "move", keys: ["Shift+J", "Shift+ArrowDown", "Shift+ArrowRight"], held: true },
  { id: "extendPrevious", section: "move", keys: ["Shift+K", "Shift+ArrowUp", "Shift+ArrowLeft"], held: true },
  { id: "pageDown", section: "move", keys: ["PageDown"], held: true },
  { id: "pageUp", section: "move", keys: ["PageUp"], held: true },
  { id: "extendPageDown", section: "move", keys: ["Shift+PageDown"], held: true },
  { id: "extendPageUp", section: "move", keys: ["Shift+PageUp"], held: true },
  { id: "first", section: "move", keys: ["Home"] },
  { id: "last", section: "move", keys: ["End"] },
  { id: "extendFirst", section: "move", keys: ["Shift+Home"] },
  { id: "extendLast", section: "move", keys: ["Shift+End"] },
  { id: "all", section: "move", keys: ["Ctrl+A"] },
  { id: "read", section: "move", keys: ["Space"] },
  { id: "publish", section: "decide", keys: ["P"], story: true, when: "selectionOrStory" },
  { id: "spike", section: "decide", keys: ["X"], when: "selection" },
  { id: "later", section: "decide", keys: ["S"], when: "article" },
  { id: "asIs", section: "decide", keys: ["A"], when: "selection" },
  { id: "inbox", section: "decide", keys: ["B"], when: "selection" },
  { id: "quality", section: "decide", keys: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] },
  { id: "better", section: "decide", keys: ["+"], held: true, when: "selection" },
  { id: "worse", section: "decide", keys: ["-"], held: true, when: "selection" },
  { id: "title", section: "edit", keys: ["E"], when: "article" },
  { id: "excerpt", section: "edit", keys: ["Shift+E"], when: "article" },
  { id: "topics", section: "edit", keys: ["T"], when: "article" },
  { id: "image", section: "edit", keys: ["I"] },
  { id: "provider", section: "edit", keys: ["Shift+P"], when: "article" },
  { id: "theirs", section: "edit", keys: ["W"] },
  { id: "keepMine", section: "edit", keys: ["Shift+W"] },
  { id: "source", section: "edit", keys: ["Enter"], when: "selection" },
  { id: "story", section: "story", keys: ["F"], story: true, when: "articleOrStory" },
  { id: "lead", section: "story", keys: ["L"], story: true, when: "articleOrStory" },
  { id: "takeTitle", section: "story", keys: ["M T"], story: true, when: "articleOrStory" },
  { id: "takeExcerpt", section: "story", keys: ["M E"], story: true, when: "articleOrStory" },
  { id: "takePicture", section: "story", keys: ["M I"], story: true, when: "articleOrStory" },
  { id: "notThisStory", section: "story", keys: ["N"], story: true, when: "articleOrStory" },
  { id: "undo", section: "undo", keys: ["U", "Ctrl+Z"], story: true },
  { id: "redo", section: "undo", keys: ["Shift+U", "Ctrl+Shift+Z"], story: true },
  { id: "search", section: "go", keys: ["/"] },
  { id: "goInbox", section: "go", keys: ["G I"] },
  { id: "goPublished", section: "go", keys: ["G P"] },
  { id: "goSpiked", section: "go", keys: ["G X"] },
  { id: "goLater", section: "go", keys: ["G L"] },
  { id: "goEverything", section: "go", keys: ["G E"] },
  { id: "refresh", section: "go", keys: ["R"] },
  { id: "unfold", section: "go", keys: ["ArrowRight"], held: true, story: true, when: "folding" },
  { id: "fold", section: "go", keys: ["ArrowLeft"], held: true, story: true, when: "folding" },
  { id: "filters", section: "go", keys: ["V F"], when: "filters" },
  { id: "asList", section: "go", keys: ["V L"] },
  { id: "asSheet", section: "go", keys: ["V S"] },
  { id: "asStories", section: "go", keys: ["V T"] },
  { id: "receipts", section: "library", keys: ["G R"] },
  { id: "refused", section: "library", keys: ["G F"] },
  { id: "failures", section: "library", keys: ["G W"] },
  { id: "insight", section: "go", keys: ["G N"] },
  { id: "import", section: "library", keys: ["O"] },
  { id: "importFiles", section: "library", keys: ["Shift+O"] },
  { id: "sample", section: "library", keys: ["G D"] },
  { id: "handOver", section: "library", keys: ["Ctrl+Enter"], typing: true, when: "noDialog" },
  { id: "commands", section: "help", keys: ["Ctrl+K"], typing: true },
  { id: "settings", section: "help", keys: ["Ctrl+,"] },
  { id: "keys", section: "help", keys: ["?"] },
  { id: "menuBar", section: "help", keys: ["F10"], typing: true },
  { id: "close", section: "help", keys: ["Escape"] },
] as const satisfies readonly Entry[];

/** The name of a command. */
export type CommandId = (typeof table)[number]["id"];

/** Sections in the order of the help. */
export const sections: readonly Section[] = ["decide", "edit", "story", "undo", "move", "go", "library", "help"];

const byId = new Map<CommandId, Entry>(table.map((entry) => [entry.id, entry]));

/** The table's entry of a command; a key that the curator bound stands in the place of its first one. */
export function entryOf(id: CommandId): Entry {
  const entry = byId.get(id) as Entry;
  const own = bindings.own[id];
  return own ? { ...entry, keys: [own, ...entry.keys.slice(1)] } : entry;
}

/** Whether a command's key can be bound anew: not the digits, and not what leaves a dialog. */
export const canBeBound = (id: CommandId): boolean => id !== "quality" && id !== "close";

/** The commands by key, made once for each set of bindings. */
let known: { own: Record<string, string>; byKey: Map<string, CommandId> } | null = null;

function byKey(): Map<string, CommandId> {
  if (known?.own !== bindings.own) {
    const pairs = table.flatMap(({ id }) => entryOf(id).keys.map((key) => [key, id] as const));
    known = { own: bindings.own, byKey: new Map(pairs) };
  }
  return known.byKey;
}

/** The command of a key or of a pair of keys. */
export const commandOf = (key: string): CommandId | undefined => byKey().get(key);

/** Whether a key is the first of a pair. */
export const startsPair = (key: string): boolean => table.some(({ id }) => entryOf(id).keys[0]?.startsWith(`${key} `));

/** The command that already has a key, or a pair that begins with it. */
export function holderOf(key: string, otherThan: CommandId): CommandId | undefined {
  const clashes = (taken: string) => taken === key || taken.startsWith(`${key} `) || key.startsWith(`${taken} `);
  return table.find(({ id }) => id !== otherThan && entryOf(id).keys.some(clashes))?.id;
}

/** The key that is printed on a command's button. */
export const printedKey = (id: CommandId): string => (id === "quality" ? "0–9" : print(entryOf(id).keys[0] ?? ""));
