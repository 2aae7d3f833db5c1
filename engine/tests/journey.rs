//! The main job without a window: take in, decide, hand over, undo, restart; on real files and a real library.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use engine::api::Receipt;
use engine::article::{ArticleId, Place};
use engine::decide::Decision;
use engine::desk::Desk;
use engine::error::Code;
use tempfile::TempDir;

use support::changed_lines;

const ARTICLE: &str = "---\ncategory: news\ntitle: \"Reef robots count coral\"\nexcerpt: \"They never tire.\"\n\
publishedDateTime: 2026-11-02T08:00:00Z\nwebUrl: \"https://reef.example/robots\"\ntype: article\nquality: 39\nheat: 39\n\
published: false\n\nprovider:\n  name: Reef Watch\n  domain: reef.example\n\ntopics:\n  - Robots\n  - AI\n\n\
secured: \"AAAA;BBBB\"\n---\n\n";

fn now_ms() -> i64 {
    chrono::Utc::now().timestamp_millis()
}

struct Newsroom {
    folder: TempDir,
    desk: Desk,
}

impl Newsroom {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let file = folder.path().join("site").join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        Self { folder, desk }
    }

    fn one() -> (Self, ArticleId) {
        let room = Self::with(&[("a.md", ARTICLE)]);
        assert_eq!(room.import().new, 1);
        let id = room.id("a.md");
        (room, id)
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.site().join(name)
    }

    fn import(&self) -> Receipt {
        self.desk.import().take_in(&[self.site()], &|_| ControlFlow::Continue(())).unwrap()
    }

    fn id(&self, name: &str) -> ArticleId {
        self.desk.query().find(self.file(name).to_str().unwrap()).unwrap()
    }

    fn place(&self, id: ArticleId) -> Place {
        self.desk.query().rows(&[id]).unwrap()[0].place
    }

    fn reopen(self) -> Self {
        let Self { folder, desk } = self;
        drop(desk);
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        Self { folder, desk }
    }
}

fn text(file: &Path) -> String {
    String::from_utf8(std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn a_published_article_goes_back_with_one_line_out_and_one_in() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    assert_eq!(room.place(id), Place::Published);
    assert_eq!(text(&room.file("a.md")), ARTICLE, "nothing is written before the hand-over");
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.unchanged, done.refused.len()), (1, 0, 0));
    let new = text(&room.file("a.md"));
    let (out, put_in) = changed_lines(ARTICLE.as_bytes(), new.as_bytes());
    assert_eq!((out, put_in), (vec!["published: false\n".to_owned()], vec!["published: true\n".to_owned()]));
    assert_eq!(room.desk.query().counts().unwrap().pending, 0, "what was handed over is no longer pending");
}

#[test]
fn a_spiked_article_carries_the_two_lines_a_person_writes() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    room.desk.decide().decide(&[id], &[Decision::Spike]).unwrap();
    let document = room.desk.query().document(id).unwrap();
    let (out, put_in) = changed_lines(ARTICLE.as_bytes(), &document);
    assert_eq!((out, put_in), (vec![], vec!["removed: true\n".to_owned()]), "published was false already");
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    let document = String::from_utf8(room.desk.query().document(id).unwrap()).unwrap();
    assert!(!document.contains("removed"), "publishing takes the take-down out again");
}

#[test]
fn every_decision_taken_back_gives_the_bytes_that_arrived() {
    let (room, id) = Newsroom::one();
    let set = |path: &str, value: &str| Decision::Set { path: path.into(), value: value.into() };
    let decisions = [
        Decision::Publish,
        Decision::Quality { value: 72 },
        set("title", "A: new “title”"),
        set("topics", "[AI, Ethics]"),
        Decision::Spike,
        set("provider.name", "No"),
        Decision::Later { until_ms: i64::MAX },
        set("title", "Again"),
        Decision::Inbox,
        Decision::AsIs,
    ];
    for decision in &decisions {
        room.desk.decide().decide(&[id], std::slice::from_ref(decision)).unwrap();
    }
    let decided = room.desk.query().document(id).unwrap();
    let mut undone = 0;
    while room.desk.decide().undo().unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, decisions.len());
    assert_eq!(room.desk.query().document(id).unwrap(), ARTICLE.as_bytes());
    assert_eq!((room.place(id), room.desk.query().counts().unwrap().pending), (Place::Inbox, 0));
    while room.desk.decide().redo().unwrap().is_some() {}
    assert_eq!(room.desk.query().document(id).unwrap(), decided, "redo leads back to the same bytes");
}

#[test]
fn a_restart_shows_everything_as_it_was_and_undo_still_works() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    let before = room.desk.query().details(id).unwrap();
    let room = room.reopen();
    assert_eq!(room.desk.query().details(id).unwrap(), before);
    assert_eq!(room.desk.decide().undo().unwrap().unwrap().changed, [id]);
    assert_eq!(room.desk.query().document(id).unwrap(), ARTICLE.as_bytes(), "both decisions were one batch");
}

#[test]
fn a_bulk_decision_is_one_undo() {
    let room = Newsroom::with(&[("a.md", ARTICLE), ("b.md", ARTICLE), ("c.md", ARTICLE)]);
    assert_eq!(room.import().new, 3);
    let all = room.desk.query().view("is:inbox").unwrap().ids;
    room.desk.decide().decide(&all, &[Decision::Spike]).unwrap();
    assert_eq!(room.desk.query().counts().unwrap().spiked, 3);
    assert_eq!(room.desk.decide().undo().unwrap().unwrap().changed.len(), 3);
    assert_eq!(room.desk.query().counts().unwrap().inbox, 3);
}

#[test]
fn a_file_that_changed_since_it_was_read_is_refused_and_the_decision_kept() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    let robot = ARTICLE.replace("heat: 39", "heat: 59");
    std::fs::write(room.file("a.md"), &robot).unwrap();
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.refused.len()), (0, 1));
    assert!(done.refused[0].message.to_string().contains("changed on disk"), "{}", done.refused[0].message);
    assert_eq!(text(&room.file("a.md")), robot, "the robot's file was left as it is");

    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.kept), (1, 1));
    assert_eq!(room.desk.write().hand_over(None, None).unwrap().written, 1);
    let (out, put_in) = changed_lines(robot.as_bytes(), text(&room.file("a.md")).as_bytes());
    assert_eq!((out, put_in), (vec!["quality: 39\n".to_owned()], vec!["quality: 72\n".to_owned()]));
}

#[test]
fn our_own_hand_over_is_no_arrival_and_undo_reaches_behind_it() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    let receipt = room.import();
    assert_eq!((receipt.unchanged, receipt.updated), (1, 0), "our own bytes did not arrive");
    room.desk.decide().undo().unwrap();
    assert_eq!(room.desk.query().counts().unwrap().pending, 1, "the file still says what was decided");
    room.desk.write().hand_over(None, None).unwrap();
    assert_eq!(text(&room.file("a.md")), ARTICLE, "handing over the undo restores the robot's bytes");
}

#[test]
fn a_robots_new_signature_is_noise() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    std::fs::write(room.file("a.md"), ARTICLE.replace("AAAA;BBBB", "CCCC;DDDD").replace('\n', "\r\n")).unwrap();
    let receipt = room.import();
    assert_eq!((receipt.unchanged, receipt.noise, receipt.updated), (1, 1, 0));
    assert!(String::from_utf8(room.desk.query().document(id).unwrap()).unwrap().contains("CCCC;DDDD\"\r\n"));
}

#[test]
fn a_second_import_reads_nothing_anew_and_a_bad_file_stops_nothing() {
    let room =
        Newsroom::with(&[("a.md", ARTICLE), ("bad.md", "---\ntitle: \"open\nquality: 3\n---\n"), ("b.txt", "no")]);
    let receipt = room.import();
    assert_eq!((receipt.new, receipt.refused.len()), (1, 1));
    let refused = &receipt.refused[0];
    assert_eq!((refused.line, refused.column), (Some(2), Some(8)), "{}", refused.message);
    let receipt = room.import();
    assert_eq!((receipt.new, receipt.unchanged, receipt.refused.len()), (0, 1, 1));
}

#[test]
fn opening_and_reading_changes_no_file_and_no_time() {
    let (room, id) = Newsroom::one();
    let before = std::fs::metadata(room.file("a.md")).unwrap().modified().unwrap();
    let room = room.reopen();
    room.import();
    room.desk.query().details(id).unwrap();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    room.desk.write().plan_hand_over(None).unwrap();
    assert_eq!(std::fs::metadata(room.file("a.md")).unwrap().modified().unwrap(), before);
    assert_eq!(std::fs::read_dir(room.site()).unwrap().count(), 1, "nothing was left beside the article");
}

#[test]
fn what_is_put_aside_comes_back_by_itself() {
    let (room, id) = Newsroom::one();
    // As long as a slow machine takes to decide.
    let until_ms = now_ms() + 1000;
    room.desk.decide().decide(&[id], &[Decision::Later { until_ms }]).unwrap();
    while now_ms() <= until_ms {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(room.desk.query().counts().unwrap().inbox, 1, "that moment has passed");
    room.desk.decide().decide(&[id], &[Decision::Later { until_ms: i64::MAX }]).unwrap();
    assert_eq!(room.desk.query().counts().unwrap().later, 1);
    assert_eq!(room.desk.query().document(id).unwrap(), ARTICLE.as_bytes(), "putting aside writes nothing");
}

#[test]
fn nothing_is_put_aside_until_a_moment_that_has_passed() {
    let (room, id) = Newsroom::one();
    let past = [Decision::Quality { value: 7 }, Decision::Later { until_ms: now_ms() }];
    let failure = room.desk.decide().decide(&[id], &past).unwrap_err().failure();
    assert!(failure.message.to_string().contains("has passed") && failure.code == Code::Refused, "{}", failure.message);
    assert!(room.desk.decide().undo().unwrap().is_none(), "nothing of it was decided");
}

#[test]
fn as_it_is_accepts_the_robots_verdict_and_writes_nothing() {
    let room = Newsroom::with(&[("a.md", ARTICLE), ("b.md", &ARTICLE.replace("published: false", "published: true"))]);
    room.import();
    let (down, up) = (room.id("a.md"), room.id("b.md"));
    room.desk.decide().decide(&[down, up], &[Decision::AsIs]).unwrap();
    assert_eq!((room.place(down), room.place(up)), (Place::Spiked, Place::Published));
    assert_eq!(room.desk.query().counts().unwrap().pending, 0);
}

#[test]
fn a_hand_over_below_another_folder_keeps_paths_and_leaves_the_site_alone() {
    let room = Newsroom::with(&[("_news/a.md", ARTICLE)]);
    room.import();
    room.desk.decide().decide(&[room.id("_news/a.md")], &[Decision::Quality { value: 9 }]).unwrap();
    let out = room.folder.path().join("out");
    assert_eq!(room.desk.write().hand_over(None, Some(&out)).unwrap().written, 1);
    assert!(text(&out.join("_news/a.md")).contains("\nquality: 9\n"));
    assert_eq!(text(&room.file("_news/a.md")), ARTICLE);
    assert_eq!(room.desk.query().counts().unwrap().pending, 1, "the file it came from still waits");
    assert_eq!(room.desk.write().hand_over(None, Some(&out)).unwrap().unchanged, 1);
}

#[test]
fn a_decision_that_the_file_cannot_carry_is_refused_whole() {
    let (room, id) = Newsroom::one();
    let set = |path: &str, value: &str| Decision::Set { path: path.into(), value: value.into() };
    let own = ["@kept.quality", "@place", "@lead.1"].map(|path| set(path, "59"));
    let bad =
        [Decision::Quality { value: 101 }, set("quality", "high"), set("provider", "x"), set("nowhere.at.all", "x")];
    for bad in bad.into_iter().chain(own) {
        let error = room.desk.decide().decide(&[id], &[Decision::Publish, bad.clone()]).unwrap_err();
        assert!(error.failure().hint.is_some(), "{bad:?}: {error}");
    }
    assert_eq!(room.desk.query().counts().unwrap().inbox, 1, "no half of a batch was decided");
}

#[test]
fn the_history_reads_as_a_person_would_say_it() {
    let (room, id) = Newsroom::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    let history = room.desk.query().details(id).unwrap().history;
    let sentences: Vec<String> = history.iter().map(|line| line.message.to_string()).collect();
    assert_eq!(sentences, ["published", "quality 39 to 72"]);
}

#[test]
fn an_intake_that_is_stopped_keeps_what_it_took_in() {
    let names: Vec<String> = (0..600).map(|n| format!("{n}.md")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), ARTICLE)).collect();
    let room = Newsroom::with(&files);
    let receipt = room.desk.import().take_in(&[room.site()], &|_| ControlFlow::Break(())).unwrap();
    assert!(receipt.stopped && receipt.new == 256, "{receipt:?}");
    assert_eq!(room.desk.query().counts().unwrap().everything, 256);
    assert_eq!(room.import().new, 344, "the rest comes with the next import");
}

#[test]
fn a_decision_that_the_wire_left_no_place_for_stops_neither_intake_nor_hand_over() {
    let room = Newsroom::with(&[("a.md", ARTICLE), ("b.md", ARTICLE)]);
    room.import();
    let (a, b) = (room.id("a.md"), room.id("b.md"));
    room.desk.decide().decide(&[a, b], &[Decision::Publish]).unwrap();
    let robot = ARTICLE.replace("published: false", "published: 2026-11-02");
    std::fs::write(room.file("a.md"), &robot).unwrap();
    assert_eq!(room.import().updated, 1);
    assert_eq!(room.place(a), Place::Published, "the decision stands although the file cannot say it");
    assert_eq!(room.desk.query().counts().unwrap().pending, 2, "what the file cannot say is not handed over");
    assert_eq!(room.desk.write().plan_hand_over(None).unwrap().len(), 2);
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.refused.len()), (1, 1));
    assert_eq!(
        room.desk.query().counts().unwrap().pending,
        1,
        "it waits until the decision is taken back or fits again"
    );
    assert!(done.refused[0].message.to_string().contains("published") && !done.refused[0].hint.to_string().is_empty());
    assert_eq!(text(&room.file("a.md")), robot);
    let findings = engine::maintenance::doctor(room.desk.folder()).unwrap();
    assert!(findings.iter().all(|finding| finding.ok), "nothing of this is a fault of the library: {findings:?}");
}

#[test]
fn publishing_what_is_already_live_elsewhere_says_so_and_is_done_all_the_same() {
    let live = ARTICLE.replace("published: false", "published: true").replace("Reef robots count", "Robots counted");
    let other = ARTICLE.replace("reef.example/robots", "reef.example/other");
    let room = Newsroom::with(&[("again.md", ARTICLE), ("live.md", &live), ("other.md", &other)]);
    room.import();
    let again = room.id("again.md");
    let quiet = room.desk.decide().decide(&[room.id("other.md")], &[Decision::Publish]).unwrap();
    assert_eq!(quiet.message.to_string(), "Published “Reef robots count coral”", "another page is nobody's double");
    let said = room.desk.decide().decide(&[again], &[Decision::Publish]).unwrap();
    let whole =
        "Published “Reef robots count coral”. The same page is already live by “Robots counted coral” (live.md)";
    assert_eq!(said.message.to_string(), whole);
    assert_eq!(room.place(again), Place::Published);
    let undone = room.desk.decide().undo().unwrap().unwrap();
    assert_eq!(
        undone.message.to_string(),
        "Published “Reef robots count coral”",
        "what is taken back is the decision alone"
    );
    room.desk.decide().decide(&[room.id("live.md")], &[Decision::Spike]).unwrap();
    let alone = room.desk.decide().decide(&[again], &[Decision::Publish]).unwrap();
    assert_eq!(
        alone.message.to_string(),
        "Published “Reef robots count coral”",
        "what was spiked here is live no more"
    );
}

#[test]
fn articles_without_an_address_are_not_each_others_doubles() {
    let blank = ARTICLE.replace("https://reef.example/robots", "");
    let live = blank.replace("published: false", "published: true");
    let room = Newsroom::with(&[("a.md", &blank), ("live.md", &live)]);
    room.import();
    let said = room.desk.decide().decide(&[room.id("a.md")], &[Decision::Publish]).unwrap();
    assert_eq!(said.message.to_string(), "Published “Reef robots count coral”");
}
