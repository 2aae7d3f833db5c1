//! ② The library: one `SQLite` file with all articles. The only SQL of the program.

pub mod articles;
pub mod backup;
pub mod check;
mod checkpoint;
pub mod clock;
mod connection;
mod creation;
mod damage;
mod decision_log;
pub mod facts;
pub mod finding;
pub mod hand_overs;
pub mod import_report;
pub mod index;
pub mod intakes;
pub mod journal;
pub mod message;
mod moved;
mod patch;
pub mod pictures;
pub mod query;
pub mod receipt_lines;
pub mod records;
mod recover;
pub mod rejected;
mod replace;
mod replay;
mod rescue;
pub mod roots;
pub mod row;
mod salvage;
mod schema;
pub mod settings;
mod state;
mod text;
mod unreadable;
mod version;
pub mod views;
pub mod ways_back;
mod write_queue;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::article::ArticleId;
use crate::error::{Doing, Error};
use crate::file::{self, Held};
use crate::{fault, logging};
use checkpoint::Checkpoints;
use clock::Clock;
pub use connection::{FILE, connect_to};
use creation::prepare;
pub use creation::{finish_replacement, replace_with_partial};
use decision_log::DecisionLog;
use index::Index;
use message::Unavailable;
pub use message::messages;
use moved::OpenFiles;
use write_queue::{FileLock, WriteQueue};

/// How long the copying of the log rests in between.
const SETTLE: Duration = Duration::from_millis(100);
/// Locked by the program that creates the library, finishes its replacement or brings its tables up to date.
const CREATION_LOCK: &str = "creation.lock";
/// Locked shared by every program that has the library open, exclusively by a program that replaces its file.
const ACCESS_LOCK: &str = "access.lock";

/// An open library: one connection that writes, one that reads beside it.
pub struct Library {
    folder: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    log: Mutex<DecisionLog>,
    /// Whether the writer collects the decisions that it writes: prepared with the first transaction, because many
    /// programs only read.
    captures: AtomicBool,
    files: OpenFiles,
    index: Mutex<Index>,
    clock: Clock,
    queue: Arc<WriteQueue>,
    checkpoints: Checkpoints,
    /// Nobody replaces the library's file while this is held. Dropped last.
    _access: Held,
}

impl Library {
    /// Opens the library in a folder, and makes both where there are none.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(Error::io(Doing::Created, folder))?;
        let access = file::hold_shared(&folder.join(ACCESS_LOCK)).ok_or_else(replaced_just_now)?;
        let file = folder.join(FILE);
        // Several programs may open a new library at the same moment: one makes it, the others wait.
        let preparing = FileLock::wait(&folder.join(CREATION_LOCK)).ok_or_else(made_just_now)?;
        prepare(folder)?;
        let mut writer = open_or_named(folder, &file)?;
        schema::migrate(&mut writer, folder)?;
        drop(preparing);
        backup::discard_left(folder);
        let reader = connect_to(&file)?;
        reader.pragma_update(None, "query_only", true)?;
        let clock = Clock::at(clock::tick(&reader)?);
        let queue = Arc::new(WriteQueue::in_folder(folder));
        let checkpoints = Checkpoints::of(&mut writer, &file, queue.clone())?;
        Ok(Self {
            folder: folder.to_path_buf(),
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            log: Mutex::new(DecisionLog::in_folder(folder)),
            captures: AtomicBool::new(false),
            files: OpenFiles::note(folder),
            index: Mutex::new(Index::default()),
            clock,
            queue,
            checkpoints,
            _access: access,
        })
    }

    /// Brings the decision log and the library to the same state: applies what the log holds of a commit that was
    /// interrupted and decisions that were rescued, or begins a new log. `derive` derives the articles concerned.
    pub fn synchronize_log(
        &self,
        derive: impl Fn(&Connection, &[ArticleId]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let rescued = rescue::files(&self.folder)?;
        let position = self.read(state::log_position)?;
        if rescued.is_empty() && lock(&self.log).agrees_with(&position) {
            return Ok(());
        }
        self.write(|transaction| {
            let position = state::log_position(transaction)?;
            let mut concerned = Vec::new();
            let unfinished = lock(&self.log).unfinished(&position)?;
            match unfinished {
                None => lock(&self.log).begin(transaction)?,
                Some((records, end)) => {
                    concerned.extend(replay::apply(transaction, &records)?);
                    state::set_log_position(transaction, &end)?;
                }
            }
            // Another program that was started at the same moment may have stored some of them.
            for file in rescued.iter().filter(|file| file.exists()) {
                concerned.extend(replay::apply(transaction, &rescue::read(file)?)?);
            }
            let concerned: Vec<ArticleId> = concerned.into_iter().map(ArticleId).collect();
            derive(transaction, &concerned)
        })?;
        rescued.iter().try_for_each(|file| rescue::mark_applied(file))
    }

    /// Holds the library in a folder alone, so that its file can be replaced; fails while anybody has it open.
    pub fn hold_alone(folder: &Path) -> Result<Held, Error> {
        let held = file::hold(&folder.join(ACCESS_LOCK))?.filter(|_| Self::is_free(folder).is_ok_and(|free| free));
        held.ok_or_else(|| Error::not_now(Unavailable::HeldOpen))
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether no program holds the library in a folder open, as far as `SQLite` tells.
    fn is_free(folder: &Path) -> Result<bool, Error> {
        let file = folder.join(FILE);
        if !file.exists() {
            return Ok(true);
        }
        let Ok(connection) = connect_to(&file) else { return Ok(true) };
        connection.busy_timeout(Duration::ZERO)?;
        // Leaving the write-ahead log wants the file for oneself.
        match connection.pragma_update(None, "journal_mode", "DELETE") {
            Ok(()) => Ok(true),
            Err(error) if crate::error::is_damage(&error) => Ok(true),
            Err(_) => Ok(false),
        }
    }

    /// Another connection that reads, for work that takes long.
    pub fn connect(&self) -> Result<Connection, Error> {
        let connection = connect_to(&self.folder.join(FILE))?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    }

    /// Reads, beside whatever is being written.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        work(&lock(&self.reader))
    }

    /// Asks the index of all articles, brought up to date first.
    pub fn ask<T>(&self, work: impl FnOnce(&Connection, &mut Index) -> Result<T, Error>) -> Result<T, Error> {
        let reader = lock(&self.reader);
        let mut index = lock(&self.index);
        let snapshot = reader.unchecked_transaction()?;
        index.refresh(&snapshot)?;
        work(&snapshot, &mut index)
    }

    /// Writes all of it or nothing; once this returns, it survives a power cut.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let waiting = self.queue.urgent();
        let writer = lock(&self.writer);
        let turn = self.queue.turn();
        drop(waiting);
        writer.pragma_update(None, "synchronous", "FULL")?;
        let done = self.commit(writer, work);
        drop(turn);
        self.checkpoints.copy_if_long();
        done
    }

    /// The same for work that can wait and be done again: whoever decides goes first, and only the next ordinary
    /// write makes it outlive a power cut.
    pub fn write_calmly<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.queue.stand_back();
        let writer = lock(&self.writer);
        let turn = self.queue.turn();
        writer.pragma_update(None, "synchronous", "NORMAL")?;
        let done = self.commit(writer, work);
        drop(turn);
        self.checkpoints.copy_if_long();
        done
    }

    /// Copies the log of what was written into the library, beside those who write, until it is enough: a long
    /// import need not wait for the disk to flush. What this leaves is done by the writer as always.
    pub fn settle_until(&self, ended: &AtomicBool) {
        let opened = connect_to(&self.folder.join(FILE));
        let Some(connection) = logging::not_done("the library was not opened for checkpoints", opened) else { return };
        while !ended.load(Ordering::SeqCst) {
            std::thread::sleep(SETTLE);
            checkpoint::checkpoint(&connection);
        }
    }

    /// Whether a decision waits for the writer, in this program or another.
    pub fn is_wanted(&self) -> bool {
        self.queue.is_wanted()
    }

    fn commit<T>(
        &self,
        mut writer: MutexGuard<'_, Connection>,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if !self.captures.load(Ordering::SeqCst) {
            decision_log::begin_capture(&writer)?;
            self.captures.store(true, Ordering::SeqCst);
        }
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tick = clock::advance(&transaction)?;
        let done = work(&transaction)?;
        if self.files.have_moved(&transaction) {
            let rescued = rescue::keep(&transaction, &self.folder)?;
            return Err(Error::LibraryMoved { folder: self.folder.clone(), rescued });
        }
        let mut log = lock(&self.log);
        let appended = log.append(&transaction)?;
        fault::step("before a commit");
        // The transaction is rolled back when it is dropped: the log is put right while the library is still locked.
        if let Err(error) = self.clock.ours(tick, || transaction.execute_batch("COMMIT")) {
            if let Some(appended) = &appended {
                log.undo(appended);
            }
            return Err(error.into());
        }
        fault::step("after a commit");
        Ok(done)
    }

    /// What other programs wrote since this was asked last.
    pub fn changed_elsewhere(&self) -> Result<Vec<crate::article::ArticleId>, Error> {
        self.read(|connection| self.clock.elsewhere(connection))
    }
}

/// A thread that panicked while it held a connection left no half-done work: the transaction was rolled back.
fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn made_just_now() -> Error {
    Error::not_now(Unavailable::BeingOpened)
}

fn replaced_just_now() -> Error {
    Error::not_now(Unavailable::BeingReplaced)
}

/// Opens the library's file for writing; one that is damaged is named as such, and left as it is.
fn open_or_named(folder: &Path, file: &Path) -> Result<Connection, Error> {
    let opened = connect_to(file).and_then(|connection| {
        damage::header_damage(&connection)?.map_or(Ok(connection), |found| Err(Error::damaged(found)))
    });
    opened.map_err(|error| match error {
        Error::Sqlite(found) if crate::error::is_not_damage(&found, file) => Error::Sqlite(found),
        missing @ Error::Io { .. } => missing,
        newer @ Error::NewerLibrary { .. } => newer,
        Error::Damaged(found) => Error::DamagedLibrary { folder: folder.to_path_buf(), found },
        other => Error::DamagedLibrary { folder: folder.to_path_buf(), found: other.message() },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_join_that_is_kept_prepared_is_planned_once() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path()).unwrap();
        let ask = |connection: &Connection, id: i64| -> Result<i32, Error> {
            let mut statement = connection
                .prepare_cached("SELECT 1 FROM article JOIN fact ON article_id = article.id WHERE article.id = ?1")?;
            assert!(!statement.exists([id])?);
            Ok(statement.get_status(StatementStatus::RePrepare))
        };
        let asked = library.read(|connection| {
            ask(connection, 2)?;
            ask(connection, 3)
        });
        assert_eq!(asked.unwrap(), 0);
    }
}
