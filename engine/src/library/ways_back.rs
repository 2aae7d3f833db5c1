//! How long the ways back of imports and hand-overs are kept: by age, and the last ones whatever their age.

use crate::messages;

/// So many can be taken back whatever their age.
pub const KEPT: u32 = 200;
/// For so long every one can be taken back, in milliseconds.
pub const KEPT_MS: i64 = DAYS * 24 * 60 * 60 * 1000;
const DAYS: i64 = 90;

messages! {
    /// Why an import cannot be undone or a hand-over cannot be reverted.
    pub enum NotUndoable {
        ImportTooOld { number: i64, days: i64, kept: u32 } => "engine_import_too_old",
        HandOverTooOld { number: i64, days: i64, kept: u32 } => "engine_hand_over_too_old",
        HandOverReverted { number: i64 } => "engine_hand_over_taken_back_already",
    }
}

impl NotUndoable {
    /// The import with this number.
    pub const fn import(number: i64) -> Self {
        Self::ImportTooOld { number, days: DAYS, kept: KEPT }
    }

    /// The hand-over with this number.
    pub const fn hand_over(number: i64) -> Self {
        Self::HandOverTooOld { number, days: DAYS, kept: KEPT }
    }
}

#[cfg(test)]
pub mod tests {
    use rusqlite::Connection;
    use tempfile::TempDir;

    use super::super::connection::connect;
    use super::super::schema;
    use super::{KEPT, KEPT_MS};

    /// A moment late enough that some are old.
    pub const NOW: i64 = 2 * KEPT_MS;
    /// More than are kept whatever their age: the second one is old, and all others are young or among the last.
    pub const ALL: i64 = KEPT as i64 + 2;

    /// When one was: the first is young although others came after it, for a clock was set back; the second is old.
    pub const fn at_ms(number: i64) -> i64 {
        if number == 2 { 1 } else { NOW }
    }

    /// A library with one article, which has the id 1.
    pub fn library() -> (TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let mut library = connect(&folder.path().join("library.sqlite")).unwrap();
        schema::migrate(&mut library, folder.path()).unwrap();
        library
            .execute_batch(
                "INSERT INTO root (id, path, profile) VALUES (1, '/site', 'jekyll');
                 INSERT INTO article (id, root_id, path, file_hash, file_size, file_mtime_ns, file_ctime_ns,
                   file_inode, arrived_hash, decided_hash, text_key, title)
                   VALUES (1, 1, 'a.md', x'', 1, 1, 1, 1, x'', x'', 1, 'A');",
            )
            .unwrap();
        (folder, library)
    }
}
