//! Brings the tables of a library up to date.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::version::{MIGRATIONS, version};
use super::{backup, state};
use crate::error::Error;
use crate::fault;

/// Brings the tables up to date, after a backup; refuses a library from a newer version.
pub fn migrate(connection: &mut Connection, folder: &Path) -> Result<(), Error> {
    migrate_by(MIGRATIONS, connection, folder)
}

fn migrate_by(migrations: &[&str], connection: &mut Connection, folder: &Path) -> Result<(), Error> {
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(Error::NewerLibrary { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        backup::make(connection, folder, backup::Reason::Migration)?;
    }
    // Another program may migrate at the same moment: the version is read again inside the transaction.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = usize::try_from(version(&transaction)?).unwrap_or(0);
    for migration in migrations.iter().skip(found) {
        transaction.execute_batch(migration)?;
        fault::step("inside a migration");
    }
    transaction.pragma_update(None, "user_version", known)?;
    state::set_schema_version(&transaction, known)?;
    fault::step("before a migration's commit");
    transaction.commit()?;
    fault::step("after a migration");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::version::newest;
    use super::*;

    #[test]
    fn a_migration_keeps_a_backup_of_what_was_before_and_refuses_what_is_newer() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = crate::library::connection::connect(&folder.path().join("library.sqlite")).unwrap();
        migrate(&mut connection, folder.path()).unwrap();
        connection.execute("INSERT INTO view (name, query) VALUES ('mine', 'ibm')", []).unwrap();
        let next: Vec<&str> = MIGRATIONS.iter().copied().chain(["ALTER TABLE view ADD COLUMN colour TEXT;"]).collect();
        migrate_by(&next, &mut connection, folder.path()).unwrap();
        assert_eq!(version(&connection).unwrap(), newest() + 1);
        let backups = backup::all(folder.path()).unwrap();
        assert_eq!(backups.len(), 1, "one backup before one migration");
        let old = Connection::open(&backups[0].file).unwrap();
        let kept: String = old.query_row("SELECT query FROM view WHERE name = 'mine'", [], |row| row.get(0)).unwrap();
        assert_eq!((kept.as_str(), version(&old).unwrap()), ("ibm", newest()), "the backup is the library before");
        let refused = migrate(&mut connection, folder.path());
        assert!(matches!(refused, Err(Error::NewerLibrary { .. })), "the older program must leave it alone");
    }

    #[test]
    fn a_migration_that_fails_leaves_the_library_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = crate::library::connection::connect(&folder.path().join("library.sqlite")).unwrap();
        migrate(&mut connection, folder.path()).unwrap();
        let next: Vec<&str> = MIGRATIONS.iter().copied().chain(["CREATE TABLE half (id); NONSENSE;"]).collect();
        assert!(migrate_by(&next, &mut connection, folder.path()).is_err());
        let half = connection.prepare("SELECT * FROM half").is_ok();
        assert_eq!((version(&connection).unwrap(), half), (newest(), false), "no half of a migration may stay");
    }
}
