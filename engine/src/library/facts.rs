//! Everything derived from a document and the decisions in it: the columns of a row, the facts that queries ask
//! for, and the words of the search index. All of it can be made again.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Statement, params};

use crate::article::{Article, ArticleId, Place};
use crate::error::Error;
use crate::file::Hash;
use crate::library::journal::CLASHES;

/// The site shows it already.
pub const LIVE: i64 = 1;
/// A picture.
pub const PICTURE: i64 = 1 << 1;
/// An excerpt.
pub const EXCERPT: i64 = 1 << 2;
/// An address at the source.
pub const ADDRESS: i64 = 1 << 3;
/// A date that could be read.
pub const DATE: i64 = 1 << 4;
/// A topic.
pub const TOPIC: i64 = 1 << 5;
/// A provider.
pub const PROVIDER: i64 = 1 << 6;
/// Other reports of the story.
pub const COVERAGE: i64 = 1 << 7;
/// A score.
pub const QUALITY: i64 = 1 << 8;
/// Text below the front matter.
pub const BODY: i64 = 1 << 9;
/// An embedded player.
pub const PLAYER: i64 = 1 << 10;
/// `removed: true`.
pub const REMOVED: i64 = 1 << 11;

/// Longest part of a body whose words are searched, in bytes.
const SEARCHED_BODY: usize = 256 << 10;
/// Addresses of the coverage by which a report's lead is looked for: they stand best first, the lead among them.
const LINKS: usize = 16;

/// All that is derived of one article.
#[derive(Debug)]
pub struct Derived {
    /// Of the document's bytes with the decisions in them.
    pub hash: Hash,
    place: (Place, Option<i64>),
    has: i64,
    topics: String,
    url_key: Option<i64>,
    links: Option<Vec<u8>>,
    words: Words,
    published_at: Option<String>,
    published_ms: Option<i64>,
    quality: Option<i64>,
    heat: Option<i64>,
    coverage: u32,
    kind: Option<String>,
    /// Address of the first picture.
    picture: Option<String>,
}

/// What the search index holds of an article.
#[derive(Debug)]
struct Words {
    title: String,
    excerpt: String,
    provider: Option<String>,
    topics: String,
    coverage: String,
    body: String,
    key: i64,
}

impl Derived {
    /// Derives, without touching the library. What else an article holds is let go here: an import derives in parallel.
    pub fn of(article: Article, body: &str, place: (Place, Option<i64>), hash: Hash) -> Self {
        let folded = article.heat.is_some_and(|heat| heat < 0);
        Self {
            hash,
            place,
            has: has(&article, body),
            topics: serde_json::Value::from(article.topics.clone()).to_string(),
            // An address of nothing leads nowhere: articles that have none have not that in common.
            url_key: article.url.as_deref().filter(|url| !url.trim().is_empty()).map(key),
            links: folded.then(|| links(&article)),
            published_ms: article.published_ms,
            quality: article.quality,
            heat: article.heat,
            coverage: u32::try_from(article.coverage.len()).unwrap_or(u32::MAX),
            picture: article.pictures.first().map(|picture| picture.url.clone()),
            words: Words::of(&article, body),
            published_at: article.published_at,
            kind: article.kind,
        }
    }
}

impl Words {
    fn of(article: &Article, body: &str) -> Self {
        let coverage: Vec<&str> = article.coverage.iter().map(|report| report.title.as_str()).collect();
        let mut words = Self {
            title: article.title.clone(),
            excerpt: article.excerpt.clone(),
            provider: article.provider.as_ref().map(|provider| provider.name.clone()),
            topics: article.topics.join("\n"),
            coverage: coverage.join("\n"),
            body: without_tags(body),
            key: 0,
        };
        let mut hasher = blake3::Hasher::new();
        for text in words.all() {
            hasher.update(text.as_bytes()).update(&[0]);
        }
        words.key = first_eight(hasher.finalize().as_bytes());
        words
    }

    /// In the order of the search index's columns.
    fn all(&self) -> [&str; 6] {
        let provider = self.provider.as_deref().unwrap_or_default();
        [&self.title, &self.excerpt, provider, &self.topics, &self.coverage, &self.body]
    }
}

/// A new article's row, facts and words.
pub fn insert(connection: &Connection, id: ArticleId, derived: &Derived) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO fact (article_id, changed, gone, place, until_ms, pending, conflicts, has, published_ms, quality,
           heat, coverage, kind, provider, topics, url_key, links)
         VALUES (?1, (SELECT tick FROM clock), 0, ?2, ?3, 0, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    write(&mut statement, id, derived)?;
    insert_words(connection, id, derived)
}

/// Makes everything derived of an article anew.
pub fn update(connection: &Connection, id: ArticleId, derived: &Derived) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("SELECT text_key FROM article WHERE id = ?1")?;
    let indexed: i64 = statement.query_row([id.0], |row| row.get(0))?;
    if indexed != derived.words.key {
        connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([id.0])?;
        insert_words(connection, id, derived)?;
    }
    let mut statement = connection.prepare_cached(
        "UPDATE article SET decided_hash = ?2, text_key = ?3, title = ?4, published_at = ?5, picture = ?6 WHERE id = ?1",
    )?;
    let (key, title, date, picture) = columns(derived);
    statement.execute(params![id.0, derived.hash, key, title, date, picture])?;
    update_facts(connection, id, derived)
}

fn update_facts(connection: &Connection, id: ArticleId, derived: &Derived) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE fact SET changed = (SELECT tick FROM clock), place = ?2, until_ms = ?3,
           pending = (SELECT file_hash <> decided_hash FROM article WHERE id = ?1),
           conflicts = (SELECT count(*) FROM {CLASHES}),
           has = ?4, published_ms = ?5, quality = ?6, heat = ?7, coverage = ?8, kind = ?9, provider = ?10,
           topics = ?11, url_key = ?12, links = ?13
         WHERE article_id = ?1",
    ))?;
    write(&mut statement, id, derived)
}

/// Both ways to write facts take the same values.
fn write(statement: &mut Statement<'_>, id: ArticleId, derived: &Derived) -> Result<(), Error> {
    statement.execute(params![
        id.0,
        derived.place.0.word(),
        derived.place.1,
        derived.has,
        derived.published_ms,
        derived.quality,
        derived.heat,
        derived.coverage,
        derived.kind,
        derived.words.provider,
        derived.topics,
        derived.url_key,
        derived.links,
    ])?;
    Ok(())
}

/// Empties the search index; each article gets its words again when it is derived anew.
pub fn forget_words(connection: &Connection) -> Result<(), Error> {
    connection.execute("INSERT INTO words (words) VALUES ('delete-all')", [])?;
    connection.execute("UPDATE article SET text_key = 0", [])?;
    Ok(())
}

fn insert_words(connection: &Connection, id: ArticleId, derived: &Derived) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO words (rowid, title, excerpt, provider, topics, coverage, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let [title, excerpt, provider, topics, coverage, body] = derived.words.all();
    statement.execute(params![id.0, title, excerpt, provider, topics, coverage, body])?;
    Ok(())
}

/// The columns of a new article's row: key of its words, title, raw date, picture.
pub fn columns(derived: &Derived) -> (i64, &str, Option<&str>, Option<&str>) {
    (derived.words.key, &derived.words.title, derived.published_at.as_deref(), derived.picture.as_deref())
}

/// What leads to a page and is shown by the site already, newest first.
const LIVE_AT: &str =
    "SELECT article_id FROM fact WHERE url_key = ?1 AND has & 1 <> 0 AND gone = 0 ORDER BY published_ms DESC";

/// An article beside these by which the site already shows what one of these leads to.
pub fn live_elsewhere(connection: &Connection, ids: &[ArticleId]) -> Result<Option<ArticleId>, Error> {
    let these: HashSet<i64> = ids.iter().map(|id| id.0).collect();
    let mut key_of = connection.prepare_cached("SELECT url_key FROM fact WHERE article_id = ?1")?;
    let mut live_at = connection.prepare_cached(LIVE_AT)?;
    let mut asked = HashSet::new();
    for id in ids {
        let key: Option<i64> = key_of.query_row([id.0], |row| row.get(0)).optional()?.flatten();
        let Some(key) = key.filter(|key| asked.insert(*key)) else { continue };
        let mut found = live_at.query([key])?;
        while let Some(row) = found.next()? {
            let other = row.get(0)?;
            if !these.contains(&other) {
                return Ok(Some(ArticleId(other)));
            }
        }
    }
    Ok(None)
}

/// What is decided and not in the file is pending: asked again, as the file was seen.
pub fn see(connection: &Connection, id: ArticleId) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "UPDATE fact SET changed = (SELECT tick FROM clock),
           pending = (SELECT file_hash <> decided_hash FROM article WHERE id = ?1) WHERE article_id = ?1",
    )?;
    statement.execute([id.0])?;
    Ok(())
}

fn has(article: &Article, body: &str) -> i64 {
    let all = [
        (LIVE, article.live == Some(true)),
        (PICTURE, !article.pictures.is_empty()),
        (EXCERPT, !article.excerpt.trim().is_empty()),
        (ADDRESS, article.url.is_some()),
        (DATE, article.published_ms.is_some()),
        (TOPIC, !article.topics.is_empty()),
        (PROVIDER, article.provider.is_some()),
        (COVERAGE, !article.coverage.is_empty()),
        (QUALITY, article.quality.is_some()),
        (BODY, !body.trim().is_empty()),
        (PLAYER, article.featured_content.is_some()),
        (REMOVED, article.removed),
    ];
    all.iter().filter(|(_, there)| *there).map(|(bit, _)| bit).sum()
}

/// An address as the number under which a story's lead is found.
fn key(url: &str) -> i64 {
    first_eight(blake3::hash(url.as_bytes()).as_bytes())
}

fn first_eight(hash: &[u8; 32]) -> i64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(eight)
}

fn links(article: &Article) -> Vec<u8> {
    let urls = article.coverage.iter().filter_map(|report| report.url.as_deref());
    urls.take(LINKS).flat_map(|url| key(url).to_le_bytes()).collect()
}

/// What a reader sees of a body: HTML tags are no words.
fn without_tags(body: &str) -> String {
    let mut end = body.len().min(SEARCHED_BODY);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let mut text = String::with_capacity(end);
    let mut rest = &body[..end];
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let is_tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(close) = rest[open..].find('>').filter(|_| is_tag) {
            text.push(' ');
            rest = &rest[open + close + 1..];
        } else {
            text.push('<');
            rest = &rest[open + 1..];
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn tags_are_no_words_and_a_lone_angle_is_no_tag() {
        assert_eq!(without_tags("<p class=\"x\">a</p> 1 < 2 > <b"), " a  1 < 2 > <b");
    }

    #[test]
    fn what_is_live_elsewhere_is_looked_up_and_never_searched_for() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Connection::open_in_memory().unwrap();
        crate::library::connection::set_up(&library).unwrap();
        crate::library::schema::migrate(&mut library, folder.path()).unwrap();
        let mut plan = library.prepare(&format!("EXPLAIN QUERY PLAN {LIVE_AT}")).unwrap();
        let steps = plan.query_map([1], |row| row.get::<_, String>(3)).unwrap();
        let steps: Vec<String> = steps.collect::<Result<_, _>>().unwrap();
        assert!(steps[0].starts_with("SEARCH") && steps[0].contains("INDEX fact_live (url_key=?)"), "{steps:?}");
    }
}
