//! Rows before and after each decision, as the engine computes them: the golden file that the UI's prediction is
//! compared with (`ui/test/shared/state/row_decisions.test.ts`).
//!
//! `UPDATE_GOLDENS=1` rewrites the file; see `support/goldens.rs`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/goldens.rs"]
mod goldens;

use std::ops::ControlFlow;
use std::path::Path;

use engine::api::Row;
use engine::article::ArticleId;
use engine::decide::Decision;
use engine::desk::Desk;
use serde_json::{Value, json};

/// 2100-01-01T00:00:00Z.
const UNTIL_MS: i64 = 4_102_444_800_000;

/// The lines of an article file that differ between the cases.
const FILES: &[(&str, &str)] = &[
    ("not live", "quality: 39\npublished: false\n"),
    ("not live, without a quality", "published: false\n"),
    ("live", "quality: 39\npublished: true\n"),
    ("removed", "quality: 39\nremoved: true\npublished: false\n"),
];

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.into(), value: value.into() }
}

/// The decisions that were made, and possibly written, before the one that is examined.
fn states() -> Vec<(&'static str, Vec<Decision>, bool)> {
    let later = Decision::Later { until_ms: UNTIL_MS };
    vec![
        ("undecided", vec![], false),
        ("published", vec![Decision::Publish], false),
        ("published and written", vec![Decision::Publish], true),
        ("spiked", vec![Decision::Spike], false),
        ("spiked and written", vec![Decision::Spike], true),
        ("snoozed", vec![later], false),
        ("accepted as is", vec![Decision::AsIs], false),
        ("retitled", vec![set("title", "Plain words")], false),
        ("scored and published", vec![Decision::Quality { value: 50 }, Decision::Publish], false),
    ]
}

fn decisions() -> Vec<Decision> {
    vec![
        Decision::Publish,
        Decision::Spike,
        Decision::Later { until_ms: UNTIL_MS },
        Decision::AsIs,
        Decision::Inbox,
        Decision::Quality { value: 72 },
        Decision::Quality { value: 39 },
        Decision::Lead { report: 0 },
        Decision::NotThisStory { report: 0 },
        Decision::TakeTitle { report: 0 },
        Decision::TakeExcerpt { report: 0 },
        Decision::TakePicture { report: 0 },
        Decision::Picture { url: "https://reef.example/second.jpg".into(), width: None, height: None },
        set("title", "Reefs: counted again"),
        set("excerpt", "They do tire."),
        set("provider.name", "The Orrery"),
        set("topics", r#"["Ethics", "Tides, high"]"#),
    ]
}

fn article(lines: &str) -> String {
    format!(
        "---\ncategory: news\ntitle: \"Reef robots count coral\"\nexcerpt: \"They never tire.\"\n\
         publishedDateTime: 2026-11-02T08:00:00Z\ntype: article\n{lines}heat: 39\nprovider:\n  name: Reef Watch\n\
         topics:\n  - Robots\nimages:\n  - url: \"https://reef.example/first.jpg\"\n  \
         - url: \"https://reef.example/second.jpg\"\nrelated:\n  - title: \"Coral is counted\"\n    \
         excerpt: \"By robots.\"\n    quality: 60\n    provider:\n      name: Inland Courier\n    images:\n      \
         - url: \"https://inland.example/p.jpg\"\n---\n"
    )
}

/// A library with one article.
struct Library {
    desk: Desk,
    id: ArticleId,
    /// Holds the files until the library is dropped.
    _folder: tempfile::TempDir,
}

impl Library {
    fn new(lines: &str, before: &[Decision], written: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let file = site.join("a.md");
        std::fs::create_dir_all(&site).unwrap();
        std::fs::write(&file, article(lines)).unwrap();
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        desk.import().take_in(&[site], &|_| ControlFlow::Continue(())).unwrap();
        let id = desk.query().find(file.to_str().unwrap()).unwrap();
        if !before.is_empty() {
            desk.decide().decide(&[id], before).unwrap();
        }
        if written {
            desk.write().hand_over(None, None).unwrap();
        }
        Self { desk, id, _folder: folder }
    }

    fn row(&self) -> Row {
        let [row] = <[Row; 1]>::try_from(self.desk.query().rows(&[self.id]).unwrap()).unwrap();
        Row { path: "/site/a.md".into(), ..row }
    }
}

/// The fields of `after` that differ from those of `before`.
fn changed_fields(before: &Row, after: &Row) -> Value {
    let (before, after) = (json!(before), json!(after));
    let fields = after.as_object().unwrap().iter().filter(|(name, value)| before[name.as_str()] != **value);
    Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// One file in one state: its row, and what each decision changes in it. A decision that the engine refuses leaves the
/// row as it was and is left out.
fn state(file: (&str, &str), (name, decided, written): &(&str, Vec<Decision>, bool)) -> Value {
    let library = Library::new(file.1, decided, *written);
    let before = library.row();
    let mut cases = Vec::new();
    for decision in decisions() {
        let Ok(changed) = library.desk.decide().decide(&[library.id], std::slice::from_ref(&decision)) else {
            continue;
        };
        cases.push(json!({ "decision": decision, "changed": changed_fields(&before, &library.row()) }));
        if changed.batch.is_some() {
            library.desk.decide().undo().unwrap();
        }
        assert_eq!(library.row(), before, "undone: {decision:?}");
    }
    json!({ "name": format!("{}, {name}", file.0), "row": before, "cases": cases })
}

#[test]
fn the_rows_that_the_ui_predicts_are_those_of_the_engine() {
    let states = states();
    let pairs = FILES.iter().flat_map(|file| states.iter().map(move |state| (*file, state)));
    let states = pairs.map(|(file, case)| state(file, case)).collect::<Vec<_>>();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/test/fixtures");
    let mut golden = goldens::Goldens::new(folder);
    golden.add("row_decisions.json", format!("{}\n", serde_json::to_string_pretty(&states).unwrap()));
    golden.check();
}
