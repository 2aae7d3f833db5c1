//! Article files in masses: generated, or real ones that every edit is tried on.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::check::cargo;
use crate::command::done;
use crate::folders;

/// Writes generated article files in the canonical format.
pub fn generate(articles: u32, seed: u64, out: &Path) -> Result<()> {
    let mut example = example("corpus");
    example.args(["--articles", &articles.to_string(), "--seed", &seed.to_string(), "--out"]).arg(out);
    done(&mut example)
}

/// Tries every edit on every article file below a folder.
pub fn check(folder: Option<PathBuf>) -> Result<()> {
    let folder = folder.or_else(folders::real_articles);
    let folder = folder.context("Name a folder of article files: cargo xtask corpus-check DIR")?;
    done(example("corpus_check").arg(folder))
}

/// An example program of the engine, optimised.
pub fn example(name: &str) -> std::process::Command {
    cargo(&["run", "--quiet", "--locked", "--release", "--package", "copytaster-engine", "--example", name, "--"])
}
