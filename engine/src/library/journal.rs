//! The journal: every decision ever made, in order. Undo and redo walk it; the overrides in force follow from it.

use rusqlite::{Connection, OptionalExtension, params};

use super::records::{self, unless_damaged};
use super::text::{text, text_or_null};
use crate::article::{ArticleId, BatchId, IntakeId};
use crate::document::NewValue;
use crate::error::Error;
use crate::library::message::Unreadable;
use crate::library::records::BatchRecord;
use crate::message::Message;
use crate::overrides::{Key, Override, Overrides, StoredKey};

/// One override that a batch changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The article.
    pub article: ArticleId,
    /// What is decided.
    pub key: Key,
    /// The override before.
    pub before: Option<Override>,
    /// The override from then on.
    pub after: Option<Override>,
    /// What the document said before.
    pub was: Option<NewValue>,
}

/// A batch as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub id: BatchId,
    /// What it did.
    pub summary: Message,
    /// The import that it undid, where it is no decision.
    pub intake: Option<IntakeId>,
}

/// Why a batch was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchKind {
    /// A curator decided.
    Decision,
    /// Cached images were copied below the site.
    ImagesCopied,
    /// An import was undone.
    ImportUndone,
}

impl BatchKind {
    /// Returns the word in the column `kind`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::ImagesCopied => "images_copied",
            Self::ImportUndone => "import_undone",
        }
    }
}

/// An override with the row of the journal that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The override.
    pub value: Override,
    /// The row of the journal.
    pub journal: i64,
}

/// One decision as it stands in an article's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The batch.
    pub batch: BatchId,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// Whether it was taken back.
    pub undone: bool,
    /// What changed.
    pub entry: Entry,
}

/// Stores a batch, and what it decides is in force. What was undone before can no longer be redone.
pub fn record(
    connection: &Connection,
    when: (i64, &str),
    (kind, summary): (BatchKind, &Message),
    entries: &[Entry],
) -> Result<BatchId, Error> {
    let batch = begin(connection, when, (kind, summary), None)?;
    for entry in entries {
        let mut statement = connection.prepare_cached(
            "INSERT INTO journal (batch_id, article_id, kind, key, before, after, was)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let StoredKey { kind, key } = entry.key.stored();
        let value = |value: &Option<Override>| value.as_ref().map(Override::stored_value);
        let was = entry.was.as_ref().map(text_of).transpose()?;
        let (before, after) = (value(&entry.before), value(&entry.after));
        statement.execute(params![batch.0, entry.article.0, kind, key, before, after, was])?;
        put(connection, entry, entry.after.as_ref(), connection.last_insert_rowid())?;
    }
    Ok(batch)
}

/// Writes down that an import was taken back.
pub fn record_taken_back(
    connection: &Connection,
    when: (i64, &str),
    summary: &Message,
    intake: IntakeId,
) -> Result<BatchId, Error> {
    begin(connection, when, (BatchKind::ImportUndone, summary), Some(intake))
}

fn begin(
    connection: &Connection,
    (at_ms, by): (i64, &str),
    (kind, summary): (BatchKind, &Message),
    intake: Option<IntakeId>,
) -> Result<BatchId, Error> {
    connection.prepare_cached("UPDATE batch SET state = 'dropped' WHERE state = 'undone'")?.execute([])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO batch (at_ms, by_whom, kind, summary, state, intake_id) VALUES (?1, ?2, ?3, ?4, 'done', ?5)",
    )?;
    let summary = records::encode(&BatchRecord(summary.into()))?;
    statement.execute(params![at_ms, by, kind.word(), summary, intake.map(|intake| intake.0)])?;
    Ok(BatchId(connection.last_insert_rowid()))
}

/// Brings an override into force, or (without a value) withdraws the one with the entry's key.
fn put(connection: &Connection, entry: &Entry, value: Option<&Override>, journal: i64) -> Result<(), Error> {
    let StoredKey { kind, key } = entry.key.stored();
    match value.map(Override::stored_value) {
        Some(value) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO override (article_id, kind, key, value, journal_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![entry.article.0, kind, key, value, journal])?,
        None => connection
            .prepare_cached("DELETE FROM override WHERE article_id = ?1 AND kind = ?2 AND key = ?3")?
            .execute(params![entry.article.0, kind, key])?,
    };
    Ok(())
}

/// Returns the overrides of an article.
pub fn overrides(connection: &Connection, article: ArticleId) -> Result<Overrides, Error> {
    Ok(in_force(connection, article)?.into_iter().map(|one| one.value).collect())
}

/// Returns the overrides of an article in the order in which they were decided, with their rows in the journal.
pub fn in_force(connection: &Connection, article: ArticleId) -> Result<Vec<InForce>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, key, value, journal_id FROM override WHERE article_id = ?1 ORDER BY journal_id",
    )?;
    let mut rows = statement.query([article.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, value) = (StoredKey { kind: text(row, 0)?, key: text(row, 1)? }, text(row, 2)?);
        found.push(InForce { value: override_of(&key, &value)?, journal: row.get(3)? });
    }
    Ok(found)
}

fn override_of(key: &StoredKey, value: &str) -> Result<Override, Error> {
    let damaged = || damaged_decision(key);
    Override::from_stored(key, value).ok_or_else(damaged)
}

fn damaged_decision(key: &StoredKey) -> Error {
    Error::damaged(Unreadable::Decision { kind: key.kind.clone(), key: key.key.clone() })
}

/// Returns a value as it is stored.
pub fn text_of(value: &NewValue) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::damaged(Unreadable::NotStored { text: error.to_string() }))
}

/// Reads what [`text_of`] wrote.
pub fn value_of(text: &str) -> Result<NewValue, Error> {
    serde_json::from_str(text).map_err(|_| Error::damaged(Unreadable::DecidedValue))
}

/// Reads the two values of a conflict: what the file said when the field was decided, and what it says now.
pub fn base_and_theirs(base: Option<&str>, theirs: &str) -> Result<(Option<NewValue>, NewValue), Error> {
    Ok((base.map(value_of).transpose()?, value_of(theirs)?))
}

/// A decided field that an incoming file changed too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Dotted path.
    pub field: String,
    /// What is decided.
    pub mine: NewValue,
    /// What the file said when it was decided; `None` where it had no such field.
    pub base: Option<NewValue>,
    /// What the incoming file says.
    pub theirs: NewValue,
}

/// The conflicts in force of the article `?1`: those whose override is still the one that the file met, and was not
/// kept against what the file says now.
pub const CLASHES: &str = "conflict JOIN override mine ON mine.article_id = conflict.article_id AND mine.kind = 'field'
      AND mine.key = conflict.field AND mine.journal_id = conflict.journal_id
    LEFT JOIN override kept ON kept.article_id = conflict.article_id AND kept.kind = 'kept_against'
      AND kept.key = conflict.field
    WHERE conflict.article_id = ?1 AND kept.value IS NOT theirs";

/// An article's conflicts in force, those that can be read.
pub fn clashes(connection: &Connection, article: ArticleId) -> Result<Vec<Clash>, Error> {
    // A value against which the decision was kept is known: it is what the file said before.
    let sql = format!(
        "SELECT conflict.field, mine.value, coalesce(kept.value, base), theirs FROM {CLASHES} ORDER BY conflict.field"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([article.0])?;
    let mut clashes = Vec::new();
    while let Some(row) = rows.next()? {
        let (field, mine) = (text(row, 0)?, value_of(&text(row, 1)?)?);
        let values = base_and_theirs(text_or_null(row, 2)?.as_deref(), &text(row, 3)?);
        if let Some((base, theirs)) = unless_damaged(values)? {
            clashes.push(Clash { field, mine, base, theirs });
        }
    }
    Ok(clashes)
}

/// The number of the last decision; 0 where there is none.
pub fn last(connection: &Connection) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached("SELECT coalesce(max(id), 0) FROM journal")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Notes that a batch was taken back or made again.
pub fn set_state(connection: &Connection, batch: BatchId, state: &str) -> Result<(), Error> {
    connection.execute("UPDATE batch SET state = ?2 WHERE id = ?1", params![batch.0, state])?;
    Ok(())
}

/// The batch that an undo would take back.
pub fn last_done(connection: &Connection) -> Result<Option<Batch>, Error> {
    batch(connection, "SELECT id, summary, intake_id FROM batch WHERE state = 'done' ORDER BY id DESC LIMIT 1")
}

/// The batch that a redo would make again.
pub fn first_undone(connection: &Connection) -> Result<Option<Batch>, Error> {
    batch(connection, "SELECT id, summary, intake_id FROM batch WHERE state = 'undone' ORDER BY id LIMIT 1")
}

fn batch(connection: &Connection, sql: &str) -> Result<Option<Batch>, Error> {
    let found = connection
        .prepare_cached(sql)?
        .query_row([], |row| Ok((row.get(0)?, text(row, 1)?, row.get::<_, Option<i64>>(2)?)));
    let Some((id, summary, intake)) = found.optional()? else { return Ok(None) };
    Ok(Some(Batch {
        id: BatchId(id),
        summary: records::decode::<BatchRecord>(&summary)?.0.into(),
        intake: intake.map(IntakeId),
    }))
}

/// Undoes a batch: what was in force before it is in force again. Returns its articles.
pub fn undo(connection: &Connection, batch: BatchId) -> Result<Vec<ArticleId>, Error> {
    let mut entries = entries(connection, batch)?;
    entries.reverse();
    for (_, entry) in &entries {
        let earlier = earlier(connection, batch, entry)?;
        put(connection, entry, entry.before.as_ref(), earlier)?;
    }
    entries.reverse();
    finish(connection, batch, "undone", &entries)
}

/// Makes a batch again.
pub fn redo(connection: &Connection, batch: BatchId) -> Result<Vec<ArticleId>, Error> {
    let entries = entries(connection, batch)?;
    for (journal, entry) in &entries {
        put(connection, entry, entry.after.as_ref(), *journal)?;
    }
    finish(connection, batch, "done", &entries)
}

fn finish(
    connection: &Connection,
    batch: BatchId,
    state: &str,
    entries: &[(i64, Entry)],
) -> Result<Vec<ArticleId>, Error> {
    set_state(connection, batch, state)?;
    let mut articles: Vec<ArticleId> = entries.iter().map(|(_, entry)| entry.article).collect();
    articles.dedup();
    Ok(articles)
}

/// Returns the row of the journal that decided what was in force before a batch; overrides are applied in this order.
fn earlier(connection: &Connection, batch: BatchId, entry: &Entry) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(max(journal.id), 0) FROM journal JOIN batch ON batch.id = batch_id
         WHERE article_id = ?1 AND journal.kind = ?2 AND key = ?3 AND batch_id < ?4 AND state = 'done'",
    )?;
    let StoredKey { kind, key } = entry.key.stored();
    Ok(statement.query_row(params![entry.article.0, kind, key, batch.0], |row| row.get(0))?)
}

fn entries(connection: &Connection, batch: BatchId) -> Result<Vec<(i64, Entry)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, article_id, kind, key, before, after, was FROM journal WHERE batch_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([batch.0])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push((row.get(0)?, entry(row, 1)?));
    }
    Ok(entries)
}

/// Reads the columns `article_id` to `was`, from this one on.
fn entry(row: &rusqlite::Row<'_>, at: usize) -> Result<Entry, Error> {
    let stored = StoredKey { kind: text(row, at + 1)?, key: text(row, at + 2)? };
    let value = |text: Option<String>| text.map(|text| override_of(&stored, &text)).transpose();
    let key = Key::from_stored(&stored);
    Ok(Entry {
        article: ArticleId(row.get(at)?),
        before: value(text_or_null(row, at + 3)?)?,
        after: value(text_or_null(row, at + 4)?)?,
        // Shown only; nothing is undone with it.
        was: text_or_null(row, at + 5)?.map(|was| unless_damaged(value_of(&was))).transpose()?.flatten(),
        key: key.ok_or_else(|| damaged_decision(&stored))?,
    })
}

/// Batches that are the work of a curator and were not undone.
const WORK: &str = "batch WHERE state = 'done' AND kind = 'decision'";

/// When something was decided since a moment, and about how many articles at once, oldest first.
pub fn decisions_since(connection: &Connection, from_ms: i64) -> Result<Vec<(i64, u32)>, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT at_ms, (SELECT count(DISTINCT article_id) FROM journal WHERE batch_id = batch.id) FROM {WORK}
         AND at_ms >= ?1 ORDER BY at_ms, id",
    ))?;
    let rows = statement.query_map([from_ms], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Number of consecutive older batches after which a search ends: a clock that was set back gives some batches wrong
/// dates.
const OLDER: usize = 256;

/// Returns the same as [`decisions_since`] for a recent moment: reads only the newest batches, and ends after `OLDER`
/// older ones in a row.
pub fn last_decisions(connection: &Connection, from_ms: i64) -> Result<Vec<(i64, u32)>, Error> {
    // The articles of the older one are not counted.
    let mut statement = connection.prepare(&format!(
        "SELECT at_ms, CASE WHEN at_ms >= ?1 THEN
           (SELECT count(DISTINCT article_id) FROM journal WHERE batch_id = batch.id) END FROM {WORK} ORDER BY id DESC",
    ))?;
    let mut rows = statement.query([from_ms])?;
    let (mut decisions, mut older) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        match row.get(1)? {
            Some(articles) => {
                decisions.push((row.get(0)?, articles));
                older = 0;
            }
            None => older += 1,
        }
        if older > OLDER {
            break;
        }
    }
    decisions.reverse();
    Ok(decisions)
}

/// All that was decided about an article, newest first. Rows that cannot be read are left out.
pub fn history(connection: &Connection, article: ArticleId) -> Result<Vec<Line>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT batch.id, at_ms, by_whom, state <> 'done', article_id, journal.kind, key, before, after, was
         FROM journal JOIN batch ON batch.id = batch_id WHERE article_id = ?1 ORDER BY journal.id DESC",
    )?;
    let mut rows = statement.query([article.0])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(entry) = unless_damaged(entry(row, 4))? else { continue };
        lines.push(Line {
            batch: BatchId(row.get(0)?),
            at_ms: row.get(1)?,
            by: text(row, 2)?,
            undone: row.get(3)?,
            entry,
        });
    }
    Ok(lines)
}
