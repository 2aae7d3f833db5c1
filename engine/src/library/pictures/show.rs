//! Pictures as they are shown: in a row, in an article, in a list, and counted.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};

use super::super::text::{text, text_or_null};
use super::uses::told;
use crate::article::{ArticleId, PictureId};
use crate::error::Error;
use crate::file::Hash;
use crate::imaging::examine::Format;
use crate::imaging::source;
use crate::library::message::LostReason;
use crate::library::pictures::shown::{ArticlePicture, PictureLine, PictureSpace, PicturesProgress};
use crate::library::records::{self, ImageFailureRecord};
use crate::message::Message;

pub(super) const SPACE: &str =
    "picture.id, picture.address, picture.state, reason, content.width, content.height, thumbhash,
  substr(hex(content.hash), 1, 12)";

/// Any two bytes that a picture's address can begin with, near or far.
fn is_near(address: &str) -> bool {
    source::file(address).is_some() || address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

pub(super) fn space(row: &SqlRow<'_>, at: usize) -> rusqlite::Result<PictureSpace> {
    let id = PictureId(row.get(at)?);
    let address = text(row, at + 1)?;
    let thumbhash = row.get::<_, Option<Vec<u8>>>(at + 6)?.map(|bytes| STANDARD.encode(bytes));
    let near = is_near(&address);
    // What a data: address holds is no address for the screen.
    let url = if address.len() > 2048 { address.chars().take(64).collect() } else { address };
    Ok(match text(row, at + 2)?.as_str() {
        "cached" => PictureSpace::Cached {
            id,
            url,
            version: text_or_null(row, at + 7)?.unwrap_or_default(),
            width: row.get::<_, Option<u32>>(at + 4)?.unwrap_or(0),
            height: row.get::<_, Option<u32>>(at + 5)?.unwrap_or(0),
            thumbhash,
        },
        "failed" => {
            PictureSpace::Failed { id, url, reason: reason(row, at + 3)?.unwrap_or_else(|| LostReason::OfImage.into()) }
        }
        _ => PictureSpace::Waiting { id: Some(id), url, near, thumbhash },
    })
}

/// Reads why there is no image; `None` where it was not stored or cannot be read.
fn reason(row: &SqlRow<'_>, at: usize) -> rusqlite::Result<Option<Message>> {
    let Some(text) = text_or_null(row, at)? else { return Ok(None) };
    match records::decode::<ImageFailureRecord>(&text) {
        Ok(record) => Ok(Some(record.0.into())),
        Err(error) => {
            tracing::warn!(%error, "the reason why an image is missing cannot be read");
            Ok(None)
        }
    }
}

/// The picture space of an article's row; `written` is what its document names first. What a document names is listed some
/// time after it changed: until then its picture is known where it named the same one first before.
pub fn of_row(connection: &Connection, id: ArticleId, written: Option<String>) -> rusqlite::Result<PictureSpace> {
    let Some(url) = written else { return Ok(PictureSpace::None) };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {SPACE} FROM picture_use JOIN pictured USING (article_id) JOIN article ON article.id = article_id
         JOIN picture ON picture.id = picture_id LEFT JOIN content ON content.id = content_id
         WHERE picture_use.article_id = ?1 AND place = 0
           AND (pictured.decided_hash = article.decided_hash OR pictured.picture = ?2)"
    ))?;
    let known = statement.query_row(params![id.0, url], |row| space(row, 0)).optional()?;
    let web = url.contains("://") || url.starts_with("//");
    Ok(known.unwrap_or(PictureSpace::Waiting { id: None, url, near: !web, thumbhash: None }))
}

/// Every picture that an article names, in its own order.
pub fn article_pictures(connection: &Connection, id: ArticleId) -> Result<Vec<ArticlePicture>, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT place, picture_use.width, picture_use.height, content.bytes, {SPACE}
         FROM picture_use JOIN picture ON picture.id = picture_id LEFT JOIN content ON content.id = content_id
         WHERE article_id = ?1 ORDER BY place"
    ))?;
    let rows = statement.query_map([id.0], |row| {
        let (role, report, position) = told(row.get(0)?);
        let picture = space(row, 4)?;
        let (width, height): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
        let differs = |declared: Option<i64>, real: u32| declared.is_some_and(|declared| declared != i64::from(real));
        let (wrong_size, bytes) = match &picture {
            PictureSpace::Cached { width: wide, height: high, .. } => {
                (differs(width, *wide) || differs(height, *high), row.get(3)?)
            }
            _ => (false, None),
        };
        Ok(ArticlePicture { role, report, position, width, height, wrong_size, bytes, picture })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The content that a picture shows: hash, format, width in pixels.
pub fn shown(connection: &Connection, id: i64) -> Result<Option<(Hash, Format, u32)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT hash, format, width FROM picture JOIN content ON content.id = content_id
         WHERE picture.id = ?1 AND state = 'cached'",
    )?;
    let found = statement.query_row([id], |row| Ok((row.get(0)?, text(row, 1)?, row.get(2)?))).optional()?;
    let all = [Format::Jpeg, Format::Png, Format::Gif, Format::WebP, Format::Avif];
    Ok(found.and_then(|(hash, ending, width)| {
        Some((hash, all.into_iter().find(|format| format.ending() == ending)?, width))
    }))
}

/// How many pictures are in which state, and what they take.
pub fn counts(connection: &Connection) -> Result<PicturesProgress, Error> {
    let mut statement = connection.prepare_cached("SELECT state, count(*) FROM picture GROUP BY state")?;
    let mut rows = statement.query([])?;
    let mut progress = PicturesProgress::default();
    while let Some(row) = rows.next()? {
        let count: u32 = row.get(1)?;
        progress.total += count;
        match row.get_ref(0)?.as_str().unwrap_or_default() {
            "cached" => progress.cached = count,
            "failed" => progress.failed = count,
            "evicted" => progress.evicted = count,
            _ => progress.waiting = count,
        }
    }
    progress.done = progress.total - progress.waiting;
    progress.bytes = super::content::bytes_kept(connection)?;
    Ok(progress)
}

/// Pictures in a state, or all, newest first.
pub fn lines(connection: &Connection, state: Option<&str>, most: u32) -> Result<Vec<PictureLine>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT picture.id, state, substr(address, 1, 2048), reason, tries, content.width, content.height,
           content.bytes, (SELECT count(DISTINCT article_id) FROM picture_use WHERE picture_id = picture.id)
         FROM picture LEFT JOIN content ON content.id = content_id
         WHERE ?1 IS NULL OR state = ?1 ORDER BY rank DESC, picture.id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![state, most], |row| {
        Ok(PictureLine {
            id: PictureId(row.get(0)?),
            state: text(row, 1)?,
            address: text(row, 2)?,
            reason: reason(row, 3)?,
            tries: row.get(4)?,
            width: row.get(5)?,
            height: row.get(6)?,
            bytes: row.get(7)?,
            articles: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
