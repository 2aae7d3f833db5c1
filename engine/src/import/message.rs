//! Messages about imports.

use crate::error::Reason;
use crate::message::Declared;
use crate::messages;

messages! {
    /// Why a file or folder was not imported.
    pub enum NotImported {
        NameNotUtf8 => "engine_name_not_text",
        FolderNotRead { detail: Reason } => "engine_folder_not_read",
        SecondName { path: String } => "engine_second_name",
    }
}

messages! {
    /// What to do about a file or folder that was not imported.
    pub enum Remedy {
        RenameFile => "engine_hint_rename_file",
        CheckFolder => "engine_hint_folder_may_be_read",
        CopySecondName => "engine_hint_copy_second_name",
        ReplaceSpecial => "engine_hint_own_file",
        CheckFile => "engine_hint_file_may_be_read",
    }
}

messages! {
    /// Why a request about imports cannot be carried out.
    pub enum Refused {
        AlreadyUndone { number: i64 } => "engine_import_taken_back_already",
        ChangedLater { number: u32 } => "engine_later_import_changed",
        NotRejected { path: String } => "engine_no_refused_file",
        NotMarkdown { path: String } => "engine_not_markdown",
        NoSuchFolder { folder: String } => "engine_nothing_taken_in_from",
        NotWatched { path: String, text: String } => "engine_cannot_be_watched",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 3] {
    [NotImported::MESSAGES, Remedy::MESSAGES, Refused::MESSAGES]
}
