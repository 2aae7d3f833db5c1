//! How views come to the desk.

import { getContext, setContext } from "svelte";
import type { CommandId } from "../../keys/table";
import { run } from "../../state/commands";
import type { Desk } from "../../state/desk.svelte";

const KEY = Symbol("desk");

/** Gives the desk to all views below. */
export const provideDesk = (desk: Desk): Desk => setContext(KEY, desk);

/** The desk of the views above. */
export const useDesk = (): Desk => getContext<Desk>(KEY);

/** Does what a key would do; digits being typed count first. */
export function command(desk: Desk, id: CommandId, key = "") {
  if (id !== "quality") desk.digits.finish();
  if (!desk.puttingAside.answers(id, key)) run[id](desk, key);
}
