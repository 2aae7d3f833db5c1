//! The lead swapped: the report's whole field set moves, the file's own fields stay, and back again the bytes are the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::ops::ControlFlow;

use engine::article::ArticleId;
use engine::decide::Decision;
use engine::desk::Desk;
use engine::document::{Document, Kept};
use tempfile::TempDir;

const STORY: &str = "---\ncategory: news\ntitle: \"Reef robots count coral\"\nexcerpt: \"They never tire.\"\n\
publishedDateTime: 2026-11-02T08:00:00Z\noriginalUrl: \"https://reef.example/first\"\nwebUrl: \"https://reef.example/robots\"\n\
type: video\nquality: 39\nheat: 79\npublished: true\n\nfeaturedContent: \"<iframe src='x'></iframe>\"\n\n\
provider:\n  name: Reef Watch\n  domain: reef.example\n  images:\n    - url: \"https://site.example/reef.jpg\"\n      width: 50\n      height: 50\n\n\
topics:\n  - Robots\n  - AI\n\nimages:\n  - url: \"https://reef.example/coral.jpg\"\n    width: 1200\n    height: 675\n\n\
related:\n  - title: \"Coral, counted\"\n    excerpt: \"\"\n    publishedDateTime: 2026-11-01T08:00:00Z\n    \
webUrl: \"https://tides.example/coral\"\n    ampWebUrl: \"https://tides.example/amp/coral\"\n    type: article\n    \
provider:\n      name: Tides & Harbours\n      domain: tides.example\n    quality: 12\n  \
- title: \"Robots below\"\n    excerpt: \"x\"\n    publishedDateTime: 2026-11-03T08:00:00Z\n    \
webUrl: \"https://deep.example/robots\"\n    type: article\n    provider:\n      name: Deep\n      domain: deep.example\n    \
quality: 9\n    images:\n      - url: \"https://deep.example/r.jpg\"\n        width: 640\n        height: 480\n\n\
secured: \"AAAA;BBBB\"\n---\n\n";

const SWAPPED: &str = "---\ncategory: news\ntitle: \"Coral, counted\"\nexcerpt: \"\"\n\
publishedDateTime: 2026-11-01T08:00:00Z\nwebUrl: \"https://tides.example/coral\"\nampWebUrl: \"https://tides.example/amp/coral\"\n\
type: article\nquality: 12\nheat: 79\npublished: true\n\n\
provider:\n  name: Tides & Harbours\n  domain: tides.example\n\n\
topics:\n  - Robots\n  - AI\n\n\
related:\n  - title: \"Reef robots count coral\"\n    excerpt: \"They never tire.\"\n    publishedDateTime: 2026-11-02T08:00:00Z\n    \
webUrl: \"https://reef.example/robots\"\n    type: video\n    \
provider:\n      name: Reef Watch\n      domain: reef.example\n    quality: 39\n    \
images:\n      - url: \"https://reef.example/coral.jpg\"\n        width: 1200\n        height: 675\n  \
- title: \"Robots below\"\n    excerpt: \"x\"\n    publishedDateTime: 2026-11-03T08:00:00Z\n    \
webUrl: \"https://deep.example/robots\"\n    type: article\n    provider:\n      name: Deep\n      domain: deep.example\n    \
quality: 9\n    images:\n      - url: \"https://deep.example/r.jpg\"\n        width: 640\n        height: 480\n\n\
secured: \"AAAA;BBBB\"\n---\n\n";

struct Room {
    folder: TempDir,
    desk: Desk,
    id: ArticleId,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        let file = folder.path().join("site/a.md");
        std::fs::write(&file, STORY).unwrap();
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        desk.import().take_in(&[folder.path().join("site")], &|_| ControlFlow::Continue(())).unwrap();
        let id = desk.query().find(file.to_str().unwrap()).unwrap();
        Self { folder, desk, id }
    }

    fn decide(&self, decision: Decision) {
        self.desk.decide().decide(&[self.id], &[decision]).unwrap();
    }

    fn text(&self) -> String {
        String::from_utf8(self.desk.query().document(self.id).unwrap()).unwrap()
    }

    fn arrives(&self, text: &str) {
        std::fs::write(self.folder.path().join("site/a.md"), text).unwrap();
        self.desk.import().take_in(&[self.folder.path().join("site")], &|_| ControlFlow::Continue(())).unwrap();
    }
}

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.to_owned(), value: value.to_owned() }
}

#[test]
fn the_reports_field_set_moves_verbatim_and_absence_with_it() {
    let story = Document::read(STORY.as_bytes()).unwrap();
    let (swapped, kept) = story.swap_lead(0, &Kept::default()).unwrap();
    assert_eq!(swapped.text, SWAPPED);
    assert!(!kept.is_empty(), "originalUrl, player and logo have no place in the coverage");
    let (back, kept) = Document::read(SWAPPED.as_bytes()).unwrap().swap_lead(0, &kept).unwrap();
    assert_eq!(back.text, STORY, "swapped back, the bytes are the same");
    assert!(kept.is_empty(), "the coverage carried all of the other report");
}

#[test]
fn windows_line_ends_survive_a_swap_there_and_back() {
    let text = STORY.replace('\n', "\r\n");
    let story = Document::read(text.as_bytes()).unwrap();
    let (swapped, kept) = story.swap_lead(1, &Kept::default()).unwrap();
    assert!(!swapped.text.replace("\r\n", "").contains('\n'));
    let (back, _) = Document::read(swapped.text.as_bytes()).unwrap().swap_lead(1, &kept).unwrap();
    assert_eq!(back.text, text);
}

#[test]
fn a_decided_lead_is_undone_redone_and_swapped_back() {
    let room = Room::new();
    room.decide(Decision::Lead { report: 0 });
    assert_eq!(room.text(), SWAPPED);
    room.desk.decide().undo().unwrap();
    assert_eq!(room.text(), STORY);
    room.desk.decide().redo().unwrap();
    assert_eq!(room.text(), SWAPPED);
    room.decide(Decision::Lead { report: 0 });
    assert_eq!(room.text(), STORY, "swapped back");
    assert_eq!(room.desk.query().counts().unwrap().pending, 0, "nothing is left to hand over");
}

#[test]
fn swapping_back_leaves_no_decision_also_where_another_field_was_kept_in_between() {
    let room = Room::new();
    room.decide(set("topics", "[Mine]"));
    room.decide(Decision::Lead { report: 0 });
    let theirs = STORY.replace("  - AI\n", "  - Sea\n");
    room.arrives(&theirs);
    room.desk.decide().keep_mine(room.id, "topics").unwrap();
    room.decide(Decision::Lead { report: 0 });
    room.desk.decide().take_theirs(room.id, "topics").unwrap();
    assert_eq!(room.text(), theirs);
    assert!(room.desk.write().plan_hand_over(None).unwrap().is_empty(), "nothing is left to hand over");
    let library = rusqlite::Connection::open(room.folder.path().join("library/library.sqlite")).unwrap();
    let pins = library.query_row("SELECT count(*) FROM override", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(pins, 0, "nothing is decided about the lead");
}

#[test]
fn what_is_decided_about_the_new_lead_goes_with_it_into_the_coverage() {
    let room = Room::new();
    room.decide(Decision::Lead { report: 0 });
    room.decide(set("title", "Coral: all of it"));
    room.decide(Decision::Lead { report: 0 });
    let wanted = STORY.replace("\"Coral, counted\"", "\"Coral: all of it\"");
    assert_eq!(room.text(), wanted, "the first lead is back whole, logo and all, and the edit stayed with its report");
    room.decide(Decision::Lead { report: 1 });
    assert!(room.text().contains("\ntitle: \"Robots below\"\n"));
    assert!(!room.text().contains("featuredContent"), "the player went with its report");
    for _ in 0..4 {
        room.desk.decide().undo().unwrap();
    }
    assert_eq!(room.text(), STORY);
}

#[test]
fn the_lead_holds_when_the_robot_rewrites_the_coverage() {
    let room = Room::new();
    room.decide(Decision::Lead { report: 0 });
    let one = "  - title: \"Very new\"\n    webUrl: \"https://new.example/\"\n    provider:\n      name: New\n    quality: 60\n";
    room.arrives(&STORY.replace("related:\n", &format!("related:\n{one}")).replace("heat: 79", "heat: 99"));
    let text = room.text();
    assert!(text.contains("\ntitle: \"Coral, counted\"\n") && text.contains("heat: 99"), "{text}");
    assert!(text.contains("  - title: \"Reef robots count coral\"\n"), "the former lead stands in the coverage");
}

#[test]
fn a_robot_that_comes_to_the_same_lead_is_no_contradiction_and_the_way_back_is_kept() {
    let room = Room::new();
    room.decide(Decision::Lead { report: 0 });
    room.arrives(SWAPPED);
    assert_eq!(room.text(), SWAPPED);
    room.decide(Decision::Lead { report: 0 });
    assert_eq!(room.text(), SWAPPED, "the decision is taken out; what the robot wrote stands");
    room.decide(Decision::Lead { report: 0 });
    assert!(room.text().contains("\ntitle: \"Reef robots count coral\"\n"));
}

#[test]
fn a_lead_that_went_from_the_coverage_is_named_and_not_forced() {
    let room = Room::new();
    room.decide(Decision::Lead { report: 0 });
    let without: String =
        STORY.replace("https://tides.example/coral", "https://other.example/x").replace("Coral, counted", "Other");
    room.arrives(&without);
    assert_eq!(room.text(), without, "what arrived is shown as it is");
    room.decide(Decision::Quality { value: 7 });
    assert!(room.text().contains("\nquality: 7\n"), "one decision without a place stands in no other's way");
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.refused.len()), (0, 1), "{done:?}");
    assert!(done.refused[0].message.to_string().contains("no longer in the coverage"), "{done:?}");
    room.decide(Decision::Lead { report: 1 });
    assert!(room.text().contains("\ntitle: \"Robots below\"\n"), "another lead takes the place of the one that went");
    assert_eq!(room.desk.write().hand_over(None, None).unwrap().written, 1);
}

#[test]
fn the_toast_and_the_history_say_it_in_words() {
    let room = Room::new();
    let changed = room.desk.decide().decide(&[room.id], &[Decision::Lead { report: 0 }]).unwrap();
    assert_eq!(changed.message.to_string(), "Made the lead, for the robot to sign anew: “Coral, counted”");
    let history = room.desk.query().details(room.id).unwrap().history;
    assert_eq!(history[0].message.to_string(), "“Coral, counted” (Tides & Harbours) made the lead");
    assert!(room.desk.decide().decide(&[room.id], &[Decision::Lead { report: 9 }]).is_err());
}

#[test]
fn a_coverage_of_mere_names_or_in_brackets_is_refused_with_a_sentence() {
    for related in ["related:\n  - one.md\n", "related: [{title: a}]\n", "related:\n  - title: a\n    mine: 1\n", ""] {
        let text = format!("---\ntitle: x\n{related}---\n");
        let broken = Document::read(text.as_bytes()).unwrap().swap_lead(0, &Kept::default()).unwrap_err();
        assert!(broken.to_string().contains("related"), "{related:?}: {broken}");
    }
}
