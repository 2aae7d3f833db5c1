//! Kinds of files: only regular files are read, because a pipe or a device may block or never end.

use std::fs::FileType;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::reason::Reason;

/// Whether an error means that a path is a folder, a pipe, a socket or a device.
pub fn is_not_regular(error: &io::Error) -> bool {
    match error.get_ref() {
        Some(inner) => {
            matches!(inner.downcast_ref(), Some(Reason::NamedPipe | Reason::Socket | Reason::Device))
        }
        None => error.kind() == ErrorKind::IsADirectory,
    }
}

/// Fails with the kind of the file where it is not a regular one.
pub fn must_be_regular(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    if kind.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    Err(io::Error::other(special(kind)))
}

#[cfg(unix)]
fn special(kind: FileType) -> Reason {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Reason::NamedPipe
    } else if kind.is_socket() {
        Reason::Socket
    } else {
        Reason::Device
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> Reason {
    Reason::Device
}

/// Whether this account may write a file or folder. Opens nothing.
#[cfg(unix)]
pub fn may_be_written(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

/// Whether this account may write a file or folder. Opens nothing.
#[cfg(not(unix))]
pub fn may_be_written(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| !metadata.permissions().readonly())
}
