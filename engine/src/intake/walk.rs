//! Which article files a drop holds, and to which root each belongs.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::error::in_words;
use crate::screen::Refusal;

/// Folders that hold no articles of the site, however many Markdown files lie in them.
const NOT_ENTERED: &[&str] = &[".git", "node_modules"];

/// A file to take in: its identity is root and path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Absolute path of the root.
    pub root: PathBuf,
    /// Path below the root, with `/`.
    pub path: String,
}

impl Found {
    /// Absolute path of the file.
    pub fn file(&self) -> PathBuf {
        self.root.join(&self.path)
    }
}

/// All article files in these files and folders, each once and in order, and what could not be entered.
pub fn walk(paths: &[PathBuf], known_roots: &[PathBuf]) -> (Vec<Found>, Vec<Refusal>) {
    let mut roots = known_roots.to_vec();
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for path in paths {
        match path.canonicalize() {
            Ok(path) if path.is_dir() => {
                remember(&mut roots, &path);
                below(&path, &roots, &mut files, &mut refused);
            }
            Ok(path) => {
                let root = path.parent().map(root_of_lone_file).unwrap_or_default();
                remember(&mut roots, &root);
                add(&path, &roots, &mut files, &mut refused);
            }
            Err(error) => refused.push(unreadable(path, &error)),
        }
    }
    files.sort_by(|a, b| (&a.root, &a.path).cmp(&(&b.root, &b.path)));
    files.dedup();
    (files, refused)
}

/// A folder inside a known root belongs to that root; any other is a root itself.
fn remember(roots: &mut Vec<PathBuf>, folder: &Path) {
    if !roots.iter().any(|root| folder.starts_with(root)) {
        roots.push(folder.to_path_buf());
    }
}

/// The repository that a folder lies in, else the folder.
fn root_of_lone_file(folder: &Path) -> PathBuf {
    folder.ancestors().find(|above| above.join(".git").exists()).unwrap_or(folder).to_path_buf()
}

fn below(folder: &Path, roots: &[PathBuf], files: &mut Vec<Found>, refused: &mut Vec<Refusal>) {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).follow_links(true);
    walk.filter_entry(|entry| !NOT_ENTERED.iter().any(|name| entry.file_name() == *name));
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_markdown(entry.path()) => {
                // A link's article lies where the link leads: it would else be taken in twice.
                let path = if entry.path_is_symlink() { entry.path().canonicalize() } else { Ok(entry.into_path()) };
                if let Ok(path) = path {
                    add(&path, roots, files, refused);
                }
            }
            Ok(_) => {}
            Err(error) => refused.push(not_entered(folder, &error)),
        }
    }
}

/// A folder below the dropped one that could not be read.
fn not_entered(folder: &Path, error: &ignore::Error) -> Refusal {
    let why = match error.io_error() {
        Some(io) => in_words(io),
        None => "a link in it leads back to a folder above it".to_owned(),
    };
    Refusal {
        path: place_of(error).unwrap_or(folder).display().to_string(),
        line: None,
        column: None,
        message: format!("The folder could not be read: {why}. The others were taken in."),
        hint: "Check that you may read it, and drop it again.".to_owned(),
    }
}

fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}

fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    matches!(ending.as_deref(), Some("md" | "markdown"))
}

/// Adds a file under the deepest root that holds it.
fn add(file: &Path, roots: &[PathBuf], files: &mut Vec<Found>, refused: &mut Vec<Refusal>) {
    let root = roots.iter().filter(|root| file.starts_with(root)).max_by_key(|root| root.components().count());
    let own = || file.parent().map(Path::to_path_buf).unwrap_or_default();
    let root = root.cloned().unwrap_or_else(own);
    match file.strip_prefix(&root).ok().and_then(Path::to_str) {
        Some(path) if root.to_str().is_some() => files.push(Found { root, path: path.to_owned() }),
        _ => refused.push(Refusal {
            path: file.display().to_string(),
            line: None,
            column: None,
            message: "The file's name is not UTF-8 text.".to_owned(),
            hint: "Rename the file (or its folder) and drop it again.".to_owned(),
        }),
    }
}

/// A path that could not be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    Refusal {
        path: path.display().to_string(),
        line: None,
        column: None,
        message: format!("The file could not be read: {}.", in_words(error)),
        hint: "Check that it is still there and that you may read it, and drop it again.".to_owned(),
    }
}
