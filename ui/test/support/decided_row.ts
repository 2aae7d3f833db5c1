//! What a decision does to a row of the test double. Deliberately its own table, not the UI's prediction, so that a wrong
//! prediction shows; `test/shared/state/row_decisions.test.ts` compares both with the engine.

import type { Decision, Place, Row } from "../../src/ipc/types";

const PLACES: Partial<Record<Decision["verb"], Place>> = {
  publish: "published",
  spike: "spiked",
  later: "later",
  inbox: "inbox",
};

/** The fields of a row that hold the value of a path. */
const FIELDS: Record<string, (value: string) => Partial<Row>> = {
  title: (title) => ({ title }),
  "provider.name": (provider) => ({ provider }),
  topics: (list) => ({ topics: JSON.parse(list) }),
};

/** Decisions that write nothing into the file. */
const WRITES_NOTHING: readonly Decision["verb"][] = ["later", "as_is", "inbox"];

function changes(row: Row, decision: Decision): boolean {
  if (decision.verb === "publish") return !row.live;
  if (decision.verb === "quality") return row.quality !== decision.value;
  return !WRITES_NOTHING.includes(decision.verb);
}

/** The row after a decision. */
export function decidedRow(row: Row, decision: Decision): Row {
  const { verb } = decision;
  const decided = { ...row, pending: row.pending || changes(row, decision) };
  const place = verb === "as_is" ? (row.live ? "published" : "spiked") : PLACES[verb];
  if (place) Object.assign(decided, { place, until_ms: verb === "later" ? decision.until_ms : null });
  if (verb === "publish" || verb === "spike") decided.live = verb === "publish";
  if (verb === "quality") decided.quality = decision.value;
  if (verb === "set") Object.assign(decided, FIELDS[decision.path]?.(decision.value));
  return decided;
}
