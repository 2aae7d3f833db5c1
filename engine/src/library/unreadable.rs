//! Stored values that cannot be read although the library's file is whole: `SQLite` has no checksum for them.
//!
//! Reading skips such a value where nothing else depends on it, the check names its column, and a rebuild replaces it by
//! what follows from the rest of the library.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use super::intakes::{self, KIND};
use super::journal;
use super::records::{
    self, BatchRecord, ConflictRecord, ImageFailureRecord, MergeRecord, RejectionRecord, ReportRecord,
};
use crate::article::IntakeId;
use crate::document::Profile;
use crate::error::Error;
use crate::overrides::{Key, Override, StoredKey};

/// A column and the SQL condition under which its value can be read. `readable` is a function of [`add_functions`].
const COLUMNS: &[(&str, &str, &str)] = &[
    ("root", "profile", "readable('site type', profile)"),
    ("article", "path", "readable('text', path)"),
    ("article", "title", "readable('text', title)"),
    ("article", "published_at", "readable('text', published_at)"),
    ("article", "picture", "readable('text', picture)"),
    ("fact", "place", "readable('text', place)"),
    ("fact", "kind", "readable('text', kind)"),
    ("fact", "provider", "readable('text', provider)"),
    ("fact", "topics", "readable('text', topics)"),
    ("intake", "paths", "readable('paths', paths)"),
    ("intake", "receipt", "readable('report', receipt)"),
    ("intake", "state", "state IN ('running', 'done', 'taken back', 'settled')"),
    ("arrival", "kind", "kind IN ('new', 'updated', 'quiet', 'noise')"),
    ("arrival", "story", "readable('merge', story)"),
    ("arrival", "former_conflicts", "readable('conflicts', former_conflicts)"),
    ("conflict", "base", "readable('value', base)"),
    ("conflict", "theirs", "readable('value', theirs)"),
    ("refused", "refusal", "readable('rejection', refusal)"),
    ("batch", "by_whom", "readable('text', by_whom)"),
    ("batch", "kind", "kind IN ('decision', 'images_copied', 'import_undone', 'recovered')"),
    ("batch", "summary", "state IN ('kept', 'dropped') OR readable('summary', summary)"),
    ("batch", "state", "state IN ('done', 'undone', 'dropped', 'kept')"),
    ("journal", "key", "readable_key(kind, key)"),
    ("journal", "before", "readable_override(kind, key, before) OR NOT readable_key(kind, key)"),
    ("journal", "after", "readable_override(kind, key, after) OR NOT readable_key(kind, key)"),
    ("journal", "was", "readable('value', was)"),
    ("override", "key", "readable_key(kind, key)"),
    ("override", "value", "readable_override(kind, key, value) OR NOT readable_key(kind, key)"),
    ("hand_over", "by_whom", "readable('text', by_whom)"),
    ("hand_over", "state", "readable('text', state)"),
    ("view", "query", "readable('text', query)"),
    ("setting", "value", "readable('json', value)"),
    ("picture", "address", "readable('text', address)"),
    ("picture", "host", "readable('text', host)"),
    ("picture", "reason", "readable('image failure', reason)"),
    ("picture", "etag", "readable('text', etag)"),
    ("picture", "modified", "readable('text', modified)"),
    ("pictured", "picture", "readable('text', picture)"),
    ("content", "format", "format IN ('jpg', 'png', 'gif', 'webp', 'avif')"),
    ("picture", "state", "state IN ('waiting', 'cached', 'failed', 'evicted')"),
];

/// Returns the columns that hold unreadable values, as `table.column`.
pub fn find(connection: &Connection) -> Result<Vec<String>, Error> {
    add_functions(connection)?;
    let mut found = Vec::new();
    for (table, column, readable) in COLUMNS {
        let sql = format!("SELECT 1 FROM {table} WHERE {column} IS NOT NULL AND NOT coalesce({readable}, 0)");
        if connection.prepare(&sql)?.exists([])? {
            found.push(format!("{table}.{column}"));
        }
    }
    Ok(found)
}

/// Replaces unreadable values by what follows from the rest of the library: the counts of an import from its articles,
/// the state of an import from the batches that undid it, everything else by nothing. Values of articles, of the journal
/// and of overrides are left. Returns the tables of which a value was replaced.
pub fn repair(connection: &Connection) -> Result<Vec<&'static str>, Error> {
    add_functions(connection)?;
    let mut repaired = Vec::new();
    for (table, sql) in repairs()? {
        if connection.execute(&sql, [])? > 0 {
            repaired.push(table);
        }
    }
    let mut statement =
        connection.prepare("SELECT id FROM intake WHERE NOT readable('report', receipt) ORDER BY id")?;
    let intakes: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in intakes {
        let report = ReportRecord::from(&intakes::counted(connection, IntakeId(id))?);
        connection.execute("UPDATE intake SET receipt = ?2 WHERE id = ?1", params![id, records::encode(&report)?])?;
        repaired.push("intake");
    }
    repaired.dedup();
    Ok(repaired)
}

/// Deletes the rows of the journal of which the key or an override cannot be read. Returns each with its batch.
pub fn delete_from_journal(connection: &Connection) -> Result<Vec<(i64, i64)>, Error> {
    add_functions(connection)?;
    let mut statement = connection.prepare(
        "DELETE FROM journal WHERE NOT (readable_key(kind, key) AND readable_override(kind, key, before)
           AND readable_override(kind, key, after)) RETURNING id, batch_id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = rows.collect::<Result<_, _>>()?;
    connection.execute("UPDATE journal SET was = NULL WHERE NOT readable('value', was)", [])?;
    Ok(rows)
}

/// Returns the statements that replace unreadable values, with the table that each changes.
fn repairs() -> Result<Vec<(&'static str, String)>, Error> {
    let no_paths = records::encode(&Vec::<String>::new())?;
    let no_conflicts = records::encode(&Vec::<ConflictRecord>::new())?;
    let repair = |table: &'static str, sql: &str| (table, sql.to_owned());
    Ok(vec![
        ("intake", format!("UPDATE intake SET paths = '{no_paths}' WHERE NOT readable('paths', paths)")),
        repair(
            "intake",
            "UPDATE intake SET state = iif(EXISTS (SELECT 1 FROM batch WHERE intake_id = intake.id
               AND kind = 'import_undone' AND batch.state IN ('done', 'kept')), 'taken back', 'done')
             WHERE state NOT IN ('running', 'done', 'taken back', 'settled')",
        ),
        ("arrival", format!("UPDATE arrival SET kind = {KIND} WHERE kind <> {KIND}")),
        repair("arrival", "UPDATE arrival SET story = NULL WHERE NOT readable('merge', story)"),
        (
            "arrival",
            format!(
                "UPDATE arrival SET former_conflicts = '{no_conflicts}' WHERE NOT readable('conflicts', former_conflicts)"
            ),
        ),
        repair("conflict", "DELETE FROM conflict WHERE NOT (readable('value', base) AND readable('value', theirs))"),
        repair("refused", "DELETE FROM refused WHERE NOT readable('rejection', refusal)"),
        repair(
            "batch",
            "UPDATE batch SET kind = 'recovered' WHERE kind NOT IN ('decision', 'images_copied', 'import_undone',
               'recovered')",
        ),
        repair(
            "batch",
            "UPDATE batch SET state = iif(EXISTS (SELECT 1 FROM override JOIN journal ON journal.id = journal_id
               WHERE batch_id = batch.id), 'kept', 'dropped') WHERE state NOT IN ('done', 'undone', 'dropped', 'kept')",
        ),
        repair("setting", "DELETE FROM setting WHERE NOT readable('json', value)"),
        repair("picture", "UPDATE picture SET reason = NULL WHERE NOT readable('image failure', reason)"),
        // Its images are fetched again.
        repair("content", "DELETE FROM content WHERE format NOT IN ('jpg', 'png', 'gif', 'webp', 'avif')"),
        repair(
            "picture",
            "UPDATE picture SET state = 'waiting' WHERE state NOT IN ('waiting', 'cached', 'failed', 'evicted')",
        ),
    ])
}

/// Adds the SQL functions `readable(format, text)`, `readable_key(kind, key)` and `readable_override(kind, key, value)`.
/// NULL is readable.
fn add_functions(connection: &Connection) -> Result<(), Error> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("readable", 2, flags, |context| {
        let Some(text) = text_of(context, 1) else { return Ok(is_null(context, 1)) };
        Ok(is_readable(context.get_raw(0).as_str()?, text))
    })?;
    connection.create_scalar_function("readable_key", 2, flags, |context| Ok(key_of(context).is_some()))?;
    connection.create_scalar_function("readable_override", 3, flags, |context| {
        let Some(text) = text_of(context, 2) else { return Ok(is_null(context, 2)) };
        Ok(key_of(context).is_some_and(|key| Override::from_stored(&key, text).is_some()))
    })?;
    Ok(())
}

fn text_of<'a>(context: &'a Context<'_>, at: usize) -> Option<&'a str> {
    context.get_raw(at).as_str().ok()
}

fn is_null(context: &Context<'_>, at: usize) -> bool {
    context.get_raw(at) == ValueRef::Null
}

fn key_of(context: &Context<'_>) -> Option<StoredKey> {
    let key = StoredKey { kind: text_of(context, 0)?.to_owned(), key: text_of(context, 1)?.to_owned() };
    Key::from_stored(&key).is_some().then_some(key)
}

fn is_readable(format: &str, text: &str) -> bool {
    match format {
        "site type" => Profile::from_word(text).is_some(),
        "paths" => records::decode::<Vec<String>>(text).is_ok(),
        "report" => records::decode::<ReportRecord>(text).is_ok(),
        "merge" => records::decode::<MergeRecord>(text).is_ok(),
        "conflicts" => records::decode::<Vec<ConflictRecord>>(text).is_ok(),
        "rejection" => records::decode::<RejectionRecord>(text).is_ok(),
        "summary" => records::decode::<BatchRecord>(text).is_ok(),
        "image failure" => records::decode::<ImageFailureRecord>(text).is_ok(),
        "value" => journal::value_of(text).is_ok(),
        "json" => serde_json::from_str::<serde_json::Value>(text).is_ok(),
        // Any valid UTF-8.
        _ => true,
    }
}
