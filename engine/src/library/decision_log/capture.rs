//! Collects the rows of decisions that a transaction writes, so that no code path can forget to log them.

use rusqlite::Connection;

use super::record::Row;
use crate::error::Error;

/// Triggers of one connection. A temporary table takes part in the transaction: what is rolled back is not collected.
const TRIGGERS: &str = "
CREATE TEMP TABLE decision_change (row TEXT NOT NULL);
CREATE TEMP TRIGGER batch_inserted AFTER INSERT ON main.batch BEGIN
  INSERT INTO decision_change VALUES (json_object('batch', json_object('id', NEW.id, 'at_ms', NEW.at_ms,
    'by_whom', NEW.by_whom, 'sentence', NEW.sentence, 'said', NEW.said, 'state', NEW.state,
    'intake_id', NEW.intake_id)));
END;
CREATE TEMP TRIGGER batch_updated AFTER UPDATE ON main.batch BEGIN
  INSERT INTO decision_change VALUES (json_object('batch', json_object('id', NEW.id, 'at_ms', NEW.at_ms,
    'by_whom', NEW.by_whom, 'sentence', NEW.sentence, 'said', NEW.said, 'state', NEW.state,
    'intake_id', NEW.intake_id)));
END;
CREATE TEMP TRIGGER journal_inserted AFTER INSERT ON main.journal BEGIN
  INSERT INTO decision_change VALUES (json_object('journal', json_object('id', NEW.id, 'batch_id', NEW.batch_id,
    'article_id', NEW.article_id, 'field', NEW.field, 'before', NEW.before, 'after', NEW.after, 'was', NEW.was)));
END;
CREATE TEMP TRIGGER pin_inserted AFTER INSERT ON main.pin BEGIN
  INSERT INTO decision_change VALUES (json_object('override', json_object('article_id', NEW.article_id,
    'field', NEW.field, 'value', NEW.value, 'journal_id', NEW.journal_id)));
END;
CREATE TEMP TRIGGER pin_deleted AFTER DELETE ON main.pin BEGIN
  INSERT INTO decision_change VALUES (json_object('override', json_object('article_id', OLD.article_id,
    'field', OLD.field, 'value', NULL, 'journal_id', OLD.journal_id)));
END;
";

/// Has a connection collect the rows of decisions that it writes.
pub fn begin(connection: &Connection) -> Result<(), Error> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection.execute_batch(TRIGGERS)?)
}

/// Returns the rows that the open transaction wrote, in order, and forgets them.
pub fn take(connection: &Connection) -> Result<Vec<Row>, Error> {
    let mut statement = connection.prepare_cached("SELECT row FROM temp.decision_change ORDER BY rowid")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let texts: Vec<String> = rows.collect::<Result<_, _>>()?;
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    connection.prepare_cached("DELETE FROM temp.decision_change")?.execute([])?;
    let rows = texts.iter().map(|text| serde_json::from_str(text));
    rows.collect::<Result<_, _>>().map_err(|error| Error::Damaged(format!("a row of the journal ({error})")))
}
