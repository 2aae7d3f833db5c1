//! The queue of writers across programs: a decision goes before an import, and a stopped program blocks others only for
//! a limited time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

const ARTICLES: usize = 40;

struct Terminal {
    folder: TempDir,
}

impl Terminal {
    /// With a library of one article, and more to import.
    fn new() -> Self {
        let terminal = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(terminal.site()).unwrap();
        terminal.write(0);
        terminal.done(&["import", terminal.site().to_str().unwrap()]);
        (1..ARTICLES).for_each(|number| terminal.write(number));
        terminal
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn write(&self, number: usize) {
        let text = format!("---\ntitle: \"Report {number}\"\ntype: article\n---\n");
        std::fs::write(self.site().join(format!("{number}.md")), text).unwrap();
    }

    fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--json").arg("--library").arg(self.folder.path().join("library")).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn done(&self, arguments: &[&str]) -> Value {
        ended(self.begin(arguments))
    }

    /// Locks a file of the queue, like a program that was stopped while it held the lock.
    fn lock(&self, name: &str) -> File {
        let file = File::options().write(true).open(self.folder.path().join("library").join(name)).unwrap();
        file.lock().unwrap();
        file
    }
}

fn ended(program: Child) -> Value {
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error} in {output:?}"))
}

#[test]
fn a_program_that_was_stopped_with_the_turn_to_write_stops_no_decision() {
    let terminal = Terminal::new();
    let _stopped = terminal.lock("write.lock");
    assert_eq!(terminal.done(&["decide", "1", "--quality", "7"])["changed"][0], 1);
}

#[test]
fn an_import_ends_although_decisions_wait_all_the_time() {
    let terminal = Terminal::new();
    let _waiting = terminal.lock("write-next.lock");
    let import = terminal.done(&["import", terminal.site().to_str().unwrap()]);
    assert_eq!(import["new"], ARTICLES - 1);
}

#[test]
fn a_program_that_waits_for_its_turn_goes_on_when_it_comes() {
    let terminal = Terminal::new();
    let turn = terminal.lock("write.lock");
    let programs: Vec<Child> =
        (0..4).map(|number| terminal.begin(&["decide", "1", "--quality", &number.to_string()])).collect();
    drop(turn);
    for program in programs {
        assert_eq!(ended(program)["ok"], true);
    }
}
