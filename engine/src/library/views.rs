//! Rows by id, and saved searches.

use rusqlite::{Connection, Row as SqlRow, params};

use super::pictures;
use super::text::{text, text_or_null};
use crate::article::{ArticleId, Place};
use crate::error::Error;
use crate::library::row::Row;
use crate::marks;

/// The rows of these articles, in the order asked for; ids that are gone are left out.
/// Who leads whom is not known here.
pub fn rows(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<Row>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id, root.path, article.path, title, provider, published_at, published_ms, quality, heat, place,
           has & 1, pending, topics, coverage, picture, conflicts,
           CASE place WHEN 'later' THEN until_ms END
         FROM article JOIN fact ON article_id = article.id JOIN root ON root.id = root_id
         WHERE article.id = ?1 AND fact.gone = 0",
    )?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(statement.query_map([id.0], |found| row(connection, found))?.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(rows)
}

fn row(connection: &Connection, row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let id = ArticleId(row.get(0)?);
    let (root, path) = (text(row, 1)?, text(row, 2)?);
    let (place, topics) = (text(row, 9)?, text(row, 12)?);
    let (mut title, mut provider) = (text(row, 3)?, text_or_null(row, 4)?);
    let mut topics: Vec<String> = serde_json::from_str(&topics).unwrap_or_default();
    [&mut title].into_iter().chain(&mut provider).chain(&mut topics).for_each(marks::limit);
    Ok(Row {
        id,
        path: format!("{}/{path}", root.trim_end_matches('/')),
        title,
        provider,
        published_at: text_or_null(row, 5)?,
        published_ms: row.get(6)?,
        quality: row.get(7)?,
        heat: row.get(8)?,
        place: Place::from_word(&place).unwrap_or(Place::Inbox),
        live: row.get(10)?,
        pending: row.get(11)?,
        topics,
        coverage: row.get(13)?,
        lead: None,
        reports: 0,
        conflicts: row.get(15)?,
        until_ms: row.get(16)?,
        picture: pictures::of_row(connection, id, text_or_null(row, 14)?)?,
    })
}

/// Names and queries of all saved views, in the order in which they were saved.
pub fn saved(connection: &Connection) -> Result<Vec<(String, String)>, Error> {
    let mut statement = connection.prepare_cached("SELECT name, query FROM view ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Saves a view; one of the same name gets the new query.
pub fn save(connection: &Connection, name: &str, query: &str) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO view (name, query) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET query = excluded.query",
        params![name, query],
    )?;
    Ok(())
}

/// Forgets a saved view; returns whether there was one.
pub fn forget(connection: &Connection, name: &str) -> Result<bool, Error> {
    Ok(connection.execute("DELETE FROM view WHERE name = ?1", [name])? > 0)
}

/// Gives a saved view another name.
pub fn rename(connection: &Connection, name: &str, new_name: &str) -> Result<(), Error> {
    connection.execute("UPDATE view SET name = ?2 WHERE name = ?1", [name, new_name])?;
    Ok(())
}
