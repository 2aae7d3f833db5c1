//! Messages about errors, and what to do next.

use std::io;

use crate::message::{Declared, Message};
use crate::messages;
use crate::reason::Reason;

messages! {
    /// What went wrong.
    pub enum Problem {
        Sqlite { detail: Reason } => "engine_library_not_read_or_written",
        NewerLibrary { found: i64, known: i64 } => "engine_newer_library",
        Io { path: String, action: Doing, detail: Reason } => "engine_could_not_be_done",
        NoSuchArticle { name: String } => "engine_no_such_article",
        NoSuchReceipt { number: i64 } => "engine_no_such_receipt",
        NoSuchHandOver { number: i64 } => "engine_no_such_hand_over",
        DamagedLibrary { detail: Message } => "engine_library_damaged",
        NothingToRebuildFrom { path: String } => "engine_nothing_to_rebuild_from",
        LibraryMoved { path: String } => "engine_library_moved",
        Document { path: String, detail: Message } => "engine_document",
        Unreadable { detail: Message } => "engine_library_unreadable_part",
        NotRead { detail: Reason } => "engine_file_not_read",
        NotRegular { detail: Reason } => "engine_not_regular",
    }
}

messages! {
    /// What to do next.
    pub enum Hint {
        TryAgain => "engine_hint_another_program_writes",
        RunDoctor => "engine_hint_run_doctor",
        CheckDisk => "engine_hint_disk_and_folder",
        InstallNewer => "engine_hint_install_newer",
        NameOwnFile => "engine_hint_name_own_file",
        CheckPath => "engine_hint_path_exists",
        ImportFirst => "engine_hint_import_first",
        ListReceipts => "engine_hint_list_receipts",
        ListHandOvers => "engine_hint_list_hand_overs",
        RebuildOrRestore => "engine_hint_rebuild_or_restore",
        RenameFolder => "engine_hint_rename_folder",
        MoveBack => "engine_hint_put_back",
        MoveBackWithDecision { file: String, path: String } => "engine_hint_rescued",
        Rebuild => "engine_hint_rebuild_all",
    }
}

messages! {
    /// What was being done to a file or folder, as a participle.
    pub enum Doing {
        Read => "engine_doing_read",
        Created => "engine_doing_made",
        Written => "engine_doing_written",
        Found => "engine_doing_found",
        Removed => "engine_doing_removed",
        Moved => "engine_doing_moved",
        Locked => "engine_doing_locked",
        Watched => "engine_doing_watched",
    }
}

impl Problem {
    /// A file could not be read.
    pub fn not_read(error: &io::Error) -> Self {
        let detail = Reason::from(error);
        if crate::file_kind::is_not_regular(error) { Self::NotRegular { detail } } else { Self::NotRead { detail } }
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 4] {
    [Problem::MESSAGES, Hint::MESSAGES, Doing::MESSAGES, Reason::MESSAGES]
}
