//! `cargo xtask fuzz`: runs the fuzz targets for a time on stable Rust.

use anyhow::Result;

use crate::check::cargo;
use crate::command::done;

/// Runs each target, or the one that is named, for so many seconds.
pub fn run(seconds: u64, seed: Option<u64>, target: Option<&str>) -> Result<()> {
    // Uses the build profile of the tests, which checks overflow and is built already.
    let mut command = cargo(&["run", "--locked", "--example", "fuzz", "--", "--seconds", &seconds.to_string()]);
    if let Some(seed) = seed {
        command.args(["--seed", &seed.to_string()]);
    }
    if let Some(target) = target {
        command.args(["--target", target]);
    }
    done(&mut command)
}
