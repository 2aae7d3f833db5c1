//! A library with a broken page, whichever table it belongs to: named as damaged, moved aside by consent and never
//! deleted, and made again; nothing is lost but what stood on that very page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/pictures.rs"]
mod pictures;
mod room;

use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::decide::Decision;
use engine::desk::Desk;
use engine::error::{Code, Error};
use engine::images::Fetching;

use room::{ARTICLE, Room};

const ARTICLES: usize = 30;
const PAGE: u64 = 8192;
const HEADER: usize = 100;
/// What only the articles' files and the wire can give again.
const KEPT: &[&str] = &[
    "root",
    "article",
    "arrived",
    "intake",
    "arrival",
    "batch",
    "journal",
    "override",
    "conflict",
    "handed_over",
    "hand_over",
    "hand_over_file",
    "refused",
    "view",
    "setting",
    "content",
    "picture",
];

/// Articles with pictures that are here, decisions, a hand-over, settings and a saved view.
fn newsroom() -> Room {
    let room = Room::with(&[]);
    for number in 0..ARTICLES {
        room.write(&format!("{number}.jpg"), pictures::jpeg(&pictures::scene(60, 40, u32::try_from(number).unwrap())));
        let text = ARTICLE.replace("\nsecured:", &format!("\nimages:\n  - url: {number}.jpg\n\nsecured:"));
        room.write(&format!("{number}.md"), text.replace("coral", &format!("coral {number}")));
    }
    room.write("broken.md", "---\ntitle: [\n---\n");
    room.import();
    let ids = room.desk.query().view("").unwrap().ids;
    room.desk.decide().decide(&ids[..20], &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    room.desk.write().hand_over(Some(&ids[..10]), None).unwrap();
    room.desk.decide().decide(&ids[5..8], &[Decision::Spike]).unwrap();
    room.desk.query().save_view("Mine", "quality:72").unwrap();
    room.desk.set_settings(serde_json::json!({ "cache_mb": 777 }).as_object().unwrap()).unwrap();
    room.desk.images().fetch_pictures(&Fetching::default(), &|_, _| ControlFlow::Continue(())).unwrap().unwrap();
    room
}

/// All that a curator could miss.
fn told(desk: &Desk) -> Vec<String> {
    let ids = desk.query().view("").unwrap().ids;
    let mut told: Vec<String> = desk.query().rows(&ids).unwrap().iter().map(|row| format!("{row:?}")).collect();
    told.extend(ids.iter().map(|id| format!("{:?}", desk.query().details(*id).unwrap().history)));
    told.push(format!("{:?} {:?}", desk.write().hand_overs(10).unwrap(), desk.settings().unwrap().cache_mb));
    told.push(format!("{:?} {:?}", desk.query().views().unwrap(), desk.import().refused().unwrap()));
    told.push(format!("{:?}", desk.import().receipts(10).unwrap()));
    for query in ["coral", "image:cached", "is:pending", "is:spiked"] {
        told.push(format!("{query}: {}", desk.query().view(query).unwrap().total));
    }
    told
}

fn file(library: &Path) -> PathBuf {
    library.join("library.sqlite")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

fn damage(library: &Path, page: u64) {
    let mut file = std::fs::OpenOptions::new().write(true).open(file(library)).unwrap();
    file.seek(SeekFrom::Start((page - 1) * PAGE)).unwrap();
    file.write_all(&[0x5A; 512]).unwrap();
}

/// Every table and index, with its first page.
fn objects(library: &Path) -> Vec<(String, u64)> {
    let connection = rusqlite::Connection::open(file(library)).unwrap();
    connection.pragma_update(None, "journal_mode", "DELETE").unwrap();
    let sql = "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0 ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn whichever_page_is_broken_the_library_is_made_again_and_only_what_stood_there_is_missing() {
    let room = newsroom();
    let before = told(&room.desk);
    let Room { folder, desk } = room;
    drop(desk);
    let library = folder.path().join("library");
    let objects = objects(&library);
    assert!(objects.len() > 40, "every table and index: {objects:?}");
    for (name, page) in objects {
        let copied = folder.path().join("copied");
        copy(&library, &copied);
        damage(&copied, page);
        let damaged = std::fs::read(file(&copied)).unwrap();
        let found = engine::maintenance::doctor(&copied);
        assert!(found.is_ok_and(|found| !found[0].ok), "{name}: the doctor names it");
        let rebuilt = engine::maintenance::rebuild(&copied).unwrap_or_else(|error| panic!("{name}: {error}"));
        let aside = rebuilt.moved_aside.as_ref().unwrap_or_else(|| panic!("{name}: {rebuilt:?}"));
        // Looking at a library may note in its first bytes how it is written to.
        let kept = std::fs::read(aside).unwrap();
        assert!(kept[HEADER..] == damaged[HEADER..], "{name}: what was moved aside is the damaged file, untouched");
        assert!(Path::new(aside).parent().unwrap().file_name().unwrap().to_str().unwrap().starts_with("aside-20"));
        let found = engine::maintenance::doctor(&copied).unwrap();
        assert!(found.iter().all(|finding| finding.ok), "{name}: {found:?}");
        let desk = Desk::open(&copied).unwrap();
        if KEPT.contains(&&*name) {
            assert!(rebuilt.tables_in_part >= 1, "{name}: it is said that something is missing");
        }
        if name == "article" {
            room::take_in(&desk, &folder.path().join("site"));
            assert_eq!(
                desk.query().view("quality:72").unwrap().total,
                20,
                "what was decided is tied to its articles again"
            );
        }
        if !KEPT.contains(&&*name) || ["root", "batch", "journal", "override"].contains(&&*name) {
            assert_eq!(
                rebuilt.tables_in_part,
                u32::from(KEPT.contains(&&*name)),
                "{name}: nothing that counts stood there"
            );
            let after = told(&desk);
            let other = before.iter().zip(&after).find(|(before, after)| before != after);
            assert!(other.is_none() && before.len() == after.len(), "{name}: nothing may be missing: {other:?}");
        }
        drop(desk);
        std::fs::remove_dir_all(&copied).unwrap();
    }
}

#[test]
fn a_file_that_is_no_library_any_more_is_left_alone_until_the_curator_says_so() {
    let room = newsroom();
    let Room { folder, desk } = room;
    drop(desk);
    let library = folder.path().join("library");
    drop(objects(&library));
    damage(&library, 1);
    let damaged = std::fs::read(file(&library)).unwrap();
    let refused = Desk::open(&library).err().unwrap();
    assert!(matches!(refused, Error::DamagedLibrary { .. }), "{refused}");
    assert_eq!(refused.failure().code, Code::Damaged, "a window offers to make it again at this code");
    assert!(std::fs::read(file(&library)).unwrap() == damaged, "opening moves nothing");
    let rebuilt = engine::maintenance::rebuild(&library).unwrap();
    assert!(std::fs::read(rebuilt.moved_aside.unwrap()).unwrap() == damaged);
    let desk = Desk::open(&library).unwrap();
    let receipt = room::take_in(&desk, &folder.path().join("site"));
    assert_eq!(receipt.new as usize, ARTICLES, "what is left are the files, and they are taken in again");
    let found = engine::maintenance::doctor(&library).unwrap();
    assert!(found.iter().all(|finding| finding.ok), "{found:?}");
}

/// Three articles longer than a page, published and scored; and the folder of their library, closed.
fn long_articles() -> (Room, PathBuf) {
    let text = |number: usize| format!("{}{}\n", ARTICLE.replace("coral", &format!("coral {number}")), body(number));
    let room = Room::with(&[]);
    for number in 0..3 {
        room.write(&format!("{number}.md"), text(number));
    }
    room.import();
    let ids = room.desk.query().view("").unwrap().ids;
    room.desk.decide().decide(&ids, &[Decision::Publish, Decision::Quality { value: 72 }]).unwrap();
    let library = room.library();
    (room, library)
}

fn body(number: usize) -> String {
    (0..4_000).map(|word| format!("w{number}-{word} ")).collect()
}

/// Writes over the second half of a page in the middle of what arrived for the article with this number.
fn spoil(library: &Path, number: usize, with: u8) {
    drop(objects(library));
    let bytes = std::fs::read(file(library)).unwrap();
    let marker = format!("w{number}-2000 ");
    let found = bytes.windows(marker.len()).position(|window| window == marker.as_bytes()).unwrap();
    let page = found as u64 / PAGE;
    let mut file = std::fs::OpenOptions::new().write(true).open(file(library)).unwrap();
    file.seek(SeekFrom::Start(page * PAGE + PAGE / 2)).unwrap();
    file.write_all(&vec![with; usize::try_from(PAGE / 2).unwrap()]).unwrap();
}

/// What the doctor says of the library's file and of what is derived.
fn found(library: &Path) -> Vec<(String, bool)> {
    let findings = engine::maintenance::doctor(library).unwrap().into_iter();
    let asked = findings.filter(|finding| ["library", "derived"].contains(&&*finding.about));
    asked.map(|finding| (finding.about, finding.ok)).collect()
}

#[test]
fn a_document_that_is_damaged_inside_is_gone_until_its_file_comes_again_and_its_decisions_stay() {
    // A page of noughts is no text any more; one of letters still is.
    for with in [0, b'x'] {
        let (room, library) = long_articles();
        let (folder, hidden) = (room.site().canonicalize().unwrap().display().to_string(), room.id("1.md"));
        let Room { folder: kept, desk } = room;
        drop(desk);
        spoil(&library, 1, with);
        let said = |library: (&str, bool), derived: (&str, bool)| [library, derived].map(|(a, b)| (a.to_owned(), b));
        assert_eq!(found(&library), said(("library", true), ("derived", false)), "{with}: SQLite sees nothing of it");
        let rebuilt = engine::maintenance::rebuild(&library).unwrap_or_else(|error| panic!("{with}: {error}"));
        assert_eq!((rebuilt.articles, rebuilt.documents_damaged), (2, 1), "{with}");
        assert_eq!(found(&library), said(("library", true), ("derived", true)), "{with}: the rebuild mended it");
        assert_eq!(
            engine::maintenance::rebuild(&library).unwrap().documents_damaged,
            1,
            "{with}: said as long as it is so"
        );
        let desk = Desk::open(&library).unwrap();
        assert_eq!(desk.query().view("").unwrap().total, 2, "{with}");
        assert!(
            desk.import().set_profile(&folder, engine::document::Profile::Jekyll).is_ok(),
            "{with}: and it stops nothing"
        );
        desk.import().set_profile(&folder, engine::document::Profile::ClusterNews).unwrap();
        let receipt = room::take_in(&desk, &kept.path().join("site"));
        assert_eq!((receipt.new, receipt.unchanged), (1, 2), "{with}: its file brings it back");
        assert_eq!(
            desk.query().view("quality:72 is:published is:pending").unwrap().total,
            3,
            "{with}: with its decisions"
        );
        assert!(String::from_utf8(desk.query().document(hidden).unwrap()).unwrap().contains(&body(1)), "{with}");
        assert_eq!(desk.write().hand_over(None, None).unwrap().written, 3, "{with}");
        drop(desk);
        assert_eq!(found(&library), said(("library", true), ("derived", true)), "{with}");
    }
}

#[test]
fn damaged_bytes_are_never_handed_over() {
    for with in [0, b'x'] {
        let (room, library) = long_articles();
        let before = std::fs::read(room.file("1.md")).unwrap();
        let Room { folder: kept, desk } = room;
        drop(desk);
        spoil(&library, 1, with);
        let desk = Desk::open(&library).unwrap();
        let done = desk.write().hand_over(None, None).unwrap();
        assert_eq!((done.written, done.refused.len()), (2, 1), "{with}: {done:?}");
        let refusal = &done.refused[0];
        assert!(
            refusal.path.ends_with("1.md") && refusal.message.to_string().contains("damaged"),
            "{with}: {refusal:?}"
        );
        assert!(refusal.hint.to_string().contains("rebuild"), "{with}: {refusal:?}");
        assert!(std::fs::read(kept.path().join("site/1.md")).unwrap() == before, "{with}: the good file stays");
    }
}

#[test]
fn a_file_that_changed_is_taken_in_although_what_had_arrived_before_is_damaged() {
    for with in [0, b'x'] {
        let (room, library) = long_articles();
        let text = std::fs::read_to_string(room.file("1.md")).unwrap().replace("coral 1", "corals");
        room.write("1.md", text);
        let Room { folder: kept, desk } = room;
        drop(desk);
        spoil(&library, 1, with);
        let desk = Desk::open(&library).unwrap();
        assert_eq!(room::take_in(&desk, &kept.path().join("site")).new, 1, "{with}");
        assert_eq!(desk.query().view("corals quality:72 is:published").unwrap().total, 1, "{with}");
        assert_eq!(desk.write().hand_over(None, None).unwrap().written, 3, "{with}");
    }
}

#[test]
fn an_article_whose_row_and_document_are_both_damaged_comes_back_from_its_file_too() {
    let (room, library) = long_articles();
    let Room { folder: kept, desk } = room;
    drop(desk);
    let page = objects(&library).into_iter().find(|(name, _)| name == "article").unwrap().1;
    spoil(&library, 1, 0);
    damage(&library, page);
    let rebuilt = engine::maintenance::rebuild(&library).unwrap();
    assert_eq!((rebuilt.articles, rebuilt.documents_damaged), (2, 1), "{rebuilt:?}");
    let desk = Desk::open(&library).unwrap();
    room::take_in(&desk, &kept.path().join("site"));
    assert_eq!(desk.query().view("quality:72 is:published").unwrap().total, 3, "with every decision");
}

#[test]
fn a_folder_whose_own_row_is_lost_is_read_as_what_its_articles_speak_for() {
    let draft = "---\ntitle: A draft\ndate: 2026-11-02\ndraft: false\n---\n\nA body.\n";
    let room = Room::with(&[("a.md", draft), ("b.md", &draft.replace("false", "true"))]);
    room.import();
    room.desk.decide().decide(&[room.id("b.md")], &[Decision::Publish]).unwrap();
    let live = |desk: &Desk| desk.query().view("is:live").unwrap().total;
    let (before, library) = ((room.desk.import().folders().unwrap(), live(&room.desk)), room.library());
    assert_eq!(before.0[0].profile, engine::document::Profile::Draft);
    let Room { folder: kept, desk } = room;
    drop(desk);
    let page = objects(&library).into_iter().find(|(name, _)| name == "root").unwrap().1;
    damage(&library, page);
    engine::maintenance::rebuild(&library).unwrap();
    let desk = Desk::open(&library).unwrap();
    assert_eq!((desk.import().folders().unwrap(), live(&desk)), before);
    assert_eq!(desk.write().hand_over(None, None).unwrap().written, 1);
    let written = std::fs::read_to_string(kept.path().join("site/b.md")).unwrap();
    assert_eq!(written, draft, "one line, the one that this kind of site knows");
}
