//! `cargo xtask bench`: measures, and prints one JSON line a figure; ends with 1 where a figure misses its bar.

use std::process::{Command, ExitCode, Stdio};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::command::{command, done, heard};
use crate::corpus::example;
use crate::{folders, system, ui, window};

/// The benches that there are.
const NAMES: &[&str] = &["main", "desk", "documents", "library", "pictures", "pictures-fetch", "contention"];
/// Articles in the library of the desk's bench, and the pictures that they share.
const ARTICLES: &str = "100000";
const PICTURES: &str = "2000";

/// Runs one bench, or all of them.
pub fn bench(name: Option<&str>) -> Result<ExitCode> {
    if let Some(name) = name.filter(|name| !NAMES.contains(name)) {
        bail!("There is no bench “{name}”: {}.", NAMES.join(", "));
    }
    let mut ok = true;
    for known in NAMES.iter().filter(|known| name.is_none_or(|name| name == **known)) {
        ok &= run(known)?;
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run(name: &str) -> Result<bool> {
    match name {
        "main" => main(),
        "desk" => desk(),
        "documents" => documents(),
        "library" => library(),
        "pictures" => figures(&mut example("bench_pictures")),
        "pictures-fetch" => figures(&mut example("bench_pictures_fetch")),
        "contention" => contention(),
        _ => Ok(true),
    }
}

/// Intake without a window, and a decision in it.
fn main() -> Result<bool> {
    system::install(true)?;
    ui::install()?;
    ui::build()?;
    window::build(true)?;
    let mut intake = example("bench_main");
    intake.args(folders::real_articles().map(|articles| articles.join("everyday-azure/_news")));
    let intake = figures(&mut intake)?;
    Ok(intake & figures(window::driver(&["bench"]).env("COPYTASTER_RELEASE", "1"))?)
}

/// What a person feels in the window with a large library; the library is made once and kept.
fn desk() -> Result<bool> {
    system::install(true)?;
    ui::install()?;
    ui::build()?;
    window::build(true)?;
    let folder = folders::target().join("bench-desk");
    let (whole, site, library) = (folder.join("whole"), folder.join("site"), folder.join("library"));
    if !whole.exists() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let mut corpus = example("corpus");
        corpus.args(["--articles", ARTICLES, "--seed", "1", "--pictures", PICTURES, "--out"]).arg(&site);
        done(&mut corpus)?;
        for words in [["import"].as_slice(), &["images", "fetch"]] {
            let mut program = window::program("copytaster", true);
            program.arg("--library").arg(&library).args(words).stdout(Stdio::null());
            if words == ["import"] {
                program.arg(&site);
            }
            done(&mut program)?;
        }
        std::fs::write(&whole, "")?;
    }
    figures(window::driver(&["bench", "desk"]).arg(&library).env("COPYTASTER_RELEASE", "1"))
}

/// Reading and changing documents, beside plain YAML decoding of the same files.
fn documents() -> Result<bool> {
    figures(example("bench_documents").args(folders::real_articles()))
}

/// Intake, queries and decisions in libraries that grow.
fn library() -> Result<bool> {
    let mut bench = example("bench_library");
    if let Some(articles) = folders::real_articles() {
        bench.arg("--real").arg(articles.join("everyday-azure/_news"));
    }
    figures(&mut bench)
}

/// Decisions while six other programs work on the same library.
fn contention() -> Result<bool> {
    let mut build = command(&folders::project(), "cargo", ["build", "--locked", "--release"]);
    done(build.args(["--package", "copytaster-cli"]))?;
    figures(example("bench_contention").arg(window::program("copytaster", true).get_program()))
}

/// Prints what a bench prints; whether every figure keeps its bar.
fn figures(command: &mut Command) -> Result<bool> {
    let (mut kept, mut seen) = (true, 0);
    let ended = heard(command, |line| {
        if let Ok(figure) = serde_json::from_str::<Value>(line) {
            seen += 1;
            kept &= figure.get("ok").and_then(Value::as_bool).unwrap_or(false);
        }
    })?;
    Ok(ended && kept && seen > 0)
}
