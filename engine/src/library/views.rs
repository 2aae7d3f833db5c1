//! Lists of articles: the ids that a query finds, rows by id, counts.

use rusqlite::types::Value;
use rusqlite::{Connection, Row as SqlRow, params_from_iter};

use super::query::{Compare, Query, Sort, Term, Test};
use crate::article::{ArticleId, Place};
use crate::error::Error;
use crate::screen::{Counts, PictureSpace, Row};

/// All hits of a query, in order; at most `limit` from `offset` where a limit is given.
pub fn ids(connection: &Connection, query: &Query, page: Option<(u32, u32)>) -> Result<Vec<ArticleId>, Error> {
    let (condition, mut values) = condition(query);
    let order = match query.sort {
        Sort::Newest => "published_ms DESC, id DESC",
        Sort::Oldest => "published_ms, id",
        Sort::Quality => "quality DESC, published_ms DESC, id DESC",
    };
    let mut sql = format!("SELECT id FROM article WHERE {condition} ORDER BY {order}");
    if let Some((limit, offset)) = page {
        sql.push_str(" LIMIT ? OFFSET ?");
        values.extend([Value::Integer(limit.into()), Value::Integer(offset.into())]);
    }
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| row.get(0).map(ArticleId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many articles a query finds.
pub fn total(connection: &Connection, query: &Query) -> Result<u32, Error> {
    let (condition, values) = condition(query);
    let mut statement = connection.prepare_cached(&format!("SELECT count(*) FROM article WHERE {condition}"))?;
    Ok(statement.query_row(params_from_iter(values), |row| row.get(0))?)
}

fn condition(query: &Query) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let parts: Vec<String> = query.terms.iter().map(|term| term_sql(term, &mut values)).collect();
    let all = if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") };
    (all, values)
}

fn term_sql(term: &Term, values: &mut Vec<Value>) -> String {
    let like =
        |text: &str| Value::Text(format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")));
    let sql = match &term.test {
        Test::Place(place) => format!("place = '{}'", place.word()),
        Test::Pending => "pending = 1".to_owned(),
        Test::Live => "live = 1".to_owned(),
        Test::Image => "picture IS NOT NULL".to_owned(),
        Test::Quality(compare, number) => {
            values.push(Value::Integer(*number));
            format!("coalesce(quality {} ?, 0)", sign(*compare))
        }
        Test::Topic(topic) => {
            values.push(Value::Text(topic.to_lowercase()));
            "EXISTS (SELECT 1 FROM json_each(topics) WHERE lower(value) = ?)".to_owned()
        }
        Test::Provider(name) => {
            values.push(like(name));
            "coalesce(provider LIKE ? ESCAPE '\\', 0)".to_owned()
        }
        Test::Words(words) => {
            values.push(like(words));
            "(title || ' ' || excerpt || ' ' || coalesce(provider, '')) LIKE ? ESCAPE '\\'".to_owned()
        }
    };
    if term.not { format!("NOT {sql}") } else { sql }
}

const fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Is => "=",
        Compare::Above => ">",
        Compare::AtLeast => ">=",
        Compare::Below => "<",
        Compare::AtMost => "<=",
    }
}

/// The rows of these articles, in the order asked for; ids that are gone are left out.
pub fn rows(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<Row>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT article.id, root.path, article.path, title, provider, published_at, published_ms, quality, heat, place,
           live, pending, topics, coverage, picture
         FROM article JOIN root ON root.id = root_id WHERE article.id = ?1",
    )?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(statement.query_map([id.0], row)?.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(rows)
}

fn row(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let (root, path): (String, String) = (row.get(1)?, row.get(2)?);
    let (place, topics): (String, String) = (row.get(9)?, row.get(12)?);
    Ok(Row {
        id: ArticleId(row.get(0)?),
        path: format!("{}/{path}", root.trim_end_matches('/')),
        title: row.get(3)?,
        provider: row.get(4)?,
        published_at: row.get(5)?,
        published_ms: row.get(6)?,
        quality: row.get(7)?,
        heat: row.get(8)?,
        place: Place::from_word(&place).unwrap_or(Place::Inbox),
        live: row.get(10)?,
        pending: row.get(11)?,
        topics: serde_json::from_str(&topics).unwrap_or_default(),
        coverage: row.get(13)?,
        picture: picture_space(row.get(14)?),
    })
}

fn picture_space(url: Option<String>) -> PictureSpace {
    match url {
        None => PictureSpace::None,
        Some(url) if url.contains("://") || url.starts_with("//") || url.starts_with("data:") => {
            PictureSpace::Remote { url }
        }
        Some(url) => PictureSpace::Local { url },
    }
}

/// How many articles stand where.
pub fn counts(connection: &Connection) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    let mut statement =
        connection.prepare_cached("SELECT place, pending, count(*) FROM article GROUP BY place, pending")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (place, pending, count): (String, bool, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        match Place::from_word(&place) {
            Some(Place::Published) => counts.published += count,
            Some(Place::Spiked) => counts.spiked += count,
            Some(Place::Later) => counts.later += count,
            Some(Place::Inbox) | None => counts.inbox += count,
        }
        counts.everything += count;
        counts.pending += if pending { count } else { 0 };
    }
    Ok(counts)
}
