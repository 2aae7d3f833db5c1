//! The record of temporary files: which folders of articles can hold some, written before the first one is created.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{Doing, Error};
use crate::fault;
use crate::file;
use crate::logging;
use crate::temporary::{self, Temporary};

/// The record's file, in the library's folder.
const RECORD: &str = "temporary-files";
/// Begins the name of every temporary file beside an article.
const PREFIX: &str = ".copytaster-";
/// Largest record that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// The record of one library while article files are written. One process at a time has it: the one that holds the
/// lock for writing.
#[derive(Debug)]
pub struct Record {
    file: File,
    /// Differs between libraries, which may write into the same folder.
    prefix: String,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// Folders in the record.
    folders: BTreeSet<PathBuf>,
    /// Whether every temporary file was renamed.
    clean: bool,
}

impl Record {
    /// Removes what an earlier process left, and opens the record.
    pub fn begin(library: &Path) -> Result<Self, Error> {
        let clean = remove_left(library)?;
        let path = library.join(RECORD);
        let is_new = !path.exists();
        let file = File::options().create(true).append(true).open(&path).map_err(Error::io(Doing::Written, &path))?;
        if is_new {
            flush_folder(&path).map_err(Error::io(Doing::Written, library))?;
        }
        let named = library.canonicalize().map_err(Error::io(Doing::Read, library))?;
        let hash = blake3::hash(named.as_os_str().as_encoded_bytes()).to_hex();
        let prefix = format!("{PREFIX}{}-", &hash[..16]);
        Ok(Self { file, prefix, state: Mutex::new(State { folders: BTreeSet::new(), clean }) })
    }

    /// Creates a temporary file in the folder of `path`, once the record of it is on the disk.
    pub fn create_beside(&self, path: &Path, mode: u32) -> io::Result<Temporary> {
        let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        let mut state = self.state();
        if !state.folders.contains(folder) {
            let entry = folder.join(&self.prefix);
            let entry = [entry.as_os_str().as_encoded_bytes(), b"\0"].concat();
            (&self.file).write_all(&entry)?;
            fault::step("a temporary file is recorded");
            self.file.sync_data()?;
            fault::step("the record is flushed");
            state.folders.insert(folder.to_path_buf());
        }
        let new = Temporary::create(folder, &self.prefix, mode)?;
        fault::step("a temporary file is created");
        Ok(new)
    }

    /// Keeps the record for the next start, because a temporary file may be left.
    pub fn keep(&self) {
        self.state().clean = false;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if self.state().clean {
            // A leftover record is harmless: the next start finds nothing to remove.
            logging::not_done("the record of temporary files was not emptied", self.file.set_len(0));
        }
    }
}

/// Whether a process was interrupted, or is writing now.
pub fn is_left(library: &Path) -> bool {
    std::fs::metadata(library.join(RECORD)).is_ok_and(|record| record.len() > 0)
}

/// Removes the temporary files of a process that was cut off. The lock for writing must be held. Returns whether none is
/// left; else the record is kept.
pub fn remove_left(library: &Path) -> Result<bool, Error> {
    if !is_left(library) {
        return Ok(true);
    }
    let path = library.join(RECORD);
    let (record, _) = file::read_regular(&path, LARGEST).map_err(Error::io(Doing::Read, &path))?;
    let entries: BTreeSet<&[u8]> = record.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()).collect();
    let left = entries.into_iter().filter(|entry| !remove_named(entry)).count();
    if left == 0 {
        let emptied = File::options().write(true).open(&path).and_then(|record| record.set_len(0));
        emptied.map_err(Error::io(Doing::Written, &path))?;
    }
    Ok(left == 0)
}

/// Removes what an entry names. Damaged entries name nothing.
fn remove_named(entry: &[u8]) -> bool {
    let entry = path_of(entry);
    let is_ours = |name: &&OsStr| name.len() > PREFIX.len() && name.as_encoded_bytes().starts_with(PREFIX.as_bytes());
    match (entry.parent(), entry.file_name().filter(is_ours)) {
        (Some(folder), Some(prefix)) if folder.is_absolute() => temporary::remove_abandoned(folder, prefix),
        _ => true,
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Flushes the folder of a file: a rename must survive a power cut.
pub fn flush_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
