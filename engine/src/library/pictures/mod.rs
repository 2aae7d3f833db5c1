//! Pictures as the library knows them: addresses with their state, contents kept once, and which article names which.

mod choose;
mod content;
mod show;
pub mod shown;
mod uses;

use rusqlite::{Connection, OptionalExtension, params};

use super::text::{text, text_or_null};
use crate::article::ArticleId;
use crate::error::Error;
use crate::imaging::queue::Waiting;
use crate::library::records;
use crate::library::records::ImageFailureRecord;
use crate::message::Message;
use crate::time::now_ms;
pub use choose::{Seen, seen};
pub use content::{Content, bytes_kept, cache, contents, evict, forget_content, least_used, set_used, widen};
pub use show::{article_pictures, counts, lines, of_row, shown};
pub use shown::{CACHED, FAILED, WRONG_SIZE};
pub use uses::{Use, Uses, changed_since, forget_unused, keep as keep_uses, role, stale, used_by};

/// How long a picture counts as checked, in milliseconds: a week.
const FRESH_MS: i64 = 7 * 86_400_000;
/// Longest rest between two tries, in milliseconds, with room for jitter. A longer one was set by a wrong clock.
const LONGEST_REST_MS: i64 = 2 * 86_400_000;

/// What is needed to fetch a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The picture.
    pub id: i64,
    /// Its address.
    pub address: String,
    /// Whom it is asked of; empty where no network is needed.
    pub host: String,
    /// The larger, the sooner.
    pub rank: i64,
    /// Tries that failed.
    pub tries: u32,
    /// What is known of the bytes that are kept.
    pub known: Option<(Option<String>, Option<String>)>,
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// Here, with its content, `ETag` and `Last-Modified`.
    Cached(Content, Option<String>, Option<String>),
    /// Still what it was.
    Unchanged,
    /// Given up, for this reason.
    Failed(Message),
    /// To be tried again at a moment, for this reason.
    Again(Message, i64),
}

/// When a picture is tried next: at once where the moment is further ahead than the longest rest.
const fn next_try(next_ms: i64, now_ms: i64) -> i64 {
    if next_ms > now_ms.saturating_add(LONGEST_REST_MS) { now_ms } else { next_ms }
}

/// All that waits.
pub fn waiting(connection: &Connection) -> Result<Vec<Waiting>, Error> {
    let now = now_ms();
    let mut statement =
        connection.prepare_cached("SELECT id, host, rank, next_ms FROM picture WHERE state = 'waiting'")?;
    let rows = statement.query_map([], |row| {
        Ok(Waiting { id: row.get(0)?, host: text(row, 1)?, rank: row.get(2)?, next_ms: next_try(row.get(3)?, now) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is needed to fetch a picture; `None` where it is gone.
pub fn job(connection: &Connection, id: i64) -> Result<Option<Job>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT address, host, rank, tries, etag, modified, kept FROM picture
         LEFT JOIN content ON content.id = content_id WHERE picture.id = ?1",
    )?;
    let job = statement.query_row([id], |row| {
        let kept = row.get::<_, Option<bool>>(6)?.unwrap_or(false);
        let known = if kept { Some((text_or_null(row, 4)?, text_or_null(row, 5)?)) } else { None };
        Ok(Job { id, address: text(row, 0)?, host: text(row, 1)?, rank: row.get(2)?, tries: row.get(3)?, known })
    });
    Ok(job.optional()?)
}

/// Whether an article of the inbox names a picture, or somebody looked for it after it was let go.
pub fn is_wanted(connection: &Connection, id: i64) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM picture_use JOIN fact USING (article_id)
         WHERE picture_id = ?1 AND fact.place = 'inbox' AND fact.gone = 0
         UNION ALL SELECT 1 FROM picture WHERE id = ?1 AND content_id IS NOT NULL LIMIT 1",
    )?;
    Ok(statement.exists([id])?)
}

/// Keeps how a try ended; returns the articles whose row shows the picture.
pub fn end(connection: &Connection, id: i64, ended: &Ended, now_ms: i64) -> Result<Vec<ArticleId>, Error> {
    match ended {
        Ended::Cached(content, etag, modified) => {
            let content = content::keep(connection, content, now_ms)?;
            let mut statement = connection.prepare_cached(
                "UPDATE picture SET state = 'cached', reason = NULL, tries = 0, next_ms = 0, checked_ms = ?2,
                   content_id = ?3, etag = ?4, modified = ?5 WHERE id = ?1",
            )?;
            statement.execute(params![id, now_ms, content, etag, modified])?;
        }
        Ended::Unchanged => {
            let mut statement = connection.prepare_cached(
                "UPDATE picture SET state = 'cached', reason = NULL, tries = 0, checked_ms = ?2 WHERE id = ?1",
            )?;
            statement.execute(params![id, now_ms])?;
        }
        Ended::Failed(reason) => {
            let mut statement = connection.prepare_cached(
                "UPDATE picture SET state = 'failed', reason = ?2, tries = tries + 1, checked_ms = ?3 WHERE id = ?1",
            )?;
            statement.execute(params![id, records::encode(&ImageFailureRecord(reason.into()))?, now_ms])?;
        }
        Ended::Again(reason, next_ms) => {
            let mut statement = connection.prepare_cached(
                "UPDATE picture SET state = 'waiting', reason = ?2, tries = tries + 1, next_ms = ?3 WHERE id = ?1",
            )?;
            statement.execute(params![id, records::encode(&ImageFailureRecord(reason.into()))?, next_ms])?;
            return Ok(Vec::new());
        }
    }
    uses::mark(connection, id)
}

/// Tries that came to nothing because nothing could be reached do not count.
pub fn forgive(connection: &Connection, ids: &[i64]) -> Result<Vec<Waiting>, Error> {
    let mut statement = connection.prepare_cached(
        "UPDATE picture SET state = 'waiting', tries = max(tries - 1, 0), next_ms = 0
         WHERE id = ?1 AND state IN ('waiting', 'failed') RETURNING host, rank",
    )?;
    let mut forgiven = Vec::new();
    for id in ids {
        let found = statement
            .query_row([id], |row| Ok(Waiting { id: *id, host: text(row, 0)?, rank: row.get(1)?, next_ms: 0 }));
        forgiven.extend(found.optional()?);
        uses::mark(connection, *id)?;
    }
    Ok(forgiven)
}

/// Wants a picture again: one that failed, was let go, or is broken.
pub fn want(connection: &Connection, id: i64) -> Result<Option<Waiting>, Error> {
    let mut statement = connection.prepare_cached(
        "UPDATE picture SET state = 'waiting', tries = 0, next_ms = 0 WHERE id = ?1
         RETURNING host, rank",
    )?;
    let found = statement.query_row([id], |row| Ok(Waiting { id, host: text(row, 0)?, rank: row.get(1)?, next_ms: 0 }));
    let found = found.optional()?;
    uses::mark(connection, id)?;
    Ok(found)
}

/// All that failed, and all that waits for a later try, is tried again; of these articles alone, where some are named.
pub fn retry(connection: &Connection, articles: Option<&[ArticleId]>) -> Result<u32, Error> {
    let again = "(state = 'failed' OR (state = 'waiting' AND next_ms > 0))";
    let mut ids: Vec<i64> = Vec::new();
    match articles {
        None => {
            let mut statement = connection.prepare(&format!("SELECT id FROM picture WHERE {again}"))?;
            let rows = statement.query_map([], |row| row.get(0))?;
            ids = rows.collect::<Result<_, _>>()?;
        }
        Some(articles) => {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT DISTINCT id FROM picture JOIN picture_use ON picture_id = id WHERE article_id = ?1 AND {again}"
            ))?;
            for article in articles {
                let rows = statement.query_map([article.0], |row| row.get(0))?;
                ids.extend(rows.collect::<Result<Vec<i64>, _>>()?);
            }
        }
    }
    for id in &ids {
        want(connection, *id)?;
    }
    Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
}

/// The host of a picture that came last: it can be asked whether anything can be reached.
pub fn good_host(connection: &Connection) -> Result<Option<String>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT host FROM picture WHERE state = 'cached' AND host <> '' ORDER BY rank DESC LIMIT 1")?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

/// Of what these articles name, in the order in which it is wanted: what waits, and what was let go.
/// What was checked long ago is asked again whether it changed.
pub fn wanted(connection: &Connection, articles: &[ArticleId], now_ms: i64) -> Result<(Vec<Waiting>, Vec<i64>), Error> {
    let mut statement =
        connection.prepare_cached("SELECT host, rank, next_ms, state, checked_ms FROM picture WHERE id = ?1")?;
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for id in uses::used_by(connection, articles)? {
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { continue };
        let waiting = Waiting { id, host: text(row, 0)?, rank: row.get(1)?, next_ms: next_try(row.get(2)?, now_ms) };
        // A moment that is still to come was noted by a wrong clock.
        let is_fresh = |checked: i64| (0..=FRESH_MS).contains(&(now_ms - checked));
        let old = row.get::<_, Option<i64>>(4)?.is_some_and(|checked| !is_fresh(checked));
        match row.get_ref(3)?.as_str().unwrap_or_default() {
            "waiting" if waiting.next_ms <= now_ms => first.push(waiting),
            "cached" if old || waiting.host.is_empty() => first.push(waiting),
            "evicted" => again.push(id),
            _ => {}
        }
    }
    Ok((first, again))
}

/// Whether a picture was let go.
pub fn is_evicted(connection: &Connection, id: i64) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM picture WHERE id = ?1 AND state = 'evicted'")?;
    Ok(statement.exists([id])?)
}
