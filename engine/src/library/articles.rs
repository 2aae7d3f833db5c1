//! Roots and articles: what is known of each file, what arrived, and the columns derived from both.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::article::{Article, ArticleId, Place};
use crate::document::Profile;
use crate::error::Error;
use crate::file::{Hash, Seen};

/// A folder that files were taken in from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Its row.
    pub id: i64,
    /// Absolute path.
    pub path: String,
    /// The kind of site.
    pub profile: Profile,
}

/// What the library knows of a file that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The article.
    pub id: ArticleId,
    /// The file.
    pub seen: Seen,
    /// Of the bytes that arrived last.
    pub arrived: Hash,
    /// Of those bytes with the decisions in them.
    pub decided: Hash,
}

/// Everything derived from a document and the decisions in it.
#[derive(Debug)]
pub struct Derived<'a> {
    /// Fields.
    pub article: &'a Article,
    /// Where it stands, and until when.
    pub place: (Place, Option<i64>),
    /// Of the document's bytes with the decisions in them.
    pub hash: Hash,
}

/// All roots.
pub fn roots(connection: &Connection) -> Result<Vec<Root>, Error> {
    let mut statement = connection.prepare_cached("SELECT id, path, profile FROM root ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        let profile: String = row.get(2)?;
        Ok(Root { id: row.get(0)?, path: row.get(1)?, profile: Profile::from_word(&profile).unwrap_or_default() })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The root with this path, made where there is none.
pub fn add_root(connection: &Connection, path: &str, profile: Profile) -> Result<Root, Error> {
    connection.execute("INSERT OR IGNORE INTO root (path, profile) VALUES (?1, ?2)", params![path, profile.word()])?;
    let found = roots(connection)?.into_iter().find(|root| root.path == path);
    found.ok_or_else(|| Error::Damaged(format!("the folder {path} is not listed")))
}

/// Every file of a root, by its path below it.
pub fn known_below(connection: &Connection, root: i64) -> Result<HashMap<String, Known>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT path, id, file_hash, file_size, file_mtime_ns, arrived_hash, decided_hash FROM article WHERE root_id = ?1",
    )?;
    let rows = statement.query_map([root], |row| Ok((row.get(0)?, known(row, 1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn known(row: &Row<'_>, at: usize) -> rusqlite::Result<Known> {
    Ok(Known {
        id: ArticleId(row.get(at)?),
        seen: Seen { hash: row.get(at + 1)?, size: row.get(at + 2)?, mtime_ns: row.get(at + 3)? },
        arrived: row.get(at + 4)?,
        decided: row.get(at + 5)?,
    })
}

/// A new article.
pub fn insert(
    connection: &Connection,
    root: i64,
    path: &str,
    (seen, bytes): (Seen, &[u8]),
    derived: &Derived<'_>,
) -> Result<ArticleId, Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO article (root_id, path, file_hash, file_size, file_mtime_ns, arrived_hash, decided_hash, pending,
           place, title, excerpt, live, topics, coverage)
         VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?3, 0, 'inbox', '', '', 0, '[]', 0)",
    )?;
    statement.execute(params![root, path, seen.hash, seen.size, seen.mtime_ns])?;
    let id = ArticleId(connection.last_insert_rowid());
    let mut statement = connection.prepare_cached("INSERT INTO arrived (article_id, bytes) VALUES (?1, ?2)")?;
    statement.execute(params![id.0, bytes])?;
    derive(connection, id, derived)?;
    Ok(id)
}

/// The file of an article arrived anew.
pub fn arrive(connection: &Connection, id: ArticleId, seen: Seen, bytes: &[u8]) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("UPDATE article SET arrived_hash = ?2 WHERE id = ?1")?;
    statement.execute(params![id.0, seen.hash])?;
    let mut statement = connection.prepare_cached("UPDATE arrived SET bytes = ?2 WHERE article_id = ?1")?;
    statement.execute(params![id.0, bytes])?;
    see(connection, id, seen)
}

/// The file on disk is now this; what is decided and not in it is pending.
pub fn see(connection: &Connection, id: ArticleId, seen: Seen) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "UPDATE article SET file_hash = ?2, file_size = ?3, file_mtime_ns = ?4, pending = (decided_hash <> ?2) WHERE id = ?1",
    )?;
    statement.execute(params![id.0, seen.hash, seen.size, seen.mtime_ns])?;
    Ok(())
}

/// Makes the derived columns of an article anew.
pub fn derive(connection: &Connection, id: ArticleId, derived: &Derived<'_>) -> Result<(), Error> {
    let article = derived.article;
    let topics = serde_json::Value::from(article.topics.clone()).to_string();
    let mut statement = connection.prepare_cached(
        "UPDATE article SET decided_hash = ?2, pending = (file_hash <> ?2), place = ?3, until_ms = ?4, title = ?5,
           excerpt = ?6, provider = ?7, published_at = ?8, published_ms = ?9, quality = ?10, heat = ?11, live = ?12,
           topics = ?13, coverage = ?14, picture = ?15 WHERE id = ?1",
    )?;
    statement.execute(params![
        id.0,
        derived.hash,
        derived.place.0.word(),
        derived.place.1,
        article.title,
        article.excerpt,
        article.provider.as_ref().map(|provider| &provider.name),
        article.published_at,
        article.published_ms,
        article.quality,
        article.heat,
        article.live == Some(true),
        topics,
        u32::try_from(article.coverage.len()).unwrap_or(u32::MAX),
        article.pictures.first().map(|picture| &picture.url),
    ])?;
    Ok(())
}

/// An article's file: where it lies and what arrived in it.
#[derive(Debug)]
pub struct Stored {
    /// The article.
    pub id: ArticleId,
    /// The folder it was taken in from.
    pub root: Root,
    /// Its path below the root.
    pub path: String,
    /// What is known of the file.
    pub known: Known,
    /// The bytes that arrived.
    pub bytes: Vec<u8>,
}

impl Stored {
    /// Absolute path of the file.
    pub fn file(&self) -> std::path::PathBuf {
        std::path::Path::new(&self.root.path).join(&self.path)
    }

    /// The file's name without its ending.
    pub fn name(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// An article as it is stored.
pub fn stored(connection: &Connection, id: ArticleId) -> Result<Stored, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT article.path, article.id, file_hash, file_size, file_mtime_ns, arrived_hash, decided_hash,
           root.id, root.path, root.profile, arrived.bytes
         FROM article JOIN root ON root.id = root_id JOIN arrived ON article_id = article.id WHERE article.id = ?1",
    )?;
    let found = statement.query_row([id.0], |row| {
        let profile: String = row.get(9)?;
        Ok(Stored {
            id,
            root: Root {
                id: row.get(7)?,
                path: row.get(8)?,
                profile: Profile::from_word(&profile).unwrap_or_default(),
            },
            path: row.get(0)?,
            known: known(row, 1)?,
            bytes: row.get(10)?,
        })
    });
    found.optional()?.ok_or_else(|| Error::NoSuchArticle(id.0.to_string()))
}

/// The article with this file, if the library has it.
pub fn by_file(connection: &Connection, file: &str) -> Result<Option<ArticleId>, Error> {
    for root in roots(connection)? {
        let below = file.strip_prefix(root.path.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
        let Some(below) = below else { continue };
        let mut statement = connection.prepare_cached("SELECT id FROM article WHERE root_id = ?1 AND path = ?2")?;
        let found: Option<i64> = statement.query_row(params![root.id, below], |row| row.get(0)).optional()?;
        if let Some(id) = found {
            return Ok(Some(ArticleId(id)));
        }
    }
    Ok(None)
}

/// All articles with something decided that is not in their file.
pub fn pending(connection: &Connection) -> Result<Vec<ArticleId>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE pending = 1 ORDER BY root_id, path")?;
    let rows = statement.query_map([], |row| row.get(0).map(ArticleId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes, before writing, that these bytes will be ours.
pub fn note_hand_over(connection: &Connection, id: ArticleId, hash: Hash, at_ms: i64) -> Result<(), Error> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO handed_over (article_id, hash, at_ms) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![id.0, hash, at_ms])?;
    Ok(())
}

/// Whether bytes with this hash were written by this program.
pub fn was_handed_over(connection: &Connection, id: ArticleId, hash: Hash) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM handed_over WHERE article_id = ?1 AND hash = ?2")?;
    Ok(statement.exists(params![id.0, hash])?)
}

/// What is put aside until a moment that has passed comes back to the inbox; returns whether anything did.
pub fn wake(connection: &Connection, now_ms: i64) -> Result<bool, Error> {
    let mut statement =
        connection.prepare_cached("UPDATE article SET place = 'inbox', until_ms = NULL WHERE until_ms <= ?1")?;
    Ok(statement.execute([now_ms])? > 0)
}

/// Whether anything put aside should have come back by now.
pub fn sleepers_due(connection: &Connection, now_ms: i64) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM article WHERE until_ms <= ?1")?;
    Ok(statement.exists([now_ms])?)
}

/// Hashes of all that this program wrote into an article's file.
pub fn hashes_handed_over(connection: &Connection, id: ArticleId) -> Result<Vec<Hash>, Error> {
    let mut statement = connection.prepare_cached("SELECT hash FROM handed_over WHERE article_id = ?1")?;
    let rows = statement.query_map([id.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
