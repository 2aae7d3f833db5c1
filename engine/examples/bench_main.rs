//! Measures the intake of a folder: against reading the same files and decoding them with plain `serde_yaml`.
//! Prints one JSON line a figure.

#![allow(clippy::unwrap_used, reason = "a measurement stops where it fails")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use engine::desk::Desk;
use rayon::prelude::*;
use serde_json::json;

/// Runs of each, taken in turn; the medians are compared.
const RUNS: usize = 5;
/// Files that are made where no folder is named.
const MADE: usize = 3_000;

fn main() {
    let made = tempfile::tempdir().unwrap();
    let folder = std::env::args().nth(1).map_or_else(|| make(made.path()), PathBuf::from);
    let files = files_of(&folder);
    let (mut intakes, mut seconds, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        bare.push(timed(|| read_and_decode(&files)));
        let library = tempfile::tempdir().unwrap();
        let desk = Desk::open(library.path()).unwrap();
        let take_in = || desk.import().take_in(std::slice::from_ref(&folder), &|_| ControlFlow::Continue(())).unwrap();
        intakes.push(timed(|| assert_eq!(take_in().new as usize, files.len())));
        seconds.push(timed(|| assert_eq!(take_in().new, 0)));
    }
    let (intake, second, bare) = (median(intakes), median(seconds), median(bare));
    figure("files taken in", whole(files.len()), "files", None);
    figure("intake", intake, "s", None);
    figure("intake, files a second", whole(files.len()) / intake, "files/s", None);
    figure("intake against read and decode", intake / bare, "times", Some(1.7));
    figure("second intake of the same files", second, "s", None);
}

fn figure(name: &str, value: f64, unit: &str, bar: Option<f64>) {
    let ok = bar.is_none_or(|bar| value <= bar);
    println!("{}", json!({ "name": name, "value": value, "unit": unit, "bar": bar, "ok": ok }));
}

fn whole(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn timed(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

fn median(mut runs: Vec<f64>) -> f64 {
    runs.sort_by(f64::total_cmp);
    runs[runs.len() / 2]
}

/// What any program must do at least, on the same cores.
fn read_and_decode(files: &[PathBuf]) {
    let decoded = files.par_iter().filter(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        let front = text.split_once("---\n").and_then(|(_, rest)| rest.split_once("\n---")).map_or("", |parts| parts.0);
        serde_yaml::from_str::<serde_yaml::Value>(front).is_ok()
    });
    assert!(decoded.count() > 0, "no file could be decoded");
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}

fn make(folder: &Path) -> PathBuf {
    for number in 0..MADE {
        let (day, quality) = (1 + number % 28, number % 100);
        let text = format!(
            "---\ncategory: news\ntitle: \"Measured report {number}\"\nexcerpt: \"One of many, as long as a teaser is.\"\n\
             publishedDateTime: 2026-10-{day:02}T08:00:00Z\ntype: article\nquality: {quality}\nheat: {quality}\n\
             published: false\n\nprovider:\n  name: The Yardstick\n  domain: yardstick.example\n\ntopics:\n  - AI\n---\n\n"
        );
        std::fs::write(folder.join(format!("{number:05}.md")), text).unwrap();
    }
    folder.to_path_buf()
}
