//! What the library costs, as JSON lines: `bench_library [--sizes 1000,10000,100000] [--folder DIR] [--real DIR] [--again]`;
//! the size 1000000 is made of small files; `--again` asks the libraries of an earlier run without any intake. At the end stands how each cost grew from one size to the next: a query never
//! faster than the number of articles, a decision, its undo and the rows of a page not at all.
//! Each line: name, value, unit, bar (null where there is none) and whether the bar holds.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a tool of the workshop")]
#![allow(
    clippy::cast_possible_wrap,
    clippy::type_complexity,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures"
)]

#[path = "support/generator.rs"]
mod generator;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use engine::article::ArticleId;
use engine::decide::Decision;
use engine::desk::Desk;
use rayon::prelude::*;
use serde_json::json;

const SEED: u64 = 1;
/// Most articles that are laid out as files.
const FILES: usize = 100_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| arguments.iter().position(|known| known == name).and_then(|at| arguments.get(at + 1));
    if let (Some(files), Some(library)) = (value("--import"), value("--library")) {
        return import_alone(Path::new(files), Path::new(library));
    }
    if let Some(files) = value("--decode") {
        return decode_alone(Path::new(files));
    }
    let folder = value("--folder").map_or_else(|| std::env::temp_dir().join("copytaster-bench"), PathBuf::from);
    let sizes = value("--sizes").map_or("1000,10000,100000", String::as_str);
    if let Some(real) = value("--real") {
        let library = folder.join("library-real");
        import("real", Path::new(real), &library, true);
    }
    for size in sizes.split(',').map(|size| size.parse::<usize>().unwrap()) {
        let library = folder.join(format!("library-{size}"));
        if arguments.iter().any(|argument| argument == "--again") {
            // As they are.
        } else if size > FILES {
            fill(size, &folder.join("site"), &library);
        } else {
            let files = corpus(size, &folder);
            import(&size.to_string(), &files, &library, size == 100_000);
        }
        questions(size, &library);
        decisions(size, &library);
        bulk(size, &library);
    }
    growth();
    watched();
}

/// What was measured of libraries of several sizes, in milliseconds.
static MEASURED: Mutex<Vec<(usize, String, f64)>> = Mutex::new(Vec::new());

/// A figure of a library of this size.
fn of_size(size: usize, name: &str, value: f64, bar: Option<f64>) {
    line(&format!("{size}: {name}"), value, "ms", bar);
    MEASURED.lock().unwrap().push((size, name.to_owned(), value));
}

/// How each cost grew from a size to the next one: in parts of how the number of articles grew, and for what must not
/// grow with it in times. What takes less than a moment is taken as a moment: it is noise.
fn growth() {
    const MOMENT: f64 = 1.0;
    let measured = MEASURED.lock().unwrap();
    for (size, name, value) in measured.iter() {
        let before = measured.iter().rev().find(|(smaller, other, _)| smaller < size && other == name);
        let Some((smaller, _, cost)) = before else { continue };
        let times = value.max(MOMENT) / cost.max(MOMENT);
        let more = *size as f64 / *smaller as f64;
        if STEADY.iter().any(|steady| name.starts_with(steady)) {
            line(&format!("growth {smaller} to {size}: {name}, must not"), times, "x", Some(2.0));
        } else {
            // A fifth for the noise.
            line(&format!("growth {smaller} to {size}: {name}, of linear"), times / more, "x", Some(1.2));
        }
    }
}

/// What does not grow with the library, by how its name begins.
const STEADY: &[&str] = &["decision (publish), median", "decision (quality), median", "undo", "50 rows of a page"];

/// The bars of 100,000 articles; those of a million are ten times as high.
fn barred(size: usize, bar: f64) -> Option<f64> {
    match size {
        100_000 => Some(bar),
        1_000_000 => Some(bar * 10.0),
        _ => None,
    }
}

/// The files of a size, made where they are not there yet.
fn corpus(size: usize, folder: &Path) -> PathBuf {
    let files = folder.join(format!("corpus-{size}"));
    if !files.join("whole").exists() {
        let _ = std::fs::remove_dir_all(&files);
        generator::write(&files, size, SEED);
        std::fs::write(files.join("whole"), "").unwrap();
    }
    files
}

/// A library of more articles than there is room for as files: small ones, taken in part by part and then deleted.
fn fill(size: usize, room: &Path, library: &Path) {
    let _ = std::fs::remove_dir_all(library);
    let (mut took_each, mut memory) = (Vec::new(), 0.0_f64);
    for first in (0..size).step_by(FILES) {
        let _ = std::fs::remove_dir_all(room);
        generator::write_small(room, (first, FILES.min(size - first)), SEED + first as u64);
        let (took, peak) = import_apart(room, library);
        took_each.push(took);
        memory = memory.max(peak);
    }
    let _ = std::fs::remove_dir_all(room);
    line(&format!("import {size}, small files, part by part"), took_each.iter().sum(), "s", None);
    line(
        &format!("import {size}: last part against the first"),
        took_each[took_each.len() - 1] / took_each[0],
        "x",
        None,
    );
    line(&format!("import {size}: memory"), memory, "MB", Some(300.0));
}

/// Many at once: spiked in one batch, and taken back in one step.
fn bulk(size: usize, library: &Path) {
    let desk = Desk::open(library).unwrap();
    let ids = desk.query().view("").unwrap().ids;
    let many = &ids[..ids.len().min(5_000)];
    let (mut spiked, mut undone) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        spiked.push(seconds(|| drop(desk.decide().decide(many, &[Decision::Spike]).unwrap())) * 1000.0);
        undone.push(seconds(|| drop(desk.decide().undo().unwrap())) * 1000.0);
    }
    spiked.sort_by(f64::total_cmp);
    undone.sort_by(f64::total_cmp);
    let bar = (many.len() == 5_000).then_some(2_000.0);
    line(&format!("{size}: {} spiked in one batch", many.len()), median(&spiked), "ms", bar);
    line(&format!("{size}: {} taken back in one step", many.len()), median(&undone), "ms", bar);
}

/// From the moment a robot has written a file of a watched folder to its receipt.
fn watched() {
    let folder = tempfile::tempdir().unwrap();
    let (site, library) = (folder.path().join("site"), folder.path().join("library"));
    generator::write(&site, 100, SEED);
    let desk = Arc::new(Desk::open(&library).unwrap());
    let (sender, receipts) = std::sync::mpsc::channel();
    let watching = desk.watch_in_background(std::slice::from_ref(&site), move |heard| sender.send(heard).unwrap());
    receipts.recv().unwrap().unwrap();
    let took = runs(10, |run| {
        generator::write_small(&site.join(run.to_string()), (1_000 + run, 1), SEED + run as u64);
        receipts.recv().unwrap().unwrap();
    });
    line("watch settle to taken in, p95", p95(&took), "ms", Some(2_000.0));
    watching.end();
}

/// Reading and decoding alone, in a program of its own, so that its processor time can be told.
fn decode_alone(files: &Path) {
    let paths = walk(files);
    println!("{}", seconds(|| paths.par_iter().for_each(|path| decode(path))));
}

/// One line.
fn line(name: &str, value: f64, unit: &str, bar: Option<f64>) {
    let value = (value * 1000.0).round() / 1000.0;
    println!(
        "{}",
        json!({ "name": name, "value": value, "unit": unit, "bar": bar, "ok": bar.is_none_or(|bar| value <= bar) })
    );
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// Milliseconds of many runs, sorted.
fn runs(count: usize, mut work: impl FnMut(usize)) -> Vec<f64> {
    let mut runs: Vec<f64> = (0..count).map(|run| seconds(|| work(run)) * 1000.0).collect();
    runs.sort_by(f64::total_cmp);
    runs
}

fn p95(sorted: &[f64]) -> f64 {
    sorted[(sorted.len() * 95).div_ceil(100).saturating_sub(1)]
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

fn take_in(desk: &Desk, files: &Path) {
    desk.import().take_in(&[files.to_path_buf()], &|_| ControlFlow::Continue(())).unwrap();
}

/// In a program of its own, so that its memory is its own.
fn import_alone(files: &Path, library: &Path) {
    let desk = Desk::open(library).unwrap();
    let took = seconds(|| take_in(&desk, files));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse().unwrap_or(0.0);
    println!("{took} {}", kilobytes / 1024.0);
}

fn import_apart(files: &Path, library: &Path) -> (f64, f64) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.arg("--import").arg(files).arg("--library").arg(library).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut figures = text.split_whitespace().map(|figure| figure.parse::<f64>().unwrap());
    (figures.next().unwrap(), figures.next().unwrap())
}

fn import(name: &str, files: &Path, library: &Path, barred: bool) {
    let paths = walk(files);
    let decode = || paths.par_iter().for_each(|path| decode(path));
    decode();
    let mut bare = (0..3).map(|_| seconds(decode)).collect::<Vec<_>>();
    bare.sort_by(f64::total_cmp);
    let mut first: Vec<(f64, f64)> = (0..if name.len() > 6 { 1 } else { 3 })
        .map(|_| {
            let _ = std::fs::remove_dir_all(library);
            import_apart(files, library)
        })
        .collect();
    first.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (took, memory) = first[first.len() / 2];
    let bar = |bar: f64| barred.then_some(bar);
    line(&format!("import {name}: read and serde_yaml alone"), bare[1], "s", None);
    line(&format!("import {name}"), took, "s", None);
    line(&format!("import {name}: ratio"), took / bare[1], "x", bar(1.7));
    line(&format!("import {name}: memory"), memory, "MB", Some(300.0));
    // Files younger than a moment are read again once: the times are trusted after that.
    import_apart(files, library);
    let mut again: Vec<f64> = (0..5).map(|_| import_apart(files, library).0).collect();
    again.sort_by(f64::total_cmp);
    let walked = runs(5, |_| drop(walk_with_stat(files)));
    line(&format!("second import {name}: bare walk with stat"), median(&walked), "ms", None);
    line(&format!("second import {name}"), again[2] * 1000.0, "ms", None);
    line(&format!("second import {name}: ratio"), again[2] * 1000.0 / median(&walked), "x", bar(2.0));
}

fn decode(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let front = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map_or("", |(front, _)| front);
    std::hint::black_box(serde_yaml::from_str::<serde_yaml::Value>(front).ok());
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    walk_with_stat(folder).into_iter().map(|(path, _)| path).collect()
}

fn walk_with_stat(folder: &Path) -> Vec<(PathBuf, std::fs::Metadata)> {
    let (mut folders, mut files) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = std::fs::metadata(&path).unwrap();
            if metadata.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                files.push((path, metadata));
            }
        }
    }
    files
}

const QUERIES: &[(&str, &str)] = &[
    ("empty", ""),
    ("rare word", "zosystion"),
    ("common word", "microsoft "),
    ("prefix of two", "mi"),
    ("prefix of four", "plat"),
    ("two letters", "\"AI\""),
    ("inbox", "is:inbox"),
    ("published", "is:published"),
    ("spiked", "is:spiked"),
    ("later", "is:later"),
    ("topic", "topic:\"Computer Vision\""),
    ("provider", "provider:\"provider 12\""),
    ("quality range", "quality:40-60"),
    ("date range", "after:2021-03 before:2021-09"),
    ("phrase", "\"of the\""),
    ("negation", "-microsoft -topic:databases"),
    ("by quality", "sort:quality"),
    (
        "all combined",
        "is:inbox quality:>40 topic:security -provider:\"provider 1\" has:image no:body before:2023-07 sort:quality (ai or microsoft )",
    ),
];

fn questions(size: usize, library: &Path) {
    let bar = |bar: f64| barred(size, bar);
    in_memory(library);
    let opening = runs(7, |_| {
        let desk = Desk::open(library).unwrap();
        desk.query().open_view("is:inbox", None).unwrap();
    });
    of_size(size, "open to the first page", p95(&opening), bar(200.0));
    let desk = Desk::open(library).unwrap();
    for (name, query) in QUERIES {
        let first = |_| drop(std::hint::black_box(desk.query().open_view(query, None).unwrap()));
        of_size(size, &format!("first page, {name}"), p95(&runs(40, first)), bar(20.0));
    }
    for word in ["microsoft", "azure"] {
        for end in 1..=word.len() {
            let typed = &word[..end];
            let took = runs(20, |_| drop(desk.query().open_view(typed, None).unwrap()));
            of_size(size, &format!("typing {typed}"), p95(&took), bar(30.0));
        }
    }
    for (name, query) in [("everything", ""), ("inbox", "is:inbox"), ("a common word", "microsoft ")] {
        let took = runs(20, |_| drop(desk.query().facets(query).unwrap()));
        of_size(size, &format!("facets of {name}"), p95(&took), bar(50.0));
    }
    let ids = desk.query().view("").unwrap().ids;
    let rows = runs(100, |run| drop(desk.query().rows(&page(&ids, run)).unwrap()));
    of_size(size, "50 rows of a page", p95(&rows), None);
}

/// Has the file in the disk's memory: what the library costs is asked, not what the disk does.
fn in_memory(library: &Path) {
    let mut file = std::fs::File::open(library.join("library.sqlite")).unwrap();
    std::io::copy(&mut file, &mut std::io::sink()).unwrap();
}

fn page(ids: &[ArticleId], run: usize) -> Vec<ArticleId> {
    let start = run * 7919 % ids.len();
    ids[start..].iter().take(50).copied().collect()
}

fn decisions(size: usize, library: &Path) {
    let desk = Desk::open(library).unwrap();
    let ids = desk.query().view("").unwrap().ids;
    let probe = library.join("probe");
    let mut file = std::fs::File::create(&probe).unwrap();
    let bare = runs(200, |_| {
        file.write_all(&[1; 4096]).unwrap();
        file.sync_all().unwrap();
    });
    std::fs::remove_file(&probe).unwrap();
    of_size(size, "bare fsync, median", median(&bare), None);
    of_size(size, "bare fsync, p95", p95(&bare), None);
    let bar = |bar: f64| barred(size, bar);
    let verbs: [(&str, fn(usize) -> Decision); 3] = [
        ("publish", |_| Decision::Publish),
        ("quality", |run| Decision::Quality { value: (run % 100) as i64 }),
        ("title", |run| Decision::Set { path: "title".into(), value: format!("Title {run}") }),
    ];
    for (name, decision) in verbs {
        let took =
            runs(200, |run| drop(desk.decide().decide(&[ids[run * 7919 % ids.len()]], &[decision(run)]).unwrap()));
        of_size(size, &format!("decision ({name}), median over fsync"), median(&took) - median(&bare), bar(3.0));
        of_size(size, &format!("decision ({name}), p95 over fsync p95"), p95(&took) - p95(&bare), None);
    }
    let shown = runs(100, |run| {
        desk.decide().decide(&[ids[run * 31 % ids.len()]], &[Decision::Quality { value: (run % 90) as i64 }]).unwrap();
        std::hint::black_box(desk.query().counts().unwrap());
    });
    of_size(size, "decision with the counts after it, p95", p95(&shown), Some(if size > FILES { 500.0 } else { 50.0 }));
    let undone = runs(200, |_| drop(desk.decide().undo().unwrap()));
    of_size(size, "undo, median over fsync", median(&undone) - median(&bare), bar(3.0));
    while desk.decide().undo().unwrap().is_some() {}
}
