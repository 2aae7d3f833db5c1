//! What is wrong with a library's file, as far as its size and its header tell.

use std::path::Path;

use rusqlite::Connection;

use super::connection::{FILE, SMALLEST};
use super::{backup, decision_log, state, version};
use crate::error::Error;

/// What is wrong with the library's file, as far as its size tells: `SQLite` takes an empty file for a new library.
pub fn damage_from_outside(folder: &Path) -> Result<Option<String>, Error> {
    let file = folder.join(FILE);
    let metadata = match std::fs::symlink_metadata(&file) {
        Ok(_) => std::fs::metadata(&file).map_err(Error::io("read", &file))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let log = folder.join(decision_log::FILE).exists();
            let backups = backup::all(folder)?.len();
            let was_there = log || backups > 0;
            return Ok(was_there.then(|| {
                format!(
                    "the file {FILE} is missing, although {backups} backups{} are there",
                    if log { " and its decision log" } else { "" }
                )
            }));
        }
        Err(error) => return Err(Error::io("read", &file)(error)),
    };
    if !metadata.is_file() {
        return Ok(Some(format!("{FILE} is not a file")));
    }
    Ok((metadata.len() < SMALLEST).then(|| format!("the file {FILE} holds only {} bytes", metadata.len())))
}

/// What is wrong with the header of a library's file: its version is stored once more, and a library has tables.
pub fn header_damage(connection: &Connection) -> Result<Option<String>, Error> {
    let (version, stored, newest) =
        (version::version(connection)?, state::schema_version(connection)?, version::newest());
    match stored {
        Some(stored) if stored == version && version > newest => {
            Err(Error::NewerLibrary { found: version, known: newest })
        }
        Some(stored) if stored == version => Ok(None),
        Some(stored) => Ok(Some(format!("its header says version {version}, its tables say version {stored}"))),
        None => Ok(Some("it holds no tables of a library".to_owned())),
    }
}
