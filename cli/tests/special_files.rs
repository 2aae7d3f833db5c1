//! A pipe, a socket, a device or a link to one in an article's place is named at once and never opened. A program that
//! waited for one would never end, and so would these tests.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod newsroom;

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use serde_json::{Value, json};

use newsroom::{Newsroom, as_text, handed, only_refusal, run};

type Put = fn(&Path);

/// Each way to put something into an article's place that is not a regular file.
const KINDS: &[(&str, Put)] = &[
    ("a named pipe", |path| run("mkfifo", &[as_text(path)])),
    ("a socket", |path| drop(UnixListener::bind(path).unwrap())),
    ("a device", |path| symlink("/dev/zero", path).unwrap()),
    ("a device", |path| symlink("/dev/tty", path).unwrap()),
    ("a named pipe", |path| {
        let pipe = path.with_extension("pipe");
        run("mkfifo", &[as_text(&pipe)]);
        symlink(pipe, path).unwrap();
    }),
];

fn is_named(document: &Value, kind: &str) {
    let message = only_refusal(document).0;
    assert!(message.starts_with("Not a regular file") && message.contains(kind), "{document}");
}

fn with_special(put: Put) -> Newsroom {
    let room = Newsroom::decided(&["a.md", "b.md"]);
    std::fs::remove_file(room.file("a.md")).unwrap();
    put(&room.file("a.md"));
    room
}

#[test]
fn import_and_check_name_it_and_go_on() {
    for (kind, put) in KINDS {
        let room = with_special(*put);
        let receipt = room.import();
        is_named(&receipt, kind);
        assert_eq!(receipt["unchanged"], 1, "the other file is imported: {receipt}");
        is_named(&room.json(&["import", "site/a.md"]), kind);
        let checked = room.json(&["check", "site"]);
        is_named(&checked, kind);
        assert_eq!(checked["articles"], 1, "{checked}");
        is_named(&room.json(&["check", "site/a.md"]), kind);
    }
}

#[test]
fn a_write_names_it_and_writes_the_others() {
    for (kind, put) in KINDS {
        let room = with_special(*put);
        let plan = room.json(&["hand-over", "--dry-run"]);
        is_named(&plan, kind);
        assert_eq!(plan["would_write"], 1, "{plan}");
        let done = room.json(&["hand-over"]);
        is_named(&done, kind);
        assert_eq!((done["written"].clone(), room.text("b.md")), (json!(1), handed()), "{done}");
        assert!(!room.file("a.md").metadata().unwrap().is_file(), "it was left as it is");
    }
}

#[test]
fn a_revert_and_a_write_into_another_folder_name_it() {
    for (kind, put) in KINDS {
        let room = Newsroom::decided(&["a.md", "b.md"]);
        assert_eq!(room.json(&["hand-over"])["written"], 2);
        std::fs::remove_file(room.file("a.md")).unwrap();
        put(&room.file("a.md"));
        is_named(&room.json(&["hand-over", "--undo"]), kind);
        std::fs::create_dir(room.path("out")).unwrap();
        put(&room.path("out/a.md"));
        is_named(&room.json(&["hand-over", "--to", "out", "1"]), kind);
    }
}

#[test]
fn the_library_check_ends_and_counts_it_as_missing() {
    for (_, put) in KINDS {
        let room = with_special(*put);
        let findings = room.json(&["doctor"]).to_string();
        assert!(findings.contains("1 of 2 article files"), "{findings}");
    }
}

#[test]
fn diff_and_restore_name_it() {
    for (kind, put) in KINDS {
        let room = with_special(*put);
        for arguments in [&["diff", "site/a.md", "site/b.md"][..], &["diff", "site/b.md", "site/a.md"]] {
            let failure = room.json(arguments);
            assert!(failure["error"]["message"]["text"].as_str().unwrap().contains(kind), "{failure}");
        }
        assert_eq!(room.json(&["restore", "site/a.md"])["ok"], false);
        assert_eq!(room.json(&["list"])["total"], 2, "the library is as it was");
    }
}

#[test]
fn a_folder_of_them_alone_makes_no_article() {
    let room = Newsroom::decided(&["b.md"]);
    std::fs::create_dir(room.path("other")).unwrap();
    for (number, (_, put)) in KINDS.iter().enumerate() {
        put(&room.path(&format!("other/{number}.md")));
    }
    let receipt = room.json(&["import", "other"]);
    assert_eq!(receipt["refused"].as_array().unwrap().len(), KINDS.len(), "{receipt}");
    assert_eq!((receipt["new"].clone(), room.json(&["list"])["total"].clone()), (json!(0), json!(1)));
}

#[test]
fn an_image_that_is_none_is_not_read() {
    let room = Newsroom::decided(&["b.md"]);
    run("mkfifo", &[as_text(&room.file("pipe.png"))]);
    symlink("/dev/zero", room.file("zero.png")).unwrap();
    let text = "---\ntitle: \"Images\"\nquality: 10\nimages:\n  - url: pipe.png\n  - url: zero.png\n---\n";
    std::fs::write(room.file("c.md"), text).unwrap();
    assert_eq!(room.import()["new"], 1);
    let fetched = room.json(&["images", "fetch"]);
    assert_eq!((fetched["cached"].clone(), fetched["waiting"].clone()), (json!(0), json!(0)), "{fetched}");
}
