//! Kinds of files: only regular files are read, because a pipe or a device may block or never end.

use std::fmt;
use std::fs::FileType;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why a path is not read although it can be opened: reading a pipe or a device may block or never end.
#[derive(Debug)]
struct NotRegular(&'static str);

impl fmt::Display for NotRegular {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for NotRegular {}

/// Whether an error means that a path is a folder, a pipe, a socket or a device.
pub fn is_not_regular(error: &io::Error) -> bool {
    match error.get_ref() {
        Some(inner) => inner.is::<NotRegular>(),
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
    Err(io::Error::other(NotRegular(special(kind))))
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "it is a named pipe"
    } else if kind.is_socket() {
        "it is a socket"
    } else {
        "it is a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "it is a device"
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
