//! Backups: whole copies of the library's file, each proved by opening it; the last ten are kept.
//!
//! Each has a number in its name, one higher than all before. Numbers tell which is newer, because a clock can be
//! wrong: otherwise, a backup dated in the future would count as the newest for years.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};

use super::connection::{FILE, READ_ONLY};
use super::write_queue::FileLock;
use super::{replace, state, version};
use crate::error::{Doing, Error};
use crate::fault;
use crate::library::message::{Unavailable, Unreadable};
use crate::logging;
use crate::time::now;

/// The folder of the backups, in the library's folder.
const FOLDER: &str = "backups";
/// The file that a program locks while it makes a backup.
const LOCK: &str = "backup.lock";
/// So many are kept.
const KEPT: usize = 10;
/// How a moment is written in a name.
const MOMENT: &str = "%Y-%m-%dT%H%M%S%.3f";
/// Clock corrections up to this length are normal.
const SKEW: Duration = Duration::from_mins(1);
/// Highest number that counts as one of ours.
const HIGHEST: u64 = 1 << 48;
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

    /// Returns the reason that a word in a backup's name stands for.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// What stands in the name of a backup: `000012-2026-11-30T215000.123-asked`.
struct Name {
    number: u64,
    made: DateTime<Utc>,
    reason: Reason,
}

impl Name {
    fn of(file: &Path) -> Option<Self> {
        let (number, rest) = file.file_stem()?.to_str()?.split_once('-')?;
        let number = number.parse().ok().filter(|number| *number < HIGHEST)?;
        let (moment, reason) = rest.split_at_checked("2026-11-30T215000.123".len())?;
        let made = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?.and_utc();
        Some(Self { number, made, reason: Reason::of(reason.strip_prefix('-')?)? })
    }
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub file: PathBuf,
    /// In bytes.
    pub size: u64,
    /// Its number; `None` where the name is not one of ours.
    pub number: Option<u64>,
    /// When it was made, by the clock of that time.
    pub made: DateTime<Utc>,
    /// Why it was made; `None` where its name does not say so.
    pub reason: Option<Reason>,
}

impl Backup {
    fn of(file: PathBuf) -> Option<Self> {
        let metadata = std::fs::metadata(&file).ok().filter(std::fs::Metadata::is_file)?;
        let size = metadata.len();
        Some(match Name::of(&file) {
            Some(Name { number, made, reason }) => {
                Self { file, size, number: Some(number), made, reason: Some(reason) }
            }
            None => Self { file, size, number: None, made: metadata.modified().ok()?.into(), reason: None },
        })
    }

    /// Whether the backup is dated in the future, because the clock was wrong then or is wrong now.
    pub fn is_of_the_future(&self) -> bool {
        self.made > now() + SKEW
    }
}

/// All backups, oldest first; files that somebody else put there come before them.
pub fn all(folder: &Path) -> Result<Vec<Backup>, Error> {
    let folder = folder.join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(Doing::Read, &folder)(error)),
    };
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let files = files.filter(|file| file.extension().is_some_and(|ending| ending == "sqlite"));
    let mut backups: Vec<Backup> = files.filter_map(Backup::of).collect();
    backups.sort_by(|a, b| (a.number, &a.file).cmp(&(b.number, &b.file)));
    Ok(backups)
}

/// Whether a daily backup is due.
pub fn is_due(folder: &Path) -> Result<bool, Error> {
    let last = all(folder)?.pop().filter(|last| last.number.is_some());
    // A backup dated in the future does not delay the next one.
    Ok(last.is_none_or(|last| last.is_of_the_future() || now() > last.made + EVERY))
}

/// Copies the library, checks the copy, and deletes the oldest beyond the last ten. One program at a time.
pub fn make(connection: &Connection, folder: &Path, reason: Reason) -> Result<Backup, Error> {
    let _lock = lock(folder)?;
    discard_halves(folder);
    make_locked(connection, folder, reason)
}

fn make_locked(connection: &Connection, folder: &Path, reason: Reason) -> Result<Backup, Error> {
    let backups = folder.join(FOLDER);
    std::fs::create_dir_all(&backups).map_err(Error::io(Doing::Created, &backups))?;
    let (number, made) = (next_number(folder)?, now());
    let file = backups.join(format!("{number:06}-{}-{}.sqlite", made.format(MOMENT), reason.word()));
    let half = file.with_extension("half");
    let copied = copy(connection, &half).and_then(|()| check(&half));
    if let Err(error) = copied {
        logging::not_done("an unfinished backup was not removed", std::fs::remove_file(&half));
        return Err(error);
    }
    fault::step("before a backup's rename");
    std::fs::rename(&half, &file).map_err(Error::io(Doing::Written, &file))?;
    fault::step("after a backup");
    prune(folder)?;
    let size = std::fs::metadata(&file).map_err(Error::io(Doing::Read, &file))?.len();
    Ok(Backup { file, size, number: Some(number), made, reason: Some(reason) })
}

/// One higher than all before.
fn next_number(folder: &Path) -> Result<u64, Error> {
    Ok(all(folder)?.iter().filter_map(|backup| backup.number).max().unwrap_or(0) + 1)
}

/// Deletes the oldest beyond the last ten; never a file that somebody else put there.
fn prune(folder: &Path) -> Result<(), Error> {
    let ours: Vec<Backup> = all(folder)?.into_iter().filter(|backup| backup.number.is_some()).collect();
    for old in &ours[..ours.len().saturating_sub(KEPT)] {
        std::fs::remove_file(&old.file).map_err(Error::io(Doing::Removed, &old.file))?;
    }
    Ok(())
}

/// Waits until no other program makes a backup of this library.
fn lock(folder: &Path) -> Result<FileLock, Error> {
    FileLock::wait(&folder.join(LOCK)).ok_or_else(|| Error::not_now(Unavailable::BackupBusy))
}

/// Deletes what a backup that was cut off left. Does nothing while another program makes one.
pub fn discard_left(folder: &Path) {
    let halves = halves(folder);
    if halves.is_empty() {
        return;
    }
    if let Some(_lock) = FileLock::try_now(&folder.join(LOCK)) {
        discard_halves(folder);
    }
}

/// Deletes unfinished copies, each as large as the library. The lock must be held. What cannot be removed stays.
fn discard_halves(folder: &Path) {
    for half in halves(folder) {
        logging::not_done("an unfinished backup was not removed", std::fs::remove_file(half));
    }
}

/// Unfinished copies, with the logs beside them.
fn halves(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let in_backups = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| name.contains(".half")));
    in_backups.map(|entry| entry.path()).collect()
}

/// Copies in one step: one moment of the library, whoever writes meanwhile.
fn copy(from: &Connection, to: &Path) -> Result<(), Error> {
    let _ = std::fs::remove_file(to);
    let mut target = Connection::open(to)?;
    let copy = Copy::new(from, &mut target)?;
    let ended = copy.step(-1)?;
    drop(copy);
    if ended != StepResult::Done {
        return Err(Error::not_now(Unavailable::BackupNotMade));
    }
    fault::step("inside a backup");
    // One file, without a log beside it.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(())
}

/// Proves that a file is a whole library of a known version; returns what is wrong otherwise.
pub fn check(file: &Path) -> Result<(), Error> {
    let connection = Connection::open_with_flags(file, READ_ONLY)?;
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    let (version, newest) = (version::version(&connection)?, version::newest());
    let path = file.display().to_string();
    match (found.as_str(), version) {
        ("ok", 1..) if version <= newest => Ok(()),
        ("ok", 1..) => Err(Error::NewerLibrary { found: version, known: newest }),
        ("ok", _) => Err(Error::damaged(Unreadable::NoLibrary { path })),
        (found, _) => Err(Error::damaged(Unreadable::Backup { path, text: found.to_owned() })),
    }
}

/// Copies a backup into the folder in which the replacement of the library is made: the backup itself may be removed
/// meanwhile, because only the last ten are kept. The copy begins a new decision log.
pub fn copy_for_restore(folder: &Path, backup: &Path) -> Result<PathBuf, Error> {
    check(backup)?;
    let partial = replace::begin(folder)?;
    let file = partial.join(FILE);
    std::fs::copy(backup, &file).map_err(Error::io(Doing::Written, &file))?;
    let connection = Connection::open(&file)?;
    state::forget_log(&connection)?;
    Ok(partial)
}
