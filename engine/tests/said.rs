//! What a decision did is told in parts, and in English in one sentence; both outlive a restart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::api::{Did, Said};
use engine::decide::Decision;
use engine::desk::Desk;
use room::{ARTICLE, Room};

#[test]
fn what_was_done_is_told_in_parts_also_after_a_restart() {
    let (room, id) = Room::one();
    let changed = room.desk.decide().decide(&[id], &[Decision::Spike, Decision::Quality { value: 72 }]).unwrap();
    let said = Said::about(vec![Did::Spiked, Did::Quality { value: 72 }], &["Reef robots count coral"]);
    assert_eq!(changed.said.as_ref(), Some(&said));
    assert_eq!(changed.sentence, "Spiked, Quality 72 for “Reef robots count coral”");
    let undone = Desk::open(&room.library()).unwrap().decide().undo().unwrap().unwrap();
    assert_eq!((undone.said, undone.sentence), (Some(said), changed.sentence));
}

#[test]
fn a_summary_that_cannot_be_read_is_an_error_that_names_it() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    let library = rusqlite::Connection::open(room.library().join("library.sqlite")).unwrap();
    library.execute("UPDATE batch SET summary = replace(summary, '\"version\":1', '\"version\":9')", []).unwrap();
    let error = room.desk.decide().undo().unwrap_err().to_string();
    assert!(error.contains("the summary of a batch (version 9)"), "{error}");
}

#[test]
fn another_article_of_the_same_page_is_a_part_of_what_is_told() {
    let live = ARTICLE.replace("published: false", "published: true");
    let room = Room::with(&[("a.md", ARTICLE), ("b.md", &live)]);
    room.import();
    let said = room.desk.decide().decide(&[room.id("a.md")], &[Decision::Publish]).unwrap().said.unwrap();
    assert_eq!((said.did, said.more), (vec![Did::Published], 0));
    assert_eq!(said.live_elsewhere.unwrap().file, "b.md");
}
