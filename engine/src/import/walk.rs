//! Which article files a drop holds, and to which root each belongs.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::slice::ParallelSliceMut;

use super::identity;
use super::scan::{Item, Skipped, scan};
use crate::error::{Problem, Reason};
use crate::import::message::{NotImported, Remedy};
use crate::message::Message;
use crate::refusal::Refusal;

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

/// Returns all article files in these files and folders, each once and in order, and what was left out.
///
/// `articles` returns the files of the library's articles. It is called only where a file has several names (hard
/// links): the name that the library knows is the article.
pub fn walk(
    paths: &[PathBuf],
    known_roots: &[PathBuf],
    articles: &dyn Fn() -> Vec<PathBuf>,
) -> (Vec<Found>, Vec<Refusal>) {
    let mut walk =
        Walk { roots: known_roots.iter().map(|root| Arc::from(root.as_path())).collect(), ..Walk::default() };
    let _ = scan(paths, &mut |item| {
        walk.take(item);
        ControlFlow::Continue(())
    });
    walk.choose_names(articles);
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
    /// Names of one file that has several: each with the first that was visited.
    hard_links: Vec<(PathBuf, PathBuf)>,
    /// Files that were visited by themselves and have further names.
    lone: Vec<PathBuf>,
    /// The folder of the file before, its root, and its path below that with `/` at the end.
    folder: Option<(PathBuf, Arc<Path>, String)>,
}

impl Walk {
    fn take(&mut self, item: Item<'_>) {
        match item {
            Item::Top(folder) => self.remember(folder),
            Item::Article(folder, name) => self.add(folder, name),
            Item::Lone(file) => {
                if identity::linked_file(file).is_some() {
                    self.lone.push(file.to_path_buf());
                }
                self.add_lone(file);
            }
            Item::HardLink { file, first } => self.hard_links.push((first.to_path_buf(), file.to_path_buf())),
            Item::Skipped(path, why) => self.refused.push(refusal(path, &why)),
            Item::Other => {}
        }
    }

    /// A folder inside a known root belongs to that root; any other is a root itself.
    fn remember(&mut self, folder: &Path) {
        if !self.roots.iter().any(|root| folder.starts_with(root)) {
            self.roots.push(Arc::from(folder));
            // The folder of the file before may belong to it.
            self.folder = None;
        }
    }

    fn add_lone(&mut self, file: &Path) {
        let folder = file.parent().unwrap_or(file);
        let root = root_of_lone_file(folder);
        self.remember(&root);
        self.add(folder, file.file_name().unwrap_or_default());
    }

    /// Keeps one name of each file that has several: the one that the library knows, else the first in order.
    /// The others are left out and reported.
    fn choose_names(&mut self, articles: &dyn Fn() -> Vec<PathBuf>) {
        if self.hard_links.is_empty() && self.lone.is_empty() {
            return;
        }
        let articles: HashSet<PathBuf> = articles().into_iter().collect();
        let mut left_out = HashSet::new();
        self.hard_links.sort_unstable();
        for names in std::mem::take(&mut self.hard_links).chunk_by(|one, other| one.0 == other.0) {
            self.choose_name(names, &articles, &mut left_out);
        }
        for file in std::mem::take(&mut self.lone) {
            if let Some(other) = known_name(&file, &articles).filter(|_| !left_out.contains(&file)) {
                self.refused.push(second_name(&file, other));
                left_out.insert(file);
            }
        }
        self.files.retain(|found| !left_out.contains(&found.file()));
    }

    fn choose_name(
        &mut self,
        names: &[(PathBuf, PathBuf)],
        articles: &HashSet<PathBuf>,
        left_out: &mut HashSet<PathBuf>,
    ) {
        let mut all: Vec<&PathBuf> = names.iter().map(|(_, name)| name).collect();
        all.extend(names.first().map(|(first, _)| first));
        all.sort_unstable();
        let Some(chosen) = all.iter().find(|name| articles.contains(**name)).or(all.first()).copied() else { return };
        for name in all.iter().filter(|name| **name != chosen) {
            self.refused.push(second_name(name, chosen));
            left_out.insert((*name).clone());
        }
        self.add_lone(chosen);
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
            _ => self.refused.push(left_out(&parent.join(name), NotImported::NameNotUtf8, Remedy::RenameFile)),
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

/// Returns the name of an article that is the same file as this one, which the library does not know by this name.
fn known_name<'a>(file: &Path, articles: &'a HashSet<PathBuf>) -> Option<&'a Path> {
    if articles.contains(file) {
        return None;
    }
    let id = identity::linked_file(file)?;
    articles.iter().find(|article| identity::linked_file(article) == Some(id)).map(PathBuf::as_path)
}

fn refusal(path: &Path, why: &Skipped) -> Refusal {
    match why {
        Skipped::Unreadable(error) => unreadable(path, error),
        Skipped::UnreadableFolder(error) => not_entered(path, error.into()),
        Skipped::LeadsUp => not_entered(path, Reason::LeadsUp),
        Skipped::NotAFile => {
            let kind =
                std::fs::metadata(path).and_then(|metadata| crate::file_kind::must_be_regular(metadata.file_type()));
            unreadable(path, &kind.err().unwrap_or_else(|| std::io::ErrorKind::NotFound.into()))
        }
    }
}

/// A folder below the dropped one that could not be read.
fn not_entered(folder: &Path, detail: Reason) -> Refusal {
    left_out(folder, NotImported::FolderNotRead { detail }, Remedy::CheckFolder)
}

fn second_name(file: &Path, first: &Path) -> Refusal {
    left_out(file, NotImported::SecondName { path: first.display().to_string() }, Remedy::CopySecondName)
}

fn left_out(path: &Path, message: impl Into<Message>, hint: impl Into<Message>) -> Refusal {
    Refusal::of_file(path.display().to_string(), message, hint)
}

/// A path that could not be read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Refusal {
    let hint = if crate::file_kind::is_not_regular(error) { Remedy::ReplaceSpecial } else { Remedy::CheckFile };
    left_out(path, Problem::not_read(error), hint)
}
