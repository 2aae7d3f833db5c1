//! The log: one line for each step of work in a file beside the library, without article text or paths of articles.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\ntype: article\npublished: false\n---\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin("copytaster"));
    command.arg("--library").arg(folder.join("library")).args(arguments).output().unwrap()
}

/// Returns all log files together.
fn logged(folder: &Path) -> String {
    let files = std::fs::read_dir(folder.join("library/logs")).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("site")).unwrap();
    std::fs::write(folder.path().join("site/a.md"), ARTICLE).unwrap();
    folder
}

#[test]
fn an_import_and_a_write_are_logged_without_text_or_paths_of_articles() {
    let folder = site();
    let folder = folder.path();
    let site = folder.join("site");
    assert!(run(folder, &["import", site.to_str().unwrap()]).status.success());
    assert!(run(folder, &["decide", "1", "--publish"]).status.success());
    assert!(run(folder, &["hand-over"]).status.success());
    let log = logged(folder);
    assert!(log.contains("imported new=1") && log.contains("wrote files written=1"), "{log}");
    assert!(!log.contains("Reef robots") && !log.contains("a.md"), "{log}");
}

#[test]
fn verbose_prints_the_log_and_nothing_else_does() {
    let folder = site();
    let folder = folder.path();
    let site = folder.join("site");
    let output = run(folder, &["--verbose", "import", site.to_str().unwrap()]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("INFO"));
    std::fs::write(folder.join("site/b.md"), ARTICLE).unwrap();
    let output = run(folder, &["import", site.to_str().unwrap()]);
    assert!(!String::from_utf8(output.stderr).unwrap().contains("INFO"));
}

#[test]
fn a_command_that_only_reads_makes_no_log() {
    let folder = site();
    run(folder.path(), &["list"]);
    assert!(!folder.path().join("library/logs").exists());
}
