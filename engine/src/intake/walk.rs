//! Which article files a drop holds, and to which root each belongs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};
use rayon::slice::ParallelSliceMut;

use crate::error::in_words;
use crate::screen::Refusal;

/// Folders that hold no articles of the site, however many Markdown files lie in them.
pub(super) const NOT_ENTERED: &[&str] = &[".git", "node_modules"];

/// A file to take in: its identity is root and path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Absolute path of the root; one for all its files.
    pub root: Arc<Path>,
    /// Path below the root, with `/`.
    pub path: Box<str>,
}

impl Found {
    /// Absolute path of the file.
    pub fn file(&self) -> PathBuf {
        self.root.join(&*self.path)
    }
}

/// All article files in these files and folders, each once and in order, and what could not be entered.
pub fn walk(paths: &[PathBuf], known_roots: &[PathBuf]) -> (Vec<Found>, Vec<Refusal>) {
    let mut walk =
        Walk { roots: known_roots.iter().map(|root| Arc::from(root.as_path())).collect(), ..Walk::default() };
    for path in paths {
        match path.canonicalize() {
            Ok(path) if path.is_dir() => {
                walk.remember(&path);
                walk.below(&path);
            }
            Ok(path) => {
                let root = path.parent().map(root_of_lone_file).unwrap_or_default();
                walk.remember(&root);
                walk.add(&path);
            }
            Err(error) => walk.refused.push(unreadable(path, &error)),
        }
    }
    // By bytes, as the library orders paths.
    let key = |found: &Found| (found.root.as_os_str().to_owned(), found.path.clone());
    let in_order = |a: &Found, b: &Found| {
        if Arc::ptr_eq(&a.root, &b.root) { a.path.cmp(&b.path) } else { key(a).cmp(&key(b)) }
    };
    walk.files.par_sort_unstable_by(in_order);
    walk.files.dedup();
    (walk.files, walk.refused)
}

/// The repository that a folder lies in, else the folder.
fn root_of_lone_file(folder: &Path) -> PathBuf {
    folder.ancestors().find(|above| above.join(".git").exists()).unwrap_or(folder).to_path_buf()
}

#[derive(Default)]
struct Walk {
    roots: Vec<Arc<Path>>,
    files: Vec<Found>,
    refused: Vec<Refusal>,
    /// The folder of the file before, its root, and its path below that with `/` at the end.
    folder: Option<(PathBuf, Arc<Path>, String)>,
}

impl Walk {
    /// A folder inside a known root belongs to that root; any other is a root itself.
    fn remember(&mut self, folder: &Path) {
        if !self.roots.iter().any(|root| folder.starts_with(root)) {
            self.roots.push(Arc::from(folder));
        }
    }

    fn below(&mut self, folder: &Path) {
        let mut walk = WalkBuilder::new(folder);
        walk.standard_filters(false).follow_links(true);
        walk.filter_entry(|entry| !NOT_ENTERED.iter().any(|name| entry.file_name() == *name));
        for entry in walk.build() {
            match entry {
                Ok(entry) if is_article(&entry) => {
                    // A link's article lies where the link leads: it would else be taken in twice.
                    let linked = entry.path_is_symlink();
                    let path = if linked { entry.path().canonicalize() } else { Ok(entry.into_path()) };
                    if let Ok(path) = path {
                        self.add(&path);
                    }
                }
                Ok(_) => {}
                Err(error) => self.refused.push(not_entered(folder, &error)),
            }
        }
    }

    /// Adds a file under the deepest root that holds it.
    fn add(&mut self, file: &Path) {
        let (parent, name) = (file.parent().unwrap_or(file), file.file_name().and_then(OsStr::to_str));
        if self.folder.as_ref().is_none_or(|(folder, ..)| folder.as_os_str() != parent.as_os_str()) {
            self.folder = self.folder_of(parent);
        }
        match (&self.folder, name) {
            (Some((_, root, below)), Some(name)) => {
                self.files.push(Found { root: root.clone(), path: format!("{below}{name}").into_boxed_str() });
            }
            _ => self.refused.push(Refusal {
                path: file.display().to_string(),
                line: None,
                column: None,
                message: "The file's name is not UTF-8 text.".to_owned(),
                hint: "Rename the file (or its folder) and drop it again.".to_owned(),
            }),
        }
    }

    /// `None` where a part of the path is not UTF-8 text.
    fn folder_of(&self, folder: &Path) -> Option<(PathBuf, Arc<Path>, String)> {
        let holds = self.roots.iter().filter(|root| folder.starts_with(root));
        let root = holds.max_by_key(|root| root.components().count()).cloned();
        let root = root.unwrap_or_else(|| Arc::from(folder));
        root.to_str()?;
        let mut below = folder.strip_prefix(&root).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        if !below.is_empty() {
            below.push('/');
        }
        Some((folder.to_path_buf(), root, below))
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

fn is_article(entry: &DirEntry) -> bool {
    is_markdown(entry.path()) && entry.file_type().is_some_and(|kind| kind.is_file())
}

/// Whether a file's name ends as those of articles do.
pub fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown"))
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
