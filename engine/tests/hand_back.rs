//! A hand-over is taken back: files that are as we wrote them get their former bytes again, others are left and named.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use std::path::Path;

use engine::article::ArticleId;
use engine::decide::Decision;
use engine::error::{Code, Error};

use room::{ARTICLE, Room};

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

/// Three articles: one with Windows line ends, one with comments, one plain.
fn three() -> (Room, Vec<(String, String)>, Vec<ArticleId>) {
    let files = vec![
        ("a.md".to_owned(), ARTICLE.to_owned()),
        ("b.md".to_owned(), ARTICLE.replace('\n', "\r\n").replace("Reef robots", "Otters")),
        ("c.md".to_owned(), ARTICLE.replace("quality: 39", "quality: 39   # by the robot").replace("Reef", "Moon")),
    ];
    let room = Room::with(&files.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>());
    room.import();
    let ids = files.iter().map(|(name, _)| room.id(name)).collect();
    (room, files, ids)
}

#[test]
fn every_file_has_its_former_bytes_again_after_a_restart_and_the_decisions_wait() {
    let (room, files, ids) = three();
    room.desk.decide().decide(&ids, &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.refused.len()), (3, 0));
    let handed: Vec<String> = files.iter().map(|(name, _)| text(&room.file(name))).collect();
    room.desk
        .decide()
        .decide(&ids[..1], &[Decision::Set { path: "title".into(), value: "Later title".into() }])
        .unwrap();

    let room = room.reopen();
    let line = &room.desk.write().hand_overs(10).unwrap()[0];
    assert_eq!((Some(line.id), line.files, line.back, line.can_be_taken_back), (done.id, 3, 0, true));
    let back = room.desk.write().take_back_hand_over(None).unwrap();
    assert_eq!((back.back.len(), back.refused.len()), (3, 0), "{back:?}");
    for (name, before) in &files {
        assert_eq!(&text(&room.file(name)), before, "{name}: byte for byte as before the hand-over");
    }
    for id in &ids {
        assert!(room.row(*id).pending, "what is decided waits again");
        assert_eq!(room.row(*id).quality, Some(72), "and is decided as before");
    }
    let line = &room.desk.write().hand_overs(10).unwrap()[0];
    assert_eq!((line.files, line.back, line.can_be_taken_back), (3, 3, false), "the list says so");
    let again = room.desk.write().take_back_hand_over(Some(line.id)).unwrap_err().to_string();
    assert!(again.contains("taken back already"), "{again}");

    let receipt = room.import();
    assert_eq!((receipt.unchanged, receipt.updated, receipt.lost), (3, 0, 0), "the bytes before are no news");
    assert_eq!(room.desk.write().hand_over(Some(&ids[1..]), None).unwrap().written, 2);
    for (name, handed) in files.iter().zip(&handed).skip(1).map(|((name, _), handed)| (name, handed)) {
        assert_eq!(&text(&room.file(name)), handed, "{name}: handed over anew, the same");
    }
    assert!(text(&room.file("a.md")).contains("Reef robots"), "the first one was not asked for");
}

#[test]
fn a_robot_that_loses_decisions_after_all_is_still_named() {
    let (room, files, ids) = three();
    room.desk.decide().decide(&ids[..1], &[Decision::Publish]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    room.desk.write().take_back_hand_over(None).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    let handed = text(&room.file("a.md"));
    // The same bytes as before, but by the robot's hand: it has lost the decision.
    room.write("a.md", &files[0].1);
    assert_eq!(room.import().lost, 1, "taking a hand-over back must not make the robot's bytes ours for good");
    assert!(room.row(ids[0]).pending);
    room.desk.write().hand_over(None, None).unwrap();
    assert_eq!(text(&room.file("a.md")), handed);
}

#[test]
fn what_changed_since_is_left_and_named_and_can_be_tried_again() {
    let (room, files, ids) = three();
    room.desk.decide().decide(&ids, &[Decision::Spike]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    let handed = text(&room.file("b.md"));
    let robots = handed.replace("Otters", "Otters and seals");
    room.write("b.md", &robots);
    std::fs::remove_file(room.file("c.md")).unwrap();
    let back = room.desk.write().take_back_hand_over(None).unwrap();
    assert_eq!(back.back, ids[..1]);
    let told: Vec<(&str, bool)> = back
        .refused
        .iter()
        .map(|refusal| {
            (refusal.path.rsplit('/').next().unwrap(), refusal.message.to_string().contains("changed since"))
        })
        .collect();
    assert_eq!(told, [("b.md", true), ("c.md", false)], "{:?}", back.refused);
    assert_eq!(text(&room.file("a.md")), files[0].1);
    assert_eq!(text(&room.file("b.md")), robots, "another's work is never overwritten");
    assert!(!room.file("c.md").exists(), "and nothing is made that is not there");
    let line = &room.desk.write().hand_overs(10).unwrap()[0];
    assert_eq!((line.files, line.back, line.can_be_taken_back), (3, 1, true));
    room.write("b.md", &handed);
    let back = room.desk.write().take_back_hand_over(None).unwrap();
    assert_eq!((back.back.as_slice(), back.refused.len()), (&ids[1..2], 1), "only what was left is tried again");
    assert_eq!(text(&room.file("b.md")), files[1].1);
}

#[test]
fn a_later_hand_over_is_taken_back_first() {
    let (room, files, ids) = three();
    let quality = |value| Decision::Quality { value };
    room.desk.decide().decide(&ids[..1], &[quality(50)]).unwrap();
    let first = room.desk.write().hand_over(None, None).unwrap().id;
    let between = text(&room.file("a.md"));
    room.desk.decide().decide(&ids[..1], &[quality(60)]).unwrap();
    let second = room.desk.write().hand_over(None, None).unwrap().id;
    let refused = room.desk.write().take_back_hand_over(first).unwrap().refused;
    assert!(refused[0].message.to_string().contains("later hand-over"), "{refused:?}");
    assert_eq!(room.desk.write().take_back_hand_over(second).unwrap().back.len(), 1);
    assert_eq!(text(&room.file("a.md")), between, "its former bytes were our own");
    assert_eq!(room.desk.write().take_back_hand_over(first).unwrap().back.len(), 1);
    assert_eq!(text(&room.file("a.md")), files[0].1);
    assert_eq!(room.import().unchanged, 3);
}

#[test]
fn what_was_not_written_is_not_taken_back() {
    let (room, files, ids) = three();
    assert!(room.desk.write().take_back_hand_over(None).is_err(), "there is none yet");
    room.desk.decide().decide(&ids, &[Decision::Publish]).unwrap();
    // One is no longer what was seen: the hand-over leaves it.
    room.write("b.md", files[1].1.replace("Otters", "Seals"));
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.refused.len()), (2, 1));
    assert_eq!(room.desk.write().hand_overs(10).unwrap()[0].files, 2);
    let back = room.desk.write().take_back_hand_over(done.id).unwrap();
    assert_eq!((back.back, back.refused.len()), (vec![ids[0], ids[2]], 0));
    assert_eq!(text(&room.file("b.md")), files[1].1.replace("Otters", "Seals"));
    let elsewhere = room.folder.path().join("elsewhere");
    let done = room.desk.write().hand_over(None, Some(&elsewhere)).unwrap();
    assert_eq!((done.written, done.id), (3, None), "what is written below another folder is not taken back");
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_modes_stay_as_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let (room, files, ids) = three();
    let real = room.folder.path().join("real.md");
    std::fs::rename(room.file("a.md"), &real).unwrap();
    std::os::unix::fs::symlink(&real, room.file("a.md")).unwrap();
    std::fs::set_permissions(room.file("b.md"), std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::set_permissions(room.file("c.md"), std::fs::Permissions::from_mode(0o444)).unwrap();
    room.desk.decide().decide(&ids, &[Decision::Publish]).unwrap();
    let done = room.desk.write().hand_over(None, None).unwrap();
    assert_eq!((done.written, done.refused.len()), (2, 1), "{done:?}");
    let back = room.desk.write().take_back_hand_over(done.id).unwrap();
    assert_eq!(back.back.len(), 2, "{back:?}");
    assert!(room.file("a.md").is_symlink(), "a link stays a link");
    assert_eq!(text(&real), files[0].1);
    let mode = std::fs::metadata(room.file("b.md")).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode, text(&room.file("b.md"))), (0o640, files[1].1.clone()));
}

#[test]
fn nothing_is_written_or_taken_back_while_another_program_writes() {
    let (room, _, ids) = three();
    room.desk.decide().decide(&ids[..1], &[Decision::Publish]).unwrap();
    let first = room.desk.write().hand_over(None, None).unwrap().id;
    room.desk.decide().decide(&ids[1..2], &[Decision::Publish]).unwrap();
    let busy = |done: Result<(), Error>, told: &str| {
        let failure = done.expect_err(told).failure();
        assert!(
            failure.code == Code::Refused && failure.message.to_string().contains("just now"),
            "{told}: {failure:?}"
        );
    };
    let lock = std::fs::File::options().write(true).open(room.library().join("handing-over.lock")).unwrap();
    lock.try_lock().unwrap();
    busy(room.desk.write().take_back_hand_over(first).map(drop), "taking back an earlier one");
    busy(room.desk.write().take_back_hand_over(None).map(drop), "taking back the last one");
    busy(room.desk.write().hand_over(None, None).map(drop), "handing over");
    lock.unlock().unwrap();
    assert_eq!(room.desk.write().hand_over(None, None).unwrap().written, 1, "free again");
    assert_eq!(room.desk.write().take_back_hand_over(first).unwrap().back, ids[..1]);
}

#[test]
fn one_row_that_is_damaged_does_not_keep_the_other_files_from_being_taken_back() {
    let (room, files, ids) = three();
    room.desk.decide().decide(&ids, &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    let id = room.desk.write().hand_over(None, None).unwrap().id;
    let library = rusqlite::Connection::open(room.library().join("library.sqlite")).unwrap();
    library.execute("UPDATE hand_over_file SET middle = x'00' WHERE article_id = ?1", [ids[0].0]).unwrap();
    library.execute("DELETE FROM arrived WHERE article_id = ?1", [ids[1].0]).unwrap();
    let handed = text(&room.file("a.md"));
    let back = room.desk.write().take_back_hand_over(id).unwrap();
    assert_eq!((back.back.as_slice(), back.refused.len()), (&ids[2..], 2), "{back:?}");
    assert!(
        back.refused[0].path.ends_with("a.md") && back.refused[0].message.to_string().contains("damaged"),
        "{back:?}"
    );
    assert!(
        back.refused
            .iter()
            .all(|refusal| !refusal.message.to_string().is_empty() && !refusal.hint.to_string().is_empty()),
        "{back:?}"
    );
    assert_eq!((text(&room.file("a.md")), text(&room.file("c.md"))), (handed, files[2].1.clone()));
    let line = &room.desk.write().hand_overs(10).unwrap()[0];
    assert_eq!((line.files, line.back, line.can_be_taken_back), (3, 1, true), "the rest can be tried again");
}
