//! Where a picture lies that an article names by a path: relative to the article, or from the site's top.

use std::path::{Path, PathBuf};

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
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let size = std::fs::metadata(path).map_err(|error| crate::error::in_words(&error))?.len();
    if size > MOST {
        return Err(format!("too large: {} MB; {} MB are allowed", size >> 20, MOST >> 20));
    }
    std::fs::read(path).map_err(|error| crate::error::in_words(&error))
}

/// What tells whether a file was written anew: size and time.
pub fn stamp(path: &Path) -> Option<String> {
    let metadata = std::fs::metadata(path).ok()?;
    let time = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{} {}", metadata.len(), time.as_nanos()))
}
