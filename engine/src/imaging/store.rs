//! The files of pictures: each content once, named by its hash alone. What is not whole is never given out:
//! an original is its own name's hash, a thumbnail carries the hash of its bytes behind them.
//! Nothing is flushed here: a file that a power cut broke is found out when it is read, and fetched again.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::examine::Format;
use super::thumbnail::Thumbnail;
use crate::error::{Doing, Error};
use crate::fault;
use crate::file;
use crate::temporary::{self, Temporary};

/// Widths in pixels in which thumbnails are kept; what is asked for is rounded up to one of them.
pub const WIDTHS: [u32; 3] = [64, 480, 1200];
/// Those that are made at once; the widest is made when somebody looks at it.
pub const AT_ONCE: [u32; 2] = [64, 480];
/// Bytes of the hash behind a thumbnail.
const SEAL: usize = 32;

/// A picture ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureBytes {
    /// Such as `image/jpeg`.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The folder in which pictures are kept. It can be deleted at any time.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// Kept below this folder.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Removes partly written files that interrupted processes left.
    pub fn remove_left(&self) {
        temporary::remove_abandoned(&self.folder.join(TEMPORARY), OsStr::new(PREFIX));
    }

    /// The original, where it is there and whole.
    pub fn original(&self, hash: &blake3::Hash, format: Format) -> Option<Vec<u8>> {
        let bytes = read(&self.original_file(hash, format))?;
        (blake3::hash(&bytes) == *hash).then_some(bytes)
    }

    /// Whether the original is there.
    pub fn holds(&self, hash: &blake3::Hash, format: Format) -> bool {
        self.original_file(hash, format).is_file()
    }

    /// The thumbnail of one of the widths, where it is there and whole.
    pub fn small(&self, hash: &blake3::Hash, width: u32) -> Option<PictureBytes> {
        [("jpg", "image/jpeg"), ("png", "image/png")].into_iter().find_map(|(ending, mime)| {
            let mut bytes = read(&self.small_file(hash, width, ending))?;
            let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
            (blake3::hash(&bytes).as_bytes().as_slice() == seal).then_some(PictureBytes { mime, bytes })
        })
    }

    /// Keeps an original; one that is there and whole stays as it is.
    pub fn keep(&self, hash: &blake3::Hash, format: Format, bytes: &[u8]) -> Result<(), Error> {
        let file = self.original_file(hash, format);
        if std::fs::metadata(&file).is_ok_and(|there| there.len() == bytes.len() as u64)
            && self.original(hash, format).is_some()
        {
            return Ok(());
        }
        write(&self.folder, &file, &[bytes])
    }

    /// Keeps a thumbnail; returns how many bytes it takes.
    pub fn keep_small(&self, hash: &blake3::Hash, small: &Thumbnail) -> Result<u64, Error> {
        let ending = if small.mime == "image/png" { "png" } else { "jpg" };
        let seal = blake3::hash(&small.bytes);
        write(&self.folder, &self.small_file(hash, small.width, ending), &[&small.bytes, seal.as_bytes()])?;
        Ok((small.bytes.len() + SEAL) as u64)
    }

    /// Removes every file of a content.
    pub fn forget(&self, hash: &blake3::Hash) {
        let name = hash.to_hex();
        let folder = self.folder.join(&name[..2]);
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(name.as_str()) {
                drop(std::fs::remove_file(entry.path()));
            }
        }
    }

    /// Removes what belongs to none of these contents; returns files and bytes.
    pub fn sweep(&self, kept: &dyn Fn(&str) -> bool) -> (u32, u64) {
        self.remove_left();
        let (mut files, mut bytes) = (0, 0);
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
                if name == TEMPORARY {
                    continue;
                }
                // A link to a folder is not entered: its target does not belong to the cache.
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(path);
                } else if name != LOCK && !name.get(..64).is_some_and(kept) {
                    let size = entry.metadata().map_or(0, |metadata| metadata.len());
                    if std::fs::remove_file(&path).is_ok() {
                        (files, bytes) = (files + 1, bytes + size);
                    }
                }
            }
        }
        (files, bytes)
    }

    /// The one place in the library from which pictures are fetched; `None` while another program holds it.
    pub fn lock(&self) -> Result<Option<file::Held>, Error> {
        std::fs::create_dir_all(&self.folder).map_err(Error::io(Doing::Created, &self.folder))?;
        file::hold(&self.folder.join(LOCK))
    }

    fn original_file(&self, hash: &blake3::Hash, format: Format) -> PathBuf {
        let name = hash.to_hex();
        self.folder.join(&name[..2]).join(format!("{name}.{}", format.ending()))
    }

    fn small_file(&self, hash: &blake3::Hash, width: u32, ending: &str) -> PathBuf {
        let name = hash.to_hex();
        self.folder.join(&name[..2]).join(format!("{name}-{width}.{ending}"))
    }
}

/// The file that whoever fetches holds.
const LOCK: &str = "fetching.lock";

/// Largest file of the cache that is read, in bytes: more than any picture that is kept.
const MOST: u64 = 64 << 20;

fn read(file: &Path) -> Option<Vec<u8>> {
    file::read_regular(file, MOST).ok().map(|(bytes, _)| bytes)
}

/// The folder of files that are being written.
const TEMPORARY: &str = "temporary";
/// Begins their names.
const PREFIX: &str = "picture-";

/// A file appears whole or not at all.
fn write(store: &Path, file: &Path, parts: &[&[u8]]) -> Result<(), Error> {
    let temporary = store.join(TEMPORARY);
    for folder in [&temporary, file.parent().unwrap_or(file)] {
        std::fs::create_dir_all(folder).map_err(Error::io(Doing::Created, folder))?;
    }
    let half = Temporary::create(&temporary, PREFIX, 0o600).map_err(Error::io(Doing::Created, &temporary))?;
    fault::step("before a picture is written");
    for part in parts {
        half.file().write_all(part).map_err(Error::io(Doing::Written, file))?;
        fault::step("inside a picture");
    }
    half.replace(file).map_err(Error::io(Doing::Written, file))?;
    fault::step("after a picture");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_whole_is_never_given_out() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path().join("pictures"));
        let hash = blake3::hash(b"picture");
        store.keep(&hash, Format::Png, b"picture").unwrap();
        let small = Thumbnail { width: 64, mime: "image/jpeg", bytes: b"small".to_vec() };
        store.keep_small(&hash, &small).unwrap();
        assert_eq!(store.original(&hash, Format::Png).unwrap(), b"picture");
        assert_eq!(store.small(&hash, 64).unwrap().bytes, b"small");
        for (file, half) in
            [(store.original_file(&hash, Format::Png), "pict"), (store.small_file(&hash, 64, "jpg"), "s")]
        {
            std::fs::write(file, half).unwrap();
        }
        assert!(store.original(&hash, Format::Png).is_none(), "half an original must not be shown");
        assert!(store.small(&hash, 64).is_none(), "half a thumbnail must not be shown");
        store.keep(&hash, Format::Png, b"picture").unwrap();
        assert!(store.original(&hash, Format::Png).is_some(), "what is broken is written again");
        let (files, _) = store.sweep(&|_| false);
        assert_eq!(files, 2, "whatever belongs to nothing goes");
    }
}
