//! Articles: what is known of each file, and what arrived.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::facts::{self, Derived};
use super::roots::{self, Root};
use super::text::{Text, text};
use crate::article::ArticleId;
use crate::document::Profile;
use crate::error::Error;
use crate::file::{self, Hash, Seen};

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

/// What is known of these files of a root, in the same order. The paths must be sorted.
pub fn known(connection: &Connection, root: i64, paths: &[&str]) -> Result<Vec<Option<(ArticleId, Seen)>>, Error> {
    let (Some(first), Some(last)) = (paths.first(), paths.last()) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT path, id, file_hash, file_size, file_mtime_ns, file_ctime_ns, file_inode, gone FROM article
         WHERE root_id = ?1 AND path >= ?2 AND path <= ?3 ORDER BY path",
    )?;
    let mut rows = statement.query(params![root, first, last])?;
    let mut known = vec![None; paths.len()];
    let mut at = 0;
    while let Some(row) = rows.next()? {
        let Text(path) = row.get(0)?;
        while at < paths.len() && *paths[at] < *path {
            at += 1;
        }
        if at < paths.len() && *paths[at] == *path {
            let seen = seen(row, 2)?;
            // The file of an article that is gone is read again, whatever it holds: a time of 0 is never trusted.
            let seen = if row.get(7)? { Seen { hash: Hash::default(), mtime_ns: 0, ..seen } } else { seen };
            known[at] = Some((ArticleId(row.get(1)?), seen));
        }
    }
    Ok(known)
}

/// The columns `file_hash` to `file_inode`, from this one on.
fn seen(row: &Row<'_>, at: usize) -> rusqlite::Result<Seen> {
    Ok(Seen {
        hash: row.get(at)?,
        size: row.get(at + 1)?,
        mtime_ns: row.get(at + 2)?,
        ctime_ns: row.get(at + 3)?,
        inode: row.get(at + 4)?,
    })
}

/// A new article; `None` where another program has just taken the same file in.
pub fn insert(
    connection: &Connection,
    (root, path): (i64, &str),
    (seen, bytes): (Seen, &[u8]),
    derived: &Derived,
) -> Result<Option<ArticleId>, Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO article (root_id, path, file_hash, file_size, file_mtime_ns, arrived_hash, decided_hash, text_key,
           title, published_at, picture, file_ctime_ns, file_inode)
         VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
    )?;
    let (key, title, date, picture) = facts::columns(derived);
    let inserted = statement.execute(params![
        root,
        path,
        seen.hash,
        seen.size,
        seen.mtime_ns,
        derived.hash,
        key,
        title,
        date,
        picture,
        seen.ctime_ns,
        seen.inode
    ])?;
    if inserted == 0 {
        return Ok(None);
    }
    let id = ArticleId(connection.last_insert_rowid());
    let mut statement = connection.prepare_cached("INSERT INTO arrived (article_id, bytes) VALUES (?1, ?2)")?;
    statement.execute(params![id.0, bytes])?;
    facts::insert(connection, id, derived)?;
    Ok(Some(id))
}

/// The file of an article arrived anew: what arrived, and how the file was seen.
pub fn arrive(connection: &Connection, id: ArticleId, hash: Hash, bytes: &[u8]) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("UPDATE article SET arrived_hash = ?2 WHERE id = ?1")?;
    statement.execute(params![id.0, hash])?;
    let mut statement = connection.prepare_cached("UPDATE arrived SET bytes = ?2 WHERE article_id = ?1")?;
    statement.execute(params![id.0, bytes])?;
    Ok(())
}

/// The file on disk is now this; what is decided and not in it is pending.
pub fn see(connection: &Connection, id: ArticleId, seen: Seen) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "UPDATE article SET file_hash = ?2, file_size = ?3, file_mtime_ns = ?4, file_ctime_ns = ?5, file_inode = ?6
         WHERE id = ?1",
    )?;
    statement.execute(params![id.0, seen.hash, seen.size, seen.mtime_ns, seen.ctime_ns, seen.inode])?;
    facts::see(connection, id)
}

/// Makes the next import read the file, even if the file system reports no change.
pub fn distrust(connection: &Connection, id: ArticleId) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("UPDATE article SET file_mtime_ns = 0 WHERE id = ?1")?;
    statement.execute([id.0])?;
    Ok(())
}

/// An article whose import was taken back, or whose document is damaged, is gone until its file is taken in again.
pub fn set_gone(connection: &Connection, id: ArticleId, gone: bool) -> Result<(), Error> {
    connection.prepare_cached("UPDATE article SET gone = ?2 WHERE id = ?1")?.execute(params![id.0, gone])?;
    let mut statement = connection
        .prepare_cached("UPDATE fact SET gone = ?2, changed = (SELECT tick FROM clock) WHERE article_id = ?1")?;
    statement.execute(params![id.0, gone])?;
    Ok(())
}

/// Whether an article is gone.
pub fn is_gone(connection: &Connection, id: ArticleId) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT gone FROM article WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0))?)
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
    /// The article is hidden until its file is imported again.
    pub gone: bool,
}

impl Stored {
    /// Whether the bytes are still those that arrived: `SQLite` keeps no sum of what it holds.
    pub fn is_whole(&self) -> bool {
        file::hash(&self.bytes) == self.known.arrived
    }

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

/// An article as it is stored; one that is gone, too.
pub fn stored_even_gone(connection: &Connection, id: ArticleId) -> Result<Stored, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT article.path, article.id, file_hash, file_size, file_mtime_ns, file_ctime_ns, file_inode,
           arrived_hash, decided_hash, root.id, root.path, root.profile, arrived.bytes, gone
         FROM article JOIN root ON root.id = root_id JOIN arrived ON article_id = article.id WHERE article.id = ?1",
    )?;
    let found = statement.query_row([id.0], |row| {
        let profile = text(row, 11)?;
        Ok(Stored {
            id,
            root: Root {
                id: row.get(9)?,
                path: text(row, 10)?,
                profile: Profile::from_word(&profile).unwrap_or_default(),
            },
            path: text(row, 0)?,
            known: Known { id, seen: seen(row, 2)?, arrived: row.get(7)?, decided: row.get(8)? },
            bytes: row.get(12)?,
            gone: row.get(13)?,
        })
    });
    found.optional()?.ok_or_else(|| Error::NoSuchArticle(id.0.to_string()))
}

/// An article as it is stored.
pub fn stored(connection: &Connection, id: ArticleId) -> Result<Stored, Error> {
    let stored = stored_even_gone(connection, id)?;
    if stored.gone { Err(Error::NoSuchArticle(id.0.to_string())) } else { Ok(stored) }
}

/// The article with this file, if the library has it.
pub fn by_file(connection: &Connection, file: &str) -> Result<Option<ArticleId>, Error> {
    for root in roots::all(connection)? {
        let below = file.strip_prefix(root.path.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
        let Some(below) = below else { continue };
        if let Some(id) = at(connection, root.id, below)?.filter(|id| is_gone(connection, *id).is_ok_and(|gone| !gone))
        {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The article at a path below a root, even one that is gone.
pub fn at(connection: &Connection, root: i64, path: &str) -> Result<Option<ArticleId>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE root_id = ?1 AND path = ?2")?;
    Ok(statement.query_row(params![root, path], |row| row.get(0).map(ArticleId)).optional()?)
}

/// All articles with something decided that is not in their file.
pub fn pending(connection: &Connection) -> Result<Vec<ArticleId>, Error> {
    let mut statement = connection.prepare_cached(
        // In this order: the few that are pending, then their paths.
        "SELECT article_id FROM fact CROSS JOIN article ON id = article_id WHERE pending = 1 AND fact.gone = 0
         ORDER BY root_id, path",
    )?;
    let rows = statement.query_map([], |row| row.get(0).map(ArticleId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every article, in the order of its id, gone ones included.
pub fn all(connection: &Connection) -> Result<Vec<ArticleId>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM article ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0).map(ArticleId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every article of a root, in the order of its id, gone ones included.
pub fn of_root(connection: &Connection, root: i64) -> Result<Vec<ArticleId>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE root_id = ?1 ORDER BY id")?;
    let rows = statement.query_map([root], |row| row.get(0).map(ArticleId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The files of all articles.
pub fn files(connection: &Connection) -> Result<Vec<std::path::PathBuf>, Error> {
    let mut statement = connection.prepare(
        "SELECT root.path, article.path FROM article JOIN root ON root.id = root_id
         JOIN fact ON article_id = article.id WHERE fact.gone = 0",
    )?;
    let rows = statement.query_map([], |row| {
        let (root, path) = (text(row, 0)?, text(row, 1)?);
        Ok(std::path::Path::new(&root).join(path))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Records, before a write, the hash of the bytes and the last decision that they may contain.
pub fn note_hand_over(connection: &Connection, id: ArticleId, hash: Hash, journal: i64) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO handed_over (article_id, hash, journal_id, intake_id)
         VALUES (?1, ?2, ?3, (SELECT coalesce(max(id), 0) FROM intake))",
    )?;
    statement.execute(params![id.0, hash, journal])?;
    Ok(())
}

/// The last decision that may be in bytes with this hash, which this program wrote; `None` where it never did.
pub fn handed_over_up_to(connection: &Connection, id: ArticleId, hash: Hash) -> Result<Option<i64>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT journal_id FROM handed_over WHERE article_id = ?1 AND hash = ?2")?;
    Ok(statement.query_row(params![id.0, hash], |row| row.get(0)).optional()?)
}

/// Moves every snoozed article to its right place at `now_ms`: snoozed before its own moment, in the inbox from then
/// on.
pub fn place_by_moment(connection: &Connection, now_ms: i64) -> Result<(), Error> {
    for (place, other, passed) in [("inbox", "later", "<="), ("later", "inbox", ">")] {
        let sql = format!(
            "UPDATE fact SET place = '{place}', changed = (SELECT tick FROM clock)
             WHERE place = '{other}' AND until_ms {passed} ?1"
        );
        connection.prepare_cached(&sql)?.execute([now_ms])?;
    }
    Ok(())
}

/// Whether any snoozed article is in the wrong place at `now_ms`.
pub fn is_misplaced(connection: &Connection, now_ms: i64) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM fact WHERE place = 'later' AND until_ms <= ?1
         UNION ALL SELECT 1 FROM fact WHERE place = 'inbox' AND until_ms > ?1",
    )?;
    Ok(statement.exists([now_ms])?)
}

/// Hashes of all that this program wrote into an article's file.
pub fn hashes_handed_over(connection: &Connection, id: ArticleId) -> Result<Vec<Hash>, Error> {
    let mut statement = connection.prepare_cached("SELECT hash FROM handed_over WHERE article_id = ?1")?;
    let rows = statement.query_map([id.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
