//! Roots: the folders that files were taken in from.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::text::text;
use crate::document::Profile;
use crate::error::Error;
use crate::library::message::Unreadable;

/// A folder that files were taken in from, and how they are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportedFolder {
    /// Absolute path.
    pub path: String,
    /// The kind of site that it belongs to.
    pub profile: Profile,
    /// Articles that came from it.
    pub articles: u32,
}

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

/// All roots.
pub fn all(connection: &Connection) -> Result<Vec<Root>, Error> {
    let mut statement = connection.prepare_cached("SELECT id, path, profile FROM root ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        let profile = text(row, 2)?;
        Ok(Root { id: row.get(0)?, path: text(row, 1)?, profile: Profile::from_word(&profile).unwrap_or_default() })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All roots with the number of articles that came from each.
pub fn folders(connection: &Connection) -> Result<Vec<ImportedFolder>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT root.path, profile, (SELECT count(*) FROM article JOIN fact ON article_id = article.id
           WHERE root_id = root.id AND fact.gone = 0) FROM root ORDER BY root.path",
    )?;
    let rows = statement.query_map([], |row| {
        let profile = text(row, 1)?;
        let profile = Profile::from_word(&profile).unwrap_or_default();
        Ok(ImportedFolder { path: text(row, 0)?, profile, articles: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The kind of site that the files of a root are read as.
pub fn profile(connection: &Connection, root: i64) -> Result<Profile, Error> {
    let mut statement = connection.prepare_cached("SELECT profile FROM root WHERE id = ?1")?;
    let word = statement.query_row([root], |row| text(row, 0))?;
    Ok(Profile::from_word(&word).unwrap_or_default())
}

/// The files of a root are read as those of this kind of site from now on.
pub fn set_profile(connection: &Connection, root: i64, profile: Profile) -> Result<(), Error> {
    connection.execute("UPDATE root SET profile = ?2 WHERE id = ?1", params![root, profile.word()])?;
    Ok(())
}

/// The root with this path, made where there is none.
pub fn add(connection: &Connection, path: &str, profile: Profile) -> Result<Root, Error> {
    connection.execute("INSERT OR IGNORE INTO root (path, profile) VALUES (?1, ?2)", params![path, profile.word()])?;
    let found = all(connection)?.into_iter().find(|root| root.path == path);
    found.ok_or_else(|| Error::damaged(Unreadable::FolderNotListed { path: path.to_owned() }))
}

/// The roots whose site type cannot be read.
pub fn with_unreadable_profile(connection: &Connection) -> Result<Vec<i64>, Error> {
    let mut statement = connection.prepare("SELECT id, profile FROM root ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, text(row, 1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    Ok(rows.into_iter().filter(|(_, word)| Profile::from_word(word).is_none()).map(|(id, _)| id).collect())
}
