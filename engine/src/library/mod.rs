//! ② The library: one `SQLite` file with all articles. The only SQL of the program.

pub mod articles;
pub mod journal;
pub mod query;
mod schema;
pub mod views;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::Error;

/// An open library: one connection that writes, one that reads beside it.
pub struct Library {
    folder: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl Library {
    /// Opens the library in a folder, and makes both where there are none.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(Error::io("made", folder))?;
        let file = folder.join("library.sqlite");
        let mut writer = connect(&file)?;
        schema::migrate(&mut writer, &folder.join("before-migration.sqlite"))?;
        let reader = connect(&file)?;
        Ok(Self { folder: folder.to_path_buf(), writer: Mutex::new(writer), reader: Mutex::new(reader) })
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads, beside whatever is being written.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        work(&lock(&self.reader))
    }

    /// Writes all of it or nothing; once this returns, it survives a power cut.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut writer = lock(&self.writer);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

/// A thread that panicked while it held a connection left no half-done work: the transaction was rolled back.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(file: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}
