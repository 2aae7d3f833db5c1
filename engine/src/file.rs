//! Files on disk: a bounded read that never waits, the stamp by which a changed file is found, and a lock file.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::{Doing, Error, Reason};
use crate::file_kind;

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
    /// Time of the last change of content or attributes, which no program can set; 0 where there is none.
    pub ctime_ns: i64,
    /// The file's number in its file system; 0 where there is none.
    pub inode: i64,
}

impl Seen {
    /// A file that holds bytes with this hash, as the file system described it before they were read.
    pub fn new(hash: Hash, metadata: &Metadata) -> Self {
        let mut seen = Self {
            hash,
            size: size(metadata),
            mtime_ns: mtime_ns(metadata),
            ctime_ns: ctime_ns(metadata),
            inode: inode(metadata),
        };
        if seen.mtime_ns > trusted_until() {
            seen.mtime_ns = 0;
        }
        seen
    }

    /// Whether the file system describes a file just as it did then.
    pub fn is_untouched(&self, metadata: &Metadata) -> bool {
        let now = (size(metadata), mtime_ns(metadata), ctime_ns(metadata), inode(metadata));
        self.mtime_ns != 0 && (self.size, self.mtime_ns, self.ctime_ns, self.inode) == now
    }
}

/// Size, times and inode as text: differs wherever a file was written or replaced.
pub fn stamp(metadata: &Metadata) -> String {
    format!("{} {} {} {}", size(metadata), mtime_ns(metadata), ctime_ns(metadata), inode(metadata))
}

/// Opens a regular file without ever waiting, and returns what the file system says about the open file.
///
/// The path is examined before it is opened, because opening a device can have effects, and afterwards, because
/// another file can have taken its place.
pub fn open_regular(path: &Path) -> io::Result<(File, Metadata)> {
    file_kind::must_be_regular(std::fs::metadata(path)?.file_type())?;
    let file = open_without_waiting(path)?;
    let metadata = file.metadata()?;
    file_kind::must_be_regular(metadata.file_type())?;
    Ok((file, metadata))
}

/// Reads a regular file of at most `limit` bytes, also where it grows meanwhile.
pub fn read_regular(path: &Path, limit: u64) -> io::Result<(Vec<u8>, Metadata)> {
    let (file, metadata) = open_regular(path)?;
    Ok((read_bounded(&file, &metadata, limit)?, metadata))
}

/// Reads an open file of at most `limit` bytes.
pub fn read_bounded(file: &File, metadata: &Metadata, limit: u64) -> io::Result<Vec<u8>> {
    let expected = metadata.len().min(limit);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 <= limit {
        return Ok(bytes);
    }
    Err(io::Error::new(ErrorKind::FileTooLarge, Reason::LargerThan { number: limit >> 20 }))
}

#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
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

/// Returns the first path at which nothing exists; `path` is called with numbers from 1.
pub fn first_free(path: impl Fn(u32) -> std::path::PathBuf) -> std::path::PathBuf {
    let mut number = 1;
    while path(number).symlink_metadata().is_ok() && number < u32::MAX {
        number += 1;
    }
    path(number)
}

/// Flushes a folder to the disk, so that creating, renaming or removing a file in it survives a power cut.
pub fn flush_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A file that is held.
#[derive(Debug)]
pub struct Held(Option<File>);

impl Drop for Held {
    fn drop(&mut self) {
        // A child process that is being started may hold a copy of the handle: closing it would not unlock it.
        if let Some(file) = &self.0 {
            let _ = file.unlock();
        }
    }
}

/// Holds a file of this name, made where there is none, until it is dropped or the process ends; `None` while another
/// holds it.
pub fn hold(path: &Path) -> Result<Option<Held>, Error> {
    let file = open_lock(path).map_err(Error::io(Doing::Written, path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held(Some(file)))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(Error::io(Doing::Locked, path)(error)),
    }
}

/// Holds a file as [`hold`] does, but shared with others; `None` while a program holds it exclusively. Where the file
/// system has no locks, nothing is held.
pub fn hold_shared(path: &Path) -> Option<Held> {
    let Ok(file) = open_lock(path) else { return Some(Held(None)) };
    match file.try_lock_shared() {
        Ok(()) => Some(Held(Some(file))),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(_)) => Some(Held(None)),
    }
}

/// A network file system locks shared only what can be read, and exclusively only what can be written.
fn open_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn size(metadata: &Metadata) -> i64 {
    i64::try_from(metadata.len()).unwrap_or(i64::MAX)
}

fn mtime_ns(metadata: &Metadata) -> i64 {
    metadata.modified().map_or(0, nanoseconds)
}

#[cfg(unix)]
fn ctime_ns(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn ctime_ns(_: &Metadata) -> i64 {
    0
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> i64 {
    std::os::unix::fs::MetadataExt::ino(metadata).cast_signed()
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> i64 {
    0
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
        let _inherited = held.0.as_ref().unwrap().try_clone().unwrap();
        drop(held);
        assert!(hold(&path).unwrap().is_some());
    }

    #[test]
    fn a_file_is_untouched_only_where_size_times_and_inode_are_as_they_were() {
        let metadata = std::fs::metadata(file!()).or_else(|_| std::fs::metadata("Cargo.toml")).unwrap();
        let (size, mtime_ns) = (size(&metadata), mtime_ns(&metadata));
        let seen = Seen { hash: [0; 32], size, mtime_ns, ctime_ns: ctime_ns(&metadata), inode: inode(&metadata) };
        assert!(seen.is_untouched(&metadata));
        let others = [
            Seen { size: seen.size - 1, ..seen },
            Seen { mtime_ns: seen.mtime_ns - 1, ..seen },
            Seen { ctime_ns: seen.ctime_ns - 1, ..seen },
            Seen { inode: seen.inode - 1, ..seen },
            Seen { mtime_ns: 0, ..seen },
        ];
        assert!(others.iter().all(|other| !other.is_untouched(&metadata)));
    }

    #[test]
    fn a_file_of_more_bytes_than_the_file_system_said_is_read_up_to_the_limit_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "12345").unwrap();
        let (file, metadata) = open_regular(&path).unwrap();
        std::fs::write(&path, "1234567890").unwrap();
        assert_eq!(read_bounded(&file, &metadata, 9).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read_regular(&path, 10).unwrap().0, b"1234567890");
    }
}
