//! Puts another library file in the place of the library: a restored backup, or a rebuilt library. If the replacement
//! is interrupted at any step, the next open finishes it.

use std::path::{Path, PathBuf};

use super::connection::{FILE, connect_to};
use super::decision_log;
use crate::error::{Doing, Error};
use crate::file::flush_folder;
use crate::time::now;
use crate::{fault, logging};

/// A library that is being made.
const PARTIAL: &str = "replacement.partial";
/// A library that is complete and takes the place of the present one.
const COMPLETE: &str = "replacement";

/// Whether a replacement was begun and has not ended.
pub fn is_under_way(folder: &Path) -> bool {
    folder.join(PARTIAL).exists() || folder.join(COMPLETE).exists()
}

/// Returns an empty folder in which the replacement is to be made.
pub fn begin(folder: &Path) -> Result<PathBuf, Error> {
    let partial = folder.join(PARTIAL);
    remove(&partial)?;
    std::fs::create_dir(&partial).map_err(Error::io(Doing::Created, &partial))?;
    Ok(partial)
}

/// Removes a replacement that was given up.
pub fn abandon(folder: &Path) -> Result<(), Error> {
    remove(&folder.join(PARTIAL))
}

/// Puts the library in the folder that [`begin`] returned in the place of the present one, which is moved aside, never
/// deleted. Nobody may have either of them open. Returns where the former file is.
pub fn commit(folder: &Path) -> Result<Option<PathBuf>, Error> {
    let (partial, complete) = (folder.join(PARTIAL), folder.join(COMPLETE));
    for name in [FILE, decision_log::FILE] {
        let file = partial.join(name);
        std::fs::File::open(&file).and_then(|file| file.sync_all()).map_err(Error::io(Doing::Written, &file))?;
    }
    flush_folder(&partial).map_err(Error::io(Doing::Written, &partial))?;
    fault::step("before a library is replaced");
    std::fs::rename(&partial, &complete).map_err(Error::io(Doing::Moved, &partial))?;
    flush_folder(folder).map_err(Error::io(Doing::Written, folder))?;
    fault::step("after a replacement is complete");
    finish(folder)
}

/// Finishes a replacement that was cut off; removes one that was never complete.
pub fn finish(folder: &Path) -> Result<Option<PathBuf>, Error> {
    let complete = folder.join(COMPLETE);
    if !complete.join(FILE).exists() {
        return remove(&complete).map(|()| None);
    }
    // The log moves in first: as long as it has not, the files in the folder are the former ones.
    let new_log = complete.join(decision_log::FILE);
    let mut aside = None;
    if new_log.exists() {
        aside = move_aside(folder)?;
        fault::step("inside the replacement of a library");
        let log = folder.join(decision_log::FILE);
        std::fs::rename(&new_log, &log).map_err(Error::io(Doing::Moved, &new_log))?;
        flush_folder(folder).map_err(Error::io(Doing::Written, folder))?;
        fault::step("inside the replacement of a library, again");
    }
    let (from, to) = (complete.join(FILE), folder.join(FILE));
    std::fs::rename(&from, &to).map_err(Error::io(Doing::Moved, &from))?;
    flush_folder(folder).map_err(Error::io(Doing::Written, folder))?;
    fault::step("after the replacement of a library");
    remove(&complete)?;
    Ok(aside)
}

/// Moves the library's files aside; returns where its main file is now.
fn move_aside(folder: &Path) -> Result<Option<PathBuf>, Error> {
    let names = [format!("{FILE}-wal"), format!("{FILE}-shm"), decision_log::FILE.to_owned(), FILE.to_owned()];
    if !names.iter().any(|name| folder.join(name).exists()) {
        return Ok(None);
    }
    let name = format!("aside-{}", now().format("%Y-%m-%dT%H%M%S%.3f"));
    let aside = crate::file::first_free(|number| match number {
        1 => folder.join(&name),
        number => folder.join(format!("{name}-{number}")),
    });
    std::fs::create_dir(&aside).map_err(Error::io(Doing::Created, &aside))?;
    // What the write-ahead log holds goes into the file, where both are whole enough for that.
    if let Ok(connection) = connect_to(&folder.join(FILE)) {
        let copied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        logging::not_done("the write-ahead log was not copied into the library that is moved aside", copied);
    }
    // The write-ahead log first: a library without its write-ahead log is only older, but a write-ahead log without its
    // library is useless.
    for name in names {
        let from = folder.join(&name);
        if from.exists() {
            std::fs::rename(&from, aside.join(&name)).map_err(Error::io(Doing::Moved, &from))?;
            fault::step("between two files that are moved aside");
        }
    }
    flush_folder(&aside).map_err(Error::io(Doing::Written, &aside))?;
    Ok(Some(aside.join(FILE)).filter(|file| file.exists()))
}

fn remove(folder: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(Doing::Removed, folder)(error)),
        _ => Ok(()),
    }
}
