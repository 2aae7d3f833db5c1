//! The one row of facts about the library file itself.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Error;
use crate::library::message::Unreadable;

/// Where the decision log stood at the last commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPosition {
    /// Generation of the log that belongs to the library; empty where a new log is to be begun.
    pub generation: String,
    /// Sequence number of its last record.
    pub sequence: i64,
    /// Its length in bytes.
    pub bytes: u64,
}

/// Returns where the decision log stood at the last commit.
pub fn log_position(connection: &Connection) -> Result<LogPosition, Error> {
    let mut statement =
        connection.prepare_cached("SELECT log_generation, log_sequence, log_bytes FROM library_state WHERE id = 1")?;
    let found = statement.query_row([], |row| {
        let bytes: i64 = row.get(2)?;
        let bytes = u64::try_from(bytes).unwrap_or(0);
        Ok(LogPosition { generation: row.get(0)?, sequence: row.get(1)?, bytes })
    });
    found.optional()?.ok_or_else(|| Error::damaged(Unreadable::StateRow))
}

/// Stores where the decision log stands once this transaction is committed.
pub fn set_log_position(connection: &Connection, position: &LogPosition) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "UPDATE library_state SET log_generation = ?1, log_sequence = ?2, log_bytes = ?3 WHERE id = 1",
    )?;
    let bytes = i64::try_from(position.bytes).unwrap_or(i64::MAX);
    statement.execute(params![position.generation, position.sequence, bytes])?;
    Ok(())
}

/// Has the next open begin a new decision log: the library was restored or rebuilt, and the log beside it belongs to
/// what was there before.
pub fn forget_log(connection: &Connection) -> Result<(), Error> {
    // A library older than this table has no log.
    if !has_table(connection, "library_state")? {
        return Ok(());
    }
    set_log_position(connection, &LogPosition { generation: String::new(), sequence: 0, bytes: 0 })
}

/// Stores the version of the tables beside `user_version`.
pub fn set_schema_version(connection: &Connection, version: i64) -> Result<(), Error> {
    connection.execute("UPDATE library_state SET schema_version = ?1 WHERE id = 1", [version])?;
    Ok(())
}

/// Whether there is a table of this name.
pub fn has_table(connection: &Connection, name: &str) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
    Ok(connection.query_row(sql, [name], |row| row.get(0))?)
}

/// Returns the version of the tables as stored beside `user_version`; `None` where that table does not exist.
pub fn schema_version(connection: &Connection) -> Result<Option<i64>, Error> {
    if !has_table(connection, "library_state")? {
        return Ok(None);
    }
    let found = connection.query_row("SELECT schema_version FROM library_state WHERE id = 1", [], |row| row.get(0));
    found.optional()?.map_or_else(|| Err(Error::damaged(Unreadable::StateRow)), Ok)
}
