//! A changed file meets decisions: three ways, with a receipt that can be opened later and taken back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::api::{ArrivalKind, IntakeId, Receipt};
use engine::article::{ArticleId, Place};
use engine::decide::Decision;
use engine::desk::Desk;

use room::{ARTICLE, Room, take_in};

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.into(), value: value.into() }
}

#[test]
fn untouched_fields_take_theirs_decided_fields_stay_mine_and_the_clash_is_shown() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }, set("title", "Mine")]).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 59").replace("never tire", "sleep"));
    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.kept, receipt.conflicts, receipt.lost), (1, 2, 1, 0));
    let details = room.desk.query().details(id).unwrap();
    assert_eq!((details.article.quality, details.article.excerpt.as_str()), (Some(72), "They sleep."));
    let clash = &details.conflicts[0];
    let values = [&clash.mine, &clash.base, &clash.theirs].map(ToString::to_string);
    assert_eq!((clash.field.as_str(), values), ("quality", ["72", "39", "59"].map(str::to_owned)));
    assert_eq!((details.conflicts.len(), room.row(id).conflicts), (1, 1), "the title did not clash");
    assert_eq!(room.found("is:conflict"), ["a"]);
}

#[test]
fn taking_theirs_is_a_decision_that_undo_takes_back() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 59"));
    room.import();
    room.desk.decide().take_theirs(id, "quality").unwrap();
    let details = room.desk.query().details(id).unwrap();
    assert_eq!((details.article.quality, details.conflicts.len(), details.row.pending), (Some(59), 0, false));
    assert_eq!(details.history[0].message.to_string(), "quality 72 to the wire’s value");
    room.desk.decide().undo().unwrap();
    let details = room.desk.query().details(id).unwrap();
    assert_eq!((details.article.quality, details.conflicts.len()), (Some(72), 1), "mine and the clash are back");
    assert!(room.desk.decide().take_theirs(id, "title").is_err(), "nothing was decided about the title");
}

#[test]
fn a_clash_ends_when_the_wire_comes_round() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    for (theirs, conflicts) in [("59", 1), ("60", 1), ("39", 0), ("61", 1), ("72", 0)] {
        room.write("a.md", ARTICLE.replace("quality: 39", &format!("quality: {theirs}")));
        room.import();
        assert_eq!(room.desk.query().details(id).unwrap().conflicts.len(), conflicts, "after the wire said {theirs}");
        assert_eq!(room.desk.query().details(id).unwrap().article.quality, Some(72));
    }
}

#[test]
fn deciding_again_settles_a_clash() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 59"));
    room.import();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 80 }]).unwrap();
    assert_eq!(room.desk.query().counts().unwrap().conflicts, 0, "whoever decides has seen both values");
}

#[test]
fn keeping_mine_settles_a_clash_until_the_wire_says_something_new_and_undo_takes_it_back() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }, set("title", "Mine")]).unwrap();
    let wire = |quality: &str| {
        room.write("a.md", ARTICLE.replace("quality: 39", quality).replace("Reef robots", "Theirs: robots"));
        room.import()
    };
    wire("quality: 59");
    let clashing =
        || room.desk.query().details(id).unwrap().conflicts.into_iter().map(|clash| clash.field).collect::<Vec<_>>();
    assert_eq!(clashing(), ["quality", "title"]);
    let kept = room.desk.decide().keep_mine(id, "quality").unwrap();
    assert_eq!(
        (kept.message.to_string(), clashing()),
        ("Kept quality as you decided it".to_owned(), vec!["title".to_owned()])
    );
    let details = room.desk.query().details(id).unwrap();
    assert_eq!((details.article.quality, details.row.conflicts), (Some(72), 1), "the other field still clashes");
    assert_eq!(details.history[0].message.to_string(), "quality kept as decided");
    assert!(room.desk.decide().keep_mine(id, "quality").is_err(), "nothing clashes there any more");

    assert_eq!(wire("quality: 59 # as before").conflicts, 0, "the wire said that already");
    room.desk.decide().undo().unwrap();
    assert_eq!(clashing(), ["quality", "title"], "also after the file came again");
    room.desk.decide().redo().unwrap();
    assert_eq!(clashing(), ["title"]);
    wire("quality: 61");
    let details = room.desk.query().details(id).unwrap();
    let clash = &details.conflicts[0];
    assert_eq!(
        (clash.base.to_string(), clash.theirs.to_string()),
        ("59".to_owned(), "61".to_owned()),
        "it is news again, against what was known"
    );
    room.desk.decide().keep_mine(id, "quality").unwrap();
    wire("quality: 63");
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 80 }]).unwrap();
    wire("quality: 61");
    assert_eq!(clashing(), ["quality", "title"], "what was decided anew was kept against nothing yet");
}

/// An article whose quality was decided, then given another value by the wire, which was kept out.
fn kept_against_59() -> (Room, ArticleId, IntakeId) {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 59"));
    let intake = room.import().id.unwrap();
    room.desk.decide().keep_mine(id, "quality").unwrap();
    (room, id, intake)
}

#[test]
fn a_wire_that_comes_round_to_what_it_said_before_ends_a_clash_that_was_kept_too() {
    let (room, id, _) = kept_against_59();
    for (theirs, conflicts) in [("39", 0), ("59", 0), ("61", 1), ("39", 0), ("72", 0)] {
        room.write("a.md", ARTICLE.replace("quality: 39", &format!("quality: {theirs}")));
        assert_eq!(room.import().conflicts, conflicts, "the wire said {theirs}");
        assert_eq!(room.row(id).conflicts, conflicts, "the wire said {theirs}");
    }
}

#[test]
fn no_clash_is_in_force_that_no_receipt_tells_when_the_import_that_was_kept_out_is_taken_back() {
    let (room, id, intake) = kept_against_59();
    room.desk.import().take_back(intake).unwrap();
    room.write("a.md", ARTICLE.replace("heat: 39", "heat: 40"));
    let receipt = room.import();
    assert_eq!((receipt.conflicts, room.row(id).conflicts), (0, 0), "the wire says what it said when it was decided");
}

#[test]
fn what_the_robot_lost_is_no_clash_also_where_mine_was_kept() {
    let (room, id, _) = kept_against_59();
    room.desk.write().hand_over(None, None).unwrap();
    room.write("a.md", ARTICLE);
    let receipt = room.import();
    assert_eq!((receipt.lost, receipt.conflicts, room.row(id).conflicts), (1, 0, 0), "the old value is back");
}

#[test]
fn a_clash_that_was_kept_leaves_nothing_behind_once_that_is_undone() {
    let (room, id, _) = kept_against_59();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 61"));
    assert_eq!(room.import().conflicts, 1);
    room.desk.decide().undo().unwrap();
    assert_eq!(
        room.desk.query().details(id).unwrap().conflicts[0].base.to_string(),
        "39",
        "as if it had never been kept"
    );
    room.write("a.md", ARTICLE);
    room.import();
    assert_eq!(room.row(id).conflicts, 0, "the wire came round to what it said before");
}

#[test]
fn a_decision_that_is_withdrawn_takes_its_note_with_it_and_undo_brings_both_back() {
    let (room, id, _) = kept_against_59();
    let pinned = || {
        let library = rusqlite::Connection::open(room.library().join("library.sqlite")).unwrap();
        library.query_row("SELECT count(*) FROM override", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(pinned(), 2, "the decision and its note");
    room.desk.decide().take_theirs(id, "quality").unwrap();
    assert_eq!(pinned(), 0);
    room.desk.decide().undo().unwrap();
    assert_eq!((pinned(), room.row(id).conflicts), (2, 0));
}

#[test]
fn what_was_kept_is_what_hand_over_writes() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    let theirs = ARTICLE.replace("quality: 39", "quality: 59");
    room.write("a.md", &theirs);
    room.import();
    room.desk.decide().keep_mine(id, "quality").unwrap();
    assert_eq!(room.desk.write().hand_over(None, None).unwrap().written, 1);
    let file = std::fs::read_to_string(room.file("a.md")).unwrap();
    assert_eq!(file, theirs.replace("quality: 59", "quality: 72"), "mine, and nothing else");
    assert_eq!(room.import().lost, 0);
    assert_eq!(room.found("is:conflict"), [""; 0]);
    room.write("a.md", &theirs);
    assert_eq!((room.import().lost, room.row(id).conflicts), (1, 0), "lost, and no new clash");
}

#[test]
fn a_decision_is_kept_too_where_the_wire_took_the_key_out() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39\n", ""));
    room.import();
    assert_eq!(room.row(id).conflicts, 1);
    let before = room.document(id);
    room.desk.decide().keep_mine(id, "quality").unwrap();
    assert_eq!((room.row(id).conflicts, room.document(id)), (0, before));
}

#[test]
fn a_decision_that_the_robot_lost_is_named_and_put_back() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Spike]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    let spiked = std::fs::read_to_string(room.file("a.md")).unwrap();
    assert!(spiked.contains("removed: true\npublished: false\n"));
    // The robot writes from its own records: the take-down is gone, and the article is live again.
    room.write("a.md", ARTICLE.replace("published: false", "published: true").replace("heat: 39", "heat: 99"));
    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.kept, receipt.conflicts, receipt.lost), (1, 1, 0, 2));
    let lines = room.desk.import().receipt_lines(receipt.id.unwrap(), 10, 0).unwrap();
    assert_eq!(lines[0].story.lost, ["published", "removed"]);
    assert_eq!((room.row(id).place, room.row(id).pending), (Place::Spiked, true));
    assert_eq!(room.desk.write().hand_over(None, None).unwrap().written, 1);
    assert!(
        std::fs::read_to_string(room.file("a.md")).unwrap().contains("heat: 99\nremoved: true\npublished: false\n")
    );
}

#[test]
fn a_file_put_back_to_what_arrived_has_lost_the_decision_even_though_no_byte_of_the_wire_moved() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    room.write("a.md", ARTICLE);
    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.noise, receipt.lost), (1, 0, 2), "published and quality were in the file");
    assert!(room.row(id).pending);
}

#[test]
fn a_verdict_that_was_never_handed_over_is_not_lost() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    room.write("a.md", ARTICLE.replace("heat: 39", "heat: 59"));
    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.kept, receipt.lost), (1, 1, 0));
    assert!(room.row(id).pending);
}

#[test]
fn churn_of_coverage_and_heat_updates_quietly() {
    let (room, id) = Room::one();
    let related = "related:\n  - title: \"Another\"\n    webUrl: \"https://other.example/1\"\n\nsecured";
    room.write("a.md", ARTICLE.replace("heat: 39", "heat: 59").replace("secured", related));
    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.quiet, receipt.unchanged), (1, 1, 0));
    let lines = room.desk.import().receipt_lines(receipt.id.unwrap(), 10, 0).unwrap();
    assert_eq!((lines[0].kind, lines[0].story.moved.len()), (ArrivalKind::Quiet, 2));
    assert_eq!((room.row(id).heat, room.row(id).coverage), (Some(59), 1));
    assert_eq!(room.found("another"), ["a"], "the new coverage is found");
}

#[test]
fn a_receipt_is_kept_and_tells_later_what_moved_and_what_stood() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
    room.write("a.md", ARTICLE.replace("never tire", "sleep"));
    room.write("b.md", ARTICLE);
    room.write("bad.md", "---\nquality: high\n---\n");
    let receipt = room.import();
    let room = room.reopen();
    let kept: Vec<Receipt> = room.desk.import().receipts(10).unwrap();
    assert_eq!((kept.len(), &kept[0]), (2, &receipt), "newest first, just as it was given");
    let lines = room.desk.import().receipt_lines(receipt.id.unwrap(), 10, 0).unwrap();
    let line = lines.iter().find(|line| line.id == id).unwrap();
    assert_eq!((line.kind, line.story.moved.as_slice()), (ArrivalKind::Updated, &["excerpt".to_owned()][..]));
    assert_eq!(line.story.kept[0].to_string(), "published");
    assert_eq!(lines.iter().filter(|line| line.kind == ArrivalKind::New).count(), 1);
    assert_eq!((kept[0].refused.len(), room.desk.import().refused().unwrap().len()), (1, 1));
    room.write("bad.md", ARTICLE);
    room.import();
    assert!(room.desk.import().refused().unwrap().is_empty(), "a mended file leaves the list");
}

#[test]
fn an_import_is_taken_back_whole_and_that_is_one_step_of_undo() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    let before = room.desk.query().details(id).unwrap();
    room.write("a.md", ARTICLE.replace("quality: 39", "quality: 59").replace("coral", "kelp"));
    room.write("b.md", ARTICLE);
    let receipt = room.import();
    let after = room.desk.query().details(id).unwrap();
    let b = room.id("b.md");

    room.desk.import().take_back(receipt.id.unwrap()).unwrap();
    let taken_back = room.desk.query().details(id).unwrap();
    assert_eq!((&taken_back.article, &taken_back.conflicts), (&before.article, &before.conflicts));
    assert_eq!((room.desk.query().counts().unwrap().everything, room.found("kelp").len()), (1, 0), "b.md is gone");
    assert!(room.desk.query().find(room.file("b.md").to_str().unwrap()).is_err());
    assert!(room.desk.import().receipt(receipt.id.unwrap()).unwrap().taken_back);

    room.desk.decide().undo().unwrap();
    assert_eq!(room.desk.query().details(id).unwrap(), after, "undo brings the import back with its conflict");
    assert_eq!(room.desk.query().rows(&[b]).unwrap().len(), 1);
    room.desk.decide().redo().unwrap();
    assert_eq!(room.desk.query().details(id).unwrap().article, before.article);
    assert_eq!(room.desk.decide().undo().unwrap().unwrap().changed.len(), 2);
    room.desk.decide().undo().unwrap();
    assert_eq!(
        room.desk.query().details(id).unwrap().article.quality,
        Some(59),
        "the decision before it is the next step"
    );
}

#[test]
fn an_article_whose_import_was_undone_comes_back_although_its_file_is_old_and_unchanged() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    let an_hour_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    std::fs::File::options().write(true).open(room.file("a.md")).unwrap().set_modified(an_hour_ago).unwrap();
    let first = room.import().id.unwrap();
    assert_eq!(room.import().unchanged, 1, "the time of the file is trusted");
    room.desk.import().take_back(first).unwrap();
    assert_eq!(room.import().new, 1);
    assert_eq!(room.desk.query().view("").unwrap().total, 1);
}

#[test]
fn what_was_taken_back_comes_again_with_the_next_import() {
    let (room, id) = Room::one();
    room.write("a.md", ARTICLE.replace("coral", "kelp"));
    room.write("b.md", ARTICLE);
    let first = room.import().id.unwrap();
    room.desk.import().take_back(first).unwrap();
    assert!(room.desk.import().take_back(first).is_err(), "once is enough");
    assert_eq!(room.desk.query().counts().unwrap().pending, 0, "taking back an import decides nothing");
    let receipt = room.import();
    assert_eq!((receipt.new, receipt.updated, receipt.unchanged), (1, 1, 0));
    assert_eq!(room.row(id).title, "Reef robots count kelp");
    assert!(room.desk.decide().undo().unwrap().is_none(), "newer files arrived: the old import cannot come back");
    let history = room.desk.import().receipts(10).unwrap();
    assert_eq!(history.iter().filter(|receipt| receipt.taken_back).count(), 1);
}

#[test]
fn an_import_that_a_later_one_built_upon_is_taken_back_after_it() {
    let (room, id) = Room::one();
    let mut receipts = Vec::new();
    for heat in ["heat: 59", "heat: 79"] {
        room.write("a.md", ARTICLE.replace("heat: 39", heat));
        receipts.push(room.import().id.unwrap());
    }
    let refused = room.desk.import().take_back(receipts[0]).unwrap_err();
    assert!(refused.to_string().contains("later import"), "{refused}");
    room.desk.import().take_back(receipts[1]).unwrap();
    room.desk.import().take_back(receipts[0]).unwrap();
    assert_eq!(room.document(id), ARTICLE);
}

#[test]
fn two_programs_take_in_and_decide_on_one_library_without_losing_anything() {
    let (room, id) = Room::one();
    let other = Desk::open(&room.library()).unwrap();
    assert!(room.desk.query().changed_elsewhere().unwrap().is_empty());
    other.decide().decide(&[id], &[Decision::Publish]).unwrap();
    assert_eq!(room.desk.query().changed_elsewhere().unwrap(), [id], "the window hears of the other's work");
    assert!(room.desk.query().changed_elsewhere().unwrap().is_empty(), "once");
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    assert!(room.desk.query().changed_elsewhere().unwrap().is_empty(), "and not of its own");
    assert_eq!(room.row(id).place, Place::Published, "the other's decision stands beside mine");
    assert_eq!(other.query().changed_elsewhere().unwrap(), [id]);

    let files: Vec<String> = (0..600).map(|n| format!("more/{n}.md")).collect();
    for file in &files {
        room.write(file, ARTICLE.replace("coral", file));
    }
    std::thread::scope(|scope| {
        let both = [&room.desk, &other].map(|desk| scope.spawn(|| take_in(desk, &room.site())));
        let receipts = both.map(|thread| thread.join().unwrap());
        let new: u32 = receipts.iter().map(|receipt| receipt.new).sum();
        assert_eq!(new, 600, "each file is taken in by one of them");
        assert!(receipts.iter().all(|receipt| receipt.refused.is_empty()));
    });
    assert_eq!(other.query().counts().unwrap(), room.desk.query().counts().unwrap());
    assert_eq!(room.desk.query().counts().unwrap().everything, 601);
}

#[test]
fn a_file_that_vanishes_or_may_not_be_read_is_refused_and_the_rest_taken_in() {
    let room = Room::with(&[("a.md", ARTICLE), ("b.md", ARTICLE)]);
    let gone = room.file("gone.md");
    let receipt = room.desk.import().take_in(&[room.site(), gone], &|_| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!((receipt.new, receipt.refused.len()), (2, 1));
    assert!(receipt.refused[0].message.to_string().contains("not there"), "{}", receipt.refused[0].message);
}

#[test]
fn a_lead_that_the_robot_put_back_is_named_as_lost_and_handed_over_again() {
    let related = "\nrelated:\n  - title: \"Coral counted\"\n    excerpt: \"By robots.\"\n    publishedDateTime: 2026-11-02T07:00:00Z\n\
                   \u{20}   webUrl: \"https://tide.example/coral\"\n    type: article\n    provider:\n      name: Tide\n      domain: tide.example\n\
                   \u{20}   quality: 31\n\nsecured:";
    let story = ARTICLE.replace("\nsecured:", related);
    let room = Room::with(&[("a.md", &story)]);
    room.import();
    let id = room.id("a.md");
    room.desk.decide().decide(&[id], &[Decision::Lead { report: 0 }]).unwrap();
    assert_eq!(room.row(id).title, "Coral counted");
    room.desk.write().hand_over(None, None).unwrap();
    let led = std::fs::read_to_string(room.file("a.md")).unwrap();
    room.write("a.md", story.replace("heat: 39", "heat: 59"));
    let receipt = room.import();
    assert_eq!((receipt.updated, receipt.lost, receipt.conflicts), (1, 1, 0));
    assert_eq!(room.row(id).title, "Coral counted", "the decision stands");
    assert_eq!(room.desk.write().hand_over(None, None).unwrap().written, 1);
    assert_eq!(std::fs::read_to_string(room.file("a.md")).unwrap(), led.replace("heat: 39", "heat: 59"));
}
