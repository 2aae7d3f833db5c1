//! Imported before what prints numbers in the system's language as it is loaded: an engine hands on the system's “C”, which
//! is no language, and whoever asks for numbers in it fails.

/** Whether a tag names a language. */
export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

if (!isLanguage(navigator.language)) Object.defineProperty(navigator, "language", { value: "en", configurable: true });
