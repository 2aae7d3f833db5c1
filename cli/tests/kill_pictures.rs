//! The real program is killed at numbered moments while it caches pictures: what is served is whole, and the rest
//! resumes. `COPYTASTER_KILLS=100` for the full run.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use engine::desk::Desk;
use serde_json::Value;

const PICTURE: &[u8] = include_bytes!("../../e2e/tests/red.png");
const PICTURES: usize = 6;

/// Serves a picture under every path, each of other bytes: what follows a PNG's end is no part of the picture.
fn serve(stream: &TcpStream) {
    let mut reader = BufReader::new(stream);
    let mut path = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if line.starts_with("GET ") {
            path = line;
        } else if line.trim().is_empty() {
            let body = [PICTURE, path.as_bytes()].concat();
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
            if (&*stream).write_all(&[head.as_bytes(), &body].concat()).is_err() {
                return;
            }
        }
    }
}

fn run(library: &Path, arguments: &[&str], die_at: Option<u64>) -> Output {
    let mut command = Command::new(cargo_bin("copytaster"));
    command.arg("--library").arg(library).arg("--json").args(arguments);
    command.envs(die_at.map(|step| ("COPYTASTER_DIE_AT", step.to_string())));
    command.output().unwrap()
}

#[test]
fn whenever_it_is_killed_no_broken_picture_is_served_and_the_rest_resumes() {
    let kills: u64 = std::env::var("COPYTASTER_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(&stream));
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    for number in 0..PICTURES {
        let text = format!("---\ntitle: A\nimages:\n  - url: http://127.0.0.1:{port}/{number}.png\n---\n");
        std::fs::write(site.join(format!("{number}.md")), text).unwrap();
    }
    let mut died = 0;
    for kill in 0..kills {
        let library = folder.path().join(format!("library-{kill}"));
        assert!(run(&library, &["import", site.to_str().unwrap()], None).status.success());
        // Opening, listing and caching write some fifty times.
        let killed = run(&library, &["images", "fetch", "--allow", "127.0.0.1"], Some(1 + kill * 50 / kills));
        died += u64::from(killed.status.signal() == Some(9));
        let desk = Desk::open(&library).unwrap();
        let half = library.join("pictures/temporary");
        assert!(!half.exists() || walk(&half).is_empty(), "kill {kill}: the next start removes what is half written");
        let before = desk.images().pictures_progress().unwrap();
        for id in desk.query().view("image:cached").unwrap().ids {
            let picture =
                desk.images().picture(id, 64).unwrap_or_else(|error| panic!("kill {kill}: cached, but {error}"));
            let whole = match picture.mime {
                "image/png" => picture.bytes.windows(4).any(|four| four == b"IEND"),
                _ => picture.bytes.ends_with(&[0xff, 0xd9]),
            };
            assert!(whole, "kill {kill}: half a picture was served");
        }
        drop(desk);
        let done = run(&library, &["images", "fetch", "--allow", "127.0.0.1"], None);
        let done: Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!(done["cached"], PICTURES, "kill {kill}, after {before:?}: the rest resumes");
        let pruned = run(&library, &["images", "prune"], None);
        let pruned: Value = serde_json::from_slice(&pruned.stdout).unwrap();
        assert_eq!(pruned["pictures"], 0, "kill {kill}: only what was half written goes");
        assert!(walk(&half).is_empty(), "kill {kill}: no half file stays");
    }
    assert!(died * 2 > kills, "only {died} of {kills} were killed: this test proves little");
}

fn walk(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .flat_map(|entry| {
            if entry.path().is_dir() {
                walk(&entry.path())
            } else {
                vec![entry.file_name().to_string_lossy().into_owned()]
            }
        })
        .collect()
}
