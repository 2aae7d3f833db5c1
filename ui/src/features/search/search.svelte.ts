//! What helps to find: facets of the query on the screen, saved views, suggestions. Each question waits for a moment, and
//! only the answer of the newest one is shown.

import { forgetView, readFacets, readViews, renameView, saveView, suggest } from "../../ipc/find";
import type { Facets, SavedView, Suggestion } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import { without } from "../../shared/query";
import { Newest } from "../../shared/state/latest";
import type { Toasts } from "../../shared/state/toasts.svelte";
import type { View } from "../../shared/state/view.svelte";
import { ViewAction } from "../../shared/state/view_action";

/** How long keys rest before the sidebar counts, in milliseconds. */
const REST_MS = 80;
/** How long changes of the library rest before the sidebar counts anew. */
const CHANGED_MS = 400;
/** The same while changes come and come: each count takes time that the keys want. */
const CHANGED_MOST_MS = 5000;

/** What helps to find. */
export class Finding {
  facets = $state.raw<Facets | null>(null);
  /** The histogram of quality, as if the query did not ask for one. */
  histogram = $state.raw<readonly number[]>([]);
  views = $state.raw<readonly SavedView[]>([]);
  suggestions = $state.raw<readonly Suggestion[]>([]);
  /** The filters lie over the list, where the side is too narrow for them. */
  open = $state(false);
  /** Puts the cursor into the search box. */
  readonly focus = new ViewAction<void>();
  #view: View;
  #toasts: Toasts;
  #counting = new Newest(() => this.#count());
  #viewing = new Newest(() => this.#readViews());
  #suggesting = 0;

  constructor(view: View, toasts: Toasts) {
    this.#view = view;
    this.#toasts = toasts;
  }

  /** Another query is on the screen. */
  asked() {
    this.#counting.ask(REST_MS);
  }

  /** The library changed. */
  changed() {
    this.#counting.ask(CHANGED_MS, CHANGED_MOST_MS);
    this.#viewing.ask(CHANGED_MS, CHANGED_MOST_MS);
  }

  /** Suggests for the word that is typed. */
  async suggest(typed: string) {
    this.#suggesting += 1;
    const mine = this.#suggesting;
    const found = typed ? await suggest(typed).catch(() => []) : [];
    if (mine === this.#suggesting) this.suggestions = found ?? [];
  }

  /** Suggests nothing any more. */
  quiet() {
    this.#suggesting += 1;
    if (this.suggestions.length > 0) this.suggestions = [];
  }

  /** Saves a query as a view, which can be taken back; what one of that name showed before can be had again. */
  save(name: string, query: string) {
    const said = this.has(name) ? m.told_view_replaced({ name }) : m.told_view_saved({ name });
    return this.#change(() => saveView(name, query), said, this.#again(name) ?? (() => forgetView(name)));
  }

  rename = (name: string, newName: string) => this.#change(() => renameView(name, newName));

  /** Forgets a view, which can be had again. */
  forget = (name: string) => this.#change(() => forgetView(name), m.told_view_forgotten({ name }), this.#again(name));

  /** Whether a view has this name. */
  has = (name: string): boolean => this.views.some((view) => view.name === name);

  /** Saves a view as it is now. */
  #again(name: string): (() => Promise<unknown>) | undefined {
    const view = this.views.find((view) => view.name === name);
    return view && (() => saveView(name, view.query));
  }

  async #change(change: () => Promise<unknown>, said?: string, back?: () => Promise<unknown>) {
    const { decisions } = this.#toasts;
    try {
      await change();
      await this.#readViews();
      if (!said) return;
      // What was decided meanwhile is what an undo takes back.
      const last = decisions === this.#toasts.decisions;
      const undo = back && last && (() => void this.#change(back, m.told_undone({ sentence: said })));
      this.#toasts.done(said, undo ?? false);
    } catch (thrown) {
      this.#toasts.failed(thrown);
    }
  }

  async #count() {
    const { search } = this.#view;
    const facets = await readFacets(this.#view.query);
    const bare = without(search, "quality");
    const whole = bare.trim() === search.trim() ? facets : await readFacets(this.#view.queryOf(bare));
    if (!facets || !whole) return;
    this.facets = facets;
    this.histogram = whole.quality;
  }

  async #readViews() {
    this.views = (await readViews()) ?? [];
  }
}
