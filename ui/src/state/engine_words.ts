//! What the engine says in whole English sentences (failures, refused files, pictures that did not come), in the language
//! of the desk. A sentence is found again by its English in the catalogue, as gettext does it: what an older program wrote
//! down is translated, too, and what the catalogue does not know stays as it was said.

import type { Failure } from "../ipc/types";
import { m } from "../paraglide/messages";
import { baseLocale, type Locale } from "../paraglide/runtime";
import { language } from "./language.svelte";

/** What the names of the catalogue's sentences of the engine begin with. */
const PREFIX = "engine_";
/** Values that are sentences themselves. */
const SENTENCES = ["said", "why"];

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

/** An English sentence of the engine in the language of the desk; only one of these, where what it may be is known. */
export function told(sentence: string, these: "" | "value_" | "publisher_" = ""): string {
  const locale = language();
  return locale === baseLocale ? sentence : translated(sentence, locale, PREFIX + these);
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
  // Each value is asked for by its name: the name in marks stands where the value would.
  const named = new Proxy<Values>({}, { get: (_, value) => `\u0001${String(value)}\u0002` });
  const parts = message(named, { locale: baseLocale }).split(/\u0001(\w+)\u0002/);
  const fixed = parts.filter((_, at) => at % 2 === 0);
  const pattern = parts.map((part, at) => (at % 2 === 0 ? escaped(part) : `(?<${part}>.+?)`)).join("");
  return { name, message, pattern: new RegExp(`^${pattern}$`, "su"), fixed: fixed.join("").length };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
