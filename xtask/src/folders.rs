//! Where things stand.

use std::path::{Path, PathBuf};

/// The project's own folder.
pub fn project() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let found = manifest.and_then(|xtask| xtask.parent().map(Path::to_path_buf));
    found.or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

/// The page's sources.
pub fn ui() -> PathBuf {
    project().join("ui")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => project().join(target),
        None => project().join("target"),
    }
}

/// Real article files, where they lie beside the project.
pub fn real_articles() -> Option<PathBuf> {
    let folder = project().join("../shared/articles");
    folder.is_dir().then_some(folder)
}
