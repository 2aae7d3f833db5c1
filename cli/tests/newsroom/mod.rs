//! A site of article files, a library, and the real program.

#![allow(dead_code, reason = "each test uses a part of this")]

use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

pub struct Newsroom {
    folder: TempDir,
}

impl Newsroom {
    /// Articles of these names, imported, and published with quality 72 in the library.
    pub fn decided(names: &[&str]) -> Self {
        let room = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(room.path("site")).unwrap();
        for name in names {
            std::fs::write(room.file(name), former()).unwrap();
        }
        assert_eq!(room.import()["new"], names.len());
        room.decide();
        room
    }

    pub fn decide(&self) {
        let all = self.json(&["list"]);
        let ids: Vec<String> =
            all["articles"].as_array().unwrap().iter().map(|article| article["id"].to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let decided = self.json(&[&["decide"], &ids[..], &["--publish", "--quality", "72"]].concat());
        assert_eq!(decided["ok"], true, "{decided}");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path("site").join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--json").arg("--library").arg(self.path("library")).args(arguments);
        command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        document(&self.command(arguments).output().unwrap())
    }

    pub fn import(&self) -> Value {
        self.json(&["import", "site"])
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }

    /// Starts the program and waits until it has stopped at the moment `moment`.
    pub fn held(&self, arguments: &[&str], moment: &str) -> Child {
        let child = self.command(arguments).env("COPYTASTER_PAUSE_AT", moment).spawn().unwrap();
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
        while !state().contains(") T ") {
            assert!(!state().contains(") Z "), "the program ended before it was held");
            std::thread::yield_now();
        }
        child
    }

    /// Returns every file below the site and the output folder that is not an article.
    pub fn strays(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.path("site"), self.path("out"), self.path("library/pictures/temporary")];
        let mut strays = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension() != Some(OsStr::new("md")) {
                    strays.push(path);
                }
            }
        }
        strays
    }
}

pub fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error} in {output:?}"))
}

pub fn signal(child: &Child, name: &str) {
    run("kill", &[name, &child.id().to_string()]);
}

/// Runs a program of the system that must succeed.
pub fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status().unwrap();
    assert!(status.success(), "{program} {arguments:?}");
}

pub fn former() -> String {
    "---\ntitle: \"Reef robots\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\ntype: article\nquality: 10\n\
     heat: 10\npublished: false\n\ntopics:\n  - AI\n\nsecured: \"AAAA;BBBB\"\n---\n\n"
        .to_owned()
}

pub fn handed() -> String {
    former().replace("quality: 10", "quality: 72").replace("published: false", "published: true")
}

/// Message and hint of the only refusal.
pub fn only_refusal(document: &Value) -> (String, String) {
    let refused = document["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 1, "{document}");
    let word = |name: &str| refused[0][name]["text"].as_str().unwrap().to_owned();
    (word("message"), word("hint"))
}

pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

pub fn as_text(path: &Path) -> &str {
    path.to_str().unwrap()
}
