-- What came first is told by numbers, because a clock can be wrong: the last decision that was in the bytes, and the
-- last import before they were written.
ALTER TABLE handed_over ADD COLUMN journal_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE handed_over ADD COLUMN intake_id INTEGER NOT NULL DEFAULT 0;
UPDATE handed_over SET
  journal_id = (SELECT coalesce(max(journal.id), 0) FROM journal JOIN batch ON batch.id = batch_id
                WHERE batch.at_ms <= handed_over.at_ms),
  intake_id = (SELECT coalesce(max(intake.id), 0) FROM intake WHERE intake.at_ms <= handed_over.at_ms);
ALTER TABLE handed_over DROP COLUMN at_ms;
-- An article that came back to the inbox keeps its moment: where the clock was wrong, it is put aside again.
DROP INDEX fact_until;
CREATE INDEX fact_until ON fact (place, until_ms) WHERE until_ms IS NOT NULL;
