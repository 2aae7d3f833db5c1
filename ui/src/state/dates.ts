//! Moments as they are printed: how long ago, local and UTC, and when later is.

import { m } from "../paraglide/messages";
import type { Locale } from "../paraglide/runtime";
import { language } from "./language.svelte";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DATE = { day: "numeric", month: "short", year: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;
const DATE_AND_CLOCK = { ...DATE, ...CLOCK };
const UNIVERSAL = { day: "numeric", month: "short", ...CLOCK, timeZone: "UTC" } as const;

const formats = new Map<Intl.DateTimeFormatOptions, [Locale, Intl.DateTimeFormat]>();

/** Printing in the language that is spoken; English dates are those of a newsroom in Europe. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const [locale, kept] = formats.get(options) ?? [];
  if (kept && locale === language()) return kept;
  const made = new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), options);
  formats.set(options, [language(), made]);
  return made;
}

/** How long ago, as short as it is clear; the day itself beyond a week. */
export function age(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE && past > -MINUTE) return m.date_now();
  if (past < 0 || past >= 7 * DAY) return format(DATE).format(at);
  if (past < HOUR) return m.date_minutes({ count: Math.floor(past / MINUTE) });
  if (past < DAY) return m.date_hours({ count: Math.floor(past / HOUR) });
  return m.date_days({ count: Math.floor(past / DAY) });
}

/** Day and time where the curator is. */
export const local = (at: number): string => format(DATE_AND_CLOCK).format(at);

/** Day and time in UTC; null where the curator's own clock shows the same. */
export const universal = (at: number): string | null =>
  new Date(at).getTimezoneOffset() === 0 ? null : m.date_utc({ when: format(UNIVERSAL).format(at) });

/** Tomorrow at 06:00 by the curator's clock. */
export function tomorrowAtSix(now: number): number {
  const then = new Date(now);
  then.setDate(then.getDate() + 1);
  return then.setHours(6, 0, 0, 0);
}

/** A moment that is tomorrow, in words. */
export const tomorrow = (at: number): string => m.date_tomorrow({ time: format(CLOCK).format(at) });
