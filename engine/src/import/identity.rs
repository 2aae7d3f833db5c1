//! Tells whether two paths name one folder or one file.

use std::fs::{DirEntry, Metadata};
use std::io;
use std::path::Path;

/// What identifies a folder: device and inode on Unix, the canonical path elsewhere.
#[cfg(unix)]
pub type FolderId = (u64, u64);
/// What identifies a folder: device and inode on Unix, the canonical path elsewhere.
#[cfg(not(unix))]
pub type FolderId = std::path::PathBuf;

/// Device and inode of a file.
pub type FileId = (u64, u64);

/// Returns the identity of a folder.
#[cfg(unix)]
pub fn folder(path: &Path) -> io::Result<FolderId> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Returns the identity of a folder.
#[cfg(not(unix))]
pub fn folder(path: &Path) -> io::Result<FolderId> {
    path.canonicalize()
}

/// Returns the identity of a file in a folder as the folder lists it, without asking for the file.
///
/// Some file systems list numbers that differ from the inode or repeat, so two equal identities are only a hint.
/// [`linked_file`] tells for certain.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "on other systems there is none")]
pub fn listed_file(folder: &FolderId, entry: &DirEntry) -> Option<FileId> {
    use std::os::unix::fs::DirEntryExt;
    Some((folder.0, entry.ino()))
}

/// Returns `None`: the folder lists no identity here.
#[cfg(not(unix))]
pub fn listed_file(_: &FolderId, _: &DirEntry) -> Option<FileId> {
    None
}

/// Returns the identity of a file that has more than one name (hard links), else `None`.
pub fn linked_file(path: &Path) -> Option<FileId> {
    linked(&std::fs::symlink_metadata(path).ok()?)
}

#[cfg(unix)]
fn linked(metadata: &Metadata) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    (metadata.nlink() > 1).then(|| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn linked(_: &Metadata) -> Option<FileId> {
    None
}
