//! Putting aside: until when. The menu blocks nothing: any key that is not its own closes it and does what it always does.

import { m } from "../../paraglide/messages";
import type { CommandId } from "../../shared/commands/table";
import { dayInWords, evening, firstDay, inWords, morningOf, nextMonday, tomorrowAtSix } from "../../shared/text/dates";

/** One moment that is offered. */
export interface Moment {
  readonly key: string;
  readonly name: () => string;
  readonly until: (now: number) => number;
}

/** What the menu offers; the fourth is a day of one's own. */
export const moments: readonly Moment[] = [
  { key: "1", name: m.later_evening, until: evening },
  { key: "2", name: m.later_tomorrow, until: tomorrowAtSix },
  { key: "3", name: m.later_next_week, until: nextMonday },
];
/** The key of a day of one's own. */
export const DAY_KEY = "4";

/** The menu. */
export class PuttingAside {
  open = $state(false);
  /** A day is typed. */
  picking = $state(false);
  /** Why the day that was typed will not do, and which will; empty where none was refused. */
  refused = $state("");
  #put: (until: number, told: (sentence: string) => string) => void;

  constructor(put: (until: number, told: (sentence: string) => string) => void) {
    this.#put = put;
  }

  /** Opens the menu. */
  begin() {
    this.open = true;
  }

  close() {
    this.open = false;
    this.picking = false;
    this.refused = "";
  }

  /** Puts aside until a moment. */
  until(at: number) {
    this.close();
    const when = inWords(at, Date.now());
    this.#put(at, (sentence) => m.told_until({ sentence: sentence.replace(/\.$/, ""), when }));
  }

  /** Puts aside until the morning of a day such as `2026-12-01`; refused where that is past, or is no day. */
  untilDay(day: string) {
    const [at, now] = [morningOf(day), Date.now()];
    if (at !== null && at > now) return this.until(at);
    this.refused = m.later_past({ day: dayInWords(morningOf(firstDay(now)) ?? now) });
  }

  /** Whether the open menu answers a command; what it does not answer closes it. */
  answers(id: CommandId, key: string): boolean {
    if (!this.open) return false;
    const chosen = id === "quality" ? moments.find((moment) => moment.key === key) : undefined;
    if (id === "later") this.until(tomorrowAtSix(Date.now()));
    else if (chosen) this.until(chosen.until(Date.now()));
    else if (id === "quality" && key === DAY_KEY) this.picking = true;
    else this.close();
    return id === "later" || id === "close" || chosen !== undefined || this.picking;
  }
}
