//! Fuzz targets and the runner that needs no nightly Rust.
//!
//! libFuzzer (`fuzz_targets/`), the short run of the tests (`engine/tests/fuzzing.rs`) and the timed run
//! (`cargo xtask fuzz`) share these two modules.

#[path = "../../engine/tests/support/edits.rs"]
mod edits;
pub mod runner;
pub mod targets;
