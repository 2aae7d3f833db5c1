//! Whether the library's files are still the ones that were opened.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, FileControl};

use super::connection::FILE;
use crate::file::FileId;

/// The write-ahead log that a connection uses. `SQLite` checks its main file, but not this one.
#[derive(Debug, Clone)]
pub struct OpenFiles {
    wal: PathBuf,
    wal_id: Option<FileId>,
}

impl OpenFiles {
    /// Notes the files of a library that a connection has read from.
    pub fn note(folder: &Path) -> Self {
        let wal = folder.join(format!("{FILE}-wal"));
        let wal_id = FileId::at(&wal);
        Self { wal, wal_id }
    }

    /// Whether the library's file or its write-ahead log was removed, moved or replaced since it was opened. What is
    /// committed then is stored in a file that nobody will open again.
    pub fn have_moved(&self, connection: &Connection) -> bool {
        #[cfg(unix)]
        {
            let mut moved: std::ffi::c_int = 0;
            let asked = connection.file_control(None::<&str>, FileControl::HasMoved(&mut moved));
            if asked.is_err() || moved != 0 {
                return true;
            }
        }
        self.wal_id.is_some() && FileId::at(&self.wal) != self.wal_id
    }
}
