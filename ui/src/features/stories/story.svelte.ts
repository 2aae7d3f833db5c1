//! The reports of one story side by side: which one is looked at, and what it gives to the article that leads the story.

import type { Desk } from "../../app/desk.svelte";
import type { Article, ArticlePicture, Decision, Details, Report } from "../../ipc/types";
import { m } from "../../paraglide/messages";

/** What a decision about one report is called. */
export type ReportVerb = "lead" | "not_this_story" | "take_title" | "take_excerpt" | "take_picture";

/** The story of one article; made anew each time it is opened. */
export class Story {
  readonly id: number;
  /** Which report is looked at: 0 is the lead, then the coverage in the order of the file. */
  #at = $state(0);
  #desk: Desk;

  constructor(desk: Desk, id: number) {
    this.#desk = desk;
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
    const details = this.#desk.reading.details;
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
    if (this.at === 0) return this.#desk.toasts.done(m.story_choose());
    const decision: Decision = { verb, report: this.at - 1 };
    this.#desk.decide([decision], [this.id]);
    // What was made the lead stands first by now.
    if (verb === "lead") this.to(0);
  }

  /** Publishes the lead, whatever else is selected in the list, and leaves the story. */
  publish() {
    this.#desk.closeOver();
    this.#desk.placeOne(this.id, { verb: "publish" });
  }
}
