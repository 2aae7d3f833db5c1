//! The UI shows a decision before the engine confirms it. What it predicts is compared with what the engine computes:
//! `engine/tests/row_decisions.rs` writes the cases, `UPDATE_GOLDENS=1` rewrites them.

import { describe, expect, it } from "vitest";
import type { Decision, Row } from "../../../src/ipc/types";
import { after } from "../../../src/shared/state/decisions.svelte";
import states from "../../fixtures/row_decisions.json";
import { decidedRow } from "../../support/decided_row";

interface State {
  name: string;
  row: Row;
  cases: { decision: Decision; changed: Partial<Row> }[];
}

/** What another report gives, and which image comes first, is read with the article; the row follows the engine's fact. */
const FROM_THE_ARTICLE: readonly string[] = [
  "lead title",
  "lead provider",
  "lead quality",
  "lead published_at",
  "lead published_ms",
  "lead picture",
  "not_this_story coverage",
  "take_title title",
  "take_picture picture",
  "picture picture",
];

/** Withdrawing a verdict brings back what the incoming file says, which the row does not hold. */
const WITHDRAWN_LIVE = [
  "not live, published",
  "not live, published and written",
  "not live, scored and published",
  "not live, without a quality, published",
  "not live, without a quality, published and written",
  "not live, without a quality, scored and published",
  "live, spiked",
  "live, spiked and written",
  "removed, published",
  "removed, published and written",
  "removed, scored and published",
];
const WITHDRAWN_PENDING = [
  "not live, published",
  "not live, published and written",
  "not live, spiked",
  "not live, spiked and written",
  "not live, without a quality, published",
  "not live, without a quality, published and written",
  "not live, without a quality, spiked",
  "not live, without a quality, spiked and written",
  "live, spiked",
  "live, spiked and written",
  "removed, published",
  "removed, published and written",
];

/** Every other state that cannot be predicted from the row: a decision may be back at what the file has. */
const UNKNOWN: Record<string, string[]> = {
  "inbox live": WITHDRAWN_LIVE,
  "later live": WITHDRAWN_LIVE,
  "as_is live": WITHDRAWN_LIVE,
  "inbox pending": WITHDRAWN_PENDING,
  "later pending": WITHDRAWN_PENDING,
  "as_is pending": WITHDRAWN_PENDING,
  "publish pending": ["live, spiked"],
  "spike pending": [
    "not live, spiked and written",
    "not live, without a quality, spiked and written",
    "live, spiked and written",
    "removed, undecided",
    "removed, published",
    "removed, spiked",
    "removed, spiked and written",
    "removed, snoozed",
    "removed, accepted as is",
  ],
  "quality pending": ["live, scored and published"],
};

/** Every decision and field that is predicted wrongly, with the states in which it is. */
function wrong(predict: (row: Row, decision: Decision) => Row): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { name, row, cases } of states as unknown as State[]) {
    for (const { decision, changed } of cases) {
      const [predicted, actual] = [predict(row, decision), { ...row, ...changed }];
      for (const field of Object.keys(actual) as (keyof Row)[]) {
        if (JSON.stringify(predicted[field]) === JSON.stringify(actual[field])) continue;
        const key = `${decision.verb} ${field}`;
        found[key] = [...(found[key] ?? []), name];
      }
    }
  }
  return found;
}

describe.each([
  ["the UI's prediction", after],
  ["the test double", decidedRow],
])("%s", (_name, predict) => {
  const found = wrong(predict);

  it("is right in every state, but where the row does not hold what the answer depends on", () => {
    const known = Object.entries(found).filter(([key]) => !FROM_THE_ARTICLE.includes(key));
    expect(Object.fromEntries(known)).toEqual(UNKNOWN);
  });

  it("leaves what other reports give to the engine", () => {
    expect(FROM_THE_ARTICLE.filter((key) => !(key in found))).toEqual([]);
  });
});
