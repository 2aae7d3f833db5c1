//! Messages about the library: what cannot be read, what is damaged, why it is not available, what a check found.

use crate::message::{Declared, Message};
use crate::messages;

messages! {
    /// A stored value that cannot be read.
    pub enum Unreadable {
        Record { detail: RecordName, text: String } => "engine_damaged_record",
        FolderNotListed { path: String } => "engine_damaged_folder_not_listed",
        Decision { kind: String, key: String } => "engine_damaged_decision",
        DecidedValue => "engine_damaged_value",
        StateRow => "engine_damaged_state_row",
        Replaced { number: i64, article: i64 } => "engine_damaged_replaced",
        ImportState { number: i64 } => "engine_damaged_import_state",
        ArrivalKind { kind: String } => "engine_damaged_arrival_kind",
        JournalRow { text: String } => "engine_damaged_journal_row",
        DecisionLog => "engine_damaged_decision_log",
        Arrived { article: i64 } => "engine_damaged_arrived",
        Settings => "engine_damaged_settings",
        NotStored { text: String } => "engine_damaged_not_stored",
        NoLibrary { path: String } => "engine_damaged_no_library",
        Backup { path: String, text: String } => "engine_damaged_backup",
    }
}

messages! {
    /// A stored format.
    pub enum RecordName {
        BatchSummary => "engine_record_batch_summary",
        RejectedFile => "engine_record_rejected_file",
        ImportPaths => "engine_record_import_paths",
        ImportReport => "engine_record_import_report",
        Merge => "engine_record_merge",
        Conflicts => "engine_record_conflicts",
        ImageFailure => "engine_record_image_failure",
    }
}

messages! {
    /// What is wrong with the library's file.
    pub enum Damage {
        Missing { file: String, backups: u64 } => "engine_damage_missing",
        MissingButLog { file: String, backups: u64 } => "engine_damage_missing_but_log",
        NotAFile { file: String } => "engine_damage_not_a_file",
        TooSmall { file: String, bytes: u64 } => "engine_damage_too_small",
        TwoVersions { header: i64, tables: i64 } => "engine_damage_two_versions",
        NoTables => "engine_damage_no_tables",
        Orphan { table: String } => "engine_damage_orphan",
        Sqlite { text: String } => "engine_damage_sqlite",
    }
}

messages! {
    /// Why the library or its backups cannot be used now.
    pub enum Unavailable {
        HeldOpen => "engine_library_held_open",
        BeingOpened => "engine_opened_just_now",
        BeingReplaced => "engine_replaced_just_now",
        BackupBusy => "engine_backup_busy",
        BackupNotMade => "engine_backup_not_made",
    }
}

messages! {
    /// What a check of a library found.
    pub enum Found {
        NoLibrary => "engine_no_library_yet",
        Whole => "engine_library_whole",
        DamagedWithBackup { detail: Message, path: String } => "engine_library_damaged_backup",
        BackupUnusable { path: String, detail: Message } => "engine_backup_cannot_be_used",
        BackupsUsable { number: u64 } => "engine_backups_can_be_opened",
        BackupOfTheFuture { path: String, date: String } => "engine_backup_of_the_future",
        ValuesReadable => "engine_values_readable",
        ValuesUnreadable { columns: Vec<String> } => "engine_values_unreadable",
        LogNotBegun => "engine_log_not_begun",
        LogMissing => "engine_log_missing",
        LogLinesDamaged { count: u64 } => "engine_log_lines_damaged",
        LogDiffers { count: u64 } => "engine_log_differs",
        LogAgrees => "engine_log_agrees",
        DerivedRight { number: u64 } => "engine_derived_right",
        DerivedRightSomeDamaged { number: u64, more: u64 } => "engine_derived_right_some_damaged",
        DerivedWrong { articles: Vec<i64> } => "engine_derived_wrong",
        FilesThere { number: u64 } => "engine_files_all_there",
        FilesMissing { missing: u64, number: u64, path: String } => "engine_files_missing",
        ImageCache { cached: u32, total: u32, bytes: u64, failed: u32 } => "engine_picture_cache_holds",
    }
}

messages! {
    /// What to do about what a check found.
    pub enum Remedy {
        ImportSome => "engine_hint_import_some",
        RebuildOrRestore => "engine_hint_rebuild_or_backup",
        DeleteBackup => "engine_hint_delete_backup",
        RebuildValues => "engine_hint_rebuild_values",
        Rebuild => "engine_hint_run_rebuild",
        StartToWriteLog => "engine_hint_log_is_written",
        PutFilesBack => "engine_hint_put_files_back",
        MakeWritable => "engine_hint_pictures_folder",
    }
}

messages! {
    /// A reason that cannot be read.
    pub enum LostReason {
        Unreadable => "engine_rejection_unreadable",
        OfImage => "engine_image_failure_unreadable",
        ImportAgain => "engine_hint_import_again",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 7] {
    [
        Unreadable::MESSAGES,
        RecordName::MESSAGES,
        Damage::MESSAGES,
        Unavailable::MESSAGES,
        Found::MESSAGES,
        Remedy::MESSAGES,
        LostReason::MESSAGES,
    ]
}
