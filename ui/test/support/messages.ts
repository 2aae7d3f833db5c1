//! Messages as the engine sends them.

import type { Argument, Message } from "../../src/ipc/types";

/** A message of the catalogue. */
export const message = (id: string, args: Record<string, Argument> = {}): Message => ({
  id,
  args,
  text: `text of ${id}`,
});

/** A message that is this text in every language. */
export const verbatim = (text: string): Message => ({ id: "engine_system_error", args: { text }, text });
