//! How the catalogue's numbers and plurals are set. The catalogue's own functions make a new format for every word of every
//! row, which took a sixth of the time after a key; here each is made once. vite.config.ts puts these in their place.

import type { Locale } from "./paraglide/runtime";

const plurals = new Map<Locale, Intl.PluralRules>();
const numbers = new Map<Locale, Intl.NumberFormat>();

/** What is known under a key, made where it is not known yet. */
function kept<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** The form that a count asks for. The catalogue names no options. */
export const plural = (locale: Locale, count: unknown): string =>
  kept(plurals, locale, () => new Intl.PluralRules(locale)).select(Number(count));

/** A number as it is printed. */
export const number = (locale: Locale, value: unknown): string =>
  kept(numbers, locale, () => new Intl.NumberFormat(locale)).format(Number(value));
