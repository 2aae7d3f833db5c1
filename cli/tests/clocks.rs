//! A clock that is wrong for a while affects neither backups nor snoozed articles, and hides no decision that a robot
//! lost.

#![cfg(debug_assertions)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

const RIGHT: &str = "2026-12-01T08:00:00Z";
const NEXT_DAY: &str = "2026-12-02T09:00:00Z";
const AHEAD: &str = "2031-01-01T08:00:00Z";
const BEHIND: &str = "2001-01-01T08:00:00Z";

const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\ntype: article\nquality: 10\nheat: 10\n\
                       published: false\n---\n\nA body.\n";

struct Terminal {
    folder: TempDir,
}

impl Terminal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("site/a.md"), ARTICLE).unwrap();
        Self { folder }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn at(&self, now: &str, arguments: &[&str]) -> Value {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--library").arg(self.folder.path().join("library")).arg("--json").args(arguments);
        let output = command.env("COPYTASTER_NOW", now).env("TZ", "UTC").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error} in {output:?}"))
    }

    fn import(&self, now: &str) -> Value {
        self.at(now, &["import", self.site().to_str().unwrap()])
    }

    /// Paths of the backups, newest first.
    fn backups(&self) -> Vec<String> {
        let list = self.at(RIGHT, &["backup", "--list"]);
        let all = list["backups"].as_array().unwrap();
        all.iter().map(|backup| backup["path"].as_str().unwrap().to_owned()).collect()
    }

    fn place(&self, now: &str) -> Value {
        self.at(now, &["list"])["articles"][0]["place"].clone()
    }
}

#[test]
fn after_a_backup_of_the_future_backups_are_made_kept_and_restored_as_always() {
    let terminal = Terminal::new();
    terminal.import(AHEAD);
    assert_eq!(terminal.backups().len(), 1, "the daily one, dated years ahead");
    std::fs::write(terminal.site().join("b.md"), ARTICLE).unwrap();
    terminal.import(RIGHT);
    assert_eq!(terminal.backups().len(), 2, "one of the future does not put the next one off");
    terminal.import(RIGHT);
    assert_eq!(terminal.backups().len(), 2, "one a day");
    terminal.import(NEXT_DAY);
    assert_eq!(terminal.backups().len(), 3);
    terminal.at(NEXT_DAY, &["decide", "1", "--quality", "72"]);
    let made = terminal.at(NEXT_DAY, &["backup"])["path"].as_str().unwrap().to_owned();
    assert_eq!(terminal.backups()[0], made, "the one made last is the newest");
    terminal.at(NEXT_DAY, &["decide", "1", "--quality", "5"]);
    assert_eq!(terminal.at(NEXT_DAY, &["restore"])["ok"], true);
    assert_eq!(terminal.at(NEXT_DAY, &["show", "1"])["quality"], 72, "without a name the newest is restored");
}

#[test]
fn pruning_deletes_the_oldest_backups_and_never_the_newest_or_a_stranger() {
    let terminal = Terminal::new();
    terminal.import(AHEAD);
    let ahead = terminal.backups()[0].clone();
    let stranger = Path::new(&ahead).with_file_name("copy of mine.sqlite");
    std::fs::copy(&ahead, &stranger).unwrap();
    for _ in 0..12 {
        let made = terminal.at(BEHIND, &["backup"])["path"].as_str().unwrap().to_owned();
        assert!(Path::new(&made).exists(), "a new backup is kept");
    }
    assert_eq!(terminal.backups().len(), 11, "ten of ours, and the stranger");
    assert!(!Path::new(&ahead).exists(), "the oldest goes, whatever its date");
    assert!(stranger.exists());
}

#[test]
fn the_check_names_a_backup_of_the_future_and_finds_no_fault() {
    let terminal = Terminal::new();
    terminal.import(AHEAD);
    let doctor = terminal.at(RIGHT, &["doctor"]);
    let messages: Vec<&str> = doctor["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["message"]["text"].as_str().unwrap())
        .collect();
    assert!(messages.iter().any(|message| message.contains("2031-01-01") && message.contains("clock")), "{messages:?}");
    assert_eq!(doctor["healthy"], true);
    let doctor = terminal.at("2031-01-02T08:00:00Z", &["doctor"]);
    assert!(!doctor.to_string().contains("still to come"), "{doctor}");
}

#[test]
fn files_of_others_among_the_backups_do_no_harm() {
    let terminal = Terminal::new();
    terminal.import(RIGHT);
    let folder = Path::new(&terminal.backups()[0]).parent().unwrap().to_path_buf();
    for name in
        ["18446744073709551615-x.sqlite", "999999999999-2026-12-01T080000.000-asked.sqlite", "-.sqlite", "é.sqlite"]
    {
        std::fs::write(folder.join(name), "no library").unwrap();
    }
    std::fs::create_dir(folder.join("000009-2026-12-01T080000.000-asked.sqlite")).unwrap();
    let made = terminal.at(RIGHT, &["backup"])["path"].as_str().unwrap().to_owned();
    assert_eq!(terminal.backups()[0], made);
    assert!(Path::new(&made).exists());
}

#[test]
fn what_came_back_while_the_clock_was_ahead_is_put_aside_again() {
    let terminal = Terminal::new();
    terminal.import(RIGHT);
    terminal.at(RIGHT, &["decide", "1", "--later", "2026-12-24T08:00"]);
    assert_eq!(terminal.place(RIGHT), "later");
    assert_eq!(terminal.place(AHEAD), "inbox");
    assert_eq!(terminal.place(RIGHT), "later", "once the clock is right it waits for its moment");
    assert_eq!(terminal.place("2026-12-24T08:00:01Z"), "inbox");
    assert_eq!(terminal.place(BEHIND), "later");
    terminal.at(AHEAD, &["decide", "1", "--publish"]);
    assert_eq!((terminal.place(AHEAD), terminal.place(RIGHT)), ("published".into(), "published".into()));
    terminal.at(RIGHT, &["undo"]);
    terminal.at(AHEAD, &["list"]);
    terminal.at(AHEAD, &["rebuild"]);
    assert_eq!((terminal.place(AHEAD), terminal.place(RIGHT)), ("inbox".into(), "later".into()));
}

#[test]
fn what_a_robot_lost_is_named_although_the_clock_was_set_back_before_it_was_written() {
    let terminal = Terminal::new();
    terminal.import(AHEAD);
    terminal.at(AHEAD, &["decide", "1", "--publish"]);
    assert_eq!(terminal.at(RIGHT, &["hand-over"])["written"], 1);
    let file = terminal.site().join("a.md");
    let written = std::fs::read_to_string(&file).unwrap();
    let lost = written.replace("published: true", "published: false").replace("heat: 10", "heat: 90");
    assert_ne!(written, lost, "{written}");
    std::fs::write(&file, lost).unwrap();
    let receipt = terminal.import(RIGHT);
    assert_eq!((receipt["updated"].clone(), receipt["lost"].clone()), (1.into(), 1.into()), "{receipt}");
}

#[test]
fn what_was_never_written_is_not_lost_by_a_robot_although_the_clock_was_set_back() {
    let terminal = Terminal::new();
    terminal.import(RIGHT);
    terminal.at(AHEAD, &["decide", "1", "--quality", "72"]);
    terminal.at(AHEAD, &["hand-over"]);
    terminal.at(BEHIND, &["decide", "1", "--publish"]);
    let file = terminal.site().join("a.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("heat: 10", "heat: 90")).unwrap();
    let receipt = terminal.import(RIGHT);
    assert_eq!((receipt["updated"].clone(), receipt["lost"].clone()), (1.into(), 0.into()), "{receipt}");
}

#[test]
fn an_import_is_taken_back_whole_although_the_clock_was_set_back_after_it() {
    let terminal = Terminal::new();
    terminal.import(AHEAD);
    let file = terminal.site().join("a.md");
    std::fs::write(&file, ARTICLE.replace("heat: 10", "heat: 90")).unwrap();
    terminal.import(AHEAD);
    terminal.at(RIGHT, &["decide", "1", "--quality", "72"]);
    terminal.at(RIGHT, &["hand-over"]);
    let written = std::fs::read(&file).unwrap();
    assert_eq!(terminal.at(RIGHT, &["receipts", "2", "--take-back"])["ok"], true);
    // The revert removed the bytes that the file was written from, so the file counts as a new arrival.
    assert_eq!(std::fs::read(&file).unwrap(), written);
    assert_eq!(terminal.import(RIGHT)["updated"], 1);
    assert_eq!(terminal.at(RIGHT, &["doctor"])["healthy"], true);
}
