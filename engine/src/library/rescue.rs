//! Decisions that could not be stored because the library was no longer where it was opened: kept in a file of their own,
//! and stored when the library is opened with that file beside it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::decision_log::{
    self,
    contents::{Contents, Record},
};
use crate::error::{Doing, Error};

/// Files with such decisions are named `rescued-decisions-N.log`.
const PREFIX: &str = "rescued-decisions-";
const ENDING: &str = ".log";

/// Writes what the open transaction decided into a file in the library's folder, or in the nearest folder above it that
/// still exists; `None` where it decided nothing.
pub fn keep(transaction: &Connection, folder: &Path) -> Result<Option<PathBuf>, Error> {
    let Some(text) = decision_log::lines_of_transaction(transaction)? else { return Ok(None) };
    let mut last = None;
    let elsewhere = std::env::temp_dir();
    for folder in folder.ancestors().filter(|folder| folder.is_dir()).chain([elsewhere.as_path()]) {
        match write(folder, &text) {
            Ok(file) => return Ok(Some(file)),
            Err(error) => last = Some(Error::io(Doing::Written, folder)(error)),
        }
    }
    last.map_or(Ok(None), Err)
}

fn write(folder: &Path, text: &str) -> std::io::Result<PathBuf> {
    use std::io::Write;
    for number in 1.. {
        let path = folder.join(format!("{PREFIX}{number}{ENDING}"));
        match std::fs::File::create_new(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                crate::file::flush_folder(folder)?;
                return Ok(path);
            }
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

/// The files with rescued decisions in a library's folder, oldest first.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).map_err(Error::io(Doing::Read, folder))?;
    let number = |path: &Path| -> Option<u64> {
        path.file_name()?.to_str()?.strip_prefix(PREFIX)?.strip_suffix(ENDING)?.parse().ok()
    };
    let mut files: Vec<(u64, PathBuf)> =
        entries.flatten().filter_map(|entry| Some((number(&entry.path())?, entry.path()))).collect();
    files.sort();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// Reads the decisions of such a file.
pub fn read(file: &Path) -> Result<Vec<Record>, Error> {
    let contents = Contents::read(file)?.unwrap_or_default();
    Ok(contents.records.into_iter().filter(Record::is_complete).collect())
}

/// Renames such a file: its decisions are stored.
pub fn mark_applied(file: &Path) -> Result<(), Error> {
    let applied = file.with_extension("log.applied");
    match std::fs::rename(file, &applied) {
        // Another program that was started at the same moment stored them.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        renamed => renamed.map_err(Error::io(Doing::Moved, file)),
    }
}
