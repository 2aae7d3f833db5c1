//! `cargo xtask screenshots`: the real window on the samples, in both themes and two sizes.

use anyhow::Result;

use crate::command::done;
use crate::{folders, run, system, ui, window};

/// Makes docs/screenshots anew.
pub fn make() -> Result<()> {
    system::install(true)?;
    ui::install()?;
    ui::build()?;
    window::build(false)?;
    // Paths are part of the pictures: they say nothing of the machine.
    let desk = run::sample_desk(std::env::temp_dir().join("reef-gazette"))?;
    let shots = folders::project().join("docs/screenshots");
    std::fs::create_dir_all(&shots)?;
    done(&mut window::driver(&["screenshots", &desk.to_string_lossy(), &shots.to_string_lossy()]))
}
