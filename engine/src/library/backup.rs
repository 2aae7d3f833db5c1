//! Backups: whole copies of the library's file, each proved by opening it; the last ten are kept.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::Utc;
use rusqlite::backup::{Backup as Copy, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{FILE, replace, schema, state};
use crate::error::Error;
use crate::fault;

/// The folder of the backups, in the library's folder.
const FOLDER: &str = "backups";
/// So many are kept.
const KEPT: usize = 10;
/// A half backup that has not grown for so long is nobody's any more.
const LEFT: Duration = Duration::from_hours(1);
/// A backup is due when the last one is older.
const EVERY: Duration = Duration::from_hours(24);

/// Why a backup is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A day has passed.
    Daily,
    /// The tables are about to change.
    Migration,
    /// It was asked for.
    Asked,
    /// Another backup is about to take the library's place.
    Restore,
}

impl Reason {
    const ALL: [Self; 4] = [Self::Daily, Self::Migration, Self::Asked, Self::Restore];

    /// As it stands in a backup's name.
    const fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Migration => "before-migration",
            Self::Asked => "asked",
            Self::Restore => "before-restore",
        }
    }

    /// The reason in a backup's name; `None` where somebody gave it another.
    fn of(file: &Path) -> Option<Self> {
        let name = file.file_stem()?.to_str()?;
        Self::ALL.into_iter().find(|reason| name.ends_with(reason.word()))
    }
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub file: PathBuf,
    /// In bytes.
    pub size: u64,
    /// When it was made.
    pub made: SystemTime,
    /// Why it was made; `None` where its name does not say so.
    pub reason: Option<Reason>,
}

/// All backups, oldest first.
pub fn all(folder: &Path) -> Result<Vec<Backup>, Error> {
    let folder = folder.join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io("read", &folder)(error)),
    };
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "sqlite"));
    let mut backups: Vec<Backup> = files
        .filter_map(|file| {
            let metadata = std::fs::metadata(&file).ok()?;
            let reason = Reason::of(&file);
            Some(Backup { size: metadata.len(), made: metadata.modified().ok()?, reason, file })
        })
        .collect();
    // The name begins with the moment: it orders them even where a copy changed their times.
    backups.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(backups)
}

/// Whether a daily backup is due.
pub fn is_due(folder: &Path) -> Result<bool, Error> {
    let last = all(folder)?.pop();
    Ok(last.is_none_or(|last| last.made.elapsed().is_ok_and(|age| age > EVERY)))
}

/// Copies the library, proves the copy, and lets the oldest beyond the last ten go.
pub fn make(connection: &Connection, folder: &Path, reason: Reason) -> Result<Backup, Error> {
    let backups = folder.join(FOLDER);
    std::fs::create_dir_all(&backups).map_err(Error::io("made", &backups))?;
    sweep(&backups);
    let name = format!("{}-{}.sqlite", Utc::now().format("%Y-%m-%dT%H%M%S%.3f"), reason.word());
    let file = backups.join(name);
    let half = file.with_extension("half");
    let copied = copy(connection, &half).and_then(|()| check(&half));
    if let Err(error) = copied {
        let _ = std::fs::remove_file(&half);
        return Err(error);
    }
    fault::step("before a backup's rename");
    std::fs::rename(&half, &file).map_err(Error::io("written", &file))?;
    fault::step("after a backup");
    let all = all(folder)?;
    for old in &all[..all.len().saturating_sub(KEPT)] {
        std::fs::remove_file(&old.file).map_err(Error::io("removed", &old.file))?;
    }
    let size = std::fs::metadata(&file).map_err(Error::io("read", &file))?.len();
    Ok(Backup { file, size, made: SystemTime::now(), reason: Some(reason) })
}

/// Lets go what backups left behind that were cut off: each is as large as the library. What cannot be removed stays.
fn sweep(backups: &Path) {
    let Ok(entries) = std::fs::read_dir(backups) else { return };
    for entry in entries.flatten() {
        // With the logs beside it.
        let half = entry.file_name().to_str().is_some_and(|name| name.contains(".half"));
        let changed = entry.metadata().and_then(|metadata| metadata.modified());
        if half && changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > LEFT)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Copies in one step: one moment of the library, whoever writes meanwhile.
fn copy(from: &Connection, to: &Path) -> Result<(), Error> {
    let _ = std::fs::remove_file(to);
    let mut target = Connection::open(to)?;
    let copy = Copy::new(from, &mut target)?;
    let ended = copy.step(-1)?;
    drop(copy);
    if ended != StepResult::Done {
        return Err(Error::NotNow("Another program is writing; the backup was not made.".to_owned()));
    }
    fault::step("inside a backup");
    // One file, without a log beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(())
}

/// Proves that a file is a whole library of a known version; returns what is wrong otherwise.
pub fn check(file: &Path) -> Result<(), Error> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    let (version, newest) = (schema::version(&connection)?, schema::newest());
    match (found.as_str(), version) {
        ("ok", 1..) if version <= newest => Ok(()),
        ("ok", 1..) => Err(Error::NewerLibrary { found: version, known: newest }),
        ("ok", _) => Err(Error::Damaged(format!("{} is no library", file.display()))),
        (found, _) => Err(Error::Damaged(format!("{}: {found}", file.display()))),
    }
}

/// Copies a backup into the folder in which the replacement of the library is made: the backup itself may be removed
/// meanwhile, because only the last ten are kept. The copy begins a new decision log.
pub fn copy_for_restore(folder: &Path, backup: &Path) -> Result<PathBuf, Error> {
    check(backup)?;
    let partial = replace::begin(folder)?;
    let file = partial.join(FILE);
    std::fs::copy(backup, &file).map_err(Error::io("written", &file))?;
    let connection = Connection::open(&file)?;
    state::forget_log(&connection)?;
    Ok(partial)
}
