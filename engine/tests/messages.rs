//! Every message that the engine declares stands in the catalogue of every language, with exactly its arguments.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use engine::declared_messages;
use engine::message::english;

/// Catalogues by language.
fn catalogues() -> BTreeMap<String, BTreeMap<String, serde_json::Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/messages");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |file: PathBuf| {
        let language = file.file_stem().unwrap().to_string_lossy().into_owned();
        (language, serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap())
    };
    files.map(read).collect()
}

/// Names in braces.
fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|part| part.split_once('}').unwrap().0).collect()
}

#[test]
fn every_declared_message_has_a_text_in_every_language_with_exactly_its_arguments() {
    let catalogues = catalogues();
    assert!(catalogues.contains_key("en") && catalogues.contains_key("de"), "{:?}", catalogues.keys());
    for (language, texts) in &catalogues {
        for (id, names) in declared_messages::all() {
            let text = texts.get(*id).and_then(serde_json::Value::as_str);
            let text = text.unwrap_or_else(|| panic!("{language}.json has no text “{id}”"));
            let names: BTreeSet<&str> = names.iter().copied().collect();
            assert_eq!(arguments(text), names, "{id} in {language}.json: “{text}”");
        }
    }
}

#[test]
fn no_two_variants_declare_the_same_message() {
    let mut seen = BTreeSet::new();
    for (id, _) in declared_messages::all() {
        assert!(id.starts_with(english::PREFIX), "{id} lacks the prefix of the engine's messages");
        assert!(seen.insert(id), "{id} is declared twice");
    }
}
