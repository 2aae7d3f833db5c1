//! The journal: every decision ever made, in order. Undo and redo walk it; the pins in force follow from it.

use rusqlite::{Connection, OptionalExtension, params};

use super::records;
use crate::api::{IntakeId, Said};
use crate::article::{ArticleId, BatchId};
use crate::error::Error;

/// The field under which an article's place is pinned; all other fields are paths in the document.
pub const PLACE: &str = "@place";

/// One pin that a decision changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The article.
    pub article: ArticleId,
    /// [`PLACE`] or a dotted path.
    pub field: String,
    /// What was pinned before.
    pub before: Option<String>,
    /// What is pinned now.
    pub after: Option<String>,
    /// What the document said before.
    pub was: Option<String>,
}

/// A batch as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub id: BatchId,
    /// What it did.
    pub summary: Said,
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

/// A decision in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// [`PLACE`] or a dotted path.
    pub field: String,
    /// What is pinned.
    pub value: String,
    /// The journal row that pinned it.
    pub journal: i64,
    /// When that was, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
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

/// Writes a batch down and pins what it decides. What was undone before can no longer be redone.
pub fn record(
    connection: &Connection,
    when: (i64, &str),
    (kind, summary): (BatchKind, &Said),
    entries: &[Entry],
) -> Result<BatchId, Error> {
    let batch = begin(connection, when, (kind, summary), None)?;
    for entry in entries {
        let mut statement = connection.prepare_cached(
            "INSERT INTO journal (batch_id, article_id, field, before, after, was) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        statement.execute(params![batch.0, entry.article.0, entry.field, entry.before, entry.after, entry.was])?;
        pin(connection, entry, entry.after.as_deref(), connection.last_insert_rowid())?;
    }
    Ok(batch)
}

/// Writes down that an import was taken back.
pub fn record_taken_back(
    connection: &Connection,
    when: (i64, &str),
    said: &Said,
    intake: IntakeId,
) -> Result<BatchId, Error> {
    begin(connection, when, (BatchKind::ImportUndone, said), Some(intake))
}

fn begin(
    connection: &Connection,
    (at_ms, by): (i64, &str),
    (kind, summary): (BatchKind, &Said),
    intake: Option<IntakeId>,
) -> Result<BatchId, Error> {
    connection.prepare_cached("UPDATE batch SET state = 'dropped' WHERE state = 'undone'")?.execute([])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO batch (at_ms, by_whom, kind, summary, state, intake_id) VALUES (?1, ?2, ?3, ?4, 'done', ?5)",
    )?;
    let summary = records::encode(summary)?;
    statement.execute(params![at_ms, by, kind.word(), summary, intake.map(|intake| intake.0)])?;
    Ok(BatchId(connection.last_insert_rowid()))
}

/// Pins a value in the order in which it was decided, or takes the pin out.
fn pin(connection: &Connection, entry: &Entry, value: Option<&str>, journal: i64) -> Result<(), Error> {
    let sql = match value {
        Some(_) => "INSERT OR REPLACE INTO pin (article_id, field, value, journal_id) VALUES (?1, ?2, ?3, ?4)",
        None => "DELETE FROM pin WHERE article_id = ?1 AND field = ?2",
    };
    let mut statement = connection.prepare_cached(sql)?;
    match value {
        Some(value) => statement.execute(params![entry.article.0, entry.field, value, journal])?,
        None => statement.execute(params![entry.article.0, entry.field])?,
    };
    Ok(())
}

/// What is pinned for an article, in the order in which it was decided.
pub fn pins(connection: &Connection, article: ArticleId) -> Result<Vec<(String, String)>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT field, value FROM pin WHERE article_id = ?1 ORDER BY journal_id")?;
    let rows = statement.query_map([article.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The decisions in force for an article, with their rows in the journal.
pub fn pinned(connection: &Connection, article: ArticleId) -> Result<Vec<Pinned>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT pin.field, value, journal_id, at_ms FROM pin JOIN journal ON journal.id = journal_id
         JOIN batch ON batch.id = batch_id WHERE pin.article_id = ?1 ORDER BY journal_id",
    )?;
    let rows = statement.query_map([article.0], |row| {
        Ok(Pinned { field: row.get(0)?, value: row.get(1)?, journal: row.get(2)?, at_ms: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A decision in force that the wire changed too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Dotted path.
    pub field: String,
    /// What is pinned.
    pub mine: String,
    /// What the wire said before.
    pub base: Option<String>,
    /// What the wire says now.
    pub theirs: Option<String>,
}

/// The conflicts in force of the article `?1`: those whose pin is still the one that the wire met, and was not kept
/// against what it says now.
pub const CLASHES: &str =
    "conflict JOIN pin USING (article_id, field, journal_id) WHERE article_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM pin kept WHERE kept.article_id = ?1 AND kept.field = '@kept.' || conflict.field
    AND kept.value = coalesce(theirs, '\"absent\"'))";

/// An article's conflicts in force.
pub fn clashes(connection: &Connection, article: ArticleId) -> Result<Vec<Clash>, Error> {
    // Whoever kept a decision against a value of the wire knows that one: it is what the wire said before.
    let sql = format!(
        "SELECT field, pin.value, coalesce((SELECT kept.value FROM pin kept WHERE kept.article_id = ?1
         AND kept.field = '@kept.' || conflict.field), base), theirs FROM {CLASHES} ORDER BY field"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([article.0], |row| {
        Ok(Clash { field: row.get(0)?, mine: row.get(1)?, base: row.get(2)?, theirs: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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
        .query_row([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Option<i64>>(2)?)));
    let Some((id, summary, intake)) = found.optional()? else { return Ok(None) };
    Ok(Some(Batch { id: BatchId(id), summary: records::decode(&summary)?, intake: intake.map(IntakeId) }))
}

/// Takes a batch back: what was pinned before it is pinned again. Returns the articles it touched.
pub fn undo(connection: &Connection, batch: BatchId) -> Result<Vec<ArticleId>, Error> {
    let mut entries = entries(connection, batch)?;
    entries.reverse();
    for (_, entry) in &entries {
        let earlier = earlier(connection, batch, entry)?;
        pin(connection, entry, entry.before.as_deref(), earlier)?;
    }
    entries.reverse();
    finish(connection, batch, "undone", &entries)
}

/// Makes a batch again.
pub fn redo(connection: &Connection, batch: BatchId) -> Result<Vec<ArticleId>, Error> {
    let entries = entries(connection, batch)?;
    for (journal, entry) in &entries {
        pin(connection, entry, entry.after.as_deref(), *journal)?;
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

/// The journal row that pinned what was pinned before a batch: it keeps the order of the pins.
fn earlier(connection: &Connection, batch: BatchId, entry: &Entry) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(max(journal.id), 0) FROM journal JOIN batch ON batch.id = batch_id
         WHERE article_id = ?1 AND field = ?2 AND batch_id < ?3 AND state = 'done'",
    )?;
    Ok(statement.query_row(params![entry.article.0, entry.field, batch.0], |row| row.get(0))?)
}

fn entries(connection: &Connection, batch: BatchId) -> Result<Vec<(i64, Entry)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, article_id, field, before, after, was FROM journal WHERE batch_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([batch.0], |row| Ok((row.get(0)?, entry(row, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn entry(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Entry> {
    Ok(Entry {
        article: ArticleId(row.get(at)?),
        field: row.get(at + 1)?,
        before: row.get(at + 2)?,
        after: row.get(at + 3)?,
        was: row.get(at + 4)?,
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

/// All that was decided about an article, newest first.
pub fn history(connection: &Connection, article: ArticleId) -> Result<Vec<Line>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT batch.id, at_ms, by_whom, state <> 'done', article_id, field, before, after, was
         FROM journal JOIN batch ON batch.id = batch_id WHERE article_id = ?1 ORDER BY journal.id DESC",
    )?;
    let rows = statement.query_map([article.0], |row| {
        Ok(Line {
            batch: BatchId(row.get(0)?),
            at_ms: row.get(1)?,
            by: row.get(2)?,
            undone: row.get(3)?,
            entry: entry(row, 4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
