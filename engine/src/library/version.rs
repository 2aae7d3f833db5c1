//! The version of the tables, and the migrations that lead to it. Append only: a migration that was released is never
//! edited.

use rusqlite::Connection;

use crate::error::Error;

/// One SQL script for each version, in order.
pub const MIGRATIONS: &[&str] = &[include_str!("migrations/001.sql")];

/// Version of the tables.
pub fn version(connection: &Connection) -> Result<i64, Error> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// The newest version of the tables that this program knows.
pub fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}
