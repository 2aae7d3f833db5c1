//! Is the library whole? Looked at from outside, before it is opened for work.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::connection::{FILE, SMALLEST, connect, connect_to};
use super::damage::{damage_from_outside, header_damage};
use super::decision_log::contents::Contents;
use super::message::{Damage, Found, Remedy};
use super::salvage::{Salvaged, salvage};
use super::{backup, creation, decision_log, replace, state, unreadable};
use crate::error::{Error, Problem, Reason};
use crate::library::finding::Finding;
use crate::message::Message;

/// Whether the library's file can be read whole, and belongs to this version.
pub fn library(folder: &Path) -> Result<Finding, Error> {
    let file = folder.join(FILE);
    let found = match damage_from_outside(folder)? {
        Some(found) => Some(found.into()),
        None if !file.exists() => {
            return Ok(Finding::fine("library", Found::NoLibrary));
        }
        None => integrity_of(&file)?,
    };
    Ok(match found {
        None => Finding::fine("library", Found::Whole),
        Some(detail) => {
            let found: Message = match newest_good_backup(folder) {
                Some(backup) => Found::DamagedWithBackup { detail, path: backup.display().to_string() }.into(),
                None => Problem::DamagedLibrary { detail }.into(),
            };
            Finding::wrong("library", found, Remedy::RebuildOrRestore)
        }
    })
}

/// The newest backup that can be opened.
pub fn newest_good_backup(folder: &Path) -> Option<PathBuf> {
    let backups = backup::all(folder).ok()?;
    backups.into_iter().rev().map(|backup| backup.file).find(|file| backup::check(file).is_ok())
}

/// What is wrong with a library's file, as far as `SQLite` tells.
fn integrity_of(file: &Path) -> Result<Option<Message>, Error> {
    match connect_to(file).and_then(|connection| integrity(&connection)) {
        Ok(found) => Ok(found.map(Message::from)),
        Err(error @ Error::NewerLibrary { .. }) => Err(error),
        Err(Error::Sqlite(error)) if crate::error::is_not_damage(&error, file) => Err(Error::Sqlite(error)),
        Err(Error::Sqlite(error)) => Ok(Some(Reason::from(&error).into())),
        Err(Error::Damaged(found)) => Ok(Some(found)),
        Err(error) => Ok(Some(error.message())),
    }
}

fn integrity(connection: &Connection) -> Result<Option<Damage>, Error> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Ok(Some(Damage::Sqlite { text: found }));
    }
    if let Some(found) = header_damage(connection)? {
        return Ok(Some(found));
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let orphan: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(orphan.map(|table| Damage::Orphan { table }))
}

/// Whether every article has its facts and its words, and no others do. One that is gone may have no words.
pub fn derived(connection: &Connection) -> Result<bool, Error> {
    let right: bool = connection.query_row(
        "SELECT (SELECT count(*) FROM article) = (SELECT count(*) FROM fact)
            AND (SELECT count(*) FROM article) = (SELECT count(*) FROM arrived)
            AND NOT EXISTS (SELECT 1 FROM article WHERE id NOT IN (SELECT article_id FROM fact))
            AND NOT EXISTS (SELECT 1 FROM article WHERE text_key = 0 AND gone = 0)
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
            let found = Found::BackupUnusable { path: file.display().to_string(), detail: error.message() };
            Finding::wrong("backups", found, Remedy::DeleteBackup)
        })
        .collect();
    if findings.is_empty() {
        findings.push(Finding::fine("backups", Found::BackupsUsable { number: backups.len() as u64 }));
    }
    findings.extend(backups.iter().filter(|backup| backup.is_of_the_future()).map(of_the_future));
    Ok(findings)
}

/// A date in the future is no damage, because backups are ordered by their numbers.
fn of_the_future(backup: &backup::Backup) -> Finding {
    let (path, date) = (backup.file.display().to_string(), backup.made.format("%Y-%m-%d").to_string());
    Finding::fine("backups", Found::BackupOfTheFuture { path, date })
}

/// Builds a library of all that can be read of the present one, its decision log and its newest good backup, in a
/// folder of its own, which is returned. Fails where nothing at all can be read: an empty library never replaces an
/// existing one.
pub fn build_again(folder: &Path) -> Result<(Salvaged, PathBuf), Error> {
    let log = Contents::read(&folder.join(decision_log::FILE))?;
    let backup = newest_good_backup(folder);
    let partial = replace::begin(folder)?;
    creation::create(&partial)?;
    let mut connection = connect(&partial.join(FILE))?;
    // SQLite deletes the write-ahead log beside an empty file.
    let is_file = |file: &PathBuf| std::fs::metadata(file).is_ok_and(|metadata| metadata.len() >= SMALLEST);
    let file = Some(folder.join(FILE)).filter(is_file);
    let salvaged = salvage(file.as_deref(), (log.as_ref(), backup.as_deref()), &mut connection)?;
    let empty: bool = connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM article)", [], |row| row.get(0))?;
    if empty && !salvaged.tables_in_part.is_empty() {
        drop(connection);
        replace::abandon(folder)?;
        return Err(Error::NothingToRebuildFrom { folder: folder.to_path_buf() });
    }
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    Ok((salvaged, partial))
}

/// Makes a library a single file, without a write-ahead log beside it.
pub fn close_for_replacement(folder: &Path) -> Result<(), Error> {
    let connection = connect_to(&folder.join(FILE))?;
    Ok(connection.pragma_update(None, "journal_mode", "DELETE")?)
}

/// Checks that every stored value can be read.
pub fn values(folder: &Path) -> Result<Finding, Error> {
    let unreadable = unreadable::find(&connect_to(&folder.join(FILE))?)?;
    Ok(if unreadable.is_empty() {
        Finding::fine("values", Found::ValuesReadable)
    } else {
        Finding::wrong("values", Found::ValuesUnreadable { columns: unreadable }, Remedy::RebuildValues)
    })
}

/// Checks that the decision log is readable and agrees with the library.
pub fn decisions(folder: &Path) -> Result<Finding, Error> {
    let connection = connect_to(&folder.join(FILE))?;
    let transaction = connection.unchecked_transaction()?;
    let position = state::log_position(&transaction)?;
    let wrong = |found: Found| Finding::wrong("decisions", found, Remedy::Rebuild);
    if position.generation.is_empty() {
        return Ok(Finding::fine("decisions", Found::LogNotBegun));
    }
    let Some(mut log) = Contents::read(&folder.join(decision_log::FILE))? else {
        return Ok(Finding::wrong("decisions", Found::LogMissing, Remedy::StartToWriteLog));
    };
    log.records.retain(|record| record.sequence <= position.sequence);
    if log.damaged_lines > 0 || !log.is_whole(Some(position.sequence)) {
        return Ok(wrong(Found::LogLinesDamaged { count: log.damaged_lines.max(1).into() }));
    }
    let differ = log.rows().differences(&decision_log::snapshot(&transaction)?);
    Ok(if differ > 0 {
        wrong(Found::LogDiffers { count: differ as u64 })
    } else {
        Finding::fine("decisions", Found::LogAgrees)
    })
}
