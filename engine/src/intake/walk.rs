//! Which article files a drop holds, and to which root each belongs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::slice::ParallelSliceMut;

use crate::error::{in_words, not_read};
use crate::file;
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
            Ok(path) if !path.is_file() => walk.refuse_special(&path),
            Ok(path) => {
                let root = path.parent().map(root_of_lone_file).unwrap_or_default();
                walk.remember(&root);
                walk.add_file(&path);
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
    /// Where the links lead through which the present folder was reached.
    entered: Vec<PathBuf>,
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

    /// Everything below a folder. The kind of each entry comes with its folder: no file is asked for it.
    fn below(&mut self, folder: &Path) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refused.push(not_entered(folder, &in_words(&error))),
        };
        for entry in entries {
            let entry = entry.and_then(|entry| Ok((entry.file_type()?, entry)));
            match entry {
                Ok((kind, entry)) if kind.is_symlink() => self.linked(&entry.path()),
                Ok((kind, entry)) if kind.is_dir() && is_entered(&entry.file_name()) => self.below(&entry.path()),
                Ok((kind, entry)) if kind.is_file() && is_markdown(Path::new(&entry.file_name())) => {
                    self.add(folder, &entry.file_name());
                }
                Ok((kind, entry)) if !kind.is_dir() && is_markdown(Path::new(&entry.file_name())) => {
                    self.refuse_special(&entry.path());
                }
                Ok(_) => {}
                Err(error) => self.refused.push(not_entered(folder, &in_words(&error))),
            }
        }
    }

    /// A link's article lies where the link leads: it would else be taken in twice. So does what a linked folder
    /// holds; one that leads back to a folder above it is not entered.
    fn linked(&mut self, link: &Path) {
        let named = link.file_name().unwrap_or_default();
        match link.canonicalize() {
            Ok(target) if target.is_dir() && is_entered(named) => {
                if link.starts_with(&target) || self.entered.contains(&target) {
                    return self.refused.push(not_entered(link, "a link in it leads back to a folder above it"));
                }
                self.entered.push(target);
                self.below(link);
                self.entered.pop();
            }
            Ok(target) if target.is_file() && is_markdown(link) => self.add_file(&target),
            Ok(target) if !target.is_dir() && is_markdown(link) => self.refuse_special(link),
            _ => {}
        }
    }

    /// Names a pipe, a socket or a device that has the name of an article, and never opens it.
    fn refuse_special(&mut self, path: &Path) {
        let kind = std::fs::metadata(path).and_then(|metadata| file::must_be_regular(metadata.file_type()));
        if let Err(error) = kind {
            self.refused.push(unreadable(path, &error));
        }
    }

    fn add_file(&mut self, file: &Path) {
        self.add(file.parent().unwrap_or(file), file.file_name().unwrap_or_default());
    }

    /// Adds a file under the deepest root that holds it.
    fn add(&mut self, parent: &Path, name: &OsStr) {
        if self.folder.as_ref().is_none_or(|(folder, ..)| folder.as_os_str() != parent.as_os_str()) {
            self.folder = self.folder_of(parent);
        }
        match (&self.folder, name.to_str()) {
            (Some((_, root, below)), Some(name)) => {
                self.files.push(Found { root: root.clone(), path: format!("{below}{name}").into_boxed_str() });
            }
            _ => self.refused.push(Refusal {
                path: parent.join(name).display().to_string(),
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
fn not_entered(folder: &Path, why: &str) -> Refusal {
    Refusal {
        path: folder.display().to_string(),
        line: None,
        column: None,
        message: format!("The folder could not be read: {why}. The others were taken in."),
        hint: "Check that you may read it, and drop it again.".to_owned(),
    }
}

fn is_entered(name: &OsStr) -> bool {
    !NOT_ENTERED.iter().any(|not| name == *not)
}

/// Whether a file's name ends as those of articles do.
pub fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown"))
}

/// A path that could not be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    let hint = if file::is_not_regular(error) {
        "Put the article's own file in its place, or remove it."
    } else {
        "Check that it is still there and that you may read it, and drop it again."
    };
    let (path, message) = (path.display().to_string(), not_read(error));
    Refusal { path, line: None, column: None, message, hint: hint.to_owned() }
}
