//! Collects the rows of decisions that a transaction writes, so that no code path can forget to log them.

use rusqlite::Connection;

use super::super::text::text_or_null;
use super::record::Row;
use crate::error::Error;
use crate::library::message::Unreadable;

/// Triggers of one connection. A temporary table takes part in the transaction: changes that are rolled back are not
/// collected. The triggers note only which rows changed, because `SQLite` parses them anew in each program that writes.
const TRIGGERS: &str = "
CREATE TEMP TABLE decision_change (row TEXT NOT NULL, id INTEGER NOT NULL, kind TEXT, key TEXT, journal_id INTEGER);
CREATE TEMP TRIGGER batch_inserted AFTER INSERT ON main.batch BEGIN
  INSERT INTO decision_change VALUES ('batch', NEW.id, NULL, NULL, NULL);
END;
CREATE TEMP TRIGGER batch_updated AFTER UPDATE ON main.batch BEGIN
  INSERT INTO decision_change VALUES ('batch', NEW.id, NULL, NULL, NULL);
END;
CREATE TEMP TRIGGER journal_inserted AFTER INSERT ON main.journal BEGIN
  INSERT INTO decision_change VALUES ('journal', NEW.id, NULL, NULL, NULL);
END;
CREATE TEMP TRIGGER override_inserted AFTER INSERT ON main.override BEGIN
  INSERT INTO decision_change VALUES ('override', NEW.article_id, NEW.kind, NEW.key, NEW.journal_id);
END;
CREATE TEMP TRIGGER override_deleted AFTER DELETE ON main.override BEGIN
  INSERT INTO decision_change VALUES ('override', OLD.article_id, OLD.kind, OLD.key, OLD.journal_id);
END;
";

/// The changed rows as they are at the end of the transaction; an override without a value was withdrawn.
const ROWS: &str = "
SELECT CASE change.row
  WHEN 'batch' THEN (SELECT json_object('batch', json_object('id', id, 'at_ms', at_ms, 'by_whom', by_whom,
    'kind', kind, 'summary', summary, 'state', state, 'intake_id', intake_id)) FROM main.batch WHERE id = change.id)
  WHEN 'journal' THEN (SELECT json_object('journal', json_object('id', id, 'batch_id', batch_id,
    'article_id', article_id, 'kind', kind, 'key', key, 'before', before, 'after', after, 'was', was))
    FROM main.journal WHERE id = change.id)
  ELSE json_object('override', json_object('article_id', change.id, 'kind', change.kind, 'key', change.key,
    'value', (SELECT value FROM main.override known
      WHERE known.article_id = change.id AND known.kind = change.kind AND known.key = change.key),
    'journal_id', change.journal_id))
END FROM temp.decision_change change ORDER BY change.rowid";

/// Has a connection collect the rows of decisions that it writes.
pub fn begin(connection: &Connection) -> Result<(), Error> {
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection.execute_batch(TRIGGERS)?)
}

/// Returns the rows that the open transaction wrote, in order, and forgets them.
pub fn take(connection: &Connection) -> Result<Vec<Row>, Error> {
    if !connection.prepare_cached("SELECT 1 FROM temp.decision_change")?.exists([])? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(ROWS)?;
    let texts = statement.query_map([], |row| text_or_null(row, 0))?;
    // A row that the same transaction deleted again has no text.
    let texts: Vec<String> = texts.filter_map(Result::transpose).collect::<Result<_, _>>()?;
    connection.prepare_cached("DELETE FROM temp.decision_change")?.execute([])?;
    let rows = texts.iter().map(|text| serde_json::from_str(text));
    rows.collect::<Result<_, _>>().map_err(|error| Error::damaged(Unreadable::JournalRow { text: error.to_string() }))
}
