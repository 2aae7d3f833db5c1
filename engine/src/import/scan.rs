//! Visits the article files in some files and folders. Import, check, watch and the drop counter all use this one scan.
//!
//! A folder is entered once, whatever leads to it. Links are followed after all real folders, in the order of their
//! paths, and what they lead to is visited under its real path. So the result depends neither on the order in which a
//! folder lists its entries nor on the path by which a file was reached.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs::DirEntry;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::identity::{self, FileId, FolderId};

/// Folders that hold no articles of the site, however many Markdown files lie in them.
const NOT_ENTERED: &[&str] = &[".git", "node_modules"];

/// What a scan finds.
#[derive(Debug)]
pub enum Item<'a> {
    /// A folder that was named, or one outside of all others that a link leads to. Its files follow.
    Top(&'a Path),
    /// An article file in a folder.
    Article(&'a Path, &'a OsStr),
    /// A file that was named, or one that a link leads to.
    Lone(&'a Path),
    /// A second name of an article file that was visited.
    HardLink {
        /// The second name.
        file: &'a Path,
        /// The name under which it was visited.
        first: &'a Path,
    },
    /// A path that was left out, and why.
    Skipped(&'a Path, Skipped),
    /// Something else: no article and no folder to enter.
    Other,
}

/// Why a path was left out.
#[derive(Debug)]
pub enum Skipped {
    /// A named path or a link's target could not be read.
    Unreadable(std::io::Error),
    /// A folder could not be read.
    UnreadableFolder(std::io::Error),
    /// The link leads to a folder that contains a folder of this scan.
    LeadsUp,
    /// It has the name of an article and is no regular file.
    NotAFile,
}

type Visit<'v> = &'v mut dyn FnMut(Item<'_>) -> ControlFlow<()>;

/// Visits what lies in these files and folders until `visit` breaks.
pub fn scan(paths: &[PathBuf], visit: Visit<'_>) -> ControlFlow<()> {
    let mut scan = Scan {
        visit,
        tops: Vec::new(),
        entered: HashSet::new(),
        lone: HashSet::new(),
        links: BTreeSet::new(),
        files: Files::default(),
    };
    for path in paths {
        scan.named(path)?;
    }
    while let Some(link) = scan.links.pop_first() {
        scan.follow(&link)?;
    }
    ControlFlow::Continue(())
}

struct Scan<'v> {
    visit: Visit<'v>,
    /// Folders from which a walk began.
    tops: Vec<PathBuf>,
    entered: HashSet<FolderId>,
    /// Files that were visited by themselves.
    lone: HashSet<PathBuf>,
    /// Links that are still to be followed.
    links: BTreeSet<PathBuf>,
    files: Files,
}

impl Scan<'_> {
    fn named(&mut self, path: &Path) -> ControlFlow<()> {
        match path.canonicalize() {
            Ok(real) if real.is_dir() => self.top(&real),
            Ok(real) if real.is_file() => self.lone(&real),
            Ok(_) => (self.visit)(Item::Skipped(path, Skipped::NotAFile)),
            Err(error) => (self.visit)(Item::Skipped(path, Skipped::Unreadable(error))),
        }
    }

    fn top(&mut self, folder: &Path) -> ControlFlow<()> {
        (self.visit)(Item::Top(folder))?;
        self.tops.push(folder.to_path_buf());
        self.below(folder)
    }

    /// Visits everything below a folder without recursion, because folders can be nested by the thousand.
    fn below(&mut self, folder: &Path) -> ControlFlow<()> {
        let mut waiting = vec![folder.to_path_buf()];
        while let Some(folder) = waiting.pop() {
            let entries = identity::folder(&folder).and_then(|id| Ok((std::fs::read_dir(&folder)?, id)));
            match entries {
                Ok((_, id)) if self.entered.contains(&id) => {}
                Ok((entries, id)) => {
                    let mut folders = Vec::new();
                    let folder: Arc<Path> = folder.into();
                    for entry in entries {
                        self.entry(&folder, &id, entry, &mut folders)?;
                    }
                    self.entered.insert(id);
                    folders.sort_unstable_by(|one, other| other.cmp(one));
                    waiting.append(&mut folders);
                }
                Err(error) => (self.visit)(Item::Skipped(&folder, Skipped::UnreadableFolder(error)))?,
            }
        }
        ControlFlow::Continue(())
    }

    /// Visits one entry of a folder. Its kind comes with the listing, so no file is asked for it.
    fn entry(
        &mut self,
        folder: &Arc<Path>,
        id: &FolderId,
        entry: std::io::Result<DirEntry>,
        folders: &mut Vec<PathBuf>,
    ) -> ControlFlow<()> {
        let (kind, entry) = match entry.and_then(|entry| Ok((entry.file_type()?, entry))) {
            Ok(entry) => entry,
            Err(error) => return (self.visit)(Item::Skipped(folder, Skipped::UnreadableFolder(error))),
        };
        let name = entry.file_name();
        if kind.is_symlink() && is_entered(&name) {
            self.links.insert(entry.path());
        } else if kind.is_dir() && is_entered(&name) {
            folders.push(entry.path());
        } else if kind.is_dir() || !is_markdown(Path::new(&name)) {
            // Not entered, or no article.
        } else if !self.lone.is_empty() && self.lone.contains(&entry.path()) {
            // Visited already.
        } else if kind.is_file() {
            return match self.files.add(identity::listed_file(id, &entry), folder, &name) {
                Some(first) => (self.visit)(Item::HardLink { file: &entry.path(), first: &first }),
                None => (self.visit)(Item::Article(folder, &name)),
            };
        } else {
            return (self.visit)(Item::Skipped(&entry.path(), Skipped::NotAFile));
        }
        (self.visit)(Item::Other)
    }

    /// Follows a link. One that leads to nothing is no article; editors keep their locks in such links.
    fn follow(&mut self, link: &Path) -> ControlFlow<()> {
        match link.canonicalize() {
            Ok(real) if real.is_dir() => self.linked_folder(link, &real),
            Ok(real) if is_markdown(link) && real.is_file() => self.lone(&real),
            Ok(_) if is_markdown(link) => (self.visit)(Item::Skipped(link, Skipped::NotAFile)),
            Err(error) if is_markdown(link) && error.kind() != std::io::ErrorKind::NotFound => {
                (self.visit)(Item::Skipped(link, Skipped::Unreadable(error)))
            }
            _ => (self.visit)(Item::Other),
        }
    }

    fn linked_folder(&mut self, link: &Path, real: &Path) -> ControlFlow<()> {
        let entered = identity::folder(real).is_ok_and(|id| self.entered.contains(&id));
        if entered || !real.file_name().is_none_or(is_entered) {
            return (self.visit)(Item::Other);
        }
        if self.tops.iter().any(|top| top.starts_with(real)) {
            return (self.visit)(Item::Skipped(link, Skipped::LeadsUp));
        }
        self.top(real)
    }

    fn lone(&mut self, file: &Path) -> ControlFlow<()> {
        let folder = file.parent().and_then(|folder| identity::folder(folder).ok());
        let visited = is_markdown(file) && folder.is_some_and(|folder| self.entered.contains(&folder));
        if visited || !self.lone.insert(file.to_path_buf()) {
            return (self.visit)(Item::Other);
        }
        match self.files.add_lone(file) {
            Some(first) => (self.visit)(Item::HardLink { file, first: &first }),
            None => (self.visit)(Item::Lone(file)),
        }
    }
}

/// The article files that were visited, by identity.
#[derive(Default)]
struct Files {
    names: Vec<(Arc<Path>, OsString)>,
    /// Positions in `names` by the identity that the folder listed.
    listed: HashMap<FileId, usize>,
    /// Positions in `names` of files that have several names.
    linked: HashMap<FileId, usize>,
}

impl Files {
    /// Adds a file; returns the path under which it was added before, if it was.
    ///
    /// Only files whose listed identity was seen already are asked for their real one.
    fn add(&mut self, listed: Option<FileId>, folder: &Arc<Path>, name: &OsStr) -> Option<PathBuf> {
        let listed = listed?;
        let place = self.names.len();
        self.names.push((folder.clone(), name.to_owned()));
        let earlier = *self.listed.entry(listed).or_insert(place);
        if earlier == place {
            return None;
        }
        if let Some(id) = identity::linked_file(&self.path(earlier)) {
            self.linked.entry(id).or_insert(earlier);
        }
        let first = *self.linked.entry(identity::linked_file(&folder.join(name))?).or_insert(place);
        (first != place).then(|| self.path(first))
    }

    fn add_lone(&mut self, file: &Path) -> Option<PathBuf> {
        let id = identity::linked_file(file)?;
        self.add(Some(id), &Arc::from(file.parent()?), file.file_name()?)
    }

    fn path(&self, place: usize) -> PathBuf {
        let (folder, name) = &self.names[place];
        folder.join(name)
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
