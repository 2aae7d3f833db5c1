//! Keeping the library, with the real program: backups and their return, damage, a full disk, missing permission.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\n\
type: article\nquality: 39\nheat: 39\npublished: false\n\ntopics:\n  - AI\n---\n\nA body.\n";

/// Nobody's account: it may do nothing.
const NOBODY: u32 = 65_534;

struct Terminal {
    folder: TempDir,
    library: PathBuf,
}

impl Terminal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library");
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("site/a.md"), ARTICLE).unwrap();
        Self { folder, library }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--json").arg("--library").arg(&self.library).args(arguments);
        command
    }

    fn json(&self, arguments: &[&str]) -> Value {
        document(&mut self.command(arguments))
    }

    fn import(&self) -> Value {
        self.json(&["import", self.site().to_str().unwrap()])
    }

    fn file(&self) -> PathBuf {
        self.library.join("library.sqlite")
    }
}

fn document(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// Writes nonsense over a part of a file.
fn damage(file: &Path, from: u64, length: usize) {
    use std::io::{Seek, SeekFrom, Write};
    let mut file = std::fs::OpenOptions::new().write(true).open(file).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&vec![0x5A; length]).unwrap();
}

#[test]
fn a_backup_is_made_listed_and_restored_and_the_library_moved_aside() {
    let terminal = Terminal::new();
    terminal.import();
    assert_eq!(terminal.json(&["backup", "--list"])["backups"].as_array().unwrap().len(), 1, "the daily one");
    terminal.json(&["decide", "1", "--quality", "72"]);
    assert_eq!(terminal.json(&["backup"])["ok"], true);
    terminal.json(&["decide", "1", "--quality", "5"]);
    let restored = terminal.json(&["restore"]);
    assert_eq!(restored["ok"], true, "{restored}");
    assert!(Path::new(restored["moved_aside"].as_str().unwrap()).exists(), "the library before is never deleted");
    assert_eq!(terminal.json(&["show", "1"])["quality"], 72);
    assert_eq!(terminal.json(&["doctor"])["healthy"], true);
    for _ in 0..12 {
        terminal.json(&["backup"]);
    }
    let backups = terminal.json(&["backup", "--list"])["backups"].clone();
    assert_eq!(backups.as_array().unwrap().len(), 10, "the last ten are kept");
    let oldest = backups[9]["path"].as_str().unwrap();
    let restored = terminal.json(&["restore", oldest]);
    assert_eq!(restored["ok"], true, "the backup of the present library pushes the oldest out: {restored}");
    let newest = &terminal.json(&["backup", "--list"])["backups"][0];
    assert_eq!(newest["reason"], "restore", "which takes the restoring back: {newest}");
}

#[test]
fn a_damaged_library_is_named_left_as_it_is_and_made_again_with_every_decision() {
    let terminal = Terminal::new();
    for number in 0..200 {
        std::fs::write(terminal.site().join(format!("{number}.md")), ARTICLE.replace("coral", &format!("c{number}")))
            .unwrap();
    }
    terminal.import();
    for id in 1..=20 {
        terminal.json(&["decide", &id.to_string(), "--quality", "72", "--publish"]);
    }
    let size = std::fs::metadata(terminal.file()).unwrap().len();
    // The pages at the end hold rows of derived tables and of documents.
    damage(&terminal.file(), size - 3 * 8192, 8192);
    let doctor = terminal.json(&["doctor"]);
    assert_eq!(doctor["healthy"], false, "{doctor}");
    assert!(doctor["findings"][0]["hint"]["text"].as_str().unwrap().contains("rebuild"));
    let rebuilt = terminal.json(&["rebuild"]);
    assert_eq!(rebuilt["ok"], true, "{rebuilt}");
    assert!(Path::new(rebuilt["moved_aside"].as_str().unwrap()).exists());
    assert_eq!(terminal.json(&["doctor"])["healthy"], true);
    terminal.import();
    let list = terminal.json(&["list", "quality:72 is:published", "--limit", "300"]);
    assert_eq!(list["total"], 20, "no damaged page costs a decision");
    assert_eq!(terminal.json(&["list", ""])["total"], 201);
}

#[test]
fn a_document_that_is_damaged_inside_is_named_by_the_rebuild_and_comes_back_with_its_file() {
    let terminal = Terminal::new();
    let words: String = (0..4_000).map(|word| format!("word-{word} ")).collect();
    std::fs::write(terminal.site().join("long.md"), ARTICLE.replace("A body.", &words)).unwrap();
    terminal.import();
    terminal.json(&["decide", "1", "2", "--quality", "72"]);
    let bytes = std::fs::read(terminal.file()).unwrap();
    let found = bytes.windows(10).position(|window| window == b"word-2000 ").unwrap();
    damage(&terminal.file(), found as u64, 100);
    assert_eq!(terminal.json(&["doctor"])["healthy"], false);
    let rebuild = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--library").arg(&terminal.library).args(arguments).output().unwrap()
    };
    let said = String::from_utf8(rebuild(&["rebuild"]).stdout).unwrap();
    assert!(said.contains("The documents of 1 articles are damaged") && said.contains("/site/long.md\n"), "{said}");
    let said = String::from_utf8(rebuild(&["doctor"]).stdout).unwrap();
    assert!(said.contains("1 more are damaged") && !said.contains("wrong"), "it is mended as far as it can be: {said}");
    assert_eq!(terminal.import()["new"], 1);
    assert_eq!(terminal.json(&["list", "quality:72"])["total"], 2, "with what was decided");
    assert_eq!(terminal.json(&["doctor"])["healthy"], true);
}

#[test]
fn broken_pages_all_over_a_library_are_named_as_damage_and_what_is_left_is_made_again() {
    let terminal = Terminal::new();
    for number in 0..200 {
        let text = ARTICLE.replace("A body.", &format!("Body {number}. {}", "words ".repeat(400)));
        std::fs::write(terminal.site().join(format!("{number}.md")), text).unwrap();
    }
    terminal.import();
    terminal.json(&["decide", "1", "2", "3", "--quality", "72"]);
    let pages = std::fs::metadata(terminal.file()).unwrap().len() / 8192;
    for page in (pages / 4..pages).step_by(usize::try_from(pages / 5).unwrap()) {
        damage(&terminal.file(), page * 8192, 64);
    }
    let before = std::fs::read(terminal.file()).unwrap();
    for command in [&["list", "words"][..], &["show", "150"], &["decide", "150", "--spike"], &["doctor"]] {
        let said = terminal.json(command);
        let damaged = said["error"]["code"] == "damaged";
        assert!(said["ok"] == true || damaged, "damage has a code of its own, for a button: {said}");
    }
    assert_eq!(terminal.json(&["doctor"])["healthy"], false);
    let rebuilt = terminal.json(&["rebuild"]);
    let aside = PathBuf::from(rebuilt["moved_aside"].as_str().unwrap_or_else(|| panic!("{rebuilt}")));
    assert_eq!(std::fs::read(aside).unwrap().len(), before.len(), "the damaged library is kept whole");
    assert!(rebuilt["tables_in_part"].as_u64().unwrap() > 0, "it is said that something is missing: {rebuilt}");
    assert_eq!(terminal.json(&["doctor"])["healthy"], true);
    terminal.import();
    assert_eq!(terminal.json(&["list", ""])["total"], 201, "what went is taken in again from its files");
}

#[test]
fn a_file_that_is_no_library_is_refused_with_a_way_out() {
    let terminal = Terminal::new();
    std::fs::create_dir(&terminal.library).unwrap();
    std::fs::write(terminal.file(), "This is a letter to the editor, and no library at all.".repeat(100)).unwrap();
    let failure = terminal.json(&["list"]);
    assert_eq!(failure["ok"], false);
    assert!(failure["error"]["message"]["text"].as_str().unwrap().contains("damaged"), "{failure}");
    assert!(failure["error"]["hint"]["text"].as_str().unwrap().contains("rebuild"), "{failure}");
    assert_eq!(failure["error"]["code"], "damaged", "a window offers to rebuild at this code");
    let nothing = terminal.json(&["rebuild"]);
    assert_eq!(nothing["ok"], false, "nothing empty takes the place of something: {nothing}");
    assert!(nothing["error"]["hint"]["text"].as_str().unwrap().contains("Rename the folder"), "{nothing}");
    assert!(std::fs::read_to_string(terminal.file()).unwrap().starts_with("This is a letter"), "it was left as it is");
    std::fs::rename(&terminal.library, terminal.folder.path().join("kept")).unwrap();
    assert_eq!(terminal.import()["new"], 1, "the hint works");
}

#[test]
fn what_is_derived_is_made_again_from_documents_and_journal() {
    let terminal = Terminal::new();
    terminal.import();
    terminal.json(&["decide", "1", "--quality", "72", "--set", "title=Otters"]);
    let before = terminal.json(&["show", "1"]);
    let rebuilt = terminal.json(&["rebuild"]);
    assert_eq!((rebuilt["articles"].clone(), rebuilt["decisions_mended"].clone()), (json!(1), json!(0)), "{rebuilt}");
    assert_eq!(terminal.json(&["show", "1"]), before);
    assert_eq!(terminal.json(&["list", "otters"])["total"], 1);
    assert_eq!(terminal.json(&["undo"])["changed"], json!([1]));
    assert_eq!(terminal.json(&["show", "1"])["title"], "Reef robots count coral");
}

#[test]
fn an_import_is_taken_back_from_its_receipt() {
    let terminal = Terminal::new();
    terminal.import();
    std::fs::write(terminal.site().join("b.md"), ARTICLE).unwrap();
    terminal.import();
    let receipts = terminal.json(&["receipts"]);
    assert_eq!(receipts["receipts"][0]["new"], 1);
    let shown = terminal.json(&["receipts", "2"]);
    assert_eq!((shown["articles"][0]["kind"].clone(), shown["receipt"]["id"].clone()), (json!("new"), json!(2)));
    assert_eq!(terminal.json(&["receipts", "2", "--take-back"])["changed"], json!([2]));
    assert_eq!(terminal.json(&["list", ""])["total"], 1);
    assert_eq!(terminal.json(&["undo"])["changed"], json!([2]));
    assert_eq!(terminal.json(&["list", ""])["total"], 2);
    assert_eq!(terminal.json(&["receipts", "9"])["error"]["code"], "not_found");
}

/// A small file system of its own, where one may be made.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(&at).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(at));
        }
        eprintln!("skipped: no file system may be mounted here, so a full disk cannot be tried");
        None
    }

    /// Fills it but for so many bytes.
    fn fill(&self, leave: usize) {
        let filler = self.0.join("filler");
        let mut size = 4 << 20;
        while size > 0 && std::fs::write(&filler, vec![0; size]).is_err() {
            size -= 4096;
        }
        std::fs::write(&filler, vec![0; size.saturating_sub(leave)]).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_the_words_are_clear() {
    let mut terminal = Terminal::new();
    let Some(disk) = SmallDisk::mount(terminal.folder.path().join("small")) else { return };
    terminal.library = disk.0.join("library");
    terminal.import();
    assert_eq!(terminal.json(&["decide", "1", "--quality", "72"])["ok"], true);
    for number in 0..300 {
        std::fs::write(terminal.site().join(format!("{number}.md")), format!("{ARTICLE}{}", "x ".repeat(4000)))
            .unwrap();
    }
    disk.fill(60_000);
    let failure = terminal.import();
    assert_eq!(failure["ok"], false, "{failure}");
    assert!(failure["error"]["message"]["text"].as_str().unwrap().contains("disk is full"), "{failure}");
    std::fs::remove_file(disk.0.join("filler")).unwrap();
    assert_eq!(terminal.json(&["show", "1"])["quality"], 72, "the acknowledged decision is there");
    let doctor = terminal.json(&["doctor"]);
    assert_eq!(doctor["healthy"], true, "{doctor}");
}

#[test]
fn a_hand_over_to_a_full_disk_leaves_the_file_as_it_is() {
    let terminal = Terminal::new();
    let Some(disk) = SmallDisk::mount(terminal.folder.path().join("small")) else { return };
    let file = disk.0.join("a.md");
    std::fs::write(&file, ARTICLE).unwrap();
    terminal.json(&["import", disk.0.to_str().unwrap()]);
    terminal.json(&["decide", "1", "--quality", "72"]);
    disk.fill(0);
    let done = terminal.json(&["hand-over"]);
    assert!(done["refused"][0]["message"]["text"].as_str().unwrap().contains("disk is full"), "{done}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), ARTICLE);
    std::fs::remove_file(disk.0.join("filler")).unwrap();
    assert_eq!(terminal.json(&["hand-over"])["written"], 1, "the decision was kept");
}

#[test]
fn a_folder_that_may_not_be_written_is_refused_at_hand_over() {
    let terminal = Terminal::new();
    terminal.import();
    terminal.json(&["decide", "1", "--quality", "72"]);
    std::fs::set_permissions(terminal.site(), std::fs::Permissions::from_mode(0o555)).unwrap();
    let done = terminal.json(&["hand-over"]);
    std::fs::set_permissions(terminal.site(), std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(done["refused"][0]["message"]["text"].as_str().unwrap().contains("may not be written"), "{done}");
    assert_eq!(std::fs::read_to_string(terminal.site().join("a.md")).unwrap(), ARTICLE);
}

#[test]
fn under_another_account_what_may_not_be_used_is_said() {
    let terminal = Terminal::new();
    let open = |path: &Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755));
    open(terminal.folder.path()).unwrap();
    std::fs::write(terminal.site().join("secret.md"), ARTICLE).unwrap();
    std::fs::set_permissions(terminal.site().join("secret.md"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let theirs = terminal.folder.path().join("theirs");
    std::fs::create_dir(&theirs).unwrap();
    if chown(&theirs, Some(NOBODY), Some(NOBODY)).is_err() {
        eprintln!("skipped: no other account can be used here");
        return;
    }
    // The build's own folder may be closed to others.
    let program = terminal.folder.path().join("copytaster");
    std::fs::copy(cargo_bin("copytaster"), &program).unwrap();
    let as_nobody = |library: &Path, arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.uid(NOBODY).gid(NOBODY).env("HOME", "/nonexistent").arg("--json").arg("--library").arg(library);
        document(command.args(arguments))
    };
    let site = terminal.site();
    let receipt = as_nobody(&theirs, &["import", site.to_str().unwrap()]);
    assert_eq!(receipt["new"], 1, "{receipt}");
    assert!(receipt["refused"][0]["message"]["text"].as_str().unwrap().contains("no permission"), "{receipt}");
    as_nobody(&theirs, &["decide", "1", "--quality", "72"]);
    let done = as_nobody(&theirs, &["hand-over"]);
    assert!(done["refused"][0]["message"]["text"].as_str().unwrap().contains("may not be written"), "{done}");
    let failure = as_nobody(&terminal.folder.path().join("new/library"), &["list"]);
    assert!(failure["error"]["message"]["text"].as_str().unwrap().contains("no permission"), "{failure}");
    terminal.import();
    let failure = as_nobody(&terminal.library, &["decide", "1", "--publish"]);
    assert_eq!(failure["ok"], false, "{failure}");
}

#[test]
fn what_a_backup_left_that_was_cut_off_is_deleted_by_the_next_start_and_never_while_one_is_made() {
    let terminal = Terminal::new();
    terminal.json(&["backup"]);
    let backups = terminal.library.join("backups");
    for name in ["a.half", "a.half-journal", "notes.txt"] {
        std::fs::File::create(backups.join(name)).unwrap();
    }
    let left = || {
        let names = std::fs::read_dir(&backups).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut left: Vec<String> = names.filter(|name| !name.ends_with(".sqlite")).collect();
        left.sort();
        left
    };
    let lock = std::fs::File::options().write(true).open(terminal.library.join("backup.lock")).unwrap();
    lock.lock().unwrap();
    terminal.json(&["list"]);
    assert_eq!(left(), ["a.half", "a.half-journal", "notes.txt"], "another program may be making it");
    drop(lock);
    terminal.json(&["list"]);
    assert_eq!(left(), ["notes.txt"]);
}
