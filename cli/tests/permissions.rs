//! What may not be read or written is named, and nothing is lost. Root may do everything, so that the real
//! program runs under another uid where the tests run as root.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

const NOBODY: u32 = 65_534;
const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nquality: 39\nheat: 39\npublished: false\n---\n\n";

/// A folder of somebody who is not root, with a site of two articles and the program.
struct Account {
    folder: TempDir,
}

impl Account {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let account = Self { folder };
        std::fs::create_dir(account.path("site")).unwrap();
        for name in ["site/a.md", "site/b.md"] {
            std::fs::write(account.path(name), ARTICLE).unwrap();
        }
        // The build's own folder may be closed to others. Copied by another process: a program that this one wrote could
        // still be open for writing in the child that another test starts just then, and could not be run.
        let program = assert_cmd::cargo::cargo_bin("copytaster");
        let copied = Command::new("cp").arg(program).arg(account.path("copytaster")).status().unwrap();
        assert!(copied.success(), "the program was not copied");
        for name in ["", "site", "site/a.md", "site/b.md", "copytaster"] {
            account.give(name);
        }
        account
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn give(&self, name: &str) {
        if is_root() {
            chown(self.path(name), Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }

    fn mode(&self, name: &str, mode: u32) {
        std::fs::set_permissions(self.path(name), PermissionsExt::from_mode(mode)).unwrap();
    }

    fn json(&self, arguments: &[&str]) -> (Value, i32) {
        let mut command = Command::new(self.path("copytaster"));
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.env("HOME", self.folder.path()).current_dir(self.folder.path());
        let output = command.args(["--library", "library", "--json"]).args(arguments).output().unwrap();
        let document = serde_json::from_slice(&output.stdout);
        (document.unwrap_or_else(|error| panic!("{error}: {output:?}")), output.status.code().unwrap())
    }

    fn import(&self) -> Value {
        self.json(&["import", "site"]).0
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// The sentence and the hint of the only refusal.
fn only_refusal(document: &Value) -> (String, String) {
    let refused = document["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 1, "{document}");
    let word = |name: &str| refused[0][name]["text"].as_str().unwrap().to_owned();
    (word("message"), word("hint"))
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn a_read_only_file_is_refused_at_hand_over_and_its_decision_waits() {
    let account = Account::new();
    account.import();
    account.json(&["decide", "1", "2", "--publish"]);
    account.mode("site/a.md", 0o444);
    let (done, code) = account.json(&["hand-over"]);
    assert_eq!((done["written"].clone(), code), (json!(1), 1), "the other file is written all the same");
    let (message, hint) = only_refusal(&done);
    assert!(message.contains("may not be written") && hint.contains("permission"), "{message} {hint}");
    assert_eq!(text(&account.path("site/a.md")), ARTICLE, "although a rename would have succeeded");
    account.mode("site/a.md", 0o644);
    assert_eq!(account.json(&["hand-over"]).0["written"], 1, "nothing decided was lost");
    assert_eq!(std::fs::metadata(account.path("site/a.md")).unwrap().mode() & 0o777, 0o644, "the mode is kept");
}

#[test]
fn a_folder_that_may_not_be_written_is_refused_at_hand_over() {
    let account = Account::new();
    account.import();
    account.json(&["decide", "1", "--publish"]);
    account.mode("site", 0o555);
    let (done, code) = account.json(&["hand-over"]);
    account.mode("site", 0o755);
    assert_eq!((done["written"].clone(), code), (json!(0), 1));
    assert!(only_refusal(&done).0.contains("folder may not be written"), "{done}");
    assert_eq!(text(&account.path("site/a.md")), ARTICLE);
}

#[test]
fn what_may_not_be_read_is_in_the_receipt_and_stops_nothing() {
    let account = Account::new();
    std::fs::create_dir(account.path("site/closed")).unwrap();
    account.give("site/closed");
    account.mode("site/closed", 0o000);
    account.mode("site/b.md", 0o000);
    let receipt = account.import();
    account.mode("site/closed", 0o755);
    assert_eq!(receipt["new"], 1);
    let refused: Vec<&str> =
        receipt["refused"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert!(refused.iter().any(|path| path.ends_with("site/closed")), "the folder is named: {receipt}");
    assert!(refused.iter().any(|path| path.ends_with("site/b.md")), "the file is named: {receipt}");
    assert_eq!(refused.len(), 2);
}

#[test]
fn a_library_that_may_not_be_written_is_said_in_a_sentence() {
    let account = Account::new();
    account.mode("", 0o555);
    let (failure, code) = account.json(&["list"]);
    account.mode("", 0o755);
    assert_eq!((failure["error"]["code"].clone(), code), (json!("storage"), 1));
    assert!(failure["error"]["message"]["text"].as_str().unwrap().contains("no permission"), "{failure}");
}
