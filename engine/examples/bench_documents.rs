//! Measures reading and splicing of documents: one JSON line for each figure, with its bar where it has one.
//! Files are made here; a folder named on the command line adds its largest Markdown file.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement stops where it fails, and prints")]

#[path = "../tests/support/hostile.rs"]
mod hostile;
#[path = "../tests/support/made.rs"]
mod made;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use engine::document::{Change, Document, NewValue, Path as FieldPath, Profile};
use serde_json::json;

const ROUNDS: usize = 15;
/// Reading may take this many times what the decoder alone takes.
const READ_BAR: f64 = 1.3;
/// A splice of `published` on the largest file, in microseconds.
const SPLICE_BAR: f64 = 1000.0;
/// Reading or editing any file, however hostile, in milliseconds.
const HOSTILE_BAR: f64 = 1000.0;

fn main() {
    let sizes = [("1.5 KB", 1_500), ("5 KB", 5_000), ("25 KB", 25_000), ("140 KB", 140_000)];
    for (name, bytes) in sizes {
        let text = made::news(bytes);
        measure(name, &text, bytes == 140_000);
    }
    hostile_files();
    let largest = std::env::args_os().nth(1).and_then(|folder| largest_below(Path::new(&folder)));
    if let Some(file) = largest {
        measure("largest real file", &std::fs::read_to_string(file).unwrap(), true);
    }
}

fn measure(name: &str, text: &str, barred: bool) {
    let calls = (2_000_000 / text.len()).max(3);
    let front = text.split("---\n").nth(1).unwrap();
    let (mut read, mut decode, mut splice) = (Vec::new(), Vec::new(), Vec::new());
    let document = Document::read(text.as_bytes()).unwrap();
    // What stands there already would be no splice.
    let published = FieldPath::top("published");
    let live = document.get(&published) == Some(NewValue::Bool(true));
    let change = Change::Set(published, NewValue::Bool(!live));
    // One after the other in each round, so that what else runs on the machine weighs on all alike.
    for _ in 0..ROUNDS {
        read.push(microseconds(calls, || {
            let document = Document::read(black_box(text.as_bytes())).unwrap();
            black_box(document.article(Profile::ClusterNews, "name").unwrap());
        }));
        decode.push(microseconds(calls, || {
            black_box(serde_yaml::from_str::<serde_yaml::Value>(black_box(front)).unwrap());
        }));
        splice.push(microseconds(calls, || {
            black_box(document.with(black_box(&change)).unwrap());
        }));
    }
    let (read, decode, splice) = (median(read), median(decode), median(splice));
    #[allow(clippy::cast_precision_loss, reason = "a length in bytes is small")]
    let size = text.len() as f64;
    figure(&format!("read, {name}"), size / read, "MB/s", None);
    figure(&format!("read, {name}"), 1e6 / read, "files/s", None);
    figure(&format!("read against serde_yaml, {name}"), read / decode, "times", Some(READ_BAR));
    figure(&format!("splice of published, {name}"), splice, "us", barred.then_some(SPLICE_BAR));
}

/// The slowest of the files that were made to hurt a reader, read, compared and edited.
fn hostile_files() {
    let mut slowest = ("", 0.0);
    for (name, text) in hostile::files() {
        let once = microseconds(1, || hurt(&text)) / 1000.0;
        if once > slowest.1 {
            slowest = (name, once);
        }
    }
    figure(&format!("slowest hostile file ({})", slowest.0), slowest.1, "ms", Some(HOSTILE_BAR));
}

fn hurt(text: &str) {
    let Ok(document) = Document::read(text.as_bytes()) else { return };
    let _ = black_box(document.article(Profile::ClusterNews, "name"));
    let _ = black_box(document.compare(&document));
    let topics = (0..1000).map(|topic| format!("topic {topic}")).collect();
    let _ = black_box(document.edit(&Change::Set(FieldPath::top("topics"), NewValue::List(topics))));
    let _ = black_box(document.edit(&Change::Set(FieldPath::top("title"), NewValue::Text("new".to_owned()))));
}

fn microseconds(calls: usize, mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    #[allow(clippy::cast_precision_loss, reason = "a number of calls is small")]
    let calls = calls as f64;
    start.elapsed().as_secs_f64() * 1e6 / calls
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn figure(name: &str, value: f64, unit: &str, bar: Option<f64>) {
    let value = (value * 1000.0).round() / 1000.0;
    let ok = bar.is_none_or(|bar| value <= bar);
    println!("{}", json!({ "name": name, "value": value, "unit": unit, "bar": bar, "ok": ok }));
}

fn largest_below(folder: &Path) -> Option<PathBuf> {
    let mut largest: Option<(u64, PathBuf)> = None;
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).ok()?.flatten() {
            let (path, Ok(metadata)) = (entry.path(), entry.metadata()) else { continue };
            if metadata.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let size = metadata.len();
                if largest.as_ref().is_none_or(|(most, _)| size > *most) {
                    largest = Some((size, path));
                }
            }
        }
    }
    largest.map(|(_, path)| path)
}
