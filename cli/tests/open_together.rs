//! Several programs open the same new library at the same moment: one makes it, and the others wait.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::path::Path;
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;

/// Programs that open one library at once.
const PROGRAMS: usize = 8;
/// New libraries that they open, one after the other.
const ROUNDS: usize = 20;

fn begin(library: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(cargo_bin("copytaster"));
    command.arg("--json").arg("--library").arg(library).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Returns the output of each program that failed.
fn refusals(programs: Vec<Child>) -> Vec<String> {
    let outputs = programs.into_iter().map(|program| program.wait_with_output().unwrap());
    outputs.filter(|output| !output.status.success()).map(|output| format!("{output:?}")).collect()
}

#[test]
fn programs_that_open_a_new_library_at_once_are_all_served() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..ROUNDS {
        let library = folder.path().join(format!("library-{round}"));
        let programs = (0..PROGRAMS).map(|_| begin(&library, &["list"])).collect();
        assert_eq!(refusals(programs), Vec::<String>::new(), "round {round}");
    }
}

#[test]
fn programs_that_write_into_a_new_library_at_once_are_all_served_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..ROUNDS / 4 {
        let library = folder.path().join(format!("library-{round}"));
        let sites = (0..PROGRAMS).map(|number| {
            let site = folder.path().join(format!("site-{round}-{number}"));
            std::fs::create_dir(&site).unwrap();
            std::fs::write(site.join("a.md"), format!("---\ntitle: \"Report {number}\"\ntype: article\n---\n"))
                .unwrap();
            site
        });
        let sites: Vec<_> = sites.collect();
        let programs = sites.iter().map(|site| begin(&library, &["import", site.to_str().unwrap()])).collect();
        assert_eq!(refusals(programs), Vec::<String>::new(), "round {round}");
        let list = begin(&library, &["list"]).wait_with_output().unwrap();
        let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
        assert_eq!(list["total"], PROGRAMS, "round {round}: each import is there");
    }
}

#[test]
fn a_library_whose_lock_files_cannot_be_made_is_written_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    std::fs::create_dir(&library).unwrap();
    // A folder stands in the lock file's place, because no account can open a folder for writing.
    for name in ["access.lock", "creation.lock", "write.lock", "write-next.lock"] {
        std::fs::create_dir(library.join(name)).unwrap();
    }
    std::fs::write(folder.path().join("a.md"), "---\ntitle: Report\ntype: article\n---\n").unwrap();
    let site = folder.path().to_str().unwrap();
    assert_eq!(refusals(vec![begin(&library, &["import", site])]), Vec::<String>::new());
    assert_eq!(refusals(vec![begin(&library, &["decide", "1", "--quality", "7"])]), Vec::<String>::new());
}

#[test]
fn looking_at_the_library_that_this_program_has_open_gives_up_none_of_its_locks() {
    let folder = tempfile::tempdir().unwrap();
    let (library, article) = (folder.path().join("library"), folder.path().join("a.md"));
    std::fs::write(&article, "---\ntitle: Report\ntype: article\n---\n").unwrap();
    let desk = engine::desk::Desk::open(&library).unwrap();
    desk.import().take_in(&[article], &|_| std::ops::ControlFlow::Continue(())).unwrap();
    engine::maintenance::doctor(&library).unwrap();
    // The last program that closes the library removes its write-ahead log: this one is not the last.
    assert_eq!(refusals(vec![begin(&library, &["list"])]), Vec::<String>::new());
    let ids = desk.query().view("").unwrap().ids;
    desk.decide().decide(&ids, &[engine::decide::Decision::Publish]).unwrap();
    drop(desk);
    let desk = engine::desk::Desk::open(&library).unwrap();
    assert_eq!(desk.query().view("is:published").unwrap().total, 1);
}
