//! Compares what the program does with golden files, which record what it did before.
//!
//! A golden file that differs fails the test. When the difference is intended, run the tests with `UPDATE_GOLDENS=1`,
//! which rewrites the files, and review the change with `git diff`.

#![allow(dead_code, clippy::panic, clippy::unwrap_used, reason = "each test uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Differences that a failing test prints.
const MOST_PRINTED: usize = 10;

/// Texts to compare with the golden files of one folder.
pub struct Goldens {
    folder: PathBuf,
    texts: BTreeMap<String, String>,
}

impl Goldens {
    /// Compares with the files of `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), texts: BTreeMap::new() }
    }

    /// Adds a text under its path below the folder.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) {
        let name = name.into();
        let twice = self.texts.insert(name.clone(), text.into());
        assert!(twice.is_none(), "two texts for the golden file {name}");
    }

    /// Compares all texts; a golden file without a text differs, too. With `UPDATE_GOLDENS=1` it writes them instead.
    pub fn check(self) {
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            return self.update();
        }
        let mut wrong: Vec<String> = self.texts.iter().filter_map(|(name, text)| self.difference(name, text)).collect();
        wrong.extend(self.stale().iter().map(|path| format!("{}: no test makes it any more", path.display())));
        let count = wrong.len();
        wrong.truncate(MOST_PRINTED);
        assert!(count == 0, "{count} golden files differ; UPDATE_GOLDENS=1 rewrites them\n\n{}", wrong.join("\n\n"));
    }

    fn update(self) {
        for path in self.stale() {
            fs::remove_file(path).unwrap();
        }
        for (name, text) in &self.texts {
            let path = self.folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if fs::read_to_string(&path).is_ok_and(|before| before == *text) {
                continue;
            }
            fs::write(path, text).unwrap();
        }
    }

    fn difference(&self, name: &str, text: &str) -> Option<String> {
        let path = self.folder.join(name);
        let Ok(golden) = fs::read_to_string(&path) else { return Some(format!("{}: it is missing", path.display())) };
        if golden == text {
            return None;
        }
        let diff = similar::TextDiff::from_lines(golden.as_str(), text);
        let diff = diff.unified_diff().context_radius(2).header("golden", "now").to_string();
        Some(format!("{}:\n{diff}", path.display()))
    }

    /// Golden files that no text belongs to.
    fn stale(&self) -> Vec<PathBuf> {
        let mut stale = files_below(&self.folder);
        stale.retain(|path| !self.texts.contains_key(&name_below(&self.folder, path)));
        stale
    }
}

fn name_below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
