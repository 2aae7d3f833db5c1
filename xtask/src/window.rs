//! The real window: its program, a display where there is none, and the driver of the e2e crate.

use std::process::Command;

use anyhow::Result;

use crate::command::{command, done};
use crate::folders;

/// Larger than the window, so that a drop can start beside it.
const SCREEN: &str = "-screen 0 1800x1100x24 -nolisten tcp";

/// Whether somebody sits before a screen.
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Builds the window's program and the command line program.
pub fn build(release: bool) -> Result<()> {
    let mut cargo = command(&folders::project(), "cargo", ["build", "--locked"]);
    cargo.args(["--package", "copytaster-desktop", "--package", "copytaster-cli"]);
    if release {
        cargo.arg("--release");
    }
    done(&mut cargo)
}

/// A built program.
pub fn program(name: &str, release: bool) -> Command {
    let built = folders::target().join(if release { "release" } else { "debug" }).join(name);
    let mut program = Command::new(built);
    program.current_dir(folders::project());
    program
}

/// `cargo` with these arguments under a virtual display of its own.
pub fn under_display(arguments: &[&str]) -> Command {
    let mut words = vec!["-a", "-s", SCREEN, "cargo"];
    words.extend(arguments);
    command(&folders::project(), "xvfb-run", words)
}

/// The driver of the e2e crate under a virtual display, with these arguments.
pub fn driver(arguments: &[&str]) -> Command {
    let mut words = vec!["run", "--quiet", "--locked", "--package", "copytaster-e2e", "--"];
    words.extend(arguments);
    under_display(&words)
}
