//! The real program is killed at every numbered moment of a hand-over and of taking it back: each file holds its former
//! bytes or those that were written, whole; what is decided is there; and taking back once more ends it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

const FILES: usize = 3;
/// More than either has.
const STEPS: u32 = 80;

struct Newsroom(TempDir);

impl Newsroom {
    /// Files taken in, and something decided about each.
    fn decided() -> Self {
        let room = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(room.0.path().join("site")).unwrap();
        for number in 0..FILES {
            std::fs::write(room.file(number), former(number)).unwrap();
        }
        assert_eq!(room.import()["new"], FILES);
        assert_eq!(room.json(&["decide", "1", "2", "3", "--publish", "--quality", "72"])["ok"], true);
        room
    }

    fn file(&self, number: usize) -> PathBuf {
        self.0.path().join(format!("site/{number}.md"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--json").arg("--library").arg(self.0.path().join("library")).args(arguments);
        command
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error} in {output:?}"))
    }

    fn import(&self) -> Value {
        self.json(&["import", self.0.path().join("site").to_str().unwrap()])
    }

    /// Whether the program died at that moment.
    fn killed(&self, arguments: &[&str], step: u32) -> bool {
        let output = self.command(arguments).env("COPYTASTER_DIE_AT", step.to_string()).output().unwrap();
        output.status.signal() == Some(9)
    }

    /// Files that hold what was decided; each of the others must hold its former bytes.
    fn written(&self, told: &str) -> usize {
        let count = (0..FILES).filter(|number| {
            let text = std::fs::read_to_string(self.file(*number)).unwrap();
            let handed =
                former(*number).replace("quality: 10", "quality: 72").replace("published: false", "published: true");
            assert!(
                text == handed || text == former(*number),
                "{told}: file {number} is neither one nor the other: {text}"
            );
            text == handed
        });
        count.count()
    }

    fn is_whole(&self, told: &str) {
        assert_eq!(self.json(&["doctor"])["healthy"], true, "{told}");
        assert_eq!(self.json(&["list", "quality:72"])["total"], FILES, "{told}: what was decided is there");
    }
}

fn former(number: usize) -> String {
    format!(
        "---\ntitle: \"Article {number}\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\ntype: article\n\
         quality: 10\nheat: 10\npublished: false\n\ntopics:\n  - AI\n\nsecured: \"AAAA;BBBB\"\n---\n\n"
    )
}

#[test]
fn a_hand_over_that_was_cut_off_anywhere_is_taken_back_as_far_as_it_came() {
    let mut died = 0;
    for step in 1..STEPS {
        let room = Newsroom::decided();
        if !room.killed(&["hand-over"], step) {
            break;
        }
        died += 1;
        let told = format!("killed at step {step} of the hand-over");
        let written = room.written(&told);
        let back = room.json(&["hand-over", "--undo"]);
        if written > 0 {
            assert_eq!(back["refused"], json!([]), "{told}: {back}");
        }
        assert_eq!(room.written(&told), 0, "{told}, then taken back: {back}");
        assert_eq!(room.import()["unchanged"], FILES, "{told}: the former bytes are no news");
        room.is_whole(&told);
        assert_eq!(room.json(&["hand-over"])["written"], FILES, "{told}: it is handed over all the same");
    }
    assert!(died >= FILES + 2, "it died at only {died} moments: this test proves little");
}

#[test]
fn taking_back_that_was_cut_off_anywhere_is_ended_by_taking_back_once_more() {
    let mut died = 0;
    for step in 1..STEPS {
        let room = Newsroom::decided();
        assert_eq!(room.json(&["hand-over"])["written"], FILES);
        if !room.killed(&["hand-over", "--undo"], step) {
            break;
        }
        died += 1;
        let told = format!("killed at step {step} of taking back");
        room.written(&told);
        let receipt = room.import();
        assert_eq!(
            (receipt["unchanged"].clone(), receipt["lost"].clone()),
            (json!(FILES), json!(0)),
            "{told}: {receipt}"
        );
        room.is_whole(&told);
        let again = room.json(&["hand-over", "--undo"]);
        let ended = again["error"]["message"]["text"].as_str().is_some_and(|message| message.contains("no hand-over"));
        assert!(ended || again["refused"] == json!([]), "{told}: {again}");
        assert_eq!(room.written(&told), 0, "{told}, then once more: {again}");
        let line = room.json(&["hand-over", "--list"])["hand_overs"][0].clone();
        assert_eq!((line["files"].clone(), line["back"].clone()), (json!(FILES), json!(FILES)), "{told}: {line}");
        room.is_whole(&told);
        assert_eq!(room.json(&["hand-over"])["written"], FILES, "{told}: what is decided was pending");
    }
    assert!(died >= FILES + 2, "it died at only {died} moments: this test proves little");
}
