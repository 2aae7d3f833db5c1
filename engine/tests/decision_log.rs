//! No damage to the library's file costs a decision: the decision log shares no page with it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use engine::decide::Decision;
use engine::desk::Desk;
use engine::error::Error;

use room::{ARTICLE, Dice, Room, take_in};

const PAGE: u64 = 8192;

/// A library of so many articles, most of them decided about in several batches, with some undone and redone; closed.
fn decided_library(articles: usize) -> (tempfile::TempDir, BTreeMap<String, String>) {
    let room = Room::with(&[]);
    for number in 0..articles {
        room.write(&format!("{number:03}.md"), ARTICLE.replace("coral", &format!("coral {number}")));
    }
    room.import();
    let ids = room.desk.query().view("").unwrap().ids;
    let decide = |number: usize, decisions: &[Decision]| {
        room.desk.decide().decide(&[ids[number]], decisions).unwrap();
    };
    room.desk.decide().decide(&ids[..articles / 2], &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    for number in 0..articles {
        match number % 4 {
            0 => decide(number, &[Decision::Spike]),
            1 => decide(number, &[Decision::Quality { value: 50 + i64::try_from(number % 50).unwrap() }]),
            2 => decide(number, &[set("title", &format!("Headline {number}")), set("topics", "[AI, Reefs]")]),
            _ => {}
        }
    }
    decide(1, &[Decision::Publish]);
    room.desk.decide().undo().unwrap().unwrap();
    decide(2, &[Decision::Quality { value: 9 }]);
    room.desk.decide().undo().unwrap().unwrap();
    room.desk.decide().redo().unwrap().unwrap();
    let expected = decisions(&room.desk);
    let Room { folder, desk } = room;
    drop(desk);
    (folder, expected)
}

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.to_owned(), value: value.to_owned() }
}

/// Place and document of each article, by the name of its file.
fn decisions(desk: &Desk) -> BTreeMap<String, String> {
    let ids = desk.query().view("").unwrap().ids;
    let rows = desk.query().rows(&ids).unwrap();
    let said = rows.iter().map(|row| {
        let document = String::from_utf8(desk.query().document(row.id).unwrap()).unwrap();
        let name = row.path.rsplit('/').next().unwrap().to_owned();
        (name, format!("{:?} {} {document}", row.place, row.pending))
    });
    said.collect()
}

fn library(folder: &Path) -> PathBuf {
    folder.join("library/library.sqlite")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

fn overwrite(file: &Path, offset: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(bytes).unwrap();
}

/// Damages a copy of the library, has it rebuilt, imports the files again, and compares every decision. A library that
/// was not damaged enough to be noticed must be right as it is.
fn survives(folder: &Path, expected: &BTreeMap<String, String>, name: &str, damage: impl FnOnce(&Path)) {
    let copied = folder.join("copied");
    copy(&folder.join("library"), &copied.join("library"));
    damage(&library(&copied));
    let library = copied.join("library");
    if let Ok(findings) = engine::maintenance::doctor(&library) {
        let healthy = findings.iter().all(|finding| finding.ok);
        let articles = Desk::open(&library).map(|desk| desk.query().view("").map_or(0, |view| view.total));
        assert!(!healthy || articles.is_ok_and(|articles| articles > 0), "{name}: healthy over nothing: {findings:?}");
    }
    let rebuilt = engine::maintenance::rebuild(&library).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(rebuilt.decisions_lost, 0, "{name}: {rebuilt:?}");
    let desk = Desk::open(&library).unwrap_or_else(|error| panic!("{name}: {error}"));
    take_in(&desk, &folder.join("site"));
    let found = decisions(&desk);
    let differ = expected.iter().find(|(file, said)| found.get(*file) != Some(said));
    assert!(differ.is_none(), "{name}: {differ:?} is now {:?}; {rebuilt:?}", differ.map(|(file, _)| found.get(file)));
    drop(desk);
    let findings = engine::maintenance::doctor(&library).unwrap();
    assert!(findings.iter().all(|finding| finding.ok), "{name}: {findings:?}");
    std::fs::remove_dir_all(&copied).unwrap();
}

/// How many articles the attacks below are tried with; the long form sets the variable.
fn articles() -> usize {
    std::env::var("COPYTASTER_DAMAGED_ARTICLES").ok().and_then(|number| number.parse().ok()).unwrap_or(24)
}

#[test]
fn whichever_page_of_the_library_is_overwritten_no_decision_is_lost() {
    let (folder, expected) = decided_library(articles());
    let pages = std::fs::metadata(library(folder.path())).unwrap().len() / PAGE;
    for page in 0..pages {
        survives(folder.path(), &expected, &format!("page {page}"), |file| overwrite(file, page * PAGE, &[0x5A; 512]));
        let middle = page * PAGE + PAGE / 2;
        survives(folder.path(), &expected, &format!("half of page {page}"), |file| overwrite(file, middle, &[0; 4096]));
    }
}

#[test]
fn whatever_is_overwritten_cut_off_or_zeroed_at_random_no_decision_is_lost() {
    let (folder, expected) = decided_library(articles());
    let bytes = std::fs::metadata(library(folder.path())).unwrap().len();
    let mut dice = Dice(20);
    for round in 0..articles() {
        let (offset, kind) = (dice.roll() % bytes, dice.below(4));
        let junk: Vec<u8> = (0..=dice.below(2_000)).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
        survives(folder.path(), &expected, &format!("round {round}: kind {kind} at {offset}"), |file| match kind {
            0 => overwrite(file, offset.min(bytes - 2_001), &vec![b'x'; junk.len()]),
            1 => overwrite(file, offset / PAGE * PAGE, &[0; 8192]),
            2 => drop(OpenOptions::new().write(true).open(file).unwrap().set_len(offset)),
            _ => overwrite(file, offset.min(bytes - 2_001), &junk),
        });
    }
}

#[test]
fn whichever_field_of_the_header_is_damaged_no_decision_is_lost() {
    let (folder, expected) = decided_library(8);
    for offset in (0..100).step_by(4).chain([17, 18, 19, 21]) {
        for with in [[0; 4], [0xFF; 4], [1, 0, 0, 1]] {
            let name = format!("header at {offset}: {with:?}");
            survives(folder.path(), &expected, &name, |file| overwrite(file, offset, &with));
        }
    }
}

#[test]
fn a_library_that_is_empty_or_missing_is_named_and_never_replaced_by_an_empty_one() {
    for size in [Some(0), Some(1), Some(100), None] {
        let (folder, expected) = decided_library(8);
        let file = library(folder.path());
        match size {
            Some(size) => OpenOptions::new().write(true).open(&file).unwrap().set_len(size).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let library = folder.path().join("library");
        let refused = Desk::open(&library).err().unwrap();
        assert!(matches!(refused, Error::DamagedLibrary { .. }), "{size:?}: {refused}");
        assert_eq!(std::fs::metadata(&file).ok().map(|metadata| metadata.len()), size, "opening changes nothing");
        assert!(!engine::maintenance::doctor(&library).unwrap()[0].ok, "{size:?}");
        let rebuilt = engine::maintenance::rebuild(&library).unwrap();
        assert_eq!(rebuilt.put_aside.len(), 7, "{size:?}: what was decided about is known by its path: {rebuilt:?}");
        let desk = Desk::open(&library).unwrap();
        take_in(&desk, &folder.path().join("site"));
        assert_eq!(decisions(&desk), expected, "{size:?}");
    }
}

#[test]
fn where_nothing_can_be_read_nothing_is_replaced_and_the_newest_good_backup_is_offered() {
    let (folder, expected) = decided_library(8);
    let library_folder = folder.path().join("library");
    let backup = Desk::open(&library_folder).unwrap().maintenance().back_up().unwrap();
    let kept = folder.path().join("kept.sqlite");
    std::fs::copy(&backup.path, &kept).unwrap();
    std::fs::remove_file(&backup.path).unwrap();
    std::fs::remove_file(library_folder.join("decisions.log")).unwrap();
    std::fs::write(library(folder.path()), b"").unwrap();
    let refused = engine::maintenance::rebuild(&library_folder).unwrap_err();
    assert!(matches!(refused, Error::NothingToRebuildFrom { .. }), "{refused}");
    assert_eq!(std::fs::metadata(library(folder.path())).unwrap().len(), 0, "it was left as it is");
    std::fs::copy(&kept, &backup.path).unwrap();
    let finding = engine::maintenance::doctor(&library_folder).unwrap().remove(0);
    assert!(!finding.ok && finding.message.to_string().contains(&backup.path), "{finding:?}");
    engine::maintenance::restore(&library_folder, Path::new(&backup.path)).unwrap();
    assert_eq!(decisions(&Desk::open(&library_folder).unwrap()), expected);
}

#[test]
fn whichever_line_of_the_log_is_damaged_the_doctor_names_it_and_no_decision_is_lost() {
    let (folder, expected) = decided_library(8);
    let library = folder.path().join("library");
    let log = std::fs::read(library.join("decisions.log")).unwrap();
    let lines: Vec<usize> = std::iter::once(0)
        .chain(log.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1))
        .collect();
    for start in &lines[..lines.len() - 1] {
        let copied = folder.path().join("copied");
        copy(&library, &copied);
        overwrite(&copied.join("decisions.log"), *start as u64 + 30, b"####");
        assert!(
            engine::maintenance::doctor(&copied).unwrap().iter().any(|finding| !finding.ok || *start == 0),
            "line at {start}"
        );
        engine::maintenance::rebuild(&copied).unwrap();
        assert_eq!(decisions(&Desk::open(&copied).unwrap()), expected, "line at {start}");
        assert!(engine::maintenance::doctor(&copied).unwrap().iter().all(|finding| finding.ok), "line at {start}");
        std::fs::remove_dir_all(&copied).unwrap();
    }
}

#[test]
fn a_lost_log_is_written_again_and_a_former_one_is_kept() {
    let (folder, expected) = decided_library(8);
    let library = folder.path().join("library");
    std::fs::remove_file(library.join("decisions.log")).unwrap();
    assert!(
        engine::maintenance::doctor(&library)
            .unwrap()
            .iter()
            .any(|finding| finding.about == "decisions" && !finding.ok)
    );
    assert_eq!(decisions(&Desk::open(&library).unwrap()), expected);
    assert!(engine::maintenance::doctor(&library).unwrap().iter().all(|finding| finding.ok));
    std::fs::write(library.join("decisions.log"), "something else\n").unwrap();
    drop(Desk::open(&library).unwrap());
    assert_eq!(std::fs::read(library.join("decisions-damaged-1.log")).unwrap(), b"something else\n");
    assert!(engine::maintenance::doctor(&library).unwrap().iter().all(|finding| finding.ok));
}

#[test]
fn an_older_library_put_in_the_place_of_the_present_one_gets_the_later_decisions_from_the_log() {
    let (folder, _) = decided_library(8);
    let (file, older) = (library(folder.path()), folder.path().join("older.sqlite"));
    std::fs::copy(&file, &older).unwrap();
    let desk = Desk::open(&folder.path().join("library")).unwrap();
    std::fs::write(folder.path().join("site/new.md"), ARTICLE).unwrap();
    take_in(&desk, &folder.path().join("site"));
    let ids = desk.query().view("").unwrap().ids;
    desk.decide().decide(&ids, &[Decision::Quality { value: 33 }]).unwrap();
    let expected = decisions(&desk);
    drop(desk);
    std::fs::copy(&older, &file).unwrap();
    let desk = Desk::open(&folder.path().join("library")).unwrap();
    take_in(&desk, &folder.path().join("site"));
    assert_eq!(decisions(&desk), expected, "also of the article that the older library does not have");
}

#[test]
fn a_decision_is_not_acknowledged_once_the_library_is_no_longer_there_and_is_stored_when_it_is_back() {
    type Attack = fn(&Path, &Path);
    let attacks: [(&str, Attack); 4] = [
        ("the folder is moved away", |folder, away| std::fs::rename(folder, away).unwrap()),
        ("the folder is removed", |folder, away| {
            copy(folder, away);
            std::fs::remove_dir_all(folder).unwrap();
        }),
        ("the file is replaced", |folder, away| {
            copy(folder, away);
            let file = folder.join("library.sqlite");
            std::fs::rename(&file, folder.join("former.sqlite")).unwrap();
            std::fs::copy(folder.join("former.sqlite"), file).unwrap();
        }),
        ("the write-ahead log is removed", |folder, away| {
            copy(folder, away);
            std::fs::remove_file(folder.join("library.sqlite-wal")).unwrap();
        }),
    ];
    for (name, attack) in attacks {
        let (room, id) = Room::one();
        room.desk.decide().decide(&[id], &[Decision::Quality { value: 40 }]).unwrap();
        let (library, away) = (room.library(), room.folder.path().join("away"));
        attack(&library, &away);
        let refused = room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap_err();
        let Error::LibraryMoved { rescued: Some(rescued), .. } = &refused else { panic!("{name}: {refused}") };
        assert!(refused.failure().hint.unwrap().to_string().contains(rescued.to_str().unwrap()), "{name}");
        let Room { folder, desk } = room;
        drop(desk);
        let rescued_text = std::fs::read(rescued).unwrap();
        let _ = std::fs::remove_dir_all(&library);
        std::fs::rename(&away, &library).unwrap();
        std::fs::write(library.join(rescued.file_name().unwrap()), rescued_text).unwrap();
        let desk = Desk::open(&library).unwrap();
        assert_eq!(desk.query().view("is:published quality:40").unwrap().total, 1, "{name}");
        drop(desk);
        assert_eq!(
            Desk::open(&library).unwrap().decide().undo().unwrap().unwrap().changed.len(),
            1,
            "{name}: stored once"
        );
        drop(folder);
    }
}

#[test]
fn a_line_that_was_cut_off_costs_the_decision_after_it_nothing() {
    for tail in ["abc", "\0\0\0\0", "0123456789abcdef {\"record\":"] {
        let (folder, _) = decided_library(8);
        let library = folder.path().join("library");
        let mut log = OpenOptions::new().append(true).open(library.join("decisions.log")).unwrap();
        log.write_all(tail.as_bytes()).unwrap();
        drop(Desk::open(&library).unwrap());
        let desk = Desk::open(&library).unwrap();
        let ids = desk.query().view("").unwrap().ids;
        desk.decide().decide(&ids, &[Decision::Quality { value: 33 }]).unwrap();
        // Another program that was open all the time goes on behind such a line, too.
        log.write_all(tail.as_bytes()).unwrap();
        desk.decide().decide(&ids, &[Decision::Quality { value: 34 }]).unwrap();
        let expected = decisions(&desk);
        drop(desk);
        assert!(engine::maintenance::doctor(&library).unwrap().iter().all(|finding| finding.ok), "{tail:?}");
        std::fs::remove_file(self::library(folder.path())).unwrap();
        engine::maintenance::rebuild(&library).unwrap();
        let desk = Desk::open(&library).unwrap();
        take_in(&desk, &folder.path().join("site"));
        assert_eq!(decisions(&desk), expected, "{tail:?}: every line after it can be read");
    }
}

#[test]
fn a_rescued_decision_never_touches_another_article_and_is_stored_once() {
    let (room, id) = Room::one();
    let (library, away) = (room.library(), room.folder.path().join("away"));
    std::fs::rename(&library, &away).unwrap();
    let refused = room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap_err();
    let Error::LibraryMoved { rescued: Some(rescued), .. } = &refused else { panic!("{refused}") };
    // Another library, in which the same numbers stand for another article and another decision.
    let other_site = room.folder.path().join("other");
    std::fs::create_dir(&other_site).unwrap();
    std::fs::write(other_site.join("z.md"), ARTICLE).unwrap();
    let desk = Desk::open(&library).unwrap();
    take_in(&desk, &other_site);
    let other = desk.query().view("").unwrap().ids;
    desk.decide().decide(&other, &[Decision::Spike]).unwrap();
    drop(desk);
    let file = library.join("rescued-decisions-1.log");
    let text = std::fs::read(rescued).unwrap();
    for _ in 0..2 {
        std::fs::write(&file, &text).unwrap();
        let desk = Desk::open(&library).unwrap();
        assert_eq!(desk.query().view("is:spiked").unwrap().ids, other, "the other article is as it was decided");
        take_in(&desk, &room.site());
        let published = desk.query().view("is:published").unwrap().ids;
        assert_eq!(published.len(), 1, "the rescued decision is in force");
        let history = desk.query().details(published[0]).unwrap().history;
        assert_eq!(history.iter().filter(|line| !line.undone).count(), 1, "and stored once");
        // Deciding otherwise is not undone by a file that a crash left in its place.
        desk.decide().decide(&published, &[Decision::Quality { value: 5 }]).unwrap();
        desk.decide().undo().unwrap().unwrap();
    }
}
