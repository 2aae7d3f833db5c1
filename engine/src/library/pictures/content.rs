//! Contents: what is kept once, how much room it takes, and what goes first.

use rusqlite::{Connection, OptionalExtension, params};

use super::uses;
use crate::article::ArticleId;
use crate::error::Error;
use crate::file::Hash;
use crate::imaging::examine::Format;
use crate::library::pictures::shown::PictureCache;
use crate::time::now_ms;

/// That no article of the inbox names a content: only such are let go.
const FREE: &str = "NOT EXISTS (
  SELECT 1 FROM picture JOIN picture_use ON picture_id = picture.id JOIN fact USING (article_id)
  WHERE content_id = content.id AND fact.place = 'inbox' AND fact.gone = 0)";

/// One content.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Of its bytes.
    pub hash: Hash,
    /// What it is.
    pub format: Format,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// Size of the file.
    pub bytes: u64,
    /// Of its thumbnails, together.
    pub small_bytes: u64,
    /// A placeholder.
    pub thumbhash: Option<Vec<u8>>,
    /// Its difference hash.
    pub look: Option<u64>,
    /// How sharp it is.
    pub sharpness: Option<f32>,
}

/// What is let go first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Least {
    /// Its row.
    pub id: i64,
    /// Of its bytes.
    pub hash: Hash,
    /// What it takes, thumbnails included.
    pub bytes: u64,
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Keeps a content; returns its row.
pub fn keep(connection: &Connection, content: &Content, now_ms: i64) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO content (hash, format, width, height, bytes, small_bytes, thumbhash, look, sharpness, used_ms, kept)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)
         ON CONFLICT (hash) DO UPDATE SET kept = 1, used_ms = excluded.used_ms,
           small_bytes = CASE kept WHEN 1 THEN max(small_bytes, excluded.small_bytes) ELSE excluded.small_bytes END
         RETURNING id",
    )?;
    Ok(statement.query_row(
        params![
            content.hash,
            content.format.ending(),
            content.width,
            content.height,
            signed(content.bytes),
            signed(content.small_bytes),
            content.thumbhash,
            content.look.map(u64::cast_signed),
            content.sharpness,
            now_ms
        ],
        |row| row.get(0),
    )?)
}

/// One more thumbnail was made.
pub fn widen(connection: &Connection, hash: Hash, bytes: u64) -> Result<(), Error> {
    let mut statement =
        connection.prepare_cached("UPDATE content SET small_bytes = small_bytes + ?2 WHERE hash = ?1 AND kept = 1")?;
    statement.execute(params![hash, signed(bytes)])?;
    Ok(())
}

/// It was looked at.
pub fn set_used(connection: &Connection, hash: Hash, now_ms: i64) -> Result<(), Error> {
    let mut statement = connection.prepare_cached("UPDATE content SET used_ms = ?2 WHERE hash = ?1")?;
    statement.execute(params![hash, now_ms])?;
    Ok(())
}

/// What all that is kept takes.
pub fn bytes_kept(connection: &Connection) -> Result<u64, Error> {
    let mut statement =
        connection.prepare_cached("SELECT coalesce(sum(bytes + small_bytes), 0) FROM content WHERE kept = 1")?;
    Ok(statement.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
}

/// How many contents are kept and what they take; of those, what [`least_used`] would let go.
pub fn cache(connection: &Connection) -> Result<PictureCache, Error> {
    let sql = format!(
        "SELECT count(*), coalesce(sum(size), 0), count(*) FILTER (WHERE free), coalesce(sum(size) FILTER (WHERE free), 0)
         FROM (SELECT bytes + small_bytes AS size, {FREE} AS free FROM content WHERE kept = 1)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let cache = statement.query_row([], |row| {
        let bytes = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
        let (files, evictable_files) = (row.get(0)?, row.get(2)?);
        Ok(PictureCache { files, bytes: bytes(1)?, limit: 0, evictable_files, evictable_bytes: bytes(3)? })
    });
    Ok(cache?)
}

/// Hashes of all that is kept.
pub fn contents(connection: &Connection) -> Result<Vec<Hash>, Error> {
    let mut statement = connection.prepare_cached("SELECT hash FROM content WHERE kept = 1")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The least recently used contents that no article of the inbox names.
pub fn least_used(connection: &Connection, most: u32) -> Result<Vec<Least>, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT * FROM (SELECT id, hash, bytes + small_bytes FROM content WHERE kept = 1 AND used_ms > ?2 AND {FREE})
         UNION ALL
         SELECT * FROM (SELECT id, hash, bytes + small_bytes FROM content WHERE kept = 1 AND used_ms <= ?2 AND {FREE}
           ORDER BY used_ms, id)
         LIMIT ?1"
    ))?;
    // A time of use in the future comes from a wrong clock. Such pictures are removed first; otherwise they would stay
    // for ever.
    let rows = statement.query_map(params![most, now_ms()], |row| {
        Ok(Least { id: row.get(0)?, hash: row.get(1)?, bytes: row.get::<_, i64>(2)?.unsigned_abs() })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A content was let go; returns the articles whose row shows it.
pub fn evict(connection: &Connection, content: i64) -> Result<Vec<ArticleId>, Error> {
    connection.prepare_cached("UPDATE content SET kept = 0, small_bytes = 0 WHERE id = ?1")?.execute([content])?;
    let mut statement = connection.prepare_cached(
        "UPDATE picture SET state = 'evicted' WHERE content_id = ?1 AND state = 'cached' RETURNING id",
    )?;
    let pictures = statement.query_map([content], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut changed = Vec::new();
    for picture in pictures {
        changed.extend(uses::mark(connection, picture)?);
    }
    Ok(changed)
}

/// The files of a content are broken or gone: whatever leads to it is wanted again. Returns the articles.
pub fn forget_content(connection: &Connection, hash: Hash) -> Result<Vec<ArticleId>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM content WHERE hash = ?1 AND kept = 1")?;
    let Some(content) = statement.query_row([hash], |row| row.get::<_, i64>(0)).optional()? else {
        return Ok(Vec::new());
    };
    let changed = evict(connection, content)?;
    let mut statement = connection.prepare_cached(
        "UPDATE picture SET state = 'waiting', tries = 0, next_ms = 0 WHERE content_id = ?1 AND state = 'evicted'",
    )?;
    statement.execute([content])?;
    Ok(changed)
}
