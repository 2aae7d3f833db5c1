//! Every message that the engine declares stands in the catalogue of every language, with exactly its arguments.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use engine::declared_messages;
use engine::message::catalogue::problems;

/// Begin the ids of the messages that do not belong to the page.
const PREFIXES: [&str; 5] = ["engine_", "cli_", "did_", "said_", "history_"];

/// Returns the languages with the contents of their catalogues.
fn catalogues() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/messages");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |file: std::path::PathBuf| {
        (file.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&file).unwrap())
    };
    files.map(read).collect()
}

#[test]
fn every_declared_message_has_a_text_in_every_language_with_exactly_its_arguments() {
    let catalogues = catalogues();
    assert!(catalogues.iter().any(|(language, _)| language == "de"), "{catalogues:?}");
    for (language, catalogue) in catalogues {
        assert_eq!(problems(&catalogue, declared_messages::all()), Vec::<String>::new(), "{language}.json");
    }
}

#[test]
fn no_two_variants_declare_the_same_message() {
    let mut seen = BTreeSet::new();
    for (id, _) in declared_messages::all() {
        assert!(seen.insert(id), "{id} is declared twice");
    }
}

#[test]
fn every_text_of_the_engine_is_used() {
    let declared: BTreeSet<&str> = declared_messages::all().map(|(id, _)| *id).collect();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shells = ["src-tauri/src/message.rs", "cli/src/message.rs"];
    let shells = shells.map(|file| fs::read_to_string(project.join(file)).unwrap()).concat();
    for (language, catalogue) in catalogues() {
        let texts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&catalogue).unwrap();
        let of_engine = texts.keys().filter(|id| PREFIXES.iter().any(|prefix| id.starts_with(prefix)));
        let unused: Vec<_> =
            of_engine.filter(|id| !declared.contains(id.as_str()) && !shells.contains(&format!("\"{id}\""))).collect();
        assert!(unused.is_empty(), "{language}.json: {unused:?}");
    }
}
