//! What the tests share: where the article files stand, and what a diff shows.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test file uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

/// The project's own fixtures, one per oddity.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Real article files, where they lie beside the project. Where they do not, the calling test is reported as skipped;
/// it must prove nothing without them.
pub fn real_articles() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/articles");
    if folder.is_dir() {
        return Some(folder.canonicalize().unwrap());
    }
    skip("../shared/articles is not there");
    None
}

/// Reports the running test as skipped, on a line that `cargo xtask test` counts.
fn skip(reason: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    // The test harness captures what `println!` prints in a passing test, but not what is written directly.
    let _ = std::io::stdout().write_all(format!("\nskipped: {test}: {reason}\n").as_bytes());
}

/// All Markdown files below a folder, in order.
pub fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md" || ending == "markdown") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Lines taken out and put in between two texts, line ends included.
pub fn changed_lines(old: &[u8], new: &[u8]) -> (Vec<String>, Vec<String>) {
    let lines = |bytes| -> Vec<&str> { std::str::from_utf8(bytes).unwrap().split_inclusive('\n').collect() };
    let (old, new) = (lines(old), lines(new));
    // What both begin and end with cannot differ; only the middle is compared.
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let (mut out, mut put_in) = (Vec::new(), Vec::new());
    for change in TextDiff::from_slices(old, new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => out.push((*change.value()).to_owned()),
            ChangeTag::Insert => put_in.push((*change.value()).to_owned()),
            ChangeTag::Equal => {}
        }
    }
    (out, put_in)
}
