//! Creates a library and finishes the replacement of one, so that no file but a whole library is ever in its place.

use std::path::{Path, PathBuf};

use super::connection::{FILE, connect};
use super::damage::damage_from_outside;
use super::{replace, schema};
use crate::error::{Doing, Error};
use crate::{fault, file};

/// Finishes a replacement of the library that was interrupted, and creates the library where there is none. A damaged
/// library is an error. The creation lock must be held.
pub fn prepare(folder: &Path) -> Result<(), Error> {
    if replace::is_under_way(folder) {
        replace::finish(folder)?;
        replace::abandon(folder)?;
    }
    if let Some(found) = damage_from_outside(folder)? {
        return Err(Error::DamagedLibrary { folder: folder.to_path_buf(), found: found.into() });
    }
    if folder.join(FILE).exists() { Ok(()) } else { create(folder) }
}

/// Finishes a replacement of the library in a folder that was interrupted. Nobody may have it open.
pub fn finish_replacement(folder: &Path) -> Result<(), Error> {
    replace::finish(folder).map(drop)
}

/// Puts the library in the folder `replacement.partial` in the place of the present one. Nobody may have either open.
pub fn replace_with_partial(folder: &Path) -> Result<Option<PathBuf>, Error> {
    replace::commit(folder)
}

/// Creates an empty library under another name first: a file that is no whole library is never in its place.
pub fn create(folder: &Path) -> Result<(), Error> {
    let (file, new) = (folder.join(FILE), folder.join(format!("{FILE}.new")));
    for ending in ["", "-wal", "-shm", "-journal"] {
        let left = folder.join(format!("{FILE}.new{ending}"));
        if left.exists() {
            std::fs::remove_file(&left).map_err(Error::io(Doing::Removed, &left))?;
        }
    }
    let mut connection = connect(&new)?;
    schema::migrate(&mut connection, folder)?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    drop(connection);
    fault::step("before a new library takes its place");
    std::fs::rename(&new, &file).map_err(Error::io(Doing::Written, &file))?;
    file::flush_folder(folder).map_err(Error::io(Doing::Written, folder))
}
