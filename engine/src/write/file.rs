//! Writes one file: under a temporary name in the same folder, flushed to the disk, renamed over the old one, read back.
//! A file that changed since it was read, or that may not be written, is refused and left as it is.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use super::attributes::{self, NotKept};
use super::record::{Record, flush_folder};
use crate::document::limits;
use crate::error::{Problem, Reason};
use crate::fault;
use crate::file::{self, Hash, Seen};
use crate::message::Message;
use crate::refusal::Refusal;
use crate::temporary::Temporary;
use crate::write::message::{NotWritten, Protected, Remedy};

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// It was written and read back.
    Now(Seen),
    /// It said so already.
    Already(Seen),
}

/// A file that is about to be written over.
struct Original {
    file: File,
    metadata: Metadata,
    bytes: Vec<u8>,
}

impl Original {
    fn read(path: &Path, limit: u64) -> io::Result<Self> {
        let (file, metadata) = file::open_regular(path)?;
        let bytes = file::read_bounded(&file, &metadata, limit)?;
        Ok(Self { file, metadata, bytes })
    }

    /// Whether the path still leads to this file, and nothing about the file changed.
    fn is_there(&self, path: &Path, limit: u64) -> io::Result<bool> {
        let (bytes, metadata) = file::read_regular(path, limit)?;
        Ok(bytes == self.bytes && file::stamp(&metadata) == file::stamp(&self.metadata))
    }
}

/// Writes `bytes` into a file that must hold bytes with one of the hashes that `expected` accepts.
pub fn replace(
    link: &Path,
    bytes: &[u8],
    expected: impl Fn(Hash) -> bool,
    record: &Record,
) -> Result<Written, Refusal> {
    // A link stays a link: what it leads to is written.
    let path = &link.canonicalize().map_err(|error| gone(link, &error))?;
    let original = Original::read(path, limit(bytes)).map_err(|error| gone(link, &error))?;
    let (have, want) = (file::hash(&original.bytes), file::hash(bytes));
    if have == want {
        return Ok(Written::Already(Seen::new(want, &original.metadata)));
    }
    if !expected(have) {
        return Err(refusal(link, NotWritten::ChangedOnDisk, Remedy::ImportThenHandOver));
    }
    may_be_replaced(link, path, &original.metadata)?;
    if let Err(refusal) = store(link, path, bytes, &original, record) {
        record.keep();
        return Err(refusal);
    }
    read_back(link, path, bytes)
}

/// Writes a file that may not be there yet; one that is must hold what `expected` accepts.
pub fn place(
    target: &Path,
    bytes: &[u8],
    expected: impl Fn(Hash) -> bool,
    record: &Record,
) -> Result<Written, Refusal> {
    if target.symlink_metadata().is_ok() {
        return replace(target, bytes, expected, record);
    }
    if let Err(error) = create(target, bytes, record) {
        record.keep();
        return Err(failed(target, &error));
    }
    read_back(target, target, bytes)
}

/// Why a file could not be written, as far as that is known beforehand.
pub fn obstacle(link: &Path) -> Option<Refusal> {
    let known = || {
        let path = link.canonicalize().map_err(|error| gone(link, &error))?;
        let metadata = std::fs::metadata(&path).map_err(|error| gone(link, &error))?;
        crate::file_kind::must_be_regular(metadata.file_type()).map_err(|error| gone(link, &error))?;
        may_be_replaced(link, &path, &metadata)
    };
    known().err()
}

/// Returns the largest size in bytes up to which the existing file is read before `bytes` are written.
fn limit(bytes: &[u8]) -> u64 {
    limits::DOCUMENT_BYTES.max(bytes.len()) as u64
}

fn read_back(link: &Path, path: &Path, bytes: &[u8]) -> Result<Written, Refusal> {
    let (back, metadata) = file::read_regular(path, limit(bytes)).map_err(|error| gone(link, &error))?;
    if back != bytes {
        return Err(refusal(link, NotWritten::DoesNotReadBack, Remedy::ImportAndCompare));
    }
    Ok(Written::Now(Seen::new(file::hash(bytes), &metadata)))
}

/// A file or folder without the write bit is refused, although a rename would succeed; so is a file with several hard
/// links, because the other names would keep the old bytes.
fn may_be_replaced(link: &Path, path: &Path, metadata: &Metadata) -> Result<(), Refusal> {
    let folder = path.parent().unwrap_or(path);
    let of_folder = std::fs::metadata(folder).map_err(|error| gone(link, &error))?;
    for (path, metadata, what) in [(path, metadata, Protected::File), (folder, &of_folder, Protected::Folder)] {
        if metadata.permissions().readonly() || !crate::file_kind::may_be_written(path) {
            return Err(refusal(
                link,
                NotWritten::NoPermission { detail: what.clone() },
                Remedy::GivePermission { detail: what },
            ));
        }
    }
    match names(metadata) {
        0 | 1 => Ok(()),
        names => Err(refusal(link, NotWritten::HardLinks { number: names }, Remedy::RemoveHardLinks)),
    }
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

/// Replaces a file, once the new one is on the disk and has the attributes of the old one.
fn store(link: &Path, path: &Path, bytes: &[u8], original: &Original, record: &Record) -> Result<(), Refusal> {
    let not_written = |error: io::Error| failed(link, &error);
    // No other account can read the new file before it has the permissions of the original.
    let new = record.create_beside(path, 0o600).map_err(not_written)?;
    fill(&new, bytes).map_err(not_written)?;
    attributes::copy(&original.file, &original.metadata, new.file()).map_err(|lost| not_kept(link, &lost))?;
    flush(&new).map_err(not_written)?;
    // Whoever wrote while these bytes were made must not be overwritten.
    if !original.is_there(path, limit(bytes)).map_err(not_written)? {
        return Err(not_written(io::Error::other(Reason::BeingWritten)));
    }
    fault::step("the original is unchanged");
    fault::pause("before a file is renamed");
    new.replace(path).map_err(not_written)?;
    fault::step("the file is renamed");
    flush_folder(path).map_err(not_written)?;
    fault::step("the folder is flushed");
    Ok(())
}

/// Creates a file, with the folders above it.
fn create(target: &Path, bytes: &[u8], record: &Record) -> io::Result<()> {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    std::fs::create_dir_all(folder)?;
    let path = folder.canonicalize()?.join(name);
    let new = record.create_beside(&path, 0o666)?;
    fill(&new, bytes)?;
    flush(&new)?;
    fault::pause("before a file is renamed");
    new.take_name(&path)?;
    fault::step("the file is renamed");
    flush_folder(&path)?;
    fault::step("the folder is flushed");
    Ok(())
}

fn fill(new: &Temporary, bytes: &[u8]) -> io::Result<()> {
    new.file().write_all(bytes)?;
    fault::step("the temporary file is written");
    Ok(())
}

fn flush(new: &Temporary) -> io::Result<()> {
    new.file().sync_all()?;
    fault::step("the temporary file is flushed");
    Ok(())
}

/// A file that could not be read.
pub fn gone(file: &Path, error: &io::Error) -> Refusal {
    refusal(file, Problem::not_read(error), Remedy::PutBackAndImport)
}

fn failed(file: &Path, error: &io::Error) -> Refusal {
    refusal(file, NotWritten::Failed { detail: error.into() }, Remedy::CorrectAndHandOver)
}

/// Returns the refusal of a file whose group or attribute cannot be kept.
fn not_kept(file: &Path, lost: &NotKept) -> Refusal {
    match lost {
        NotKept::Group(group) => refusal(file, NotWritten::GroupLost { number: *group }, Remedy::JoinGroup),
        NotKept::Attribute(name) => {
            refusal(file, NotWritten::AttributeLost { name: name.clone() }, Remedy::RemoveAttribute)
        }
        NotKept::Failed(error) => failed(file, error),
    }
}

fn refusal(file: &Path, message: impl Into<Message>, hint: impl Into<Message>) -> Refusal {
    Refusal::of_file(file.display().to_string(), message, hint)
}
