//! What is wrong with a library's file, as far as its size and its header tell.

use std::path::Path;

use rusqlite::Connection;

use super::connection::{FILE, SMALLEST};
use super::message::Damage;
use super::{backup, decision_log, state, version};
use crate::error::{Doing, Error};

/// What is wrong with the library's file, as far as its size tells: `SQLite` takes an empty file for a new library.
pub fn damage_from_outside(folder: &Path) -> Result<Option<Damage>, Error> {
    let file = folder.join(FILE);
    let metadata = match std::fs::symlink_metadata(&file) {
        Ok(_) => std::fs::metadata(&file).map_err(Error::io(Doing::Read, &file))?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let log = folder.join(decision_log::FILE).exists();
            let (file, backups) = (FILE.to_owned(), backup::all(folder)?.len() as u64);
            return Ok(match (log, backups) {
                (true, _) => Some(Damage::MissingButLog { file, backups }),
                (false, 0) => None,
                (false, _) => Some(Damage::Missing { file, backups }),
            });
        }
        Err(error) => return Err(Error::io(Doing::Read, &file)(error)),
    };
    if !metadata.is_file() {
        return Ok(Some(Damage::NotAFile { file: FILE.to_owned() }));
    }
    let bytes = metadata.len();
    Ok((bytes < SMALLEST).then(|| Damage::TooSmall { file: FILE.to_owned(), bytes }))
}

/// What is wrong with the header of a library's file: its version is stored once more, and a library has tables.
pub fn header_damage(connection: &Connection) -> Result<Option<Damage>, Error> {
    let (version, stored, newest) =
        (version::version(connection)?, state::schema_version(connection)?, version::newest());
    match stored {
        Some(stored) if stored == version && version > newest => {
            Err(Error::NewerLibrary { found: version, known: newest })
        }
        Some(stored) if stored == version => Ok(None),
        Some(stored) => Ok(Some(Damage::TwoVersions { header: version, tables: stored })),
        None => Ok(Some(Damage::NoTables)),
    }
}
