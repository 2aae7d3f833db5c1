//! ③ Pictures: those that lie beside the articles, as thumbnails that are made once and kept by content.
//! Fetches nothing.

mod avif;
mod decode;
pub mod examine;
mod find;
mod jpeg;
pub mod look;
mod sniff;
pub mod thumbnail;
mod unfit;

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::file;

/// A picture ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureBytes {
    /// Such as `image/jpeg`.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Widths in pixels in which thumbnails are kept; what is asked for is rounded up to one of them.
const WIDTHS: &[u32] = &[128, 480, 1200];

/// The cache of thumbnails in a folder of the library. It can be deleted at any time.
pub struct Pictures {
    folder: PathBuf,
}

impl Pictures {
    /// Thumbnails are kept in this folder.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// A picture that lies beside an article, at most about `width` pixels wide.
    pub fn local(&self, root: &Path, article: &Path, url: &str, width: u32) -> Result<PictureBytes, Error> {
        let path = find::find(root, article, url)?;
        let bytes = find::read(&path)?;
        let width = WIDTHS.iter().copied().find(|kept| *kept >= width).unwrap_or(1200);
        let name = format!("{}-{width}", blake3::Hash::from(file::hash(&bytes)).to_hex());
        if let Some(kept) = self.kept(&name) {
            return Ok(kept);
        }
        let made = match thumbnail::thumbnails(&bytes, &[width])?.pop() {
            Some(small) => PictureBytes { mime: small.mime, bytes: small.bytes },
            None => PictureBytes { mime: examine::examine(&bytes)?.format.mime(), bytes },
        };
        self.keep(&name, &made);
        Ok(made)
    }

    fn kept(&self, name: &str) -> Option<PictureBytes> {
        [("jpg", "image/jpeg"), ("png", "image/png")].into_iter().find_map(|(ending, mime)| {
            let bytes = std::fs::read(self.folder.join(format!("{name}.{ending}"))).ok()?;
            Some(PictureBytes { mime, bytes })
        })
    }

    /// A cache that cannot be written costs time, not the picture.
    fn keep(&self, name: &str, made: &PictureBytes) {
        use std::io::Write;
        let ending = match made.mime {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            _ => return,
        };
        let file = self.folder.join(format!("{name}.{ending}"));
        let kept = std::fs::create_dir_all(&self.folder).and_then(|()| {
            let mut new = atomic_write_file::AtomicWriteFile::open(&file)?;
            new.write_all(&made.bytes)?;
            new.commit()
        });
        drop(kept);
    }
}
