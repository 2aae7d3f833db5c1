//! Where a picture lies that an article names by a path: relative to the article, or from the site's top.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// Largest picture file that is read, in bytes.
const MOST: u64 = 32 << 20;

/// The file of a picture. It must lie inside the site: the repository, else the folder above the root.
pub fn find(root: &Path, article: &Path, url: &str) -> Result<PathBuf, Error> {
    let none = || Error::NoPicture(format!("The picture {url} is not there."));
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let repository = root.ancestors().find(|above| above.join(".git").exists());
    let site = repository.or(root.parent()).unwrap_or(root).canonicalize().map_err(|_| none())?;
    let tried: Vec<PathBuf> = match path.strip_prefix('/') {
        Some(below) => [root, &site].iter().chain(root.parent().iter()).map(|top| top.join(below)).collect(),
        None => article.parent().map(|folder| folder.join(path)).into_iter().collect(),
    };
    let found = tried.iter().filter_map(|path| path.canonicalize().ok()).find(|path| path.is_file());
    found.filter(|path| path.starts_with(&site)).ok_or_else(none)
}

/// Its bytes.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let size = std::fs::metadata(path).map_err(Error::io("read", path))?.len();
    if size > MOST {
        return Err(Error::NoPicture(format!("The picture has {} MB; {} MB are allowed.", size >> 20, MOST >> 20)));
    }
    std::fs::read(path).map_err(Error::io("read", path))
}
