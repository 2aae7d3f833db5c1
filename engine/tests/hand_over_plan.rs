//! What a hand-over says that it would write: each decision in words, and nothing that the file says already.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::api::{ApprovedChange, PlannedChange};
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
    assert!(refused.message.to_string().contains("published") && !refused.hint.to_string().is_empty(), "{refused:?}");
    assert!(planned[0].changes.is_empty());
}

fn approved(planned: &[PlannedChange]) -> Vec<ApprovedChange> {
    planned.iter().map(ApprovedChange::from).collect()
}

#[test]
fn only_what_a_plan_showed_is_written_file_by_file() {
    let room = Room::with(&[]);
    for name in ["shown.md", "decided.md", "undone.md", "changed.md", "forgotten.md"] {
        room.write(name, ARTICLE.replace("coral", name));
    }
    room.import();
    let all = room.desk.query().view("").unwrap().ids;
    room.desk.decide().decide(&all, &[Decision::Quality { value: 72 }]).unwrap();
    room.desk.decide().decide(&[room.id("undone.md")], &[Decision::Publish]).unwrap();
    let planned = room.desk.write().plan_hand_over(None).unwrap();
    assert_eq!(planned.len(), 5);
    let other = engine::desk::Desk::open(&room.library()).unwrap();
    other.decide().undo().unwrap().unwrap();
    other.decide().decide(&[room.id("decided.md")], &[Decision::Spike]).unwrap();
    let rewritten = ARTICLE.replace("coral", "changed.md").replace("heat: 39", "heat: 40");
    room.write("changed.md", &rewritten);
    let mut changes = approved(&planned);
    changes.retain(|change| !change.path.ends_with("forgotten.md"));
    let done = room.desk.write().hand_over_approved(&changes, false).unwrap();
    assert_eq!((done.written, done.refused.len()), (1, 3), "{done:?}");
    for (name, quality) in [("shown.md", 72), ("decided.md", 39), ("undone.md", 39), ("forgotten.md", 39)] {
        let text = ARTICLE.replace("coral", name).replace("quality: 39", &format!("quality: {quality}"));
        assert_eq!(std::fs::read_to_string(room.file(name)).unwrap(), text, "{name}");
    }
    assert_eq!(std::fs::read_to_string(room.file("changed.md")).unwrap(), rewritten);
    let again = approved(&room.desk.write().plan_hand_over(None).unwrap());
    let done = room.desk.write().hand_over_approved(&again, false).unwrap();
    assert_eq!(done.written, 3, "what is shown anew can be written, all but the file that is to be imported: {done:?}");
}

#[test]
fn an_article_whose_import_was_undone_since_the_plan_is_named_and_the_others_are_written() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    room.import();
    room.write("b.md", ARTICLE.replace("coral", "squid"));
    let second = room.import().id.unwrap();
    let all = room.desk.query().view("").unwrap().ids;
    room.desk.decide().decide(&all, &[Decision::Publish]).unwrap();
    let planned = approved(&room.desk.write().plan_hand_over(None).unwrap());
    room.desk.import().take_back(second).unwrap();
    let done = room.desk.write().hand_over_approved(&planned, false).unwrap();
    assert_eq!((done.written, done.refused.len()), (1, 1), "{done:?}");
    assert!(done.refused[0].path.ends_with("b.md"), "{done:?}");
}
