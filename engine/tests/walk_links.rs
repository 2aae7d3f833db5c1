//! Links between folders and files: each folder is entered once, each file is one article.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod room;

use std::cell::Cell;
use std::ops::ControlFlow;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use engine::api::Receipt;

use room::{ARTICLE, Room, take_in};

/// Imports the site; the count of a drop and a check must agree with it.
fn import(room: &Room) -> Receipt {
    let receipt = room.import();
    let checked = engine::import::check(&[room.site()], None);
    let counted = engine::import::count_files(&[room.site()], &|| ControlFlow::Continue(()));
    let imported = receipt.new + receipt.updated + receipt.unchanged;
    assert_eq!((checked.articles, counted.files, counted.more), (imported, imported, false));
    assert_eq!(checked.refused.len(), receipt.refused.len());
    receipt
}

fn paths(room: &Room) -> Vec<String> {
    let ids = room.desk.query().view("").unwrap().ids;
    let mut paths: Vec<String> = room.desk.query().rows(&ids).unwrap().into_iter().map(|row| row.path).collect();
    paths.sort();
    paths
}

fn dir(room: &Room, name: &str) -> PathBuf {
    let folder = room.folder.path().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn folders_that_all_link_to_each_other_are_entered_once() {
    let room = Room::with(&[]);
    for one in 0..12 {
        room.write(&format!("{one}/a.md"), ARTICLE);
        for other in 0..12 {
            symlink(room.file(&other.to_string()), room.file(&format!("{one}/to{other}"))).unwrap();
        }
    }
    let asked = Cell::new(0_u32);
    let counted = engine::import::count_files(&[room.site()], &|| {
        asked.set(asked.get() + 1);
        ControlFlow::Continue(())
    });
    assert_eq!(counted.files, 12);
    // Each of 12 folders, 12 files and 144 links is met once in its folder, and each link is followed once.
    assert!(asked.get() <= 400, "{} entries were visited", asked.get());
    let receipt = import(&room);
    assert_eq!((receipt.new, receipt.refused.len()), (12, 0), "{:?}", receipt.refused);
    assert_eq!(import(&room).unchanged, 12);
}

#[test]
fn a_linked_folder_beside_its_target_holds_the_same_articles() {
    let room = Room::with(&[("real/a.md", ARTICLE), ("real/deep/b.md", ARTICLE)]);
    symlink("real", room.file("alias")).unwrap();
    symlink("../real/a.md", room.file("real/c.md")).unwrap();
    assert_eq!((import(&room).new, paths(&room).len()), (2, 2));
    assert!(paths(&room).iter().all(|path| path.contains("real/")), "{:?}", paths(&room));
    assert_eq!(take_in(&room.desk, &room.file("alias")).unchanged, 2, "the link is no folder of its own");
    assert_eq!(take_in(&room.desk, &room.file("real/c.md")).unchanged, 1, "nor is a linked file");
    assert_eq!(paths(&room).len(), 2);
}

#[test]
fn a_linked_folder_elsewhere_is_entered_once_and_is_the_same_when_it_is_imported_itself() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    let outside = dir(&room, "outside");
    std::fs::write(outside.join("b.md"), ARTICLE).unwrap();
    for link in ["one", "two"] {
        symlink(&outside, room.file(link)).unwrap();
    }
    symlink(room.site(), outside.join("back")).unwrap();
    let receipt = import(&room);
    assert_eq!((receipt.new, receipt.refused.len()), (2, 0), "{:?}", receipt.refused);
    assert_eq!(take_in(&room.desk, &outside).new, 0);
    std::fs::remove_file(room.file("one")).unwrap();
    assert_eq!(import(&room).new, 0, "another link leads to the same article");
}

#[test]
fn a_link_to_a_folder_above_is_named_and_the_rest_is_imported() {
    let room = Room::with(&[("a.md", ARTICLE), ("deep/b.md", ARTICLE)]);
    symlink("/", room.file("root")).unwrap();
    symlink("../..", room.file("deep/up")).unwrap();
    symlink("..", room.file("deep/again")).unwrap();
    let receipt = import(&room);
    let refused: Vec<&Path> = receipt.refused.iter().map(|refusal| Path::new(&refusal.path)).collect();
    assert_eq!(receipt.new, 2);
    assert_eq!(refused, [room.file("deep/up").canonicalize().unwrap().join("site/deep/up"), room.file("root")]);
}

#[test]
fn links_in_a_circle_end() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    symlink("loop.md", room.file("loop.md")).unwrap();
    symlink("two", room.file("one")).unwrap();
    symlink("one", room.file("two")).unwrap();
    symlink("gone", room.file(".#a.md")).unwrap();
    let receipt = import(&room);
    assert_eq!((receipt.new, receipt.refused.len()), (1, 1), "an editor's lock is no article, a loop is named");
    assert!(receipt.refused[0].path.ends_with("loop.md"));
}

#[test]
fn what_is_no_file_is_named_and_not_opened() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    assert!(std::process::Command::new("mkfifo").arg(room.file("pipe.md")).status().unwrap().success());
    symlink("/dev/zero", room.file("zero.md")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(room.file("socket.md")).unwrap();
    let receipt = import(&room);
    assert_eq!((receipt.new, receipt.refused.len()), (1, 3), "{:?}", receipt.refused);
    assert_eq!(take_in(&room.desk, &room.file("pipe.md")).refused.len(), 1, "also where it is named itself");
}

#[test]
fn a_second_name_of_a_file_is_no_second_article() {
    let room = Room::with(&[("b.md", ARTICLE), ("c.md", ARTICLE)]);
    std::fs::hard_link(room.file("b.md"), room.file("a.md")).unwrap();
    std::fs::create_dir(room.file("deep")).unwrap();
    std::fs::hard_link(room.file("b.md"), room.file("deep/d.md")).unwrap();
    let receipt = import(&room);
    assert_eq!((receipt.new, receipt.refused.len()), (2, 2));
    assert!(
        receipt.refused[0].message.to_string().contains("a.md"),
        "the first in order is the article: {:?}",
        receipt.refused
    );
    assert_eq!((import(&room).new, paths(&room).len()), (0, 2));
}

#[test]
fn the_name_that_the_library_knows_stays_the_article() {
    let (room, _) = Room::one();
    for name in ["0.md", "z.md"] {
        std::fs::hard_link(room.file("a.md"), room.file(name)).unwrap();
    }
    let receipt = room.import();
    assert_eq!((receipt.new, receipt.unchanged, receipt.refused.len()), (0, 1, 2), "{:?}", receipt.refused);
    let receipt = take_in(&room.desk, &room.file("0.md"));
    assert_eq!((receipt.new, receipt.refused.len()), (0, 1), "a watched folder names single files");
    assert_eq!(paths(&room).len(), 1);
}

#[test]
fn folders_nested_by_the_thousand_are_walked_as_far_as_a_path_reaches() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    let deep = "d/".repeat(1_500);
    std::fs::create_dir_all(room.file(&deep)).unwrap();
    std::fs::write(room.file(&deep).join("b.md"), ARTICLE).unwrap();
    assert_eq!(import(&room).new, 2);
    // Beyond the longest path that the system opens.
    let mut moved = room.file("d");
    for _ in 0..3 {
        let longer = room.file("e");
        std::fs::create_dir_all(longer.join("d/".repeat(900))).unwrap();
        std::fs::rename(&moved, longer.join("d/".repeat(900)).join("m")).unwrap();
        moved = room.file("f");
        std::fs::rename(longer, &moved).unwrap();
    }
    let receipt = room.import();
    assert_eq!((receipt.unchanged, receipt.refused.len()), (1, 1), "{:?}", receipt.refused.len());
}

#[test]
fn a_watch_on_folders_that_link_to_each_other_begins_and_sees_linked_folders() {
    let room = Room::with(&[]);
    for one in 0..10 {
        room.write(&format!("{one}/a.md"), ARTICLE);
        for other in 0..10 {
            symlink(room.file(&other.to_string()), room.file(&format!("{one}/to{other}"))).unwrap();
        }
    }
    let outside = dir(&room, "outside");
    std::fs::write(outside.join("b.md"), ARTICLE).unwrap();
    symlink(&outside, room.file("out")).unwrap();
    let receipts = std::cell::RefCell::new(Vec::new());
    room.desk
        .import()
        .watch(&[room.site()], &|heard| {
            let Some(receipt) = heard else { return ControlFlow::Continue(()) };
            let receipt = receipt.unwrap();
            receipts.borrow_mut().push((receipt.new, receipt.updated));
            if receipts.borrow().len() == 1 {
                std::fs::write(outside.join("b.md"), ARTICLE.replace("never tire", "sleep")).unwrap();
                return ControlFlow::Continue(());
            }
            ControlFlow::Break(())
        })
        .unwrap();
    assert_eq!(*receipts.borrow(), [(11, 0), (0, 1)]);
}
