//! What a decision did is a message, which outlives a restart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::decide::Decision;
use engine::desk::Desk;

use room::{ARTICLE, Room};

#[test]
fn a_summary_is_a_message_also_after_a_restart() {
    let (room, id) = Room::one();
    let changed = room.desk.decide().decide(&[id], &[Decision::Spike, Decision::Quality { value: 72 }]).unwrap();
    assert_eq!(changed.message.id, "said_about");
    assert_eq!(changed.message.to_string(), "Spiked, Quality 72 for “Reef robots count coral”");
    let undone = Desk::open(&room.library()).unwrap().decide().undo().unwrap().unwrap();
    assert_eq!(undone.message, changed.message);
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
fn a_summary_names_another_article_of_the_same_page_that_is_live() {
    let live = ARTICLE.replace("published: false", "published: true");
    let room = Room::with(&[("a.md", ARTICLE), ("b.md", &live)]);
    room.import();
    let changed = room.desk.decide().decide(&[room.id("a.md")], &[Decision::Publish]).unwrap();
    assert_eq!(changed.message.id, "said_live_elsewhere");
    assert_eq!(changed.message.args["file"].to_string(), "b.md");
}
