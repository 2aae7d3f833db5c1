//! Which article names which picture.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::text::{text, text_or_null};
use super::shown::{CACHED, FAILED, WRONG_SIZE};
use crate::article::ArticleId;
use crate::error::Error;
use crate::file::Hash;
use crate::imaging::queue::Waiting;
use crate::imaging::source::Source;
use crate::library::pictures::shown::PictureRole;
use crate::library::records;
use crate::library::records::ImageFailureRecord;

/// The place of the provider's logo, and of the first picture of the coverage; each report has as many places.
const LOGO: i64 = 1_000;
const COVERAGE: i64 = 10_000;
const A_REPORT: i64 = 100;
/// A picture of the coverage counts as a day older: rows come first.
const DAY_MS: i64 = 86_400_000;

/// One picture that an article names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Its place in the article.
    pub place: i64,
    /// Where it comes from.
    pub source: Source,
    /// Declared width and height.
    pub size: (Option<i64>, Option<i64>),
}

/// Which place a picture has; `None` beyond what is counted.
pub fn role(role: PictureRole, report: Option<usize>, position: usize) -> Option<i64> {
    let position = i64::try_from(position).ok()?;
    let report = report.and_then(|report| i64::try_from(report).ok());
    match (role, report) {
        (PictureRole::Lead, _) => (position < LOGO).then_some(position),
        (PictureRole::Logo, None) => Some(LOGO),
        (PictureRole::Logo, Some(report)) => Some(COVERAGE + report * A_REPORT + A_REPORT - 1),
        (PictureRole::Coverage, report) => {
            (position < A_REPORT - 1).then_some(COVERAGE + report.unwrap_or(0) * A_REPORT + position)
        }
    }
}

/// What a place says.
pub fn told(place: i64) -> (PictureRole, Option<u32>, u32) {
    let whole = |number: i64| u32::try_from(number).unwrap_or(0);
    match () {
        () if place < LOGO => (PictureRole::Lead, None, whole(place)),
        () if place < COVERAGE => (PictureRole::Logo, None, 0),
        () => {
            let (report, position) = ((place - COVERAGE) / A_REPORT, (place - COVERAGE) % A_REPORT);
            let logo = position == A_REPORT - 1;
            let role = if logo { PictureRole::Logo } else { PictureRole::Coverage };
            (role, Some(whole(report)), if logo { 0 } else { whole(position) })
        }
    }
}

/// Everything that one document names.
#[derive(Debug)]
pub struct Uses {
    /// The article.
    pub article: ArticleId,
    /// Of the document that it was derived from.
    pub hash: Hash,
    /// When the article was published.
    pub published_ms: Option<i64>,
    /// What the document names first, as it is written there.
    pub first: Option<String>,
    /// The pictures.
    pub all: Vec<Use>,
}

/// What is left of the last tick, and what came after it: each with no order but that of the index, and no more of it read
/// than is wanted. It is asked ten times a second, and one tick can hold all articles.
const CHANGED_SINCE: [&str; 2] = [
    "SELECT changed, fact.article_id, pictured.decided_hash IS NOT article.decided_hash
     FROM fact JOIN article ON article.id = fact.article_id LEFT JOIN pictured ON pictured.article_id = fact.article_id
     WHERE changed = ?1 AND fact.article_id > ?2 ORDER BY fact.article_id LIMIT ?3",
    "SELECT changed, fact.article_id, pictured.decided_hash IS NOT article.decided_hash
     FROM fact JOIN article ON article.id = fact.article_id LEFT JOIN pictured ON pictured.article_id = fact.article_id
     WHERE changed > ?1 AND ?2 = ?2 ORDER BY changed, fact.article_id LIMIT ?3",
];

/// Articles whose row changed after the last that were followed, oldest change first, and those of them whose
/// document is another one.
pub fn changed_since(connection: &Connection, most: u32) -> Result<Vec<(i64, ArticleId, bool)>, Error> {
    let mut last = connection.prepare_cached("SELECT tick, article_id FROM pictured_to")?;
    let (tick, article): (i64, i64) = last.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut changed = Vec::new();
    for sql in CHANGED_SINCE {
        let wanted = i64::from(most) - i64::try_from(changed.len()).unwrap_or(0);
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement
            .query_map([tick, article, wanted], |row| Ok((row.get(0)?, ArticleId(row.get(1)?), row.get(2)?)))?;
        changed.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(changed)
}

/// Those of these articles whose pictures are not listed as their document has them.
pub fn stale(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<ArticleId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM article LEFT JOIN pictured ON article_id = id
         WHERE id = ?1 AND pictured.decided_hash IS NOT article.decided_hash",
    )?;
    let mut stale = Vec::new();
    for id in ids {
        if statement.exists([id.0])? {
            stale.push(*id);
        }
    }
    Ok(stale)
}

/// Lists what documents name, and how far changes were followed; returns what is to be
/// fetched now, and the articles whose row shows another state.
pub fn keep(
    connection: &Connection,
    uses: &[Uses],
    followed: Option<(i64, ArticleId)>,
) -> Result<(Vec<Waiting>, Vec<ArticleId>), Error> {
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for uses in uses {
        connection.prepare_cached("DELETE FROM picture_use WHERE article_id = ?1")?.execute([uses.article.0])?;
        for one in &uses.all {
            let picture = picture(connection, uses, one, &mut new)?;
            let mut statement = connection.prepare_cached(
                "INSERT OR REPLACE INTO picture_use (article_id, place, picture_id, width, height)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            statement.execute(params![uses.article.0, one.place, picture, one.size.0, one.size.1])?;
        }
        let mut statement = connection.prepare_cached("SELECT picture FROM pictured WHERE article_id = ?1")?;
        let before = statement.query_row([uses.article.0], |row| text_or_null(row, 0)).optional()?;
        let mut statement = connection.prepare_cached(
            "INSERT OR REPLACE INTO pictured (article_id, decided_hash, picture) VALUES (?1, ?2, ?3)",
        )?;
        statement.execute(params![uses.article.0, uses.hash, uses.first])?;
        // Until now the row could not know what the picture that is named first looks like.
        let another = before.is_some_and(|before| before != uses.first);
        if mark_article(connection, uses.article)? || another {
            changed.push(uses.article);
        }
    }
    if let Some((tick, article)) = followed {
        let mut statement = connection.prepare_cached("UPDATE pictured_to SET tick = ?1, article_id = ?2")?;
        statement.execute(params![tick, article.0])?;
    }
    Ok((new, changed))
}

/// The row of a picture, made where there is none; one that became newer waits nearer to the front.
fn picture(connection: &Connection, uses: &Uses, one: &Use, new: &mut Vec<Waiting>) -> Result<i64, Error> {
    let key = blake3::hash(one.source.address.as_bytes());
    let rank = uses.published_ms.unwrap_or(0) - if one.place < LOGO { 0 } else { DAY_MS };
    let mut statement = connection.prepare_cached("SELECT id, rank FROM picture WHERE key = ?1")?;
    let known = statement.query_row([key.as_bytes()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
    if let Some((id, before)) = known.optional()? {
        if rank > before {
            connection.prepare_cached("UPDATE picture SET rank = ?2 WHERE id = ?1")?.execute([id, rank])?;
        }
        return Ok(id);
    }
    let Source { address, host, refused } = &one.source;
    let state = if refused.is_some() { "failed" } else { "waiting" };
    let reason = refused.as_ref().map(|reason| records::encode(&ImageFailureRecord(reason.into()))).transpose()?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO picture (key, address, host, state, reason, rank) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    statement.execute(params![key.as_bytes(), address, host, state, reason, rank])?;
    let id = connection.last_insert_rowid();
    if refused.is_none() {
        new.push(Waiting { id, host: host.clone(), rank, next_ms: 0 });
    }
    Ok(id)
}

/// Marks the rows that show a picture with its state; returns those articles.
pub fn mark(connection: &Connection, picture: i64) -> Result<Vec<ArticleId>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT article_id FROM picture_use WHERE picture_id = ?1")?;
    let articles = statement.query_map([picture], |row| row.get(0).map(ArticleId))?;
    let articles: Vec<ArticleId> = articles.collect::<Result<_, _>>()?;
    let mut changed = Vec::new();
    for article in articles {
        if mark_article(connection, article)? {
            changed.push(article);
        }
    }
    Ok(changed)
}

fn mark_article(connection: &Connection, article: ArticleId) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT state, (picture_use.width IS NOT NULL AND picture_use.width <> content.width)
             OR (picture_use.height IS NOT NULL AND picture_use.height <> content.height)
         FROM picture_use JOIN picture ON picture.id = picture_id LEFT JOIN content ON content.id = content_id
         WHERE article_id = ?1 AND place = 0",
    )?;
    let found = statement.query_row([article.0], |row| {
        let wrong = row.get::<_, Option<bool>>(1)?.unwrap_or(false);
        Ok(match text(row, 0)?.as_str() {
            "cached" => CACHED | if wrong { WRONG_SIZE } else { 0 },
            "failed" => FAILED,
            _ => 0,
        })
    });
    let mut statement = connection.prepare_cached(
        "UPDATE fact SET shown = ?2, changed = (SELECT tick FROM clock) WHERE article_id = ?1 AND shown <> ?2",
    )?;
    Ok(statement.execute([article.0, found.optional()?.unwrap_or(0)])? > 0)
}

/// The pictures of these articles, those that rows show first.
pub fn used_by(connection: &Connection, articles: &[ArticleId]) -> Result<Vec<i64>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT place, picture_id FROM picture_use WHERE article_id = ?1 ORDER BY place")?;
    let mut found: Vec<(bool, usize, i64)> = Vec::new();
    for (at, article) in articles.iter().enumerate() {
        let rows = statement.query_map([article.0], |row| Ok((row.get::<_, i64>(0)? > 0, at, row.get(1)?)))?;
        found.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(.., picture)| picture).collect())
}

/// Forgets addresses that no article names any more; returns how many.
pub fn forget_unused(connection: &Connection) -> Result<u32, Error> {
    let forgotten = connection.execute(
        "DELETE FROM picture WHERE NOT EXISTS (SELECT 1 FROM picture_use WHERE picture_id = picture.id)",
        [],
    )?;
    Ok(u32::try_from(forgotten).unwrap_or(u32::MAX))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn what_changed_since_is_looked_up_and_never_searched_for() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Connection::open_in_memory().unwrap();
        crate::library::connection::set_up(&library).unwrap();
        crate::library::schema::migrate(&mut library, folder.path()).unwrap();
        let ends = ["(changed=? AND rowid>?)", "(changed>?)"];
        for (sql, range) in CHANGED_SINCE.into_iter().zip(ends) {
            let mut plan = library.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let steps = plan.query_map([0, 0, 1], |row| row.get::<_, String>(3)).unwrap();
            let steps: Vec<String> = steps.collect::<Result<_, _>>().unwrap();
            assert!(steps.iter().all(|step| step.starts_with("SEARCH")), "{steps:?}");
            assert!(steps[0].ends_with(&format!("INDEX fact_changed {range}")), "{steps:?}");
        }
    }
}
