//! Killing a program does not simulate a power cut, because the kernel keeps the written data. These tests record the
//! system calls of the real program and check the order of its writes, flushes and renames.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

const ARTICLE: &str = "---\ntitle: \"A\"\nquality: 10\nheat: 10\npublished: false\n---\n\n";

struct Recorded {
    folder: TempDir,
}

/// One system call: its name, the file that it concerns, and the second file of a rename.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    name: String,
    file: String,
    to: String,
}

impl Recorded {
    /// A library with one article; `None`, and counted as skipped, where system calls cannot be recorded.
    fn new(test: &str) -> Option<Self> {
        let works = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
        if !works.is_ok_and(|output| output.status.success()) {
            let _ = writeln!(std::io::stderr(), "skipped: {test}: strace cannot be used here");
            return None;
        }
        let recorded = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(recorded.path("site")).unwrap();
        std::fs::write(recorded.path("site/a.md"), ARTICLE).unwrap();
        recorded.calls(&["import", recorded.path("site").to_str().unwrap()]);
        Some(recorded)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The calls that write, flush or rename, in order.
    fn calls(&self, arguments: &[&str]) -> Vec<Call> {
        let trace = self.path("trace");
        let mut command = Command::new("strace");
        command.args(["-f", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink"]);
        command.arg("-o").arg(&trace).arg(cargo_bin("copytaster")).arg("--library").arg(self.path("library"));
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        std::fs::read_to_string(trace).unwrap().lines().filter_map(|line| self.call(line)).collect()
    }

    fn call(&self, line: &str) -> Option<Call> {
        let (_, rest) = line.split_once(' ')?;
        let (name, rest) = rest.trim_start().split_once('(')?;
        let folder = self.folder.path().canonicalize().unwrap();
        let inside = |text: &str| {
            let path =
                Path::new(text).strip_prefix(&folder).or_else(|_| Path::new(text).strip_prefix(self.folder.path()));
            path.map_or_else(|_| text.to_owned(), |path| path.display().to_string())
        };
        let (file, to) = if name.starts_with("rename") || name == "unlink" {
            let mut quoted = rest.split('"').skip(1).step_by(2);
            (quoted.next()?, quoted.next().unwrap_or_default())
        } else {
            (rest.split_once('<')?.1.split_once('>')?.0, "")
        };
        Some(Call { name: name.to_owned(), file: inside(file), to: inside(to) })
    }
}

/// Returns the index of the first call after `from` that matches `is`.
fn after(calls: &[Call], from: usize, what: &str, is: impl Fn(&Call) -> bool) -> usize {
    let found = calls[from..].iter().position(is);
    found.map_or_else(|| panic!("no {what} after call {from}: {calls:#?}"), |at| from + at)
}

fn writes(call: &Call) -> bool {
    matches!(&*call.name, "write" | "pwrite64")
}

fn flushes(call: &Call) -> bool {
    matches!(&*call.name, "fsync" | "fdatasync")
}

#[test]
fn a_decision_is_in_the_log_and_then_in_the_library_on_the_disk_before_it_is_acknowledged() {
    let Some(recorded) = Recorded::new("a decision is flushed") else { return };
    for arguments in [&["decide", "1", "--publish"][..], &["undo"], &["redo"]] {
        let calls = recorded.calls(arguments);
        let logged = after(&calls, 0, "line of the log", |call| writes(call) && call.file.ends_with("decisions.log"));
        let flushed =
            after(&calls, logged, "flush of the log", |call| flushes(call) && call.file.ends_with("decisions.log"));
        let wal = |call: &Call| call.file.ends_with("library.sqlite-wal");
        let committed = after(&calls, flushed, "commit", |call| writes(call) && wal(call));
        let said = after(&calls, committed, "answer", |call| writes(call) && !call.file.starts_with("library"));
        let last = calls[..said].iter().rposition(|call| writes(call) && wal(call)).unwrap();
        let durable = calls[last..said].iter().any(|call| flushes(call) && wal(call));
        assert!(durable, "{arguments:?}: the commit is on the disk before it is acknowledged: {calls:#?}");
    }
}

#[test]
fn an_article_file_is_flushed_before_it_takes_its_name_and_its_folder_afterwards() {
    let Some(recorded) = Recorded::new("a file is flushed") else { return };
    recorded.calls(&["decide", "1", "--publish"]);
    let calls = recorded.calls(&["hand-over"]);
    let renamed = after(&calls, 0, "rename", |call| call.name.starts_with("rename") && call.to.ends_with("a.md"));
    let written = calls[..renamed].iter().rposition(|call| writes(call) && call.file.starts_with("site/")).unwrap();
    let flushed = calls[written..renamed].iter().any(|call| flushes(call) && call.file.starts_with("site/"));
    assert!(flushed, "the new bytes are on the disk before the rename: {calls:#?}");
    after(&calls, renamed, "flush of the folder", |call| flushes(call) && call.file == "site");
    let noted = calls[..written].iter().any(|call| flushes(call) && call.file.ends_with("library.sqlite-wal"));
    assert!(noted, "the write was noted in the library before: {calls:#?}");
}

#[test]
fn a_rebuilt_library_is_flushed_before_it_takes_the_place_of_the_former_one() {
    let Some(recorded) = Recorded::new("a rebuilt library is flushed") else { return };
    recorded.calls(&["decide", "1", "--publish"]);
    for arguments in [&["rebuild"][..], &["restore"]] {
        if arguments == ["restore"] {
            recorded.calls(&["backup"]);
        }
        let calls = recorded.calls(arguments);
        let complete = after(&calls, 0, "complete library", |call| {
            call.name.starts_with("rename") && call.to.ends_with("library/replacement")
        });
        for name in ["library.sqlite", "decisions.log"] {
            let file = format!("library/replacement.partial/{name}");
            let written = calls[..complete].iter().rposition(|call| writes(call) && call.file == file);
            let flushed = calls[..complete].iter().rposition(|call| flushes(call) && call.file == file);
            assert!(flushed > written, "{arguments:?}: {name} is on the disk: {calls:#?}");
        }
        let placed = after(&calls, complete, "new library in its place", |call| {
            call.name.starts_with("rename") && call.to.ends_with("library/library.sqlite")
        });
        let log = after(&calls, complete, "new log in its place", |call| {
            call.name.starts_with("rename") && call.to.ends_with("library/decisions.log")
        });
        assert!(log < placed, "{arguments:?}: the log moves first: {calls:#?}");
        assert!(calls[log..placed].iter().any(|call| flushes(call) && call.file == "library"), "{arguments:?}");
        after(&calls, placed, "flush of the folder", |call| flushes(call) && call.file == "library");
    }
}
