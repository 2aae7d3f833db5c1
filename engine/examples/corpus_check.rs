//! Makes every kind of edit on every article file below a folder, and holds each against the promises:
//! own lines only, the same bytes when taken back, all else reads as before. Writes nothing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a check prints what it found")]

#[path = "../tests/support/edits.rs"]
mod edits;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use edits::{KINDS, Outcome};
use engine::document::Document;
use rayon::prelude::*;
use serde_json::json;

/// The whole check may take this long, in seconds.
const BAR_SECONDS: f64 = 300.0;

/// Characters of one sentence that are printed.
const MOST_WORDS: usize = 600;

/// What was found in some files.
#[derive(Default)]
struct Found {
    articles: usize,
    unreadable: usize,
    /// One for each kind of edit.
    tallies: Vec<Tally>,
}

/// What became of one kind of edit.
#[derive(Default)]
struct Tally {
    right: usize,
    refused: usize,
    wrong: Vec<String>,
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("Name the folder whose article files are to be checked.");
        return ExitCode::from(2);
    };
    let start = Instant::now();
    let files = markdown_below(Path::new(&folder));
    let all = files.par_iter().map(|path| file(path)).reduce(Found::default, both);
    for (kind, tally) in KINDS.iter().zip(&all.tallies) {
        println!("{kind:<24} {:>6} right  {:>4} refused  {:>4} wrong", tally.right, tally.refused, tally.wrong.len());
        tally.wrong.iter().take(5).for_each(|sentence| println!("  {sentence}"));
    }
    let edits: usize = all.tallies.iter().map(|tally| tally.right + tally.refused + tally.wrong.len()).sum();
    let wrong: usize = all.tallies.iter().map(|tally| tally.wrong.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    let ok = wrong == 0 && seconds <= BAR_SECONDS && all.articles > 0;
    println!(
        "{}",
        json!({
            "name": "corpus check", "value": seconds, "unit": "s", "bar": BAR_SECONDS, "ok": ok, "files": all.articles,
            "unreadable": all.unreadable, "edits": edits, "wrong": wrong,
        })
    );
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn file(path: &Path) -> Found {
    let unreadable = || Found { unreadable: 1, ..Found::default() };
    let Ok(bytes) = std::fs::read(path) else { return unreadable() };
    let Ok(document) = Document::read(&bytes) else { return unreadable() };
    let tallies = KINDS.iter().map(|kind| match edits::check(kind, &document, &bytes) {
        Ok(Outcome::Right) => Tally { right: 1, ..Tally::default() },
        Ok(Outcome::Refused) => Tally { refused: 1, ..Tally::default() },
        Ok(Outcome::NotThere) => Tally::default(),
        Err(wrong) => {
            let wrong: String = format!("{}: {wrong}", path.display()).chars().take(MOST_WORDS).collect();
            Tally { wrong: vec![wrong], ..Tally::default() }
        }
    });
    Found { articles: 1, unreadable: 0, tallies: tallies.collect() }
}

fn both(mut a: Found, b: Found) -> Found {
    a.articles += b.articles;
    a.unreadable += b.unreadable;
    if a.tallies.is_empty() {
        a.tallies = b.tallies;
        return a;
    }
    for (a, b) in a.tallies.iter_mut().zip(b.tallies) {
        a.right += b.right;
        a.refused += b.refused;
        a.wrong.extend(b.wrong);
    }
    a
}

fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
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
