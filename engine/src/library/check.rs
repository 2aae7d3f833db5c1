//! Is the library whole? Looked at from outside, before it is opened for work.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::salvage::{Salvaged, salvage};
use super::{FILE, backup, connect_to, schema};
use crate::error::{Error, is_damage};
use crate::screen::Finding;

/// Whether the library's file can be read whole, and belongs to this version.
pub fn library(folder: &Path) -> Result<Vec<Finding>, Error> {
    backup::finish_restore(folder)?;
    let file = folder.join(FILE);
    if !file.exists() {
        let sentence = "There is no library yet.".to_owned();
        return Ok(vec![Finding::new("library", true, sentence, "Import some articles.")]);
    }
    let found = connect_to(&file).and_then(|connection| integrity(&connection));
    let found = match found {
        Ok(found) => found,
        Err(Error::Sqlite(error)) if is_damage(&error) => Some(error.to_string()),
        Err(error) => return Err(error),
    };
    let hint = "“copytaster rebuild” moves it aside and makes it again; “copytaster restore” goes back to a backup.";
    Ok(vec![match found {
        None => Finding::new("library", true, "The library is whole.".to_owned(), hint),
        Some(found) => Finding::new("library", false, format!("The library is damaged: {found}."), hint),
    }])
}

fn integrity(connection: &Connection) -> Result<Option<String>, Error> {
    let (found, newest) = (schema::version(connection)?, schema::newest());
    if found > newest {
        return Err(Error::NewerLibrary { found, known: newest });
    }
    let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Ok(Some(said));
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let orphan: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(orphan.map(|table| format!("a row of “{table}” refers to nothing")))
}

/// Whether every article has its facts and its words, and no others do. One that is gone may have no words.
pub fn derived(connection: &Connection) -> Result<bool, Error> {
    let right: bool = connection.query_row(
        "SELECT (SELECT count(*) FROM article) = (SELECT count(*) FROM fact)
            AND (SELECT count(*) FROM article) = (SELECT count(*) FROM arrived)
            AND NOT EXISTS (SELECT 1 FROM article WHERE id NOT IN (SELECT article_id FROM fact))
            AND NOT EXISTS (SELECT 1 FROM article WHERE text_key = 0 AND file_size >= 0)
            AND (SELECT count(*) FROM article WHERE text_key <> 0) = (SELECT count(*) FROM words)",
        [],
        |row| row.get(0),
    )?;
    Ok(right)
}

/// Whether each backup can be opened.
pub fn backups(folder: &Path) -> Result<Vec<Finding>, Error> {
    let backups = backup::all(folder)?;
    let broken = backups.iter().filter_map(|backup| Some((&backup.file, backup::check(&backup.file).err()?)));
    let mut findings: Vec<Finding> = broken
        .map(|(file, error)| {
            let sentence = format!("The backup {} cannot be used: {error}", file.display());
            Finding::new("backups", false, sentence, "Delete it, and make a new one with “copytaster backup”.")
        })
        .collect();
    if findings.is_empty() {
        let sentence = format!("All {} backups can be opened.", backups.len());
        findings.push(Finding::new("backups", true, sentence, ""));
    }
    findings.extend(backups.iter().filter(|backup| backup.is_of_the_future()).map(of_the_future));
    Ok(findings)
}

/// No damage: backups are ordered by their numbers.
fn of_the_future(backup: &backup::Backup) -> Finding {
    let sentence = format!(
        "The backup {} is dated {}, which is still to come: check the clock of this computer. The backup can be used, and \
         newer ones are made as always.",
        backup.file.display(),
        backup.made.format("%Y-%m-%d")
    );
    Finding::new("backups", true, sentence, "")
}

/// A new library of all that can be read of the damaged one, which is moved aside.
pub fn make_anew(folder: &Path) -> Result<(Salvaged, Option<PathBuf>), Error> {
    let new = folder.join("rebuilding.half");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("rebuilding.half{ending}")));
    }
    let mut connection = super::connect(&new)?;
    schema::migrate(&mut connection, folder)?;
    let salvaged = salvage(&folder.join(FILE), &mut connection)?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    drop(connection);
    let aside = backup::take_place(folder, &new)?;
    Ok((salvaged, aside))
}
