//! The settings as the window shows them: at once on the screen, then in the library.

import { readSettings, saveSettings } from "../../ipc/settings";
import { defaultSettings, type Settings } from "../../ipc/types";
import { bindings } from "../commands/bindings.svelte";
import { type Language, speak } from "../text/language.svelte";
import type { Toasts } from "./toasts.svelte";

/** What the curator set. */
export class Preferences {
  all = $state.raw<Settings>(defaultSettings);
  readonly #toasts: Toasts;
  #saves: Promise<unknown> = Promise.resolve();

  constructor(toasts: Toasts) {
    this.#toasts = toasts;
  }

  /** Reads them from the library. */
  async read() {
    this.#show({ ...defaultSettings, ...(await readSettings()) });
  }

  /** Changes these and leaves all others; what cannot be saved goes back, with a sentence. */
  set(changed: Partial<Settings>) {
    const before = this.all;
    this.#show({ ...before, ...changed });
    const back = Object.fromEntries(Object.keys(changed).map((name) => [name, before[name as keyof Settings]]));
    this.#saves = this.#saves
      .then(() => saveSettings(changed))
      .catch((thrown) => {
        this.#show({ ...this.all, ...back });
        this.#toasts.failed(thrown);
      });
  }

  /** Done when all that was set so far is in the library, or went back. */
  get saved(): Promise<unknown> {
    return this.#saves;
  }

  /** The library has these already. */
  know(changed: Partial<Settings>) {
    this.#show({ ...this.all, ...changed });
  }

  #show(settings: Settings) {
    this.all = settings;
    const page = document.documentElement.dataset;
    if (settings.theme === "system") delete page.theme;
    else page.theme = settings.theme;
    page.density = settings.density;
    bindings.own = settings.keys;
    speak((settings.language ?? "system") as Language);
  }
}
