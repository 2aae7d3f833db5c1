//! A file as it lies on disk: its bytes' hash, its size and its time; and one that is held by one program at a time.

use std::fs::{File, Metadata, TryLockError};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::Error;

/// BLAKE3 of a file's bytes.
pub type Hash = [u8; 32];

/// A file younger than this may change again within the same tick of its clock: its time is not trusted.
const TOO_YOUNG: Duration = Duration::from_secs(2);

/// A file as it was seen on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Of its bytes.
    pub hash: Hash,
    /// In bytes.
    pub size: i64,
    /// Modification time in nanoseconds since 1970-01-01 UTC; 0 where it must not be trusted.
    pub mtime_ns: i64,
}

impl Seen {
    /// A file that holds bytes with this hash, as the file system described it before they were read.
    pub fn new(hash: Hash, metadata: &Metadata) -> Self {
        let mtime_ns = mtime_ns(metadata);
        Self { hash, size: size(metadata), mtime_ns: if mtime_ns <= trusted_until() { mtime_ns } else { 0 } }
    }

    /// The file on disk now, known to hold bytes with this hash.
    pub fn now(file: &Path, hash: Hash) -> std::io::Result<Self> {
        Ok(Self::new(hash, &std::fs::metadata(file)?))
    }

    /// Whether the file system describes a file just as it did then.
    pub fn is_untouched(&self, metadata: &Metadata) -> bool {
        self.mtime_ns != 0 && (self.size, self.mtime_ns) == (size(metadata), mtime_ns(metadata))
    }
}

/// BLAKE3 of a file's bytes.
pub fn hash(bytes: &[u8]) -> Hash {
    *blake3::hash(bytes).as_bytes()
}

/// Identity of a file on its file system, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// The identity in a file's metadata; `None` where the platform gives none.
    #[cfg(unix)]
    #[allow(clippy::unnecessary_wraps, reason = "other platforms give none")]
    pub fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self { device: metadata.dev(), inode: metadata.ino() })
    }

    /// The identity in a file's metadata; `None` where the platform gives none.
    #[cfg(not(unix))]
    pub const fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// The identity of the file at a path; `None` where there is none.
    pub fn at(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().as_ref().and_then(Self::of)
    }
}

/// Returns the first of these paths at which nothing is; they are numbered from 1.
pub fn first_free(path: impl Fn(u32) -> std::path::PathBuf) -> std::path::PathBuf {
    let mut number = 1;
    while path(number).symlink_metadata().is_ok() && number < u32::MAX {
        number += 1;
    }
    path(number)
}

/// Flushes a folder to the disk: a file that was made, renamed or removed in it survives a power cut.
pub fn flush_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A file that is held.
#[derive(Debug)]
pub struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // A program that is being started just now has it open too for a moment: to close it would not let it go.
        let _ = self.0.unlock();
    }
}

/// Holds a file of this name, made where there is none, until it is dropped or the process ends; `None` while another
/// holds it.
pub fn hold(path: &Path) -> Result<Option<Held>, Error> {
    let file = File::create(path).map_err(Error::io("written", path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(Error::io("locked", path)(error)),
    }
}

/// Holds a file as [`hold`] does, but lets others do the same; `None` while somebody holds it alone.
pub fn hold_shared(path: &Path) -> Result<Option<Held>, Error> {
    let file = File::create(path).map_err(Error::io("written", path))?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(Held(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(Error::io("locked", path)(error)),
    }
}

fn size(metadata: &Metadata) -> i64 {
    i64::try_from(metadata.len()).unwrap_or(i64::MAX)
}

fn mtime_ns(metadata: &Metadata) -> i64 {
    metadata.modified().map_or(0, nanoseconds)
}

fn trusted_until() -> i64 {
    SystemTime::now().checked_sub(TOO_YOUNG).map_or(0, nanoseconds)
}

fn nanoseconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_let_go_at_once_also_where_a_program_that_starts_has_it_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("held.lock");
        let held = hold(&path).unwrap().unwrap();
        assert!(hold(&path).unwrap().is_none(), "one holds it");
        let _inherited = held.0.try_clone().unwrap();
        drop(held);
        assert!(hold(&path).unwrap().is_some());
    }
}
