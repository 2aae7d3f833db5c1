//! Any bytes: they are read or refused, never a panic; and an edit that the engine makes keeps every promise.
//! The last byte chooses the kind of edit, the rest is the file.

#![no_main]

#[path = "../../engine/tests/support/edits.rs"]
mod edits;

use engine::document::{Document, Profile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_last() else { return };
    let Ok(document) = Document::read(bytes) else { return };
    for profile in [Profile::ClusterNews, Profile::Jekyll, Profile::Draft] {
        let _ = document.article(profile, "name");
    }
    let kind = edits::KINDS[usize::from(*kind) % edits::KINDS.len()];
    if let Err(wrong) = edits::holds(kind, &document, bytes) {
        panic!("{wrong}");
    }
});
