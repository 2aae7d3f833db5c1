//! Where a picture lies that an article names by a path: relative to the article, or from the site's top.

use std::path::{Path, PathBuf};

use super::failure::NoBytes;
use crate::file;
use crate::message::Message;

/// Largest picture file that is read, in bytes.
const MOST: u64 = 32 << 20;

/// The file of a picture. It must lie inside the site: the repository, else the folder above the root.
pub fn find(root: &Path, article: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let site = site(root).canonicalize().ok()?;
    let tried: Vec<PathBuf> = match path.strip_prefix('/') {
        Some(below) => [root, &site].iter().chain(root.parent().iter()).map(|top| top.join(below)).collect(),
        None => article.parent().map(|folder| folder.join(path)).into_iter().collect(),
    };
    let found = tried.iter().filter_map(|path| path.canonicalize().ok()).find(|path| path.is_file());
    found.filter(|path| path.starts_with(&site))
}

/// The folder of the site that a root belongs to: the repository, else the folder above the root.
pub fn site(root: &Path) -> &Path {
    let repository = root.ancestors().find(|above| above.join(".git").exists());
    repository.or(root.parent()).unwrap_or(root)
}

/// Its bytes, or why there are none.
pub fn read(path: &Path) -> Result<Vec<u8>, Message> {
    let (file, metadata) = file::open_regular(path).map_err(|error| NoBytes::of_file(&error))?;
    if metadata.len() > MOST {
        return Err(NoBytes::FileTooLarge { size: metadata.len() >> 20, most: MOST >> 20 }.into());
    }
    file::read_bounded(&file, &metadata, MOST).map_err(|error| NoBytes::of_file(&error))
}

/// Stamp that differs when a file was rewritten.
pub fn stamp(path: &Path) -> Option<String> {
    std::fs::metadata(path).ok().map(|metadata| file::stamp(&metadata))
}
