//! Opens the library's file and sets the connection up.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Doing, Error};
use crate::library::message::Damage;

/// The library's file in its folder.
pub const FILE: &str = "library.sqlite";
/// Bytes of a page.
const PAGE_BYTES: i64 = 8192;
/// Pages of the write-ahead log after which it is copied into the library: 32 MB.
const CHECKPOINT_PAGES: i64 = 4096;
/// Pages held in memory by each connection, in KiB: an import that outgrows it writes its pages twice.
const CACHE_KIB: i64 = 32 << 10;
/// A library's file is never smaller: one page of the smallest size.
pub const SMALLEST: u64 = 512;
/// Opens a file that must exist. A connection is used by one thread at a time, so `SQLite` need not lock it: with its
/// own locks, each value that is read costs three times as much.
pub const READ_WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);
/// The same without writing.
pub const READ_ONLY: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens a library's file; makes it where there is none.
pub fn connect(file: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(file)?;
    set_up(&connection)?;
    Ok(connection)
}

/// Opens a library's file that must be there.
pub fn connect_to(file: &Path) -> Result<Connection, Error> {
    // Setting up a connection would turn an empty file into a new database.
    let size = std::fs::metadata(file).map_err(Error::io(Doing::Read, file))?.len();
    if size < SMALLEST {
        return Err(Error::damaged(Damage::TooSmall { file: file.display().to_string(), bytes: size }));
    }
    let connection = Connection::open_with_flags(file, READ_WRITE)?;
    set_up(&connection)?;
    Ok(connection)
}

pub fn set_up(connection: &Connection) -> Result<(), Error> {
    connection.busy_timeout(Duration::from_secs(10))?;
    // Counts for a new library only: articles are kilobytes long.
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // A join that is kept for later would be planned anew each time, because its values are taken out when it is put back.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
