//! The tables, as numbered migrations. Append only: a migration that was released is never edited.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::error::Error;

const MIGRATIONS: &[&str] = &[include_str!("migrations/001.sql")];

/// Brings the tables up to date, after a backup; refuses a library from a newer version.
pub fn migrate(connection: &mut Connection, backup: &Path) -> Result<(), Error> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(Error::NewerLibrary { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        connection.backup("main", backup, None::<fn(rusqlite::backup::Progress)>)?;
    }
    // Another program may migrate at the same moment: the version is read again inside the transaction.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = usize::try_from(version(&transaction)?).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, Error> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}
