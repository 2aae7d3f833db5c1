//! Article files as they are on disk now.

use std::path::Path;

use crate::document::limits;
use crate::file;
use crate::library::articles::Stored;

/// Returns the bytes of an article's file.
pub fn read_article(file: &Path) -> std::io::Result<Vec<u8>> {
    file::read_regular(file, limits::DOCUMENT_BYTES as u64).map(|(bytes, _)| bytes)
}

/// Returns the bytes on disk, if they are the ones that were last seen.
pub fn as_seen(stored: &Stored) -> Option<Vec<u8>> {
    let bytes = read_article(&stored.file()).ok()?;
    (file::hash(&bytes) == stored.known.seen.hash).then_some(bytes)
}
