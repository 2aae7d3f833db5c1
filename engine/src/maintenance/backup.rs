//! Makes, lists and restores backups.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Maintenance;
use crate::context::Context;
use crate::error::{Doing, Error};
use crate::library::backup::{self, Reason};
use crate::library::{self, Library, check};
use crate::{file, logging};

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupReason {
    /// A day had passed.
    Daily,
    /// Its tables were about to change.
    Migration,
    /// Somebody asked for it.
    Asked,
    /// Another backup was about to take its place: restoring this one takes that back.
    Restore,
}

/// One backup of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFile {
    /// Absolute path.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Why it was made; `None` where its name does not say so.
    pub reason: Option<BackupReason>,
}

impl Maintenance<'_> {
    /// Makes a backup now, proves it by opening it, and keeps the last ten.
    pub fn back_up(&self) -> Result<BackupFile, Error> {
        let connection = self.0.library.connect()?;
        backup::make(&connection, self.0.folder(), Reason::Asked).map(|made| shown(&made))
    }

    /// Makes the daily backup where the last one is older than a day; takes as long as copying the library does.
    pub fn back_up_if_due(&self) -> Result<Option<BackupFile>, Error> {
        if !backup::is_due(self.0.folder())? {
            return Ok(None);
        }
        let connection = self.0.library.connect()?;
        backup::make(&connection, self.0.folder(), Reason::Daily).map(|made| Some(shown(&made)))
    }
}

/// All backups of the library in a folder, newest first.
pub fn backups(folder: &Path) -> Result<Vec<BackupFile>, Error> {
    let mut backups: Vec<BackupFile> = backup::all(folder)?.iter().map(shown).collect();
    backups.reverse();
    Ok(backups)
}

/// The newest backup of the library in a folder that can be opened.
pub fn newest_good_backup(folder: &Path) -> Result<Option<BackupFile>, Error> {
    let Some(newest) = check::newest_good_backup(folder) else { return Ok(None) };
    Ok(backups(folder)?.into_iter().find(|backup| Path::new(&backup.path) == newest))
}

/// Puts a backup in the library's place; nobody may have the library open. Returns where the former one is now.
pub fn restore(folder: &Path, from: &Path) -> Result<Option<PathBuf>, Error> {
    let _alone = Library::hold_alone(folder)?;
    file::open_regular(from).map_err(Error::io(Doing::Read, from))?;
    library::finish_replacement(folder)?;
    let partial = backup::copy_for_restore(folder, from)?;
    drop(Context::open(&partial)?);
    check::close_for_replacement(&partial)?;
    // The present library is kept twice: moved aside, and as a backup where it can still be read.
    if let Ok(connection) = library::connect_to(&folder.join(library::FILE)) {
        let made = backup::make(&connection, folder, Reason::Restore);
        logging::not_done("the library before the restore was not backed up", made);
    }
    library::replace_with_partial(folder)
}

fn shown(backup: &backup::Backup) -> BackupFile {
    BackupFile {
        path: backup.file.display().to_string(),
        bytes: backup.size,
        at_ms: backup.made.timestamp_millis(),
        reason: backup.reason.map(|reason| match reason {
            Reason::Daily => BackupReason::Daily,
            Reason::Migration => BackupReason::Migration,
            Reason::Asked => BackupReason::Asked,
            Reason::Restore => BackupReason::Restore,
        }),
    }
}
