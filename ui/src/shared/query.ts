//! A query as the search box shows it: tokens that stand as chips, and the words behind them. What it means is known to
//! the engine alone; here it is only cut at its spaces, as the engine does.

import type { Place } from "../ipc/types";

/** A range of quality; the whole of it reaches from 0 to 100 and beyond. */
export type Range = readonly [from: number, to: number];

const KEYED = /^-?[a-z]+:\S/;
const PLACES: readonly string[] = ["inbox", "published", "spiked", "later"];

/** The pieces between spaces outside quotation marks. */
export const pieces = (query: string): string[] => query.match(/(?:"[^"]*"?|[^\s"])+/g) ?? [];

/** Cuts a search into the tokens that begin it, each ended by a space, and the rest as it was typed. */
export function cut(search: string): { chips: string[]; rest: string } {
  const chips: string[] = [];
  let rest = search;
  for (;;) {
    const [piece = ""] = pieces(rest);
    const whole = rest.startsWith(piece) && /^\s/.test(rest.slice(piece.length));
    if (!KEYED.test(piece) || !whole) return { chips, rest };
    chips.push(piece);
    rest = rest.slice(piece.length + 1);
  }
}

/** Puts chips and rest together again. */
export const joined = (chips: readonly string[], rest: string): string =>
  chips.map((chip) => `${chip} `).join("") + rest;

/** Tokens first, words behind them; what stands in brackets stays where it is. */
export function tidy(query: string): string {
  const [chips, words]: [string[], string[]] = [[], []];
  let depth = 0;
  for (const piece of pieces(query)) {
    const inside = depth > 0 || /^-?\(/.test(piece);
    depth = Math.max(0, depth + (piece.match(/\(/g)?.length ?? 0) - (piece.match(/\)/g)?.length ?? 0));
    (KEYED.test(piece) && !inside ? chips : words).push(piece);
  }
  return joined(chips, words.join(" "));
}

/** The place that a saved query names, and what it searches for there. */
export function placed(query: string): { place: Place | "everything"; search: string } {
  const named = pieces(query).filter((piece) => PLACES.some((place) => piece === `is:${place}`));
  const [only] = named;
  if (named.length !== 1 || only === undefined) return { place: "everything", search: tidy(query) };
  const search = tidy(
    pieces(query)
      .filter((piece) => piece !== only)
      .join(" "),
  );
  return { place: only.slice(3) as Place, search };
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Whether a search has all of these tokens. */
export const has = (search: string, tokens: readonly string[]): boolean =>
  tokens.every((token) => pieces(search).some((piece) => same(piece, token)));

/** Adds tokens, or takes them out where all of them are there. */
export function toggled(search: string, tokens: readonly string[]): string {
  const { chips, rest } = cut(tidy(search));
  const others = chips.filter((chip) => !tokens.some((token) => same(chip, token)));
  return joined(has(search, tokens) ? others : [...others, ...tokens], rest);
}

/** Gives a search this token for a key in place of those it has; none where the token is null. */
export function replaced(search: string, key: string, token: string | null): string {
  const { chips, rest } = cut(tidy(search));
  const others = chips.filter((chip) => !chip.startsWith(`${key}:`));
  return joined(token === null ? others : [...others, token], rest);
}

/** A search without the tokens of a key. */
export const without = (search: string, key: string): string => replaced(search, key, null);

/** A value as a token has it. */
export const token = (key: string, value: string): string =>
  `${key}:${/^[\p{L}\p{N}\-_.&'+]+$/u.test(value) ? value : `"${value.replaceAll('"', "")}"`}`;

/** The value of such a token. */
export const value = (token: string): string => token.slice(token.indexOf(":") + 1).replace(/^"(.*)"$/, "$1");

/** The tokens of a month such as `2020-07`: from its first day to the first of the next. */
export function month(value: string): string[] {
  const [year = 0, number = 0] = value.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return [`after:${value}`, `before:${next}`];
}

/** The range of quality that a search asks for; null where it asks for none, or in a way that is no range. */
export function quality(search: string): Range | null {
  const asked = pieces(search).filter((piece) => piece.startsWith("quality:"));
  const [only] = asked;
  if (asked.length !== 1 || only === undefined) return null;
  const value = only.slice("quality:".length);
  const [, sign = "", first = ""] = /^(>=|<=|>|<)?(\d+)$/.exec(value) ?? [];
  if (first) {
    const number = Number(first);
    return (
      ({ ">=": [number, 100], ">": [number + 1, 100], "<=": [0, number], "<": [0, number - 1] } as const)[sign] ??
      ([number, number] as const)
    );
  }
  const range = /^(\d+)(?:\.\.|-)(\d+)$/.exec(value);
  return range ? [Number(range[1]), Number(range[2])] : null;
}

/** The token of a range of quality; null for the whole of it. */
export function qualityToken([from, to]: Range): string | null {
  if (from <= 0 && to >= 100) return null;
  if (to >= 100) return `quality:>=${from}`;
  return from <= 0 ? `quality:<=${to}` : `quality:${from}..${to}`;
}
