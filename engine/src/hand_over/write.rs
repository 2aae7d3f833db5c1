//! Writes one file: in the same folder, flushed to the disk, renamed over the old one, read back.
//! A file that changed since it was read, or that may not be written, is refused and left as it is.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;

use crate::error::in_words;
use crate::file::{self, Hash, Seen};
use crate::screen::Refusal;

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// It was written and read back.
    Now(Seen),
    /// It said so already.
    Already(Seen),
}

/// Writes `bytes` into a file that must hold bytes with one of the hashes that `expected` accepts.
pub fn replace(link: &Path, bytes: &[u8], expected: impl Fn(Hash) -> bool) -> Result<Written, Refusal> {
    // A link stays a link: what it leads to is written.
    let path = &link.canonicalize().map_err(|error| gone(link, &error))?;
    let found = std::fs::read(path).map_err(|error| gone(link, &error))?;
    let (have, want) = (file::hash(&found), file::hash(bytes));
    if have == want {
        return Seen::now(path, want).map(Written::Already).map_err(|error| failed(link, &error));
    }
    if !expected(have) {
        return Err(refusal(
            link,
            "The file changed on disk since it was read. It was left as it is.",
            "Import it again; your decisions are kept and can then be handed over.",
        ));
    }
    may_be_written(link, path)?;
    store(path, bytes, &found).map_err(|error| failed(link, &error))?;
    read_back(link, path, want)
}

/// Writes a file that may not be there yet; one that is must hold what `expected` accepts.
pub fn place(target: &Path, bytes: &[u8], expected: impl Fn(Hash) -> bool) -> Result<Written, Refusal> {
    if target.exists() {
        return replace(target, bytes, expected);
    }
    let folder = target.parent().unwrap_or(target);
    std::fs::create_dir_all(folder).map_err(|error| failed(target, &error))?;
    let written = AtomicWriteFile::open(target).and_then(|mut new| {
        new.write_all(bytes)?;
        new.commit()
    });
    written.and_then(|()| flush_folder(target)).map_err(|error| failed(target, &error))?;
    read_back(target, target, file::hash(bytes))
}

fn read_back(link: &Path, path: &Path, want: Hash) -> Result<Written, Refusal> {
    let back = std::fs::read(path).map_err(|error| gone(link, &error))?;
    if file::hash(&back) != want {
        return Err(refusal(
            link,
            "The file does not read back as it was written.",
            "Another program may have written it at the same moment. Import it again and look at it.",
        ));
    }
    Seen::now(path, want).map(Written::Now).map_err(|error| failed(link, &error))
}

/// A file or folder without the write bit is refused, although a rename would succeed.
fn may_be_written(link: &Path, file: &Path) -> Result<(), Refusal> {
    for (path, what) in [(file, "file"), (file.parent().unwrap_or(file), "folder")] {
        let metadata = std::fs::metadata(path).map_err(|error| gone(link, &error))?;
        if metadata.permissions().readonly() || !allowed(path) {
            return Err(refusal(
                link,
                &format!("The {what} may not be written. It was left as it is."),
                &format!("Give yourself permission to write the {what}, and hand over again."),
            ));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn allowed(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn allowed(_: &Path) -> bool {
    true
}

fn store(path: &Path, bytes: &[u8], found: &[u8]) -> std::io::Result<()> {
    let mut new = AtomicWriteFile::open(path)?;
    new.write_all(bytes)?;
    new.sync_all()?;
    // Whoever wrote while these bytes were made must not be overwritten.
    if std::fs::read(path)? != found {
        new.discard()?;
        return Err(std::io::Error::other("it was being written by another program at that moment"));
    }
    new.commit()?;
    flush_folder(path)
}

/// The rename itself must survive a power cut.
fn flush_folder(file: &Path) -> std::io::Result<()> {
    match file.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// A file that could not be read.
pub fn gone(file: &Path, error: &std::io::Error) -> Refusal {
    refusal(
        file,
        &format!("The file could not be read: {}.", in_words(error)),
        "Put it back (from git or the robot) and import it again; your decisions are kept.",
    )
}

fn failed(file: &Path, error: &std::io::Error) -> Refusal {
    refusal(
        file,
        &format!("The file could not be written: {}. It was left as it is.", in_words(error)),
        "Mend that and hand over again; your decisions are kept.",
    )
}

fn refusal(file: &Path, message: &str, hint: &str) -> Refusal {
    Refusal {
        path: file.display().to_string(),
        line: None,
        column: None,
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}
