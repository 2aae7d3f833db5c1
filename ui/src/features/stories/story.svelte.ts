//! The reports of one story side by side: which one is looked at, and what it gives to the article that leads the story.

import type { Article, ArticlePicture, Decision, Details, Report, Row } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { DetailsReader } from "../../shared/state/article.svelte";
import type { Deciding } from "../../shared/state/deciding.svelte";
import type { Overlay } from "../../shared/state/overlay.svelte";
import type { Toasts } from "../../shared/state/toasts.svelte";

/** What a decision about one report is called. */
export type ReportVerb = "lead" | "not_this_story" | "take_title" | "take_excerpt" | "take_picture";

/** What a story reads from, and what it decides with. */
interface StoryParts {
  readonly reader: DetailsReader;
  readonly deciding: Pick<Deciding, "decide" | "placeOne">;
  readonly overlay: Pick<Overlay, "show" | "close">;
  readonly toasts: Pick<Toasts, "done">;
}

/** The story view: at most one story is open. */
export class Stories {
  #open = $state.raw<Story | null>(null);
  readonly #parts: StoryParts;

  constructor(parts: StoryParts) {
    this.#parts = parts;
  }

  /** The story that is looked at. */
  get open(): Story | null {
    return this.#open;
  }

  /** Opens the story of an article; says so where the article has no other report. */
  show(row: Row) {
    if (row.coverage === 0) return this.#parts.toasts.done(m.story_alone());
    this.#parts.overlay.show("story", () => {
      this.#open = null;
    });
    this.#open = new Story(this.#parts, row.id);
  }
}

/** The story of one article; made anew each time it is opened. */
export class Story {
  readonly id: number;
  /** Which report is looked at: 0 is the lead, then the coverage in the order of the file. */
  #at = $state(0);
  readonly #parts: StoryParts;

  constructor(parts: StoryParts, id: number) {
    this.#parts = parts;
    this.id = id;
  }

  /** The article that leads the story; undefined while it is read. */
  get lead(): Article | undefined {
    return this.#details?.article;
  }

  /** Every picture of the story, with its state. */
  get pictures(): readonly ArticlePicture[] {
    return this.#details?.pictures ?? [];
  }

  get #details(): Details | null {
    const { details } = this.#parts.reader;
    return details?.row.id === this.id ? details : null;
  }

  /** The other reports. */
  get reports(): readonly Report[] {
    return this.lead?.coverage ?? [];
  }

  /** Which report is looked at, within those that there are. */
  get at(): number {
    return Math.min(this.#at, this.reports.length);
  }

  /** Looks at a report. */
  to(at: number) {
    this.#at = Math.max(0, Math.min(at, this.reports.length));
  }

  /** Decides about the report that is looked at, as one batch; the lead itself is not a report of the coverage. */
  decide(verb: ReportVerb) {
    if (this.at === 0) return this.#parts.toasts.done(m.story_choose());
    const decision: Decision = { verb, report: this.at - 1 };
    this.#parts.deciding.decide([decision], [this.id]);
    // What was made the lead stands first by now.
    if (verb === "lead") this.to(0);
  }

  /** Publishes the lead, whatever else is selected in the list, and leaves the story. */
  publish() {
    this.#parts.overlay.close();
    this.#parts.deciding.placeOne(this.id, { verb: "publish" });
  }
}
