//! The menu bar: the table of keys once more. Where the system has no bar of its own it is hidden until it is asked for.

import { type MenuItem, setMenu } from "../ipc/menu";
import { m } from "../paraglide/messages";
import { type CommandId, print, printedKey, sections, table } from "../shared/commands/table";
import type { Preferences } from "../shared/state/preferences.svelte";
import type { Toasts } from "../shared/state/toasts.svelte";
import { commands, sectionNames } from "../shared/text/words";

/** Every command of the table under its section, with its key as it is bound and in the language that is spoken. */
export const menus = (): MenuItem[] =>
  sections.map((section) => ({
    id: section,
    label: sectionNames[section](),
    items: table.filter((entry) => entry.section === section).map(({ id }) => item(id)),
  }));

/** Keys stand in the label: as the menu's own they would be taken from whoever types, and Ctrl keys be heard twice. */
function item(id: CommandId): MenuItem {
  const label = m.keys_with_key({ name: commands[id](), key: printedKey(id) });
  if (id !== "quality") return { id, label };
  return { id, label, items: table.find((entry) => entry.id === id)?.keys.map(byKey) ?? [] };
}

/** A digit sets the quality to its ten. */
const byKey = (key: string): MenuItem => ({
  id: `quality ${key}`,
  label: m.keys_with_key({ name: String(Number(key) * 10), key: print(key) }),
});

/** The menu bar of the window. */
export class MenuBar {
  /** What F10 asked for since the window was opened; null where the setting decides. */
  #asked = $state<boolean | null>(null);
  /** The system always shows it, at the top of the screen. */
  system = $state(false);
  readonly #preferences: Preferences;
  readonly #toasts: Toasts;
  #laid = "";

  constructor(preferences: Preferences, toasts: Toasts) {
    this.#preferences = preferences;
    this.#toasts = toasts;
  }

  get shown(): boolean {
    return this.#asked ?? this.#preferences.all.menu_bar;
  }

  toggle() {
    if (this.system) this.#toasts.done(m.told_system_menu());
    else this.#asked = !this.shown;
  }

  /** Always shows it, or only when it is asked for. */
  keep(shown: boolean) {
    this.#asked = null;
    this.#preferences.set({ menu_bar: shown });
  }

  /** Lays it out as keys and language are now; the same twice is laid out once. */
  async lay(all: readonly MenuItem[], shown: boolean) {
    const laid = JSON.stringify([all, shown]);
    if (laid === this.#laid) return;
    this.#laid = laid;
    try {
      this.system = (await setMenu(all, shown)) ?? false;
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }
}
