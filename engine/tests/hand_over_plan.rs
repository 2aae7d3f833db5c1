//! What a hand-over says that it would write: each decision in words, and nothing that the file says already.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::api::PlannedChange;
use engine::decide::Decision;
use room::{ARTICLE, Room};

/// The decisions of a plan in words.
fn words(planned: &PlannedChange) -> Vec<String> {
    planned.decided.iter().map(ToString::to_string).collect()
}

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.to_owned(), value: value.to_owned() }
}

#[test]
fn a_plan_says_each_decision_in_words_and_only_those_that_are_not_in_the_file() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Spike, Decision::Quality { value: 72 }]).unwrap();
    let planned = room.desk.write().plan_hand_over(None).unwrap();
    assert_eq!(words(&planned[0]), ["spiked", "quality 39 to 72"]);
    room.desk.write().hand_over(None, None).unwrap();
    room.desk.decide().decide(&[id], &[set("title", "Robots, counting")]).unwrap();
    let planned = room.desk.write().plan_hand_over(None).unwrap();
    assert_eq!(
        words(&planned[0]),
        ["title “Reef robots count coral” to “Robots, counting”"],
        "what was handed over before is in the file and would not be written again"
    );
}

#[test]
fn a_plan_of_a_decision_that_was_taken_back_after_its_hand_over_says_no_decision_but_shows_the_lines() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    room.desk.decide().undo().unwrap();
    let planned = room.desk.write().plan_hand_over(None).unwrap();
    let lines: Vec<&str> = planned[0].changes.iter().map(|line| line.text.as_str()).collect();
    assert_eq!((planned[0].decided.len(), lines), (0, vec!["quality: 72", "quality: 39"]));
}

#[test]
fn a_plan_says_beforehand_which_file_will_be_left_as_it_is_and_why() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    room.write("a.md", ARTICLE.replace("published: false", "published: 2026-11-02"));
    room.import();
    let planned = room.desk.write().plan_hand_over(None).unwrap();
    let refused = planned[0].refused.as_ref().unwrap();
    assert!(refused.message.contains("published") && !refused.hint.is_empty(), "{refused:?}");
    assert!(planned[0].changes.is_empty());
}
