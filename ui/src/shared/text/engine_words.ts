//! What the engine says in whole English sentences (failures, refused files, pictures that did not come), in the language
//! of the desk. A sentence is found again by its English in the catalogue, as gettext does it: what an older program wrote
//! down is translated, too, and what the catalogue does not know stays as it was said.

import type { Failure } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import { baseLocale, type Locale } from "../../paraglide/runtime";
import { language } from "./language.svelte";

/** What the names of the catalogue's sentences of the engine begin with. */
const PREFIX = "engine_";
/** Values that are sentences themselves. */
const SENTENCES = ["said", "why"];
/** What may stand for a value; of a count, digits only. */
const ANY = ".+?";
const DIGITS = "\\d+";
/** Translations that are kept: rows say the same again and again. */
const KEPT = 300;
/** A sentence has fewer letters. */
const LONGEST = 2000;

type Values = Record<string, string>;
type Message = (values: Values, options: { locale: Locale }) => string;

/** A sentence of the catalogue, and how it is found again. */
interface Template {
  readonly name: string;
  readonly message: Message;
  readonly pattern: RegExp;
  /** Letters that are always the same. */
  readonly fixed: number;
}

const kept = new Map<string, string>();

/** An English sentence of the engine in the language of the desk; only one of these, where what it may be is known. */
export function told(sentence: string, these: "" | "value_" | "publisher_" = ""): string {
  const locale = language();
  if (locale === baseLocale || sentence.length > LONGEST) return sentence;
  const asked = `${locale} ${these} ${sentence}`;
  const known = kept.get(asked) ?? translated(sentence, locale, PREFIX + these);
  if (kept.size >= KEPT) kept.clear();
  kept.set(asked, known);
  return known;
}

/** What is wrong and what to do next, as one text. */
export const toldWhole = ({ message, hint }: Pick<Failure, "message" | "hint">): string =>
  [message, hint].flatMap((sentence) => (sentence ? [told(sentence)] : [])).join(" ");

function translated(sentence: string, locale: Locale, these: string): string {
  for (const { name, message, pattern } of templates()) {
    const found = name.startsWith(these) ? pattern.exec(sentence) : null;
    if (!found) continue;
    const values = Object.entries(found.groups ?? {}).map(([name, value]) => [
      name,
      SENTENCES.includes(name) ? translated(value, locale, PREFIX) : value,
    ]);
    return message(Object.fromEntries(values), { locale });
  }
  return sentence;
}

let made: readonly Template[] | undefined;

/** All sentences, what says most first; made when the first one is wanted. */
function templates(): readonly Template[] {
  made ??= Object.entries(m as unknown as Record<string, Message>)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, message]) => template(name, message))
    .sort((one, other) => other.fixed - one.fixed);
  return made;
}

function template(name: string, message: Message): Template {
  // Each value is asked for by its name: the name in brackets that no sentence has stands where the value would.
  const named = new Proxy<Values>({}, { get: (_, value) => `⟦${String(value)}⟧` });
  const parts = message(named, { locale: baseLocale }).split(/⟦(\w+)⟧/);
  const fixed = parts.filter((_, at) => at % 2 === 0);
  const pattern = parts
    .map((part, at) => (at % 2 === 0 ? escaped(part) : `(?<${part}>${part === "count" ? DIGITS : ANY})`))
    .join("");
  return { name, message, pattern: new RegExp(`^${pattern}$`, "su"), fixed: fixed.join("").length };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
