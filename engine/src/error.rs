//! Errors of the engine, and the form in which they leave it.

mod message;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::message::{Doing, Hint, Problem, messages};
use crate::document::Broken;
use crate::message::Message;
pub use crate::reason::Reason;

/// Kinds of failure that a caller acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// There is no such article, report or hand-over.
    NotFound,
    /// The request cannot be carried out now, for the reason given.
    Refused,
    /// The request itself is wrong.
    Usage,
    /// Another program uses the library.
    Busy,
    /// The library's file is damaged: it has to be rebuilt or restored.
    Damaged,
    /// Reading or writing failed.
    Storage,
}

/// An error as the page and `--json` receive it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// The kind of failure.
    pub code: Code,
    /// What is wrong.
    pub message: Message,
    /// What to do next.
    pub hint: Option<Message>,
}

impl Failure {
    /// Returns a failure with a hint.
    pub fn new(code: Code, message: impl Into<Message>, hint: impl Into<Message>) -> Self {
        Self { code, message: message.into(), hint: Some(hint.into()) }
    }
}

/// Errors of the engine. A bad file among many is no error but an entry of the report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `SQLite` failed.
    Sqlite(#[from] rusqlite::Error),
    /// A newer version of the program created the library.
    NewerLibrary {
        /// Version of its tables.
        found: i64,
        /// Newest version that this program knows.
        known: i64,
    },
    /// A folder or file could not be read or written.
    Io {
        /// What was being done to it.
        doing: Doing,
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No article has this id or path.
    NoSuchArticle(String),
    /// No import has this number.
    NoSuchReceipt(i64),
    /// No hand-over has this number.
    NoSuchHandOver(i64),
    /// The request cannot be carried out now, for the reason given.
    NotNow(Message),
    /// The library's file fails its check.
    DamagedLibrary {
        /// The folder that it lies in.
        folder: PathBuf,
        /// What was found.
        found: Message,
    },
    /// Neither the library nor its decision log nor a backup can be read.
    NothingToRebuildFrom {
        /// The folder that it lies in.
        folder: PathBuf,
    },
    /// The library's files were removed, moved or replaced while they were open.
    LibraryMoved {
        /// The folder that it lay in.
        folder: PathBuf,
        /// Where the decision that could not be stored is kept; `None` where nothing was decided.
        rescued: Option<PathBuf>,
    },
    /// A document cannot be changed as decided.
    Document {
        /// The article's file.
        path: String,
        /// Why, and what to do next.
        broken: Box<Broken>,
    },
    /// The request itself is wrong.
    Usage(Message),
    /// There is no picture to show, for the reason given.
    NoPicture(Message),
    /// A stored value cannot be read.
    Damaged(Message),
}

impl Error {
    /// Adds the path and the action to an I/O error.
    pub fn io(doing: Doing, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { doing, path, source }
    }

    /// The request cannot be carried out now.
    pub fn not_now(message: impl Into<Message>) -> Self {
        Self::NotNow(message.into())
    }

    /// The request itself is wrong.
    pub fn usage(message: impl Into<Message>) -> Self {
        Self::Usage(message.into())
    }

    /// A stored value cannot be read.
    pub fn damaged(message: impl Into<Message>) -> Self {
        Self::Damaged(message.into())
    }

    /// Returns the error as it leaves the engine.
    #[must_use]
    pub fn failure(&self) -> Failure {
        Failure { code: self.code(), message: self.message(), hint: self.hint() }
    }

    /// Returns what went wrong.
    #[must_use]
    pub fn message(&self) -> Message {
        let problem = match self {
            Self::NotNow(message) | Self::Usage(message) | Self::NoPicture(message) => return message.clone(),
            Self::Sqlite(error) => Problem::Sqlite { detail: error.into() },
            Self::NewerLibrary { found, known } => Problem::NewerLibrary { found: *found, known: *known },
            Self::Io { doing, path, source } => {
                Problem::Io { path: shown(path), action: doing.clone(), detail: source.into() }
            }
            Self::NoSuchArticle(name) => Problem::NoSuchArticle { name: name.clone() },
            Self::NoSuchReceipt(number) => Problem::NoSuchReceipt { number: *number },
            Self::NoSuchHandOver(number) => Problem::NoSuchHandOver { number: *number },
            Self::DamagedLibrary { found, .. } => Problem::DamagedLibrary { detail: found.clone() },
            Self::NothingToRebuildFrom { folder } => Problem::NothingToRebuildFrom { path: shown(folder) },
            Self::LibraryMoved { folder, .. } => Problem::LibraryMoved { path: shown(folder) },
            Self::Document { path, broken } => Problem::Document { path: path.clone(), detail: broken.message.clone() },
            Self::Damaged(found) => Problem::Unreadable { detail: found.clone() },
        };
        problem.into()
    }

    fn code(&self) -> Code {
        match self {
            Self::Sqlite(error) if is_busy(error) => Code::Busy,
            Self::Sqlite(error) if is_damage(error) => Code::Damaged,
            Self::DamagedLibrary { .. } | Self::NothingToRebuildFrom { .. } => Code::Damaged,
            Self::NoSuchArticle(_) | Self::NoSuchReceipt(_) | Self::NoSuchHandOver(_) => Code::NotFound,
            Self::Document { .. } | Self::NoPicture(_) | Self::NotNow(_) => Code::Refused,
            Self::Usage(_) => Code::Usage,
            Self::Sqlite(_)
            | Self::NewerLibrary { .. }
            | Self::Io { .. }
            | Self::LibraryMoved { .. }
            | Self::Damaged(_) => Code::Storage,
        }
    }

    /// Returns what to do next; `None` where the message says it.
    fn hint(&self) -> Option<Message> {
        let hint = match self {
            Self::Document { broken, .. } => return Some(broken.hint.clone()),
            Self::NoPicture(_) | Self::NotNow(_) | Self::Usage(_) => return None,
            Self::Sqlite(error) if is_busy(error) => Hint::TryAgain,
            Self::Sqlite(error) if is_damage(error) => Hint::RunDoctor,
            Self::Sqlite(_) => Hint::CheckDisk,
            Self::NewerLibrary { .. } => Hint::InstallNewer,
            Self::Io { source, .. } if crate::file_kind::is_not_regular(source) => Hint::NameOwnFile,
            Self::Io { .. } => Hint::CheckPath,
            Self::NoSuchArticle(_) => Hint::ImportFirst,
            Self::NoSuchReceipt(_) => Hint::ListReceipts,
            Self::NoSuchHandOver(_) => Hint::ListHandOvers,
            Self::DamagedLibrary { .. } => Hint::RebuildOrRestore,
            Self::NothingToRebuildFrom { .. } => Hint::RenameFolder,
            Self::LibraryMoved { rescued: Some(file), folder } => {
                Hint::MoveBackWithDecision { file: shown(file), path: shown(folder) }
            }
            Self::LibraryMoved { rescued: None, .. } => Hint::MoveBack,
            Self::Damaged(_) => Hint::Rebuild,
        };
        Some(hint.into())
    }
}

/// Renders the message in English.
impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(formatter)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// Returns whether an error of opening a library's file says nothing about what it holds: it is in use, or cannot be
/// reached.
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

/// Returns whether the library's file itself is damaged.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
}
