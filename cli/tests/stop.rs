//! An import that is stopped or loses its files underway, with the real program held at a numbered moment.

#![cfg(all(unix, debug_assertions))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

/// More than are looked at before the program is held.
const FILES: usize = 1200;

struct Import {
    folder: TempDir,
}

impl Import {
    fn new() -> Self {
        let import = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(import.site()).unwrap();
        for number in 0..FILES {
            std::fs::write(import.file(number), format!("---\ntitle: \"Report {number}\"\nquality: 10\n---\n"))
                .unwrap();
        }
        import
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn file(&self, number: usize) -> PathBuf {
        self.site().join(format!("{number:04}.md"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--library").arg(self.folder.path().join("library")).arg("--json").args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn json(&self, arguments: &[&str]) -> Value {
        document(&self.command(arguments).output().unwrap())
    }

    /// An import that stands still before it looks at its third batch of files.
    fn held(&self, arguments: &[&str]) -> Child {
        let site = self.site();
        let arguments = [&["import", site.to_str().unwrap()], arguments].concat();
        let moment = "before a batch is looked at#3";
        let child = self.command(&arguments).env("COPYTASTER_PAUSE_AT", moment).spawn().unwrap();
        wait_until_held(&child);
        child
    }
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error} in {output:?}"))
}

fn wait_until_held(child: &Child) {
    let state = || std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    while !state().contains(") T ") {
        assert!(!state().contains(") Z "), "the program ended before it was held");
        std::thread::yield_now();
    }
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").arg(name).arg(child.id().to_string()).status().unwrap();
    assert!(sent.success(), "{name} was not sent");
}

/// Ctrl C while the program is held; it goes on with that.
fn interrupted(child: Child) -> (Value, i32) {
    signal(&child, "-INT");
    signal(&child, "-CONT");
    let output = child.wait_with_output().unwrap();
    (document(&output), output.status.code().unwrap())
}

#[test]
fn ctrl_c_stops_an_import_and_keeps_what_was_taken_in() {
    let import = Import::new();
    let (receipt, code) = interrupted(import.held(&["--on-stop", "keep"]));
    let new = receipt["new"].as_u64().unwrap();
    assert!(new > 0 && new < FILES as u64, "stopped in the middle: {receipt}");
    assert_eq!((receipt["stopped"].as_bool(), receipt["taken_back"].as_bool(), code), (Some(true), Some(false), 1));
    assert_eq!(import.json(&["list"])["total"].as_u64(), Some(new), "what was taken in stays");
}

#[test]
fn ctrl_c_rolls_an_import_back_where_that_was_chosen_and_undo_brings_it() {
    let import = Import::new();
    let (receipt, code) = interrupted(import.held(&["--on-stop", "roll-back"]));
    assert_eq!((receipt["stopped"].as_bool(), receipt["taken_back"].as_bool(), code), (Some(true), Some(true), 1));
    assert_eq!(import.json(&["list"])["total"].as_u64(), Some(0), "the library is as it was before");
    import.json(&["undo"]);
    assert_eq!(import.json(&["list"])["total"], receipt["new"], "undo brings back what had been taken in");
    assert_eq!(import.json(&["doctor"])["healthy"].as_bool(), Some(true));
}

#[test]
fn files_that_vanish_while_they_are_taken_in_are_named_and_the_rest_is_there() {
    let import = Import::new();
    let child = import.held(&[]);
    let gone = FILES / 2..FILES;
    for number in gone.clone() {
        std::fs::remove_file(import.file(number)).unwrap();
    }
    signal(&child, "-CONT");
    let output = child.wait_with_output().unwrap();
    let receipt = document(&output);
    let refused = receipt["refused"].as_array().unwrap();
    assert_eq!(
        usize::try_from(receipt["new"].as_u64().unwrap()).unwrap() + refused.len(),
        FILES,
        "every file is accounted for"
    );
    assert_eq!(refused.len(), gone.len(), "none of them had been looked at yet");
    assert!(refused[0]["message"]["text"].as_str().unwrap().contains("it is not there"), "{}", refused[0]);
    assert_eq!(import.json(&["doctor"])["healthy"].as_bool(), Some(true), "nothing half done is left");
}
