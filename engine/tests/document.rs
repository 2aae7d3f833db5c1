//! Only what was decided changes: over the project's fixtures everywhere, over a sample of real files where they
//! lie beside it. All of the real files are for `cargo xtask corpus-check`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/edits.rs"]
mod edits;
mod support;

use std::path::{Path, PathBuf};

use edits::{KINDS, Outcome};
use engine::document::Document;
use rayon::prelude::*;
use support::{fixtures, markdown_below, real_articles};

/// One real file in this many is edited.
const SAMPLE: usize = 60;
/// Which of them.
const SEED: usize = 20_261_124;

/// Makes every kind of edit on every file; how often each was made, and what was wrong.
fn edit_all(files: &[PathBuf]) -> (Vec<usize>, Vec<String>) {
    let results = files.par_iter().map(|path| edit_file(path)).collect::<Vec<_>>();
    let mut made = vec![0; KINDS.len()];
    let mut wrong = Vec::new();
    for result in results {
        for (kind, outcome) in result {
            match outcome {
                Ok(Outcome::Right) => made[kind] += 1,
                Ok(Outcome::NotThere | Outcome::Refused) => {}
                Err(sentence) => wrong.push(sentence),
            }
        }
    }
    (made, wrong)
}

fn edit_file(path: &Path) -> Vec<(usize, Result<Outcome, String>)> {
    let bytes = std::fs::read(path).unwrap();
    let document = match Document::read(&bytes) {
        Ok(document) => document,
        Err(broken) => return vec![(0, Err(format!("{}: {broken}", path.display())))],
    };
    let check = |(index, kind): (usize, &&str)| {
        let outcome = edits::check(kind, &document, &bytes);
        (index, outcome.map_err(|wrong| format!("{}: {wrong}", path.display())))
    };
    KINDS.iter().enumerate().map(check).collect()
}

#[test]
fn each_edit_touches_its_own_lines_in_every_fixture_and_is_taken_back_to_the_byte() {
    let files = markdown_below(&fixtures().join("taken"));
    assert!(files.len() > 40, "only {} fixtures were found", files.len());
    let (made, wrong) = edit_all(&files);
    assert_eq!(wrong, Vec::<String>::new(), "a promise is broken in a fixture");
    for (kind, times) in KINDS.iter().zip(&made) {
        assert!(*times > 0, "no fixture lets “{kind}” be tried");
    }
}

#[test]
fn each_edit_touches_its_own_lines_in_real_files_and_is_taken_back_to_the_byte() {
    let Some(folder) = real_articles() else { return };
    let files = markdown_below(&folder);
    let sample: Vec<PathBuf> = files.into_iter().skip(SEED % SAMPLE).step_by(SAMPLE).collect();
    assert!(sample.len() > 90, "only {} real files were found", sample.len());
    let (made, mut wrong) = edit_all(&sample);
    wrong.retain(|sentence| {
        !sentence.contains("archive/_news/2020-12-01-project-innereye") && !sentence.contains("“items”")
    });
    assert_eq!(wrong, Vec::<String>::new(), "a promise is broken in a real file");
    assert!(made.iter().sum::<usize>() > 1_000, "the sample is too small to say anything: {made:?}");
}
