//! The command line is a contract: names, fields and exit codes, tried with the real program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\n\
type: article\nquality: 39\nheat: 39\npublished: false\n\ntopics:\n  - AI\n---\n\nA body.\n";

struct Terminal {
    folder: TempDir,
}

impl Terminal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        let terminal = Self { folder };
        std::fs::write(terminal.file("a.md"), ARTICLE).unwrap();
        terminal
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("site").join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("copytaster").unwrap();
        command.arg("--library").arg(self.folder.path().join("library")).args(arguments);
        command
    }

    /// The JSON document and the exit code of a command.
    fn json(&self, arguments: &[&str]) -> (Value, i32) {
        let output = self.command(arguments).arg("--json").output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let document = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error} in {stdout:?}"));
        (document, output.status.code().unwrap())
    }

    fn import(&self) -> (Value, i32) {
        self.json(&["import", self.folder.path().join("site").to_str().unwrap()])
    }
}

#[test]
fn an_import_ends_in_a_receipt_and_says_one_where_a_file_was_refused() {
    let terminal = Terminal::new();
    let (receipt, code) = terminal.import();
    assert_eq!((receipt["ok"].clone(), receipt["new"].clone(), code), (json!(true), json!(1), 0));
    std::fs::write(terminal.file("bad.md"), "---\nquality: high\n---\n").unwrap();
    let (receipt, code) = terminal.import();
    assert_eq!((receipt["unchanged"].clone(), code), (json!(1), 1));
    let refused = &receipt["refused"][0];
    assert_eq!((refused["line"].clone(), refused["column"].clone()), (json!(2), json!(10)));
    assert!(refused["message"]["text"].as_str().unwrap().contains("whole number"), "{refused}");
    assert!(refused["hint"]["text"].is_string() && refused["path"].as_str().unwrap().ends_with("bad.md"));
}

#[test]
fn a_list_on_stdin_is_taken_in() {
    let terminal = Terminal::new();
    let path = terminal.file("a.md").display().to_string();
    let output = terminal.command(&["--json", "import", "-"]).write_stdin(format!("{path}\n")).output().unwrap();
    let receipt: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(receipt["new"], 1);
}

#[test]
fn a_listed_article_has_the_fields_of_the_contract() {
    let terminal = Terminal::new();
    terminal.import();
    let (list, code) = terminal.json(&["list", "is:inbox", "coral"]);
    assert_eq!((list["total"].clone(), code), (json!(1), 0));
    let fields: Vec<&String> = list["articles"][0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["id", "path", "title", "provider", "published_at", "quality", "heat", "place", "topics"]);
    assert_eq!(list["articles"][0]["published_at"], "2026-11-02T08:00:00Z", "dates are the raw text of the file");
    assert_eq!(terminal.json(&["list", "-coral"]).0["total"], 0);
}

#[test]
fn a_document_is_shown_byte_for_byte_and_a_path_serves_as_an_id() {
    let terminal = Terminal::new();
    terminal.import();
    let path = terminal.file("a.md");
    let shown = terminal.command(&["show", path.to_str().unwrap(), "--document"]).output().unwrap();
    assert_eq!(shown.stdout, ARTICLE.as_bytes());
    let (article, _) = terminal.json(&["show", "1"]);
    assert_eq!((article["quality"].clone(), article["body"].clone()), (json!(39), json!("\nA body.\n")));
    assert_eq!((article["place"].clone(), article["pending"].clone()), (json!("inbox"), json!(false)));
}

#[test]
fn decisions_are_made_shown_handed_over_and_taken_back() {
    let terminal = Terminal::new();
    terminal.import();
    let (decided, code) =
        terminal.json(&["decide", "1", "--publish", "--quality", "72", "--set", "topics=[AI, Ethics]"]);
    assert_eq!((decided, code), (json!({ "ok": true, "batch": 1, "changed": [1] }), 0));
    let diff = terminal.command(&["hand-over", "--dry-run"]).output().unwrap().stdout;
    let diff = String::from_utf8(diff).unwrap();
    for line in ["-quality: 39\n+quality: 72\n", "-published: false\n+published: true\n", "+  - Ethics\n"] {
        assert!(diff.contains(line), "{line:?} in {diff}");
    }
    assert_eq!(std::fs::read_to_string(terminal.file("a.md")).unwrap(), ARTICLE, "a dry run writes nothing");
    let (done, code) = terminal.json(&["hand-over"]);
    assert_eq!((done, code), (json!({ "ok": true, "written": 1, "unchanged": 0, "refused": [] }), 0));
    assert_eq!(terminal.json(&["undo", "--batches", "5"]).0["changed"], json!([1]));
    assert_eq!(terminal.json(&["hand-over"]).0["written"], 1);
    assert_eq!(std::fs::read_to_string(terminal.file("a.md")).unwrap(), ARTICLE);
    assert_eq!(terminal.json(&["redo"]).0["batch"], 1);
}

#[test]
fn a_hand_over_that_was_refused_ends_with_one() {
    let terminal = Terminal::new();
    terminal.import();
    terminal.json(&["decide", "1", "--spike"]);
    std::fs::remove_file(terminal.file("a.md")).unwrap();
    let (done, code) = terminal.json(&["hand-over"]);
    assert_eq!((done["refused"].as_array().unwrap().len(), code), (1, 1));
}

#[test]
fn a_dry_run_names_what_will_be_left_as_it_is_and_counts_only_the_rest() {
    let terminal = Terminal::new();
    std::fs::write(terminal.file("b.md"), ARTICLE).unwrap();
    terminal.import();
    terminal.json(&["decide", "1", "2", "--publish"]);
    let robot = ARTICLE.replace("published: false", "published: 2026-11-02");
    std::fs::write(terminal.file("a.md"), robot).unwrap();
    terminal.import();
    let (planned, code) = terminal.json(&["hand-over", "--dry-run"]);
    assert_eq!((planned["would_write"].clone(), code), (json!(1), 1), "{planned}");
    assert_eq!(planned["changes"].as_array().unwrap().len(), 1);
    assert!(planned["changes"][0]["path"].as_str().unwrap().ends_with("b.md"), "{planned}");
    let (done, code) = terminal.json(&["hand-over"]);
    assert_eq!((done["written"].clone(), code), (json!(1), 1));
    assert_eq!(done["refused"], planned["refused"], "what is said beforehand is what happens");
    let said = terminal.command(&["hand-over", "--dry-run"]).output().unwrap();
    assert!(String::from_utf8(said.stderr).unwrap().contains("a.md: "), "people read it, too");
}

#[test]
fn failures_are_documents_too() {
    let terminal = Terminal::new();
    let (failure, code) = terminal.json(&["show", "77"]);
    assert_eq!((failure["ok"].clone(), failure["error"]["code"].clone(), code), (json!(false), json!("not_found"), 1));
    assert!(failure["error"]["message"]["text"].as_str().unwrap().contains("77"));
    let (failure, code) = terminal.json(&["decide", "1"]);
    assert_eq!((failure["error"]["code"].clone(), code), (json!("usage"), 2), "deciding wants a decision");
    let (failure, code) = terminal.json(&["decide", "1", "--publish", "--spike"]);
    assert_eq!((failure["error"]["code"].clone(), code), (json!("usage"), 2), "two verdicts contradict");
    terminal.import();
    let (failure, code) = terminal.json(&["decide", "1", "--later", "soon"]);
    assert_eq!((failure["error"]["code"].clone(), code), (json!("usage"), 2));
    let (failure, code) = terminal.json(&["decide", "1", "--later", "2020-01-01"]);
    assert_eq!((failure["error"]["code"].clone(), code), (json!("refused"), 1), "it would be back at once");
}

#[test]
fn a_report_of_the_coverage_gives_its_title_and_goes() {
    let terminal = Terminal::new();
    let related = "related:\n  - title: \"Coral, counted\"\n    webUrl: \"https://tides.example/coral\"\n    \
                   provider:\n      name: Tides\n---\n";
    std::fs::write(terminal.file("a.md"), ARTICLE.replace("---\n\nA body", &format!("\n{related}\nA body"))).unwrap();
    terminal.import();
    let (done, code) = terminal.json(&["decide", "1", "--take-title", "0", "--not-this-story", "0"]);
    assert_eq!((done["changed"].clone(), code), (json!([1]), 0), "{done}");
    let (shown, _) = terminal.json(&["show", "1"]);
    assert_eq!((shown["title"].clone(), shown.get("related")), (json!("Coral, counted"), None));
    let (refused, code) = terminal.json(&["decide", "1", "--take-picture", "0"]);
    assert_eq!((refused["ok"].clone(), code), (json!(false), 1), "there is no report any more: {refused}");
}
