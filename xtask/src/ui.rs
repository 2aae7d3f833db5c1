//! The page: its packages, its build, its own checks.

use std::process::Command;

use anyhow::Result;

use crate::command::{command, done};
use crate::folders;

/// Installs the packages that package-lock.json names, where they are not there yet.
pub fn install() -> Result<()> {
    let ui = folders::ui();
    let modified = |path: &str| std::fs::metadata(ui.join(path)).and_then(|found| found.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    done(&mut command(&ui, "npm", ["ci", "--no-audit", "--no-fund"]))
}

/// Builds the static files that are embedded in the program.
pub fn build() -> Result<()> {
    done(&mut script("build"))
}

/// A script of package.json.
pub fn script(name: &str) -> Command {
    command(&folders::ui(), "npm", ["run", "--silent", name])
}
