//! Moments as they are printed: how long ago, local and UTC, and when later is.

import { words } from "../words";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const dayAndTime = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const utc = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** How long ago, as short as it is clear; the day itself beyond a week. */
export function age(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE && past > -MINUTE) return "now";
  if (past < 0 || past >= 7 * DAY) return day.format(at);
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  return past < DAY ? `${Math.floor(past / HOUR)} h` : `${Math.floor(past / DAY)} d`;
}

/** Day and time where the curator is. */
export const local = (at: number): string => dayAndTime.format(at);

/** Day and time in UTC; null where the curator's own clock shows the same. */
export const universal = (at: number): string | null =>
  new Date(at).getTimezoneOffset() === 0 ? null : `${utc.format(at)} UTC`;

/** Tomorrow at 06:00 by the curator's clock. */
export function tomorrowAtSix(now: number): number {
  const then = new Date(now);
  then.setDate(then.getDate() + 1);
  return then.setHours(6, 0, 0, 0);
}

/** A moment that is tomorrow, in words. */
export const tomorrow = (at: number): string => words.tomorrowAt(time.format(at));
