//! Moments as they are printed: how long ago, local and UTC, and when later is.

import { m } from "../../paraglide/messages";
import type { Locale } from "../../paraglide/runtime";
import { language } from "./language.svelte";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DATE = { day: "numeric", month: "short", year: "numeric" } as const;
const DAY_AND_MONTH = { day: "numeric", month: "short" } as const;
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

/** How long ago, as short as it is clear; the day itself beyond a week, with its year where that is another. */
export function age(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE && past > -MINUTE) return m.date_now();
  if (past < 0 || past >= 7 * DAY) {
    const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return format(thisYear ? DAY_AND_MONTH : DATE).format(at);
  }
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

/** This evening at 18:00; in an hour where that is past. */
export function evening(now: number): number {
  const at = new Date(now).setHours(18, 0, 0, 0);
  return at > now ? at : now + HOUR;
}

/** Monday of next week at 06:00. */
export function nextMonday(now: number): number {
  const then = new Date(now);
  then.setDate(then.getDate() + 7 - ((then.getDay() + 6) % 7));
  return then.setHours(6, 0, 0, 0);
}

/** The first day whose morning is still to come, such as `2026-12-01`. */
export function firstDay(now: number): string {
  const day = new Date(now).setHours(6, 0, 0, 0) > now ? new Date(now) : new Date(tomorrowAtSix(now));
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** A day in words. */
export const dayInWords = (at: number): string => format(DATE).format(at);

/** 06:00 of a day such as `2026-12-01` by the curator's clock; null where it is no day. */
export function morningOf(day: string): number | null {
  const [year, month, date] = day.split("-").map(Number);
  const at = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, date ?? Number.NaN, 6).getTime();
  return Number.isNaN(at) ? null : at;
}

/** A moment to come, in words: today, tomorrow, or its day. */
export function inWords(at: number, now: number): string {
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / DAY);
  const time = format(CLOCK).format(at);
  if (days === 0) return m.date_today({ time });
  return days === 1 ? m.date_tomorrow({ time }) : local(at);
}
