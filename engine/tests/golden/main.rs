//! Golden files: what each verb writes into each fixture, and how a changed file is merged with what was decided.
//!
//! `UPDATE_GOLDENS=1` rewrites the files; see `support/goldens.rs`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "../support/goldens.rs"]
mod goldens;
#[path = "../room/mod.rs"]
mod room;

mod diffs;
mod merge;
mod merge_cases;
mod merge_files;
mod site;
mod verbs;

use std::path::{Path, PathBuf};

/// The folder of the golden files.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/files")
}
