//! In which language the desk speaks: the system's, unless a setting says otherwise. Views that show a message look
//! again when it changes.

import { baseLocale, type Locale, locales, overwriteGetLocale } from "../../paraglide/runtime";

/** What the setting can say. */
export type Language = Locale | "system";

/** The first of the system's languages that the catalogue has. */
export function preferred(languages: readonly string[]): Locale {
  const known = languages.map((tag) => locales.find((locale) => tag.toLowerCase().split("-")[0] === locale));
  return known.find((locale) => locale !== undefined) ?? baseLocale;
}

let spoken = $state<Locale>(preferred(navigator.languages));
overwriteGetLocale(() => spoken);

/** The language that is spoken now. */
export const language = (): Locale => spoken;

/** Speaks this language from now on. */
export function speak(wanted: Language) {
  spoken = wanted === "system" ? preferred(navigator.languages) : wanted;
  document.documentElement.lang = spoken;
}

speak("system");
