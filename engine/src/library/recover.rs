//! Puts decisions back into a library: from the decision log, and from whichever of journal and overrides can be read.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::decision_log::contents::{Contents, LoggedOverride, Rows};
use super::decision_log::record::{ArticleKey, BatchRow, JournalRow};
use super::records;
use super::text::text;
use super::unreadable;
use crate::document::Profile;
use crate::error::Error;
use crate::library::records::BatchRecord;
use crate::overrides::{Override, StoredKey};

/// What a rebuild did to the decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Decisions in force that differ from those in the damaged library.
    pub mended: u32,
    /// Decisions that cannot be read, or belong to no article that is known.
    pub lost: u32,
}

/// The decisions in force: article and key, value, and the row of the journal that decided it.
type InForce = BTreeMap<(i64, StoredKey), (String, i64)>;

/// Makes the decisions of a library what its decision log says. Where the log is not whole (or there is none), journal,
/// overrides and log complete each other. `last` is the last record that the library knows of, where that can be read;
/// `overrides_whole` says whether every row of the overrides could be read.
pub fn reconcile(
    connection: &Connection,
    log: Option<&Contents>,
    (last, overrides_whole): (Option<i64>, bool),
) -> Result<Recovered, Error> {
    let (before, unreadable) = overrides(connection)?;
    let overrides_whole = overrides_whole && unreadable.is_empty();
    let mut recovered = Recovered::default();
    let rows = log.map(Contents::rows).unwrap_or_default();
    let ids = articles(connection, &rows)?;
    if log.is_some_and(|log| log.is_whole(last)) {
        replace_all(connection, &rows, &ids)?;
    } else {
        let complete_from = log.map_or(i64::MAX, |log| log.complete_from(last));
        recovered.lost += unite(connection, (&rows, &ids), complete_from, overrides_whole)?;
    }
    keep_unreadable_batches(connection)?;
    let (after, _) = overrides(connection)?;
    let gone = unreadable.iter().filter(|key| !after.contains_key(key)).count();
    recovered.lost += u32::try_from(gone).unwrap_or(u32::MAX);
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let differ = keys.into_iter().filter(|key| value(&before, key) != value(&after, key)).count();
    recovered.mended = u32::try_from(differ).unwrap_or(u32::MAX);
    Ok(recovered)
}

fn value<'o>(overrides: &'o InForce, key: &(i64, StoredKey)) -> Option<&'o str> {
    overrides.get(key).map(|(value, _)| value.as_str())
}

/// The library's ids of the articles of a log.
fn articles(connection: &Connection, rows: &Rows) -> Result<BTreeMap<i64, i64>, Error> {
    rows.articles.values().map(|key| Ok((key.id, article(connection, key, Known::Damaged)?))).collect()
}

/// The log is complete: decisions that only the library holds are dropped.
fn replace_all(connection: &Connection, rows: &Rows, ids: &BTreeMap<i64, i64>) -> Result<(), Error> {
    connection.execute_batch("DELETE FROM override; DELETE FROM journal; DELETE FROM batch;")?;
    for (batch, _) in rows.batches.values() {
        put_batch(connection, batch)?;
    }
    for entry in rows.journal.values() {
        put_journal(connection, entry, *ids.get(&entry.article_id).unwrap_or(&entry.article_id))?;
    }
    for ((article, key), logged) in &rows.overrides {
        let article = *ids.get(article).unwrap_or(article);
        put_override(connection, (article, key), logged.value.as_deref(), logged.journal_id)?;
    }
    Ok(())
}

/// Journal, overrides and log complete each other. Returns how many decisions belong to no known article.
fn unite(
    connection: &Connection,
    (rows, ids): (&Rows, &BTreeMap<i64, i64>),
    complete_from: i64,
    overrides_whole: bool,
) -> Result<u32, Error> {
    let id = |article: i64| *ids.get(&article).unwrap_or(&article);
    let deleted = unreadable::delete_from_journal(connection)?;
    let mut known = connection.prepare("SELECT 1 FROM batch WHERE id = ?1")?;
    for (batch, sequence) in rows.batches.values() {
        if *sequence >= complete_from || !known.exists([batch.id])? {
            put_batch(connection, batch)?;
        }
    }
    for entry in rows.journal.values() {
        put_journal(connection, entry, id(entry.article_id))?;
    }
    let mut is_there = connection.prepare("SELECT 1 FROM journal WHERE id = ?1")?;
    for (row, batch) in deleted {
        if !is_there.exists([row])? {
            keep_batch(connection, batch)?;
        }
    }
    let mut found = if overrides_whole { overrides(connection)?.0 } else { merged_overrides(connection)? };
    for ((article, key), logged) in &rows.overrides {
        take_logged(&mut found, (id(*article), key.clone()), logged, (complete_from, overrides_whole));
    }
    let undone = undone(connection)?;
    connection.execute("DELETE FROM override", [])?;
    for ((article, key), (value, journal)) in &found {
        if overrides_whole || !undone.contains(journal) {
            put_override(connection, (*article, key), Some(value), *journal)?;
        }
    }
    stand_ins(connection)?;
    drop_unattributable(connection)
}

/// Uses the log's value of a decision where no later record is missing, otherwise the later of both values.
fn take_logged(
    found: &mut InForce,
    key: (i64, StoredKey),
    logged: &LoggedOverride,
    (complete_from, overrides_whole): (i64, bool),
) {
    let certain = logged.sequence >= complete_from;
    match (&logged.value, found.get(&key)) {
        (Some(value), None) if certain || !overrides_whole => {
            found.insert(key, (value.clone(), logged.journal_id));
        }
        (Some(value), Some((_, journal))) if certain || (!overrides_whole && logged.journal_id > *journal) => {
            found.insert(key, (value.clone(), logged.journal_id));
        }
        // The same row of the journal decided both: the log has a checksum, the library has none.
        (Some(value), Some((held, journal))) if logged.journal_id == *journal && value != held => {
            found.insert(key, (value.clone(), logged.journal_id));
        }
        (None, Some(_)) if certain => {
            found.remove(&key);
        }
        _ => {}
    }
}

/// The overrides that can be read, and those that follow from the journal; the later of two.
fn merged_overrides(connection: &Connection) -> Result<InForce, Error> {
    let (mut found, _) = overrides(connection)?;
    let mut statement = connection.prepare(
        "SELECT journal.id, article_id, journal.kind, key, after FROM journal LEFT JOIN batch ON batch.id = batch_id
         WHERE coalesce(state, 'kept') IN ('done', 'kept') ORDER BY journal.id",
    )?;
    let rows = statement.query_map([], |row| {
        let key = StoredKey { kind: row.get(2)?, key: row.get(3)? };
        Ok((row.get::<_, i64>(0)?, (row.get::<_, i64>(1)?, key), row.get::<_, Option<String>>(4)?))
    })?;
    for row in rows {
        let (journal, key, after) = row?;
        let later = found.get(&key).is_none_or(|(_, known)| *known <= journal);
        match after {
            Some(after) if later => drop(found.insert(key, (after, journal))),
            None if later => drop(found.remove(&key)),
            _ => {}
        }
    }
    Ok(found)
}

/// Rows of the journal whose batch was undone.
fn undone(connection: &Connection) -> Result<BTreeSet<i64>, Error> {
    let mut statement = connection.prepare(
        "SELECT journal.id FROM journal JOIN batch ON batch.id = batch_id WHERE state NOT IN ('done', 'kept')",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Returns the overrides that can be read, and the keys of the others.
fn overrides(connection: &Connection) -> Result<(InForce, BTreeSet<(i64, StoredKey)>), Error> {
    let mut statement = connection.prepare("SELECT article_id, kind, key, value, journal_id FROM override")?;
    let mut rows = statement.query([])?;
    let (mut found, mut unreadable) = (InForce::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let (article, key) = (row.get(0)?, StoredKey { kind: text(row, 1)?, key: text(row, 2)? });
        let value = text(row, 3)?;
        if Override::from_stored(&key, &value).is_some() {
            found.insert((article, key), (value, row.get(4)?));
        } else {
            unreadable.insert((article, key));
        }
    }
    Ok((found, unreadable))
}

/// A row of the journal whose batch is lost gets one; a decision in force whose row is lost, too. Neither can be
/// undone, because the rest of their batch is not known.
fn stand_ins(connection: &Connection) -> Result<(), Error> {
    Ok(connection.execute_batch(
        "INSERT INTO batch (id, at_ms, by_whom, kind, summary, state)
           SELECT DISTINCT batch_id, 0, '', 'recovered', '', 'kept' FROM journal
           WHERE batch_id NOT IN (SELECT id FROM batch);
         INSERT INTO batch (at_ms, by_whom, kind, summary, state)
           SELECT 0, '', 'recovered', '', 'kept'
           WHERE EXISTS (SELECT 1 FROM override WHERE journal_id NOT IN (SELECT id FROM journal));
         INSERT INTO journal (id, batch_id, article_id, kind, key, after)
           SELECT min(journal_id), (SELECT max(id) FROM batch), article_id, kind, key, value FROM override
           WHERE journal_id > 0 AND journal_id NOT IN (SELECT id FROM journal) GROUP BY journal_id;",
    )?)
}

/// Rows that belong to no article of the library cannot be shown; returns how many decisions in force were among them.
fn drop_unattributable(connection: &Connection) -> Result<u32, Error> {
    let lost = connection.execute("DELETE FROM override WHERE article_id NOT IN (SELECT id FROM article)", [])?;
    connection.execute("DELETE FROM journal WHERE article_id NOT IN (SELECT id FROM article)", [])?;
    Ok(u32::try_from(lost).unwrap_or(u32::MAX))
}

/// A batch whose summary cannot be read would stop every undo: its decisions stay, and it can no longer be undone.
fn keep_unreadable_batches(connection: &Connection) -> Result<(), Error> {
    let mut statement = connection.prepare("SELECT id, summary FROM batch WHERE state IN ('done', 'undone')")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1).unwrap_or_default())))?;
    let batches: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    let mut unreadable = batches.iter().filter(|(_, summary)| records::decode::<BatchRecord>(summary).is_err());
    unreadable.try_for_each(|(id, _)| keep_batch(connection, *id))
}

/// The decisions of a batch stay, and it can no longer be undone.
fn keep_batch(connection: &Connection, id: i64) -> Result<(), Error> {
    let sql =
        "UPDATE batch SET state = iif(state = 'done', 'kept', 'dropped') WHERE id = ?1 AND state IN ('done', 'undone')";
    connection.execute(sql, [id])?;
    Ok(())
}

/// How far the library's own knowledge of its articles is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// An id that stands for another path is that other article.
    Whole,
    /// The log is of the same library, in which an article never moves: another path is damage.
    Damaged,
}

/// The id of the article with this root and path. One that is not known is added without a document.
pub(super) fn article(connection: &Connection, key: &ArticleKey, known: Known) -> Result<i64, Error> {
    let site_type = Profile::from_word(&key.site_type).unwrap_or_default().word();
    connection.execute("INSERT OR IGNORE INTO root (path, profile) VALUES (?1, ?2)", params![key.root, site_type])?;
    let root: i64 = connection.query_row("SELECT id FROM root WHERE path = ?1", [&key.root], |row| row.get(0))?;
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE root_id = ?1 AND path = ?2")?;
    if let Some(id) = statement.query_row(params![root, key.path], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let taken = connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?.exists([key.id])?;
    let id = match (taken, known) {
        (false, _) => key.id,
        (true, Known::Whole) => free_id(connection, "article")?,
        (true, Known::Damaged) => {
            let sql = "UPDATE article SET root_id = ?2, path = ?3 WHERE id = ?1";
            connection.execute(sql, params![key.id, root, key.path])?;
            return Ok(key.id);
        }
    };
    add_without_document(connection, id, (root, &key.path))?;
    Ok(id)
}

/// Adds an article whose document is lost. It is gone until its file is imported, and keeps its decisions.
pub fn add_without_document(connection: &Connection, id: i64, (root, path): (i64, &str)) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO article (id, root_id, path, file_hash, file_size, file_mtime_ns, file_ctime_ns, file_inode, gone,
           arrived_hash, decided_hash, text_key, title)
         VALUES (?1, ?2, ?3, zeroblob(32), 0, 0, 0, 0, 1, zeroblob(32), zeroblob(32), 0, ?3)",
        params![id, root, path],
    )?;
    connection.execute("INSERT OR IGNORE INTO arrived (article_id, bytes) VALUES (?1, x'')", [id])?;
    connection.execute(
        "INSERT OR IGNORE INTO fact (article_id, changed, gone, place, pending, conflicts, has, coverage, topics)
           VALUES (?1, (SELECT tick FROM clock), 1, 'inbox', 0, 0, 0, 0, '[]')",
        [id],
    )?;
    Ok(())
}

pub(super) fn put_batch(connection: &Connection, batch: &BatchRow) -> Result<(), Error> {
    let BatchRow { id, at_ms, by_whom, kind, summary, state, intake_id } = batch;
    let mut statement = connection.prepare_cached(
        "INSERT INTO batch (id, at_ms, by_whom, kind, summary, state, intake_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT id FROM intake WHERE id = ?7))
         ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms, by_whom = excluded.by_whom,
           kind = excluded.kind, summary = excluded.summary, state = excluded.state, intake_id = excluded.intake_id",
    )?;
    statement.execute(params![id, at_ms, by_whom, kind, summary, state, intake_id])?;
    Ok(())
}

pub(super) fn put_journal(connection: &Connection, entry: &JournalRow, article: i64) -> Result<(), Error> {
    let JournalRow { id, batch_id, kind, key, before, after, was, .. } = entry;
    let mut statement = connection.prepare_cached(
        "INSERT INTO journal (id, batch_id, article_id, kind, key, before, after, was)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET batch_id = excluded.batch_id, article_id = excluded.article_id,
           kind = excluded.kind, key = excluded.key, before = excluded.before, after = excluded.after, was = excluded.was",
    )?;
    statement.execute(params![id, batch_id, article, kind, key, before, after, was])?;
    Ok(())
}

pub(super) fn put_override(
    connection: &Connection,
    (article, StoredKey { kind, key }): (i64, &StoredKey),
    value: Option<&str>,
    journal: i64,
) -> Result<(), Error> {
    match value {
        Some(value) => connection
            .prepare_cached(
                "INSERT OR REPLACE INTO override (article_id, kind, key, value, journal_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![article, kind, key, value, journal])?,
        None => connection
            .prepare_cached("DELETE FROM override WHERE article_id = ?1 AND kind = ?2 AND key = ?3")?
            .execute(params![article, kind, key])?,
    };
    Ok(())
}

/// The lowest id above all ids of a table.
pub(super) fn free_id(connection: &Connection, table: &str) -> Result<i64, Error> {
    Ok(connection.query_row(&format!("SELECT coalesce(max(id), 0) + 1 FROM {table}"), [], |row| row.get(0))?)
}
