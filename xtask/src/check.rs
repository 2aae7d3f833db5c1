//! Formatting, lints, types: the checks, and what mends them.

use std::process::Command;

use anyhow::Result;

use crate::command::{command, done};
use crate::{folders, ui};

/// A check's name and the command that fails where it fails.
pub type Check = (&'static str, Command);

/// All checks, in the order in which they are cheap.
pub fn checks() -> Vec<Check> {
    let clippy = ["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    vec![
        ("Rust is formatted", cargo(&["fmt", "--all", "--check"])),
        ("the page is formatted and passes its lints", ui::script("lint")),
        ("the page's types fit", ui::script("check")),
        ("the page holds nothing that nobody uses", ui::script("unused")),
        ("Rust passes its lints", cargo(&clippy)),
    ]
}

/// Formats, and mends what the linters can mend.
pub fn fix() -> Result<()> {
    ui::install()?;
    done(&mut cargo(&["fmt", "--all"]))?;
    done(&mut ui::script("fix"))?;
    done(&mut cargo(&["clippy", "--fix", "--allow-dirty", "--workspace", "--all-targets"]))
}

/// Generates the TypeScript types.
pub fn types() -> Result<()> {
    let mut test = cargo(&["test", "--quiet", "--package", "copytaster-engine", "--test", "types"]);
    done(test.env("UPDATE_TYPES", "1"))
}

/// `cargo` in the project's folder.
pub fn cargo(arguments: &[&str]) -> Command {
    command(&folders::project(), "cargo", arguments)
}
