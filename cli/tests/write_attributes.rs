//! Owner, group, permissions and attributes of a file are kept when its decisions are written, or the file is refused
//! with the reason.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod newsroom;

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::process::Command;

use newsroom::{Newsroom, as_text, document, former, handed, is_root, only_refusal, run};
use serde_json::{Value, json};

const CURATOR: u32 = 65_534;
const COLLEAGUE: u32 = 4_321;
const DESK: u32 = 4_711;
const OTHERS: u32 = 4_712;

/// Runs the program as the account `CURATOR` in the group `DESK`.
fn as_curator(room: &Newsroom, arguments: &[&str]) -> Value {
    let program = room.path("copytaster");
    if !program.exists() {
        // `cp` makes the copy, because a program that this process wrote could still be open in a child of another
        // test.
        run("cp", &[room.command(&[]).get_program().to_str().unwrap(), as_text(&program)]);
        run("chown", &["-R", &format!("{CURATOR}:{DESK}"), as_text(&room.path("library"))]);
        std::fs::set_permissions(room.path(""), PermissionsExt::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(program);
    command.uid(CURATOR).gid(DESK).env("HOME", room.path("")).current_dir(room.path(""));
    command.arg("--json").arg("--library").arg(room.path("library")).args(arguments);
    document(&command.output().unwrap())
}

/// A file of a colleague in a folder that all may write, where new files get the group `folder`.
fn shared(group: u32, folder: u32, mode: u32) -> Newsroom {
    let room = Newsroom::decided(&["a.md"]);
    chown(room.path("site"), Some(COLLEAGUE), Some(folder)).unwrap();
    std::fs::set_permissions(room.path("site"), PermissionsExt::from_mode(0o2777)).unwrap();
    chown(room.file("a.md"), Some(COLLEAGUE), Some(group)).unwrap();
    std::fs::set_permissions(room.file("a.md"), PermissionsExt::from_mode(mode)).unwrap();
    room
}

/// Only root can make files of others.
fn skipped(test: &str) -> bool {
    if !is_root() {
        eprintln!("skipped: {test} needs root");
    }
    !is_root()
}

#[test]
fn a_colleagues_file_keeps_its_group_and_its_permissions() {
    if skipped("a_colleagues_file_keeps_its_group_and_its_permissions") {
        return;
    }
    let room = shared(DESK, OTHERS, 0o664);
    let done = as_curator(&room, &["hand-over"]);
    assert_eq!((done["written"].clone(), room.text("a.md")), (json!(1), handed()), "{done}");
    let metadata = room.file("a.md").metadata().unwrap();
    assert_eq!((metadata.gid(), metadata.mode() & 0o7777), (DESK, 0o664));
}

#[test]
fn a_file_whose_group_cannot_be_kept_is_refused_and_named() {
    if skipped("a_file_whose_group_cannot_be_kept_is_refused_and_named") {
        return;
    }
    let room = shared(OTHERS, DESK, 0o666);
    let done = as_curator(&room, &["hand-over"]);
    assert_eq!(done["written"], 0);
    let (message, hint) = only_refusal(&done);
    assert!(message.contains(&format!("group ({OTHERS})")) && hint.contains("member"), "{message} {hint}");
    let metadata = room.file("a.md").metadata().unwrap();
    assert_eq!((room.text("a.md"), metadata.uid(), metadata.gid()), (former(), COLLEAGUE, OTHERS));
    assert!(room.strays().is_empty(), "{:?}", room.strays());
    chown(room.file("a.md"), None, Some(DESK)).unwrap();
    assert_eq!(as_curator(&room, &["hand-over"])["written"], 1, "the group was what stood in the way");
}

#[test]
fn root_keeps_owner_group_and_permissions() {
    if skipped("root_keeps_owner_group_and_permissions") {
        return;
    }
    let room = shared(OTHERS, DESK, 0o640);
    for arguments in [&["hand-over"][..], &["hand-over", "--undo"]] {
        assert_eq!(room.json(arguments)["refused"], json!([]));
        let metadata = room.file("a.md").metadata().unwrap();
        assert_eq!((metadata.uid(), metadata.gid(), metadata.mode() & 0o7777), (COLLEAGUE, OTHERS, 0o640));
    }
}

/// An access control list: the owner and one other account may write, all others nothing.
fn access_list(account: u32) -> Vec<u8> {
    let entry = |tag: u16, permissions: u16, id: u32| {
        [&tag.to_le_bytes()[..], &permissions.to_le_bytes(), &id.to_le_bytes()].concat()
    };
    let none = u32::MAX;
    let entries = [
        entry(0x01, 6, none),
        entry(0x02, 6, account),
        entry(0x04, 4, none),
        entry(0x10, 6, none),
        entry(0x20, 0, none),
    ];
    [2_u32.to_le_bytes().to_vec(), entries.concat()].concat()
}

#[test]
fn extended_attributes_and_access_lists_are_kept() {
    let room = Newsroom::decided(&["a.md"]);
    let file = room.file("a.md");
    let attributes = [("user.origin", b"agency \0 7".to_vec()), ("system.posix_acl_access", access_list(COLLEAGUE))];
    for (name, value) in &attributes {
        if xattr::set(&file, name, value).is_err() {
            eprintln!("skipped: this file system has no {name}");
            return;
        }
    }
    let mode = file.metadata().unwrap().mode();
    for arguments in [&["hand-over"][..], &["hand-over", "--undo"]] {
        assert_eq!(room.json(arguments)["refused"], json!([]));
        for (name, value) in &attributes {
            assert_eq!(xattr::get(&file, name).unwrap().as_ref(), Some(value), "{name}");
        }
        assert_eq!(file.metadata().unwrap().mode(), mode);
    }
}

#[test]
fn a_file_without_an_access_list_gets_none_from_its_folder() {
    let room = Newsroom::decided(&["a.md"]);
    if xattr::set(room.path("site"), "system.posix_acl_default", &access_list(COLLEAGUE)).is_err() {
        eprintln!("skipped: this file system has no access lists");
        return;
    }
    assert_eq!(room.json(&["hand-over"])["written"], 1);
    assert_eq!(xattr::get(room.file("a.md"), "system.posix_acl_access").unwrap(), None);
    assert_eq!(room.file("a.md").metadata().unwrap().mode() & 0o777, 0o644);
}

#[test]
fn an_attribute_that_cannot_be_kept_is_named() {
    if skipped("an_attribute_that_cannot_be_kept_is_named") {
        return;
    }
    let room = shared(DESK, DESK, 0o664);
    let file = room.file("a.md");
    if xattr::set(&file, "security.desk", b"sealed").is_err() {
        eprintln!("skipped: this file system has no such attribute");
        return;
    }
    let (message, hint) = only_refusal(&as_curator(&room, &["hand-over"]));
    assert!(message.contains("security.desk") && hint.contains("setfattr -x"), "{message} {hint}");
    assert_eq!((room.text("a.md"), room.strays().len()), (former(), 0));
    xattr::remove(&file, "security.desk").unwrap();
    assert_eq!(as_curator(&room, &["hand-over"])["written"], 1, "the next step that was named works");
}

#[test]
fn a_file_with_other_names_is_refused_until_it_is_a_file_of_its_own() {
    let room = Newsroom::decided(&["a.md"]);
    let other = room.path("snapshot.md");
    std::fs::hard_link(room.file("a.md"), &other).unwrap();
    for arguments in [&["hand-over", "--dry-run"][..], &["hand-over"]] {
        let (message, hint) = only_refusal(&room.json(arguments));
        assert!(message.contains("2 names") && hint.contains("cp -p"), "{message} {hint}");
    }
    assert_eq!(room.text("a.md"), former());
    run("cp", &["-p", as_text(&room.file("a.md")), as_text(&room.path("copy.md"))]);
    run("mv", &["-f", as_text(&room.path("copy.md")), as_text(&room.file("a.md"))]);
    assert_eq!(room.json(&["hand-over"])["written"], 1, "the next step that was named works");
    assert_eq!((room.text("a.md"), std::fs::read_to_string(other).unwrap()), (handed(), former()));
}

#[test]
fn a_link_stays_a_link_and_what_it_leads_to_is_written() {
    let room = Newsroom::decided(&["a.md"]);
    std::fs::rename(room.file("a.md"), room.path("real.md")).unwrap();
    symlink("../real.md", room.file("a.md")).unwrap();
    assert_eq!(room.json(&["hand-over"])["written"], 1);
    assert!(room.file("a.md").symlink_metadata().unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(room.path("real.md")).unwrap(), handed());
}

#[test]
fn another_text_of_the_same_size_and_time_is_an_arrival() {
    for decided in [false, true] {
        let room = Newsroom::decided(&["a.md"]);
        if decided {
            assert_eq!(room.json(&["hand-over"])["written"], 1);
        }
        // Old enough for its time to be trusted.
        run("touch", &["-d", "2026-01-02T03:04:05Z", as_text(&room.file("a.md"))]);
        assert_eq!(room.import()["unchanged"], 1);
        run("touch", &["-r", as_text(&room.file("a.md")), as_text(&room.path("reference"))]);
        std::fs::write(room.file("a.md"), room.text("a.md").replace("Reef robots", "Reef humans")).unwrap();
        run("touch", &["-r", as_text(&room.path("reference")), as_text(&room.file("a.md"))]);
        let receipt = room.import();
        assert_eq!(receipt["updated"], 1, "{receipt}");
        assert_eq!(room.json(&["hand-over"])["refused"], json!([]));
        assert!(room.text("a.md").contains("Reef humans") && room.text("a.md").contains("quality: 72"));
    }
}

#[test]
fn a_file_that_a_write_refuses_as_changed_is_seen_by_the_next_import() {
    let room = Newsroom::decided(&["a.md"]);
    std::fs::write(room.file("a.md"), former().replace("Reef robots", "Reef humans")).unwrap();
    let (message, hint) = only_refusal(&room.json(&["hand-over"]));
    assert!(message.contains("changed on disk") && hint.contains("Import it again"), "{message} {hint}");
    let receipt = room.import();
    assert_eq!(receipt["updated"], 1, "{receipt}");
    assert_eq!(room.json(&["hand-over"])["written"], 1, "the next step that was named works");
}
