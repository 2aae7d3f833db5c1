//! The short run of the fuzz targets: the corpus and some changed inputs, from a fixed seed. `cargo xtask fuzz` runs for
//! longer and with other seeds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(
    dead_code,
    unreachable_pub,
    clippy::pedantic,
    reason = "the fuzz targets are written for a crate of their own"
)]

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use std::path::Path;

use fuzz::runner::Inputs;
use fuzz::targets::TARGETS;

/// Inputs of each target beside the corpus. A picture and a merge take milliseconds.
const INPUTS: usize = 400;

fn short_run(name: &str) {
    let target = TARGETS.iter().find(|target| target.0 == name).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let mut inputs = Inputs::of(&folder, target, 1);
    for _ in 0..INPUTS {
        let input = inputs.make();
        let shown = String::from_utf8_lossy(&input).into_owned();
        let run = std::panic::catch_unwind(|| (target.1)(&input));
        assert!(run.is_ok(), "{name} failed on {shown:?}");
    }
}

#[test]
fn documents_keep_every_promise() {
    short_run("document");
}

#[test]
fn queries_are_answered_whatever_they_hold() {
    short_run("query");
}

#[test]
fn bodies_become_html_in_which_nothing_runs() {
    short_run("page");
}

#[test]
fn pictures_are_examined_or_refused() {
    short_run("image");
}

#[test]
fn records_are_read_or_refused() {
    short_run("records");
}

#[test]
fn merged_documents_keep_decisions_and_take_the_rest() {
    short_run("merge");
}
