//! What can go wrong, in whole sentences that a journalist understands.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::document::Broken;

/// Only what a caller acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// There is no such article.
    NotFound,
    /// What was asked for cannot be done, for the reason given.
    Refused,
    /// The call itself was wrong.
    Usage,
    /// Another program holds the library.
    Busy,
    /// The library's file is damaged: rebuilding it, or going back to a backup, is to be offered.
    Damaged,
    /// Reading or writing failed.
    Storage,
}

/// An error as it crosses to the screen and to `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// What kind, where a caller acts on it.
    pub code: Code,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do next, in a sentence.
    pub hint: Option<String>,
}

/// Everything that can go wrong in the engine but what a receipt reports: a bad file in a batch is data there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `SQLite` could not do what was asked.
    #[error("The library could not be read or written: {}.", sqlite_in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
    /// The library was made by a newer version.
    #[error("This library was made by a newer Copytaster (version {found} of its tables; this one knows {known}).")]
    NewerLibrary {
        /// Version of the tables that was found.
        found: i64,
        /// Newest version that this program knows.
        known: i64,
    },
    /// A folder or file could not be read or written.
    #[error("{} could not be {doing}: {}.", path.display(), in_words(source))]
    Io {
        /// What was being done, as a participle: `read`, `made`, `written`.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No article has this id or path.
    #[error("There is no article “{0}” in the library.")]
    NoSuchArticle(String),
    /// No import has this number.
    #[error("There is no receipt {0}.")]
    NoSuchReceipt(i64),
    /// No hand-over has this number.
    #[error("There is no hand-over {0}.")]
    NoSuchHandOver(i64),
    /// What was asked for cannot be done now, for the reason given.
    #[error("{0}")]
    NotNow(String),
    /// The library's file fails its check.
    #[error("The library is damaged: {found}.")]
    DamagedLibrary {
        /// The folder that it lies in.
        folder: PathBuf,
        /// What was found.
        found: String,
    },
    /// Neither the library nor its decision log nor a backup can be read.
    #[error("The library in {}, its decision log and its backups are unreadable. Nothing was changed.", folder.display())]
    NothingToRebuildFrom {
        /// The folder that it lies in.
        folder: PathBuf,
    },
    /// The library's files were removed, moved or replaced while they were open.
    #[error("The library in {} was moved, replaced or removed while it was open. Nothing was stored in it.", folder.display())]
    LibraryMoved {
        /// The folder that it lay in.
        folder: PathBuf,
        /// Where the decision that could not be stored is kept; `None` where nothing was decided.
        rescued: Option<PathBuf>,
    },
    /// A document cannot be changed as decided.
    #[error("{path}: {broken}")]
    Document {
        /// The article's file.
        path: String,
        /// Why, and what to do next.
        broken: Box<Broken>,
    },
    /// The call itself was wrong.
    #[error("{0}")]
    Usage(String),
    /// There is no picture to show, for the reason given.
    #[error("{0}")]
    NoPicture(String),
    /// The library holds something that no version of this program has written.
    #[error("The library holds something unreadable: {0}.")]
    Damaged(String),
}

impl Error {
    /// Ties an I/O error to its path.
    pub fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { doing, path, source }
    }

    /// The error as it crosses to the screen.
    #[must_use]
    pub fn failure(&self) -> Failure {
        let (code, hint) = match self {
            Self::Sqlite(error) if is_busy(error) => (Code::Busy, Some("Another program is writing; try again.")),
            Self::Sqlite(error) if is_damage(error) => {
                (Code::Damaged, Some("Run “copytaster doctor”; “copytaster rebuild” makes the library again."))
            }
            Self::Sqlite(_) => (Code::Storage, Some("Check that the disk is not full and the folder can be written.")),
            Self::NewerLibrary { .. } => {
                (Code::Storage, Some("Install the newer version; this library was left as it is."))
            }
            Self::Io { source, .. } if crate::file_kind::is_not_regular(source) => {
                (Code::Storage, Some("This is not a regular file: name the article's own file."))
            }
            Self::Io { .. } => (Code::Storage, Some("Check that the path exists and that you may use it.")),
            Self::NoSuchArticle(_) => {
                (Code::NotFound, Some("Import its file first, or list the articles to find its id."))
            }
            Self::NoSuchReceipt(_) => (Code::NotFound, Some("List the receipts to find its number.")),
            Self::NoSuchHandOver(_) => {
                (Code::NotFound, Some("List the hand-overs (“copytaster hand-over --list”) to find its number."))
            }
            Self::DamagedLibrary { .. } => (
                Code::Damaged,
                Some(
                    "Nothing was deleted. Run “copytaster rebuild” to build it again from all that can be read, or \
                     “copytaster restore” to go back to the newest good backup.",
                ),
            ),
            Self::NothingToRebuildFrom { .. } => (
                Code::Damaged,
                Some(
                    "Rename the folder to keep it, and import your article files: a new library is made in its place.",
                ),
            ),
            Self::LibraryMoved { .. } => {
                (Code::Storage, Some("Move the library back to its folder, then open it again."))
            }
            Self::Document { .. } | Self::NoPicture(_) | Self::NotNow(_) => (Code::Refused, None),
            Self::Usage(_) => (Code::Usage, None),
            Self::Damaged(_) => (
                Code::Storage,
                Some("Run “copytaster rebuild”: it builds the library again from all that can be read."),
            ),
        };
        let hint = match self {
            Self::Document { broken, .. } => Some(broken.hint.to_string()),
            Self::LibraryMoved { rescued: Some(rescued), folder } => Some(format!(
                "Your decision is saved in {}. Move the library back to {}, place that file next to it and open the \
                 library again to store the decision.",
                rescued.display(),
                folder.display()
            )),
            _ => hint.map(str::to_owned),
        };
        Failure { code, message: self.to_string(), hint }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// Whether an error of opening a library's file says nothing about what it holds: it is in use, or cannot be reached.
pub fn is_not_damage(error: &rusqlite::Error, file: &Path) -> bool {
    use rusqlite::ErrorCode as C;
    let extended = error.sqlite_error().map(|error| error.extended_code);
    match error.sqlite_error_code() {
        // The header can say that a file is read-only, too.
        Some(C::ReadOnly) => !crate::file_kind::may_be_written(file),
        // A file that is shorter than its header says is damaged.
        Some(C::SystemIoFailure) => extended != Some(rusqlite::ffi::SQLITE_IOERR_SHORT_READ),
        Some(C::DiskFull | C::PermissionDenied | C::CannotOpen | C::OutOfMemory | C::FileLockingProtocolFailed) => true,
        _ => is_busy(error),
    }
}

/// Whether the library's file itself is broken.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}

/// An error of `SQLite` in a journalist's words.
fn sqlite_in_words(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode as C;
    match error.sqlite_error_code() {
        Some(C::DiskFull) => "the disk is full".to_owned(),
        Some(C::ReadOnly) => "it may only be read".to_owned(),
        Some(C::CannotOpen) => "it could not be opened; you may have no permission".to_owned(),
        Some(C::PermissionDenied) => "you have no permission".to_owned(),
        Some(C::DatabaseBusy | C::DatabaseLocked) => "another program holds it".to_owned(),
        _ => error.to_string(),
    }
}

/// Why a file could not be read, as a sentence.
pub fn not_read(error: &std::io::Error) -> String {
    let why = in_words(error);
    if crate::file_kind::is_not_regular(error) {
        format!("Not a regular file: {why}.")
    } else {
        format!("The file could not be read: {why}.")
    }
}

/// An I/O error in a journalist's words.
pub fn in_words(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "it is not there".to_owned(),
        K::PermissionDenied => "you have no permission".to_owned(),
        K::StorageFull | K::QuotaExceeded => "the disk is full".to_owned(),
        K::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        K::IsADirectory => "it is a folder".to_owned(),
        K::NotADirectory => "a part of its path is no folder".to_owned(),
        K::AlreadyExists => "there is a file of this name already".to_owned(),
        _ => error.to_string(),
    }
}
