//! Renders the engine's messages in the language of the desk.

import type { Argument, Failure, Message } from "../../ipc/types";
import { m } from "../../paraglide/messages";
import type { Locale } from "../../paraglide/runtime";
import { language } from "./language.svelte";

type Text = (args: Record<string, string>, options: { locale: Locale }) => string;

const texts = new Map(Object.entries(m as unknown as Record<string, Text>));

/** A message as text. One that the catalogue does not know is in English. */
export function render(message: Message): string {
  const text = texts.get(message.id);
  if (!text) return message.text;
  const args = Object.entries(message.args).map(([name, argument]) => [name, renderArgument(argument)]);
  return text(Object.fromEntries(args), { locale: language() });
}

/** A value that is set into a message; the items of a list are separated by commas. */
export function renderArgument(argument: Argument): string {
  if (Array.isArray(argument)) return argument.map(renderArgument).join(", ");
  return typeof argument === "object" ? render(argument) : String(argument);
}

/** What is wrong and what to do next, as one text. */
export const renderFailure = ({ message, hint }: Pick<Failure, "message" | "hint">): string =>
  [message, hint].flatMap((part) => (part ? [render(part)] : [])).join(" ");
