//! No temporary file stays beside articles: the real program is killed or interrupted at every moment of writing, or its
//! last rename fails, and nothing is left after the next start.

#![cfg(all(unix, debug_assertions))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod newsroom;

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;

use serde_json::json;

use newsroom::{Newsroom, document, former, handed, only_refusal, signal};

const NONE: [PathBuf; 0] = [];
const NAMES: &[&str] = &["a.md", "b.md"];
/// More steps than any command has.
const STEPS: u32 = 80;
const RENAME: &str = "before a file is renamed#2";

/// Kills the program at every step of a command; returns the number of kills.
fn killed_at_every_step(prepare: &[&str], arguments: &[&str]) -> u32 {
    let mut found = 0;
    for step in 1..STEPS {
        let room = Newsroom::decided(NAMES);
        if !prepare.is_empty() {
            room.json(prepare);
        }
        let killed = room.command(arguments).env("COPYTASTER_DIE_AT", step.to_string()).output().unwrap();
        if killed.status.signal() != Some(9) {
            assert!(found > 0, "no kill left a temporary file: this test proves nothing");
            return step - 1;
        }
        found += u32::from(!room.strays().is_empty());
        for name in NAMES {
            let text = room.text(name);
            assert!(text == former() || text == handed(), "{arguments:?}, step {step}: {name} is broken: {text}");
        }
        room.json(&["list"]);
        assert_eq!(room.strays(), NONE, "{arguments:?}, step {step}: a file stays after the next start");
    }
    panic!("{arguments:?} has more than {STEPS} moments");
}

#[test]
fn a_write_that_is_killed_anywhere_leaves_no_file_after_the_next_start() {
    assert!(killed_at_every_step(&[], &["hand-over"]) > 12);
}

#[test]
fn a_write_into_another_folder_that_is_killed_anywhere_leaves_no_file_after_the_next_start() {
    assert!(killed_at_every_step(&[], &["hand-over", "--to", "out"]) > 10);
}

#[test]
fn a_revert_that_is_killed_anywhere_leaves_no_file_after_the_next_start() {
    assert!(killed_at_every_step(&["hand-over"], &["hand-over", "--undo"]) > 12);
}

#[test]
fn a_signal_that_ends_the_program_leaves_no_file() {
    for name in ["-INT", "-TERM", "-HUP", "-QUIT"] {
        for (prepare, arguments) in [
            (None, &["hand-over"][..]),
            (None, &["hand-over", "--to", "out"]),
            (Some(&["hand-over"][..]), &["hand-over", "--undo"]),
        ] {
            let room = Newsroom::decided(&["a.md", "b.md", "c.md"]);
            prepare.map(|prepare| room.json(prepare));
            let child = room.held(arguments, RENAME);
            assert_eq!(room.strays().len(), 1, "{name}: it is held while a file is written");
            signal(&child, name);
            signal(&child, "-CONT");
            child.wait_with_output().unwrap();
            assert_eq!(room.strays(), NONE, "{name}, {arguments:?}");
            let texts = ["a.md", "b.md", "c.md"].map(|name| room.text(name));
            assert!(texts.iter().all(|text| *text == former() || *text == handed()), "{texts:?}");
        }
    }
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let room = Newsroom::decided(NAMES);
    let program = room.command(&[]);
    let shell = format!("trap '' HUP; exec \"$0\" --json --library '{}' hand-over", room.path("library").display());
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &shell]).arg(program.get_program()).env("COPYTASTER_PAUSE_AT", RENAME);
    let child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    while !std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default().contains(") T ") {
        std::thread::yield_now();
    }
    signal(&child, "-HUP");
    signal(&child, "-CONT");
    assert_eq!(document(&child.wait_with_output().unwrap())["written"], 2, "as nohup wants it");
}

#[test]
fn a_rename_that_fails_leaves_no_file_and_says_why() {
    let room = Newsroom::decided(NAMES);
    let child = room.held(&["hand-over"], RENAME);
    std::fs::remove_file(room.file("b.md")).unwrap();
    std::fs::create_dir_all(room.file("b.md/inside")).unwrap();
    signal(&child, "-CONT");
    let done = document(&child.wait_with_output().unwrap());
    assert_eq!(done["written"], 1, "{done}");
    assert!(only_refusal(&done).0.contains("it is a folder"), "{done}");
    assert_eq!(room.strays(), NONE);
    std::fs::remove_dir_all(room.file("b.md")).unwrap();
    std::fs::write(room.file("b.md"), former()).unwrap();
    assert_eq!(room.json(&["hand-over"])["written"], 1, "nothing decided is lost");
}

#[test]
fn a_file_that_appears_where_one_is_created_is_not_overwritten() {
    let room = Newsroom::decided(NAMES);
    let child = room.held(&["hand-over", "--to", "out"], RENAME);
    std::fs::write(room.path("out/b.md"), "somebody else's").unwrap();
    signal(&child, "-CONT");
    let done = document(&child.wait_with_output().unwrap());
    assert!(only_refusal(&done).0.contains("a file of this name"), "{done}");
    assert_eq!(std::fs::read_to_string(room.path("out/b.md")).unwrap(), "somebody else's");
    assert_eq!(room.strays(), NONE);
}

#[test]
fn a_start_removes_nothing_that_a_live_program_is_writing() {
    let room = Newsroom::decided(NAMES);
    let child = room.held(&["hand-over"], RENAME);
    let before = room.strays();
    room.json(&["list"]);
    for arguments in [&["hand-over"][..], &["hand-over", "--undo"]] {
        let busy = room.json(arguments);
        assert!(busy["error"]["message"]["text"].as_str().unwrap().contains("just now"), "{busy}");
    }
    assert_eq!((room.strays(), before.len()), (before, 1), "other programs leave it alone");
    signal(&child, "-CONT");
    assert_eq!(document(&child.wait_with_output().unwrap())["written"], 2);
    assert_eq!(room.strays(), NONE);
}

#[test]
fn files_that_look_like_temporary_ones_but_are_not_recorded_stay() {
    let room = Newsroom::decided(NAMES);
    let foreign = room.file(".copytaster-0123456789abcdef-AAAAAA");
    std::fs::write(&foreign, "another library's").unwrap();
    std::fs::write(room.path("library/temporary-files"), format!("{}/\0garbage\0/\0", room.path("site").display()))
        .unwrap();
    assert_eq!(room.json(&["hand-over"])["written"], 2, "a damaged record stops nothing");
    assert_eq!(room.strays(), [foreign]);
}

#[test]
fn an_article_with_the_longest_name_is_written() {
    let name = format!("{}.md", "a".repeat(252));
    let room = Newsroom::decided(&[&name]);
    assert_eq!(room.json(&["hand-over", "--to", "out"])["written"], 1);
    assert_eq!(room.json(&["hand-over"])["written"], 1);
    assert_eq!(room.text(&name), handed());
    assert_eq!(room.json(&["hand-over", "--undo"])["refused"], json!([]));
    assert_eq!(room.strays(), NONE);
}

#[test]
fn a_file_is_flushed_before_it_is_renamed_and_its_folder_afterwards() {
    let room = Newsroom::decided(&["a.md"]);
    let trace = room.path("trace");
    let output = room.command(&["hand-over"]).env("COPYTASTER_TRACE_STEPS", &trace).output().unwrap();
    assert_eq!(document(&output)["written"], 1);
    let steps = std::fs::read_to_string(trace).unwrap();
    let order = [
        "a temporary file is recorded",
        "the record is flushed",
        "a temporary file is created",
        "the temporary file is written",
        "the temporary file is flushed",
        "the original is unchanged",
        "the file is renamed",
        "the folder is flushed",
    ];
    let seen: Vec<&str> = steps.lines().filter(|step| order.contains(step)).collect();
    assert_eq!(seen, order);
}
