//! The coverage decided: a report that is not of the story goes and stays away, and what is taken of a report says
//! in the journal from whom it came; taken back, the bytes are the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::article::ArticleId;
use engine::decide::Decision;

use room::Room;

const FIRST: &str = "  - title: \"Coral, counted\"\n    excerpt: \"One by one.\"\n    publishedDateTime: 2026-11-01T08:00:00Z\n    \
webUrl: \"https://tides.example/coral\"\n    type: article\n    provider:\n      name: Tides & Harbours\n      domain: tides.example\n    \
quality: 12\n    images:\n      - url: \"https://tides.example/c.jpg\"\n        width: 800\n        height: 600\n        isCached: true\n";
const SECOND: &str = "  - title: \"Robots below\"\n    excerpt: \"\"\n    publishedDateTime: 2026-11-03T08:00:00Z\n    \
webUrl: \"https://deep.example/robots\"\n    type: article\n    provider:\n      name: Deep\n      domain: deep.example\n    quality: 9\n";

fn story(reports: &[&str]) -> String {
    let related = if reports.is_empty() { String::new() } else { format!("\nrelated:\n{}", reports.concat()) };
    format!(
        "---\ncategory: news\ntitle: \"Reef robots count coral\"\nexcerpt: \"They never tire.\"\n\
         publishedDateTime: 2026-11-02T08:00:00Z\nwebUrl: \"https://reef.example/robots\"\ntype: article\nquality: 39\n\
         heat: 79\npublished: true\n\nprovider:\n  name: Reef Watch\n  domain: reef.example\n\n\
         images:\n  - url: \"https://reef.example/coral.jpg\"\n    width: 1200\n    height: 675\n{related}\n\
         secured: \"AAAA;BBBB\"\n---\n\n"
    )
}

fn room() -> (Room, ArticleId) {
    let room = Room::with(&[("a.md", &story(&[FIRST, SECOND]))]);
    room.import();
    let id = room.id("a.md");
    (room, id)
}

fn history(room: &Room, id: ArticleId) -> Vec<String> {
    room.desk.query().details(id).unwrap().history.into_iter().map(|line| line.message.to_string()).collect()
}

#[test]
fn a_report_that_is_not_of_the_story_goes_with_its_lines_alone_and_comes_back_with_undo() {
    let (room, id) = room();
    let said = room.desk.decide().decide(&[id], &[Decision::NotThisStory { report: 0 }]).unwrap();
    assert_eq!(said.message.to_string(), "Took “Coral, counted” (Tides & Harbours) out of “Reef robots count coral”");
    assert_eq!(room.document(id), story(&[SECOND]), "nothing but the entry may go");
    assert_eq!(history(&room, id), ["“Coral, counted” (Tides & Harbours) is not of this story"]);
    room.desk.decide().decide(&[id], &[Decision::NotThisStory { report: 0 }]).unwrap();
    assert_eq!(room.document(id), story(&[]), "a story without coverage has no list of nothing");
    room.desk.decide().undo().unwrap();
    room.desk.decide().undo().unwrap();
    assert_eq!(room.document(id), story(&[FIRST, SECOND]), "taken back, the bytes are the same");
    assert!(!room.row(id).pending, "nothing is left to hand over");
}

#[test]
fn a_report_stays_out_when_the_robot_writes_it_again_and_the_receipt_says_that_it_had() {
    let (room, id) = room();
    room.desk.decide().decide(&[id], &[Decision::NotThisStory { report: 1 }]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    let renamed = SECOND.replace("Robots below", "Robots far below");
    room.write("a.md", story(&[&renamed, FIRST]));
    let receipt = room.import();
    assert_eq!((receipt.kept, receipt.lost), (1, 1), "the robot put back what was taken out");
    assert_eq!(room.document(id), story(&[FIRST]), "it is told by its address, not by its place or title");
    room.write("a.md", story(&[FIRST]));
    assert_eq!((room.import().lost, room.row(id).pending), (0, false), "the robot has come round");
    let withdrawn = room.desk.decide().take_theirs(id, "@out.1").unwrap();
    assert_eq!(withdrawn.message.to_string(), "Put “Robots below” (Deep) back into the coverage");
    room.write("a.md", story(&[FIRST, SECOND]));
    room.import();
    assert_eq!(room.document(id), story(&[FIRST, SECOND]), "the decision was withdrawn");
}

#[test]
fn title_excerpt_and_picture_are_taken_as_one_value_each_and_the_journal_says_from_whom() {
    let (room, id) = room();
    let said = room.desk.decide().decide(&[id], &[Decision::TakeTitle { report: 0 }]).unwrap();
    assert_eq!(said.message.to_string(), "Took the title from Tides & Harbours for “Coral, counted”");
    room.desk.decide().decide(&[id], &[Decision::TakeExcerpt { report: 0 }]).unwrap();
    room.desk.decide().decide(&[id], &[Decision::TakePicture { report: 0 }]).unwrap();
    let taken = story(&[FIRST, SECOND])
        .replace("title: \"Reef robots count coral\"", "title: \"Coral, counted\"")
        .replace("\"They never tire.\"", "\"One by one.\"")
        .replace(
            "https://reef.example/coral.jpg\"\n    width: 1200\n    height: 675\n",
            "https://tides.example/c.jpg\"\n    width: 800\n    height: 600\n    isCached: true\n",
        );
    assert_eq!(room.document(id), taken, "only the three values are others");
    let history = history(&room, id);
    for origin in ["picture taken from", "excerpt taken from", "title taken from"] {
        let line = format!("{origin} Tides & Harbours");
        assert!(history.contains(&line), "{line} is missing in {history:?}");
    }
    for _ in 0..3 {
        room.desk.decide().undo().unwrap();
    }
    assert_eq!(room.document(id), story(&[FIRST, SECOND]), "taken back, the bytes are the same");
}

#[test]
fn a_value_that_is_edited_after_it_was_taken_is_taken_from_nobody() {
    let (room, id) = room();
    room.desk.decide().decide(&[id], &[Decision::TakeTitle { report: 0 }]).unwrap();
    let own = Decision::Set { path: "title".into(), value: "Coral, counted at last".into() };
    room.desk.decide().decide(&[id], &[own]).unwrap();
    assert_eq!(history(&room, id)[0], "title “Coral, counted” to “Coral, counted at last”");
    room.desk.decide().take_theirs(id, "title").unwrap();
    assert_eq!(room.document(id), story(&[FIRST, SECOND]));
    room.desk.decide().undo().unwrap();
    room.desk.decide().undo().unwrap();
    assert!(room.document(id).contains("title: \"Coral, counted\"\n"), "what was taken is back");
    let receipt = {
        room.write("a.md", story(&[FIRST, SECOND]).replace("heat: 79", "heat: 80"));
        room.import()
    };
    assert_eq!((receipt.updated, receipt.kept), (1, 1), "one decision stands; whence it came is none of its own");
}

#[test]
fn the_picture_of_a_report_comes_where_there_is_none() {
    let alone = story(&[FIRST])
        .replace("images:\n  - url: \"https://reef.example/coral.jpg\"\n    width: 1200\n    height: 675\n\n", "");
    let room = Room::with(&[("a.md", &alone)]);
    room.import();
    let id = room.id("a.md");
    room.desk.decide().decide(&[id], &[Decision::TakePicture { report: 0 }]).unwrap();
    let with = alone.replace(
        "related:\n",
        "images:\n  - url: \"https://tides.example/c.jpg\"\n    width: 800\n    height: 600\n    isCached: true\n\nrelated:\n",
    );
    assert_eq!(room.document(id), with);
}

#[test]
fn what_a_report_does_not_have_cannot_be_taken() {
    let (room, id) = room();
    let no_excerpt = room.desk.decide().decide(&[id], &[Decision::TakeExcerpt { report: 1 }]).unwrap_err();
    assert!(no_excerpt.to_string().contains("The report of Deep has no excerpt."), "{no_excerpt}");
    let no_picture = room.desk.decide().decide(&[id], &[Decision::TakePicture { report: 1 }]).unwrap_err();
    assert!(no_picture.to_string().contains("has no picture"), "{no_picture}");
    for decision in [Decision::TakeTitle { report: 2 }, Decision::NotThisStory { report: 2 }] {
        let none = room.desk.decide().decide(&[id], &[decision]).unwrap_err();
        assert!(none.to_string().contains("no such report"), "{none}");
    }
    assert_eq!(room.document(id), story(&[FIRST, SECOND]), "nothing was decided");
}
