//! Imports as they were: receipts, what each did to which article, and the way back.

use rusqlite::{Connection, OptionalExtension, params};

use super::patch::Patch;
use super::records::{self, ConflictRecord, MergeRecord, ReportRecord, unless_damaged};
use super::text::{text, text_or_null};
use super::ways_back::{KEPT, KEPT_MS};
use super::{articles, journal};
use crate::article::{ArticleId, IntakeId};
use crate::error::Error;
use crate::file::{self, Hash, Seen};
use crate::library::import_report::{ArrivalKind, Receipt, ReceiptLine, Story};
use crate::library::message::Unreadable;

/// Begins an import.
pub fn begin(connection: &Connection, at_ms: i64, paths: &[String]) -> Result<IntakeId, Error> {
    let paths = records::encode(&paths.to_vec())?;
    let receipt = records::encode(&ReportRecord::default())?;
    connection.execute(
        "INSERT INTO intake (at_ms, paths, receipt, state) VALUES (?1, ?2, ?3, 'running')",
        params![at_ms, paths, receipt],
    )?;
    // Newer files arrive: an earlier import that was taken back stays so.
    connection.execute("UPDATE batch SET state = 'kept' WHERE state = 'done' AND intake_id IS NOT NULL", [])?;
    connection.execute("UPDATE batch SET state = 'dropped' WHERE state = 'undone' AND intake_id IS NOT NULL", [])?;
    Ok(IntakeId(connection.last_insert_rowid()))
}

/// Keeps a receipt as it stands by now.
pub fn keep(connection: &Connection, id: IntakeId, receipt: &Receipt, state: &str) -> Result<(), Error> {
    let receipt = records::encode(&ReportRecord::from(receipt))?;
    let mut statement = connection.prepare_cached("UPDATE intake SET receipt = ?2, state = ?3 WHERE id = ?1")?;
    statement.execute(params![id.0, receipt, state])?;
    Ok(())
}

/// Deletes the undo data of old imports: those of more than 90 days ago that are not among the last 200. Their receipts
/// stay, with a line for each article. The days are counted back from the first of those 200, so that a clock that is
/// ahead for a while deletes nothing.
pub fn forget_ways_back(connection: &Connection, now_ms: i64) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM intake WHERE state = 'done'
         AND at_ms < min(?1, (SELECT at_ms FROM intake ORDER BY id DESC LIMIT 1 OFFSET ?2 - 1)) - ?3
         AND id <= (SELECT id FROM intake ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )?;
    let old: Vec<i64> =
        statement.query_map(params![now_ms, KEPT, KEPT_MS], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for intake in old {
        connection.execute(
            "UPDATE arrival SET head = NULL, tail = NULL, middle = NULL, arrived_hash = NULL, file_hash = NULL,
               file_size = NULL, file_mtime_ns = NULL, file_ctime_ns = NULL, file_inode = NULL, former_conflicts = NULL
             WHERE intake_id = ?1 AND kind <> 'new'",
            [intake],
        )?;
        connection.execute("UPDATE intake SET state = ?2 WHERE id = ?1", params![intake, SETTLED])?;
    }
    Ok(())
}

/// The states of an import; see migrations/001.sql.
const STATES: [&str; 4] = ["running", "done", "taken back", SETTLED];

/// SQL for the kind of an arrival. One whose word cannot be read is new where no import before it brought the article.
pub const KIND: &str = "CASE WHEN kind IN ('new', 'updated', 'quiet', 'noise') THEN kind
    WHEN arrival.arrived_hash IS NULL AND NOT EXISTS (SELECT 1 FROM arrival AS earlier
      WHERE earlier.article_id = arrival.article_id AND earlier.intake_id < arrival.intake_id) THEN 'new'
    ELSE 'updated' END";

/// The state of an import whose way back is no longer kept.
const SETTLED: &str = "settled";

/// Whether the way back of an import is no longer kept.
pub fn is_settled(connection: &Connection, intake: IntakeId) -> Result<bool, Error> {
    Ok(state(connection, intake)? == SETTLED)
}

/// Notes a new article. No `OR REPLACE` here: it opens a savepoint, at which the search index is flushed.
pub fn note_new(connection: &Connection, intake: IntakeId, article: ArticleId) -> Result<(), Error> {
    let mut statement =
        connection.prepare_cached("INSERT INTO arrival (article_id, intake_id, kind) VALUES (?1, ?2, 'new')")?;
    statement.execute(params![article.0, intake.0])?;
    Ok(())
}

/// What an arrival replaced: what takes it back.
#[derive(Debug)]
pub struct Replaced {
    /// The bytes that had arrived before.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub arrived: Hash,
    /// The file as it was seen before.
    pub seen: Seen,
    /// The conflicts before.
    pub conflicts: Vec<ConflictRecord>,
}

/// Notes what arrived for an article that was there: kind and story for the receipt, and the way back.
pub fn note_update(
    connection: &Connection,
    (intake, article): (IntakeId, ArticleId),
    (kind, story): (ArrivalKind, &Story),
    (replaced, bytes): (&Replaced, &[u8]),
) -> Result<(), Error> {
    let patch = Patch::between(bytes, &replaced.bytes);
    let record = (*story != Story::default()).then(|| records::encode(&MergeRecord::from(story))).transpose()?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO arrival (article_id, intake_id, kind, story, head, tail, middle, arrived_hash,
           file_hash, file_size, file_mtime_ns, former_conflicts, file_ctime_ns, file_inode, preserved, conflicts, lost)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?;
    let Replaced { arrived, seen, conflicts, .. } = replaced;
    statement.execute(params![
        article.0,
        intake.0,
        kind.word(),
        record,
        patch.head,
        patch.tail,
        patch.middle,
        arrived,
        seen.hash,
        seen.size,
        seen.mtime_ns,
        records::encode(conflicts)?,
        seen.ctime_ns,
        seen.inode,
        count(story.kept.len()),
        count(story.conflicts.len()),
        count(story.lost.len()),
    ])?;
    Ok(())
}

fn count(fields: usize) -> u32 {
    u32::try_from(fields).unwrap_or(u32::MAX)
}

/// Why an import cannot be taken back: articles of it that a later import changed again.
pub fn overtaken(connection: &Connection, intake: IntakeId) -> Result<u32, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT count(DISTINCT mine.article_id) FROM arrival AS mine
         JOIN arrival AS later ON later.article_id = mine.article_id AND later.intake_id > mine.intake_id
         JOIN intake ON intake.id = later.intake_id AND intake.state <> 'taken back'
         WHERE mine.intake_id = ?1",
    )?;
    Ok(statement.query_row([intake.0], |row| row.get(0))?)
}

/// Swaps what an import brought for what was there before, and back at the next call. Returns its articles;
/// what is derived of them must be made anew.
pub fn swap(connection: &Connection, intake: IntakeId) -> Result<Vec<ArticleId>, Error> {
    let state = state(connection, intake)?;
    let (back, new_state) = if state == "taken back" { (false, "done") } else { (true, "taken back") };
    let mut statement =
        connection.prepare_cached(&format!("SELECT article_id, {KIND} FROM arrival WHERE intake_id = ?1"))?;
    let rows = statement.query_map([intake.0], |row| Ok((ArticleId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let arrivals: Vec<(ArticleId, String)> = rows.collect::<Result<_, _>>()?;
    for (article, kind) in &arrivals {
        if kind == ArrivalKind::New.word() {
            articles::set_gone(connection, *article, back)?;
        } else {
            swap_one(connection, intake, *article)?;
        }
        // What we wrote since stands on bytes that are no longer ours to explain.
        connection
            .prepare_cached("DELETE FROM handed_over WHERE article_id = ?1 AND intake_id >= ?2")?
            .execute(params![article.0, intake.0])?;
    }
    connection.execute("UPDATE intake SET state = ?2 WHERE id = ?1", params![intake.0, new_state])?;
    Ok(arrivals.into_iter().map(|(article, _)| article).collect())
}

fn swap_one(connection: &Connection, intake: IntakeId, article: ArticleId) -> Result<(), Error> {
    let stored = articles::stored_even_gone(connection, article)?;
    let present = Replaced {
        arrived: stored.known.arrived,
        seen: stored.known.seen,
        conflicts: conflicts(connection, article)?,
        bytes: stored.bytes,
    };
    let other = other(connection, intake, &present, article)?;
    let patch = Patch::between(&other.bytes, &present.bytes);
    let mut statement = connection.prepare_cached(
        "UPDATE arrival SET head = ?3, tail = ?4, middle = ?5, arrived_hash = ?6, file_hash = ?7, file_size = ?8,
           file_mtime_ns = ?9, former_conflicts = ?10, file_ctime_ns = ?11, file_inode = ?12 WHERE intake_id = ?1 AND article_id = ?2",
    )?;
    statement.execute(params![
        intake.0,
        article.0,
        patch.head,
        patch.tail,
        patch.middle,
        present.arrived,
        present.seen.hash,
        present.seen.size,
        present.seen.mtime_ns,
        records::encode(&present.conflicts)?,
        present.seen.ctime_ns,
        present.seen.inode
    ])?;
    articles::arrive(connection, article, other.arrived, &other.bytes)?;
    articles::see(connection, article, other.seen)?;
    set_conflicts(connection, article, &other.conflicts)
}

fn other(connection: &Connection, intake: IntakeId, present: &Replaced, article: ArticleId) -> Result<Replaced, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT head, tail, middle, arrived_hash, file_hash, file_size, file_mtime_ns, former_conflicts,
           file_ctime_ns, file_inode FROM arrival
         WHERE intake_id = ?1 AND article_id = ?2",
    )?;
    let (patch, conflicts, mut other) = statement.query_row(params![intake.0, article.0], |row| {
        let patch = Patch { head: row.get(0)?, tail: row.get(1)?, middle: row.get(2)? };
        let (hash, size, mtime_ns) = (row.get(4)?, row.get(5)?, row.get(6)?);
        let seen = Seen { hash, size, mtime_ns, ctime_ns: row.get(8)?, inode: row.get(9)? };
        let other = Replaced { bytes: Vec::new(), arrived: row.get(3)?, seen, conflicts: Vec::new() };
        Ok((patch, text_or_null(row, 7)?, other))
    })?;
    let conflicts = conflicts.map(|conflicts| unless_damaged(records::decode(&conflicts))).transpose()?;
    other.conflicts = conflicts.flatten().unwrap_or_default();
    other.bytes = patch.apply(&present.bytes).unwrap_or_default();
    if file::hash(&other.bytes) == other.arrived {
        return Ok(other);
    }
    Err(Error::damaged(Unreadable::Replaced { number: intake.0, article: article.0 }))
}

/// Returns an article's conflicts, those that can be read.
pub fn conflicts(connection: &Connection, article: ArticleId) -> Result<Vec<ConflictRecord>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT field, journal_id, base, theirs FROM conflict WHERE article_id = ?1")?;
    let mut rows = statement.query([article.0])?;
    let mut conflicts = Vec::new();
    while let Some(row) = rows.next()? {
        let (field, journal_id) = (text(row, 0)?, row.get(1)?);
        let values = journal::base_and_theirs(text_or_null(row, 2)?.as_deref(), &text(row, 3)?);
        if let Some((base, theirs)) = unless_damaged(values)? {
            conflicts.push(ConflictRecord { field, journal_id, base, theirs });
        }
    }
    Ok(conflicts)
}

/// Gives an article these conflicts and no others.
pub fn set_conflicts(connection: &Connection, article: ArticleId, conflicts: &[ConflictRecord]) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM conflict WHERE article_id = ?1")?.execute([article.0])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO conflict (article_id, field, journal_id, base, theirs) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for ConflictRecord { field, journal_id, base, theirs } in conflicts {
        let base = base.as_ref().map(journal::text_of).transpose()?;
        statement.execute(params![article.0, field, journal_id, base, journal::text_of(theirs)?])?;
    }
    Ok(())
}

fn state(connection: &Connection, intake: IntakeId) -> Result<String, Error> {
    let found = connection.query_row("SELECT state FROM intake WHERE id = ?1", [intake.0], |row| text(row, 0));
    let state = found.optional()?.ok_or(Error::NoSuchReceipt(intake.0))?;
    let unreadable = || Error::damaged(Unreadable::ImportState { number: intake.0 });
    STATES.contains(&&*state).then_some(state).ok_or_else(unreadable)
}

/// All receipts, newest first, at most so many.
pub fn receipts(connection: &Connection, limit: u32) -> Result<Vec<Receipt>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT id, at_ms, paths, receipt, state FROM intake ORDER BY id DESC LIMIT ?1")?;
    let mut rows = statement.query([limit])?;
    let mut receipts = Vec::new();
    while let Some(row) = rows.next()? {
        receipts.push(receipt_of(connection, row)?);
    }
    Ok(receipts)
}

/// One receipt.
pub fn receipt(connection: &Connection, intake: IntakeId) -> Result<Receipt, Error> {
    let mut statement =
        connection.prepare_cached("SELECT id, at_ms, paths, receipt, state FROM intake WHERE id = ?1")?;
    let mut rows = statement.query([intake.0])?;
    let row = rows.next()?.ok_or(Error::NoSuchReceipt(intake.0))?;
    receipt_of(connection, row)
}

fn receipt_of(connection: &Connection, row: &rusqlite::Row<'_>) -> Result<Receipt, Error> {
    let id = IntakeId(row.get(0)?);
    let (paths, receipt, state) = (text(row, 2)?, text(row, 3)?, text(row, 4)?);
    let report = unless_damaged(records::decode::<ReportRecord>(&receipt))?;
    let paths = unless_damaged(records::decode(&paths))?;
    let unreadable = report.is_none() || paths.is_none() || !STATES.contains(&&*state);
    let receipt = report.map_or_else(|| counted(connection, id), |report| Ok(report.into()))?;
    Ok(Receipt {
        id: Some(id),
        at_ms: row.get(1)?,
        paths: paths.unwrap_or_default(),
        stopped: receipt.stopped || state == "running",
        taken_back: state == "taken back",
        unreadable,
        ..receipt
    })
}

/// Returns the counts of an import as far as its articles tell them.
pub fn counted(connection: &Connection, intake: IntakeId) -> Result<Receipt, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT total(kind = 'new'), total(kind IN ('updated', 'quiet')), total(kind = 'quiet'), total(kind = 'noise'),
           total(preserved * (kind <> 'noise')), total(conflicts * (kind <> 'noise')), total(lost * (kind <> 'noise'))
         FROM (SELECT {KIND} AS kind, preserved, conflicts, lost FROM arrival WHERE intake_id = ?1)"
    ))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of rows, never negative")]
    let receipt = statement.query_row([intake.0], |row| {
        let count = |at: usize| row.get::<_, f64>(at).map(|count| count as u32);
        let noise = count(3)?;
        Ok(Receipt {
            new: count(0)?,
            updated: count(1)?,
            quiet: count(2)?,
            unchanged: noise,
            noise,
            kept: count(4)?,
            conflicts: count(5)?,
            lost: count(6)?,
            ..Receipt::default()
        })
    })?;
    Ok(receipt)
}

/// What an import did to which articles; noise is left out.
pub fn lines(connection: &Connection, intake: IntakeId, limit: u32, offset: u32) -> Result<Vec<ReceiptLine>, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT article_id, {KIND}, story, title, rtrim(root.path, '/') || '/' || article.path
         FROM arrival JOIN article ON article.id = article_id JOIN root ON root.id = root_id
         WHERE intake_id = ?1 AND kind <> 'noise' ORDER BY article_id LIMIT ?2 OFFSET ?3"
    ))?;
    receipt_lines(statement.query(params![intake.0, limit, offset])?)
}

/// Reads rows of article, [`KIND`], story, title and path. A story that cannot be read is left out.
pub fn receipt_lines(mut rows: rusqlite::Rows<'_>) -> Result<Vec<ReceiptLine>, Error> {
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, story) = (text(row, 1)?, text_or_null(row, 2)?);
        let story = story.map(|story| unless_damaged(records::decode::<MergeRecord>(&story))).transpose()?.flatten();
        let unknown = || Error::damaged(Unreadable::ArrivalKind { kind: kind.clone() });
        lines.push(ReceiptLine {
            id: ArticleId(row.get(0)?),
            kind: ArrivalKind::from_word(&kind).ok_or_else(unknown)?,
            title: text(row, 3)?,
            path: text(row, 4)?,
            story: story.unwrap_or_default().into(),
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::super::ways_back::tests::{ALL, NOW, at_ms, library};
    use super::*;

    #[test]
    fn old_ways_back_go_and_young_or_late_ones_stay() {
        let (_folder, library) = library();
        for number in 1..=ALL {
            let intake = begin(&library, at_ms(number), &[]).unwrap();
            keep(&library, intake, &Receipt::default(), "done").unwrap();
            let seen = Seen { hash: [0; 32], size: 1, mtime_ns: 1, ctime_ns: 1, inode: 1 };
            let replaced = Replaced { bytes: b"before".to_vec(), arrived: [0; 32], seen, conflicts: Vec::new() };
            let (kind, story) = (ArrivalKind::Updated, Story::default());
            note_update(&library, (intake, ArticleId(1)), (kind, &story), (&replaced, b"after")).unwrap();
        }
        forget_ways_back(&library, NOW).unwrap();
        let settled = |id: i64| is_settled(&library, IntakeId(id)).unwrap();
        assert_eq!((settled(1), settled(2), settled(3), settled(ALL)), (false, true, false, false));
        let ways: i64 =
            library.query_row("SELECT count(*) FROM arrival WHERE middle IS NOT NULL", [], |row| row.get(0)).unwrap();
        assert_eq!(ways, ALL - 1, "one way back went");
        assert_eq!(lines(&library, IntakeId(2), 10, 0).unwrap().len(), 1, "its receipt is as readable as before");
    }
}
