//! Finding from the window: suggestions, reports of a story, saved views under another name, what a receipt counts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use std::cell::Cell;
use std::ops::ControlFlow;

use engine::api::{ReceiptLine, ReceiptPart};
use engine::decide::Decision;

use room::{ARTICLE, Room, take_in};

fn suggested(room: &Room, typed: &str) -> Vec<String> {
    room.desk.query().suggest(typed).unwrap().into_iter().map(|suggestion| suggestion.text).collect()
}

#[test]
fn suggestions_are_the_languages_words_and_the_librarys_own_names_most_frequent_first() {
    let vision = ARTICLE.replace("  - AI\n", "  - Computer Vision\n");
    let room = Room::with(&[("a.md", ARTICLE), ("b.md", &vision), ("c.md", &vision.replace("Reef Watch", "Reuters"))]);
    room.import();
    assert_eq!(suggested(&room, "topic:"), ["topic:Robots", "topic:\"Computer Vision\"", "topic:AI"]);
    assert_eq!(suggested(&room, "-topic:\"comp"), ["-topic:\"Computer Vision\""], "a dash and a quotation mark stay");
    assert_eq!(suggested(&room, "provider:re"), ["provider:\"Reef Watch\"", "provider:Reuters"]);
    assert_eq!(suggested(&room, "is:pu"), ["is:published"]);
    assert_eq!(suggested(&room, "vis"), ["topic:\"Computer Vision\""], "a name is found by any of its words");
    assert_eq!(suggested(&room, "qual"), ["quality:"]);
    assert!(suggested(&room, "").is_empty() && suggested(&room, "topic:AI").is_empty(), "nothing is left to suggest");
    let counted = room.desk.query().suggest("topic:comp").unwrap().remove(0);
    assert_eq!(counted.count, Some(2));
}

#[test]
fn every_suggestion_finds_what_it_counts() {
    let odd = ARTICLE.replace("  - AI\n", "  - \"AP (wire): news\"\n  - \"R&D\"\n");
    let room = Room::with(&[("a.md", &odd)]);
    room.import();
    for typed in ["topic:", "provider:", "type:"] {
        for suggestion in room.desk.query().suggest(typed).unwrap() {
            let found = room.desk.query().view(&format!("{} ", suggestion.text)).unwrap();
            assert_eq!((Some(found.total), found.hint), (suggestion.count, None), "{}", suggestion.text);
        }
    }
}

#[test]
fn the_reports_of_a_story_are_listed_under_their_lead_alone() {
    let report = |number: u32| {
        let folded =
            ARTICLE.replace("heat: 39", "heat: -1").replace("reef.example/robots", &format!("r.example/{number}"));
        folded
            .replace("secured", "related:\n  - title: \"Lead\"\n    webUrl: \"https://reef.example/robots\"\n\nsecured")
    };
    let room = Room::with(&[("lead.md", ARTICLE), ("r1.md", &report(1)), ("r2.md", &report(2))]);
    room.import();
    let mut reports = room.desk.query().reports(room.id("lead.md")).unwrap();
    reports.sort();
    assert_eq!(reports, [room.id("r1.md"), room.id("r2.md")]);
    assert!(room.desk.query().reports(room.id("r1.md")).unwrap().is_empty(), "a report leads nothing");
}

#[test]
fn a_saved_view_gets_another_name_but_not_one_that_is_taken() {
    let (room, _) = Room::one();
    room.desk.query().save_view("Morning run", "is:inbox").unwrap();
    room.desk.query().save_view("No image yet", "no:image").unwrap();
    room.desk.query().rename_view("Morning run", " Evening run ").unwrap();
    let names: Vec<String> = room.desk.query().views().unwrap().into_iter().map(|view| view.name).collect();
    assert_eq!(names, ["Evening run", "No image yet"], "it keeps its place");
    assert!(room.desk.query().rename_view("Evening run", "No image yet").is_err(), "the other view would be lost");
    assert!(
        room.desk.query().rename_view("Gone", "Back").is_err()
            && room.desk.query().rename_view("Evening run", " ").is_err()
    );
}

#[test]
fn the_numbers_of_a_receipt_list_what_they_count() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 59"));
    room.write("b.md", ARTICLE.replace("Reef robots", "Other robots"));
    let receipt = room.import();
    let part = |part| room.desk.import().receipt_part(receipt.id.unwrap(), part, (10, 0)).unwrap();
    assert_eq!((receipt.new, receipt.updated, receipt.kept), (1, 1, 1));
    assert_eq!(part(ReceiptPart::New)[0].title, "Other robots count coral");
    let kept = part(ReceiptPart::Kept);
    assert_eq!((kept.len(), kept[0].story.kept.clone()), (1, vec!["quality".into()]));
    assert_eq!(part(ReceiptPart::Updated), kept);
    assert_eq!((receipt.conflicts, part(ReceiptPart::Conflicts)), (1, kept), "both changed its quality");
}

#[test]
fn what_was_lost_or_was_noise_is_listed_too() {
    let room = Room::with(&[("a.md", ARTICLE), ("b.md", ARTICLE)]);
    room.import();
    room.desk.decide().decide(&[room.id("a.md")], &[Decision::Quality { value: 72 }]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    room.write("a.md", ARTICLE);
    room.write("b.md", ARTICLE.replace('\n', "\r\n"));
    let receipt = room.import();
    assert_eq!((receipt.lost, receipt.noise), (1, 1), "a robot undid the quality, and another flipped line ends");
    let part = |part| room.desk.import().receipt_part(receipt.id.unwrap(), part, (10, 0)).unwrap();
    let ids = |part: Vec<ReceiptLine>| part.into_iter().map(|line| line.id).collect::<Vec<_>>();
    assert_eq!(part(ReceiptPart::Lost)[0].story.lost, ["quality"]);
    assert_eq!(ids(part(ReceiptPart::Lost)), [room.id("a.md")]);
    assert_eq!(ids(part(ReceiptPart::Noise)), [room.id("b.md")]);
}

#[test]
fn a_refused_file_is_opened_as_it_is_and_no_other_file() {
    let room = Room::with(&[("bad.md", "---\nquality: high\n---\n"), ("good.md", ARTICLE)]);
    room.import();
    let bad = room.file("bad.md").canonicalize().unwrap();
    let text = room.desk.import().refused_text(bad.to_str().unwrap()).unwrap();
    assert_eq!((text.text.as_str(), text.cut), ("---\nquality: high\n---\n", false));
    let good = room.file("good.md").canonicalize().unwrap();
    assert!(
        room.desk.import().refused_text(good.to_str().unwrap()).is_err(),
        "the page must not read any file it names"
    );
    room.write("bad.md", b"---\nquality: \xff\n---\n");
    let text = room.desk.import().refused_text(bad.to_str().unwrap()).unwrap();
    assert_eq!(text.text, "---\nquality: \u{fffd}\n---\n", "bytes that are no text are marked");
}

#[test]
fn files_held_over_the_window_are_counted_as_far_as_is_asked() {
    let room = Room::with(&[("a.md", ARTICLE), ("deep/b.md", ARTICLE), ("note.txt", ""), (".git/c.md", "")]);
    let on = || ControlFlow::Continue(());
    let held = engine::import::count_files(&[room.site()], &on);
    assert_eq!((held.files, held.more), (2, false));
    assert_eq!(engine::import::count_files(&[room.file("note.txt")], &on).files, 1, "a file that is named is taken in");
    let left = Cell::new(2);
    let few = || {
        left.set(left.get() - 1);
        if left.get() < 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert!(engine::import::count_files(&[room.site()], &few).more, "counting ended early");
    assert_eq!(take_in(&room.desk, &room.site()).new, 2, "as many as were counted");
}
