//! Hand-overs as they were: which files each wrote, and the way back to the bytes before.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::patch::Patch;
use super::text::text;
use super::ways_back::{KEPT, KEPT_MS, NotUndoable};
use crate::article::{ArticleId, HandOverId};
use crate::error::Error;
use crate::file::{self, Hash};

/// A hand-over as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandOverLine {
    /// Its number.
    pub id: HandOverId,
    /// When it was, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// Files that were written.
    pub files: u32,
    /// Those of them that have their former bytes again.
    pub back: u32,
    /// Whether there is anything to take back, and a way.
    pub can_be_taken_back: bool,
}

/// The state of a hand-over that writes, or was cut off while it did.
const WRITING: &str = "writing";
/// The state of one that is being taken back, or was cut off while it was.
const TAKING_BACK: &str = "taking back";
/// The state of one of which every file has its former bytes again.
const TAKEN_BACK: &str = "taken back";
/// The state of one whose ways back are no longer kept.
const SETTLED: &str = "settled";

/// A file that is written, and the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The article.
    pub article: ArticleId,
    /// Of the bytes that are written.
    pub hash: Hash,
    /// Of the bytes before.
    pub former: Hash,
    way_back: Patch,
}

impl Written {
    /// These bytes are written over those.
    pub fn over(article: ArticleId, bytes: &[u8], former: &[u8]) -> Self {
        let (written, former_hash) = (file::hash(bytes), file::hash(former));
        Self { article, hash: written, former: former_hash, way_back: Patch::between(bytes, former) }
    }

    /// The bytes before, from those that were written.
    pub fn former_bytes(&self, written: &[u8]) -> Option<Vec<u8>> {
        self.way_back.apply(written).filter(|bytes| file::hash(bytes) == self.former)
    }
}

/// Notes, before writing, what is written and the way back.
pub fn begin(connection: &Connection, (at_ms, by): (i64, &str), files: &[Written]) -> Result<HandOverId, Error> {
    connection
        .execute("INSERT INTO hand_over (at_ms, by_whom, state) VALUES (?1, ?2, ?3)", params![at_ms, by, WRITING])?;
    let id = HandOverId(connection.last_insert_rowid());
    let mut statement = connection.prepare_cached(
        "INSERT INTO hand_over_file (hand_over_id, article_id, written_hash, former_hash, head, tail, middle)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for file in files {
        let Patch { head, tail, middle } = &file.way_back;
        statement.execute(params![id.0, file.article.0, file.hash, file.former, head, tail, middle])?;
    }
    Ok(id)
}

/// The hand-over ended; of these files nothing was written. Returns whether anything is left of it.
pub fn end(connection: &Connection, id: HandOverId, not_written: &[ArticleId]) -> Result<bool, Error> {
    for article in not_written {
        connection
            .prepare_cached("DELETE FROM hand_over_file WHERE hand_over_id = ?1 AND article_id = ?2")?
            .execute(params![id.0, article.0])?;
    }
    let left = connection
        .query_row("SELECT count(*) FROM hand_over_file WHERE hand_over_id = ?1", [id.0], |row| row.get::<_, i64>(0))?;
    if left == 0 {
        connection.execute("DELETE FROM hand_over WHERE id = ?1", [id.0])?;
    } else {
        set_state(connection, id, "done")?;
    }
    Ok(left > 0)
}

/// The last hand-over that can be taken back.
pub fn last(connection: &Connection) -> Result<Option<HandOverId>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM hand_over WHERE state NOT IN (?1, ?2) ORDER BY id DESC LIMIT 1")?;
    let found = statement.query_row([TAKEN_BACK, SETTLED], |row| row.get(0).map(HandOverId));
    Ok(found.optional()?)
}

/// From now on the former bytes of its files are ours to write. Returns the files that do not have them again yet.
pub fn begin_taking_back(connection: &Connection, id: HandOverId) -> Result<Vec<Written>, Error> {
    let mut statement = connection.prepare_cached("SELECT state FROM hand_over WHERE id = ?1")?;
    let state = statement.query_row([id.0], |row| text(row, 0)).optional()?;
    match state.as_deref() {
        None => return Err(Error::NoSuchHandOver(id.0)),
        Some(TAKEN_BACK) => return Err(Error::not_now(NotUndoable::HandOverReverted { number: id.0 })),
        Some(SETTLED) => return Err(Error::not_now(NotUndoable::hand_over(id.0))),
        Some(_) => set_state(connection, id, TAKING_BACK)?,
    }
    let mut statement = connection.prepare_cached(
        "SELECT article_id, written_hash, former_hash, head, tail, middle FROM hand_over_file
         WHERE hand_over_id = ?1 AND back = 0 ORDER BY article_id",
    )?;
    let rows = statement.query_map([id.0], |row| {
        let way_back = Patch { head: row.get(3)?, tail: row.get(4)?, middle: row.get(5)? };
        Ok(Written { article: ArticleId(row.get(0)?), hash: row.get(1)?, former: row.get(2)?, way_back })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// These of its files have their former bytes again; what was left can be tried once more.
pub fn end_taking_back(connection: &Connection, id: HandOverId, back: &[ArticleId]) -> Result<(), Error> {
    let mut statement =
        connection.prepare_cached("UPDATE hand_over_file SET back = 1 WHERE hand_over_id = ?1 AND article_id = ?2")?;
    for article in back {
        statement.execute(params![id.0, article.0])?;
    }
    let left: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM hand_over_file WHERE hand_over_id = ?1 AND back = 0)",
        [id.0],
        |row| row.get(0),
    )?;
    set_state(connection, id, if left { "done" } else { TAKEN_BACK })
}

/// Whether bytes with this hash are in an article's file because a hand-over is being taken back, also where that was
/// cut off: they are no arrival.
pub fn is_being_taken_back(connection: &Connection, article: ArticleId, hash: Hash) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM hand_over_file JOIN hand_over ON hand_over.id = hand_over_id
         WHERE article_id = ?1 AND former_hash = ?2 AND state = ?3",
    )?;
    Ok(statement.exists(params![article.0, hash, TAKING_BACK])?)
}

/// All hand-overs, newest first, at most so many.
pub fn lines(connection: &Connection, limit: u32) -> Result<Vec<HandOverLine>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, at_ms, by_whom, state, (SELECT count(*) FROM hand_over_file WHERE hand_over_id = id),
           (SELECT count(*) FROM hand_over_file WHERE hand_over_id = id AND back = 1)
         FROM hand_over ORDER BY id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        let state = text(row, 3)?;
        Ok(HandOverLine {
            id: HandOverId(row.get(0)?),
            at_ms: row.get(1)?,
            by: text(row, 2)?,
            files: row.get(4)?,
            back: row.get(5)?,
            can_be_taken_back: state != TAKEN_BACK && state != SETTLED,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Deletes the revert data of old hand-overs: those of more than 90 days ago that are not among the last 200. The days
/// are counted back from the first of those 200, so that a clock that is ahead for a while deletes nothing.
pub fn forget_ways_back(connection: &Connection, now_ms: i64) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM hand_over WHERE state <> ?1
         AND at_ms < min(?2, (SELECT at_ms FROM hand_over ORDER BY id DESC LIMIT 1 OFFSET ?3 - 1)) - ?4
         AND id <= (SELECT id FROM hand_over ORDER BY id DESC LIMIT 1 OFFSET ?3)",
    )?;
    let rows = statement.query_map(params![SETTLED, now_ms, KEPT, KEPT_MS], |row| row.get(0).map(HandOverId))?;
    for id in rows.collect::<Result<Vec<_>, _>>()? {
        connection.execute(
            "UPDATE hand_over_file SET head = NULL, tail = NULL, middle = NULL WHERE hand_over_id = ?1",
            [id.0],
        )?;
        set_state(connection, id, SETTLED)?;
    }
    Ok(())
}

fn set_state(connection: &Connection, id: HandOverId, state: &str) -> Result<(), Error> {
    connection.execute("UPDATE hand_over SET state = ?2 WHERE id = ?1", params![id.0, state])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::ways_back::tests::{ALL, NOW, at_ms, library};
    use super::*;

    #[test]
    fn old_ways_back_go_and_young_or_late_ones_stay() {
        let (_folder, library) = library();
        for number in 1..=ALL {
            let written = Written::over(ArticleId(1), b"quality: 72", b"quality: 39");
            let id = begin(&library, (at_ms(number), "somebody"), &[written]).unwrap();
            assert!(end(&library, id, &[]).unwrap());
        }
        forget_ways_back(&library, NOW).unwrap();
        let lines = lines(&library, 1_000).unwrap();
        let kept = |id: i64| lines.iter().any(|line| line.id.0 == id && line.can_be_taken_back && line.files == 1);
        assert_eq!((kept(1), kept(2), kept(3), kept(ALL)), (true, false, true, true), "one way back went");
        let refused = begin_taking_back(&library, HandOverId(2)).unwrap_err().to_string();
        assert!(refused.contains("too old"), "{refused}");
        assert_eq!(
            begin_taking_back(&library, HandOverId(3)).unwrap()[0].former_bytes(b"quality: 72").unwrap(),
            b"quality: 39"
        );
    }

    #[test]
    fn a_hand_over_that_wrote_nothing_leaves_no_trace() {
        let (_folder, library) = library();
        let id = begin(&library, (1, "somebody"), &[]).unwrap();
        assert!(!end(&library, id, &[]).unwrap());
        assert_eq!(lines(&library, 10).unwrap(), []);
    }
}
