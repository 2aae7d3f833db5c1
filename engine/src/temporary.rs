//! Temporary files: locked while they are written, removed on every error and when a signal ends the program, and
//! removed by the next start where the program was killed.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{Builder, NamedTempFile, PersistError};

/// The temporary files of this process; `None` once the program is ending.
static IN_USE: Mutex<Option<BTreeSet<PathBuf>>> = Mutex::new(Some(BTreeSet::new()));

/// A file that is written under a temporary name. Unless it is renamed, it is removed when it is dropped.
#[derive(Debug)]
pub struct Temporary {
    file: NamedTempFile,
    _in_use: InUse,
}

impl Temporary {
    /// Creates a file whose name begins with `prefix`; `mode` is reduced by the umask.
    pub fn create(folder: &Path, prefix: &str, mode: u32) -> io::Result<Self> {
        loop {
            let new = Self::create_unlocked(folder, prefix, mode)?;
            // A file system without locks is no reason not to write.
            let _ = new.file().lock();
            // Another process can have removed the file before it was locked.
            if has_name(new.file())? {
                return Ok(new);
            }
        }
    }

    fn create_unlocked(folder: &Path, prefix: &str, mode: u32) -> io::Result<Self> {
        let mut in_use = in_use();
        let Some(paths) = in_use.as_mut() else { return Err(io::Error::other("the program is ending")) };
        let file = with_mode(Builder::new().prefix(prefix), mode).tempfile_in(folder)?;
        paths.insert(file.path().to_path_buf());
        Ok(Self { _in_use: InUse(file.path().to_path_buf()), file })
    }

    /// The open file.
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Renames the file over whatever has this name.
    pub fn replace(self, path: &Path) -> io::Result<()> {
        self.file.persist(path).map(drop).map_err(|error| error.error)
    }

    /// Renames the file; fails where there is something of this name.
    pub fn take_name(self, path: &Path) -> io::Result<()> {
        let Err(PersistError { error, file }) = self.file.persist_noclobber(path) else { return Ok(()) };
        if path.symlink_metadata().is_ok() {
            return Err(error);
        }
        // Some file systems can only rename over whatever is there.
        file.persist(path).map(drop).map_err(|error| error.error)
    }
}

#[derive(Debug)]
struct InUse(PathBuf);

impl Drop for InUse {
    fn drop(&mut self) {
        if let Some(paths) = in_use().as_mut() {
            paths.remove(&self.0);
        }
    }
}

fn in_use() -> MutexGuard<'static, Option<BTreeSet<PathBuf>>> {
    IN_USE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes the temporary files of this process and lets it create no others: the program is about to end.
pub fn discard_all() {
    for path in in_use().take().into_iter().flatten() {
        let _ = std::fs::remove_file(path);
    }
}

/// From now on, a signal that ends the program removes its temporary files first. A signal that is ignored stays so.
#[cfg(unix)]
pub fn discard_on_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let ignored = ignored_signals();
    let heard = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0);
    let mut signals = signal_hook::iterator::Signals::new(heard)?;
    let wait = move || {
        for signal in signals.forever() {
            discard_all();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait).map(drop)
}

/// Other systems have no signals.
#[cfg(not(unix))]
pub fn discard_on_signals() -> io::Result<()> {
    Ok(())
}

/// One bit for each signal that whoever started the program let it ignore, as `nohup` does; 0 where this is not known.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Removes the files of a folder that have this prefix and that no process is writing. Returns whether none is left but
/// those that are being written.
pub fn remove_abandoned(folder: &Path, prefix: &OsStr) -> bool {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    };
    let mut all_read = true;
    let mut abandoned = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) if is_temporary(&entry, prefix) && !is_locked(&entry.path()) => abandoned.push(entry.path()),
            Ok(_) => {}
            Err(_) => all_read = false,
        }
    }
    let removed = abandoned.iter().filter(|path| std::fs::remove_file(path).is_ok()).count();
    all_read && removed == abandoned.len()
}

fn is_temporary(entry: &std::fs::DirEntry, prefix: &OsStr) -> bool {
    let named = entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
    named && entry.file_type().is_ok_and(|kind| kind.is_file())
}

/// Whether a process is writing a temporary file.
fn is_locked(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).write(true).open(path) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

#[cfg(unix)]
fn has_name(file: &File) -> io::Result<bool> {
    Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 0)
}

#[cfg(not(unix))]
fn has_name(_: &File) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
fn with_mode<'b, 'p, 's>(builder: &'b mut Builder<'p, 's>, mode: u32) -> &'b mut Builder<'p, 's> {
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn with_mode<'b, 'p, 's>(builder: &'b mut Builder<'p, 's>, _: u32) -> &'b mut Builder<'p, 's> {
    builder
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn an_abandoned_file_is_removed_and_one_that_is_being_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("new-left"), "half").unwrap();
        std::fs::write(folder.path().join("article.md"), "whole").unwrap();
        let written = Temporary::create(folder.path(), "new-", 0o600).unwrap();
        assert!(remove_abandoned(folder.path(), OsStr::new("new-")));
        assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
        written.replace(&folder.path().join("article.md")).unwrap();
        assert_eq!(names(folder.path()), ["article.md"]);
    }

    #[test]
    fn a_file_that_is_not_renamed_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("taken")).unwrap();
        for rename in [Temporary::replace, Temporary::take_name] {
            let new = Temporary::create(folder.path(), "new-", 0o600).unwrap();
            assert!(rename(new, &folder.path().join("taken")).is_err());
        }
        drop(Temporary::create(folder.path(), "new-", 0o600).unwrap());
        assert_eq!(names(folder.path()), ["taken"]);
    }
}
