//! `cargo xtask screenshots`: the real window on the samples, every view in both themes and two sizes.

use anyhow::Result;

use crate::command::done;
use crate::{folders, run, system, ui, window};

/// Views that are kept with the project, with few colours; the others stay in target/screenshots.
const KEPT: &[&str] = &[
    "first-start",
    "desk",
    "sheet",
    "stories",
    "story",
    "palette",
    "receipt",
    "hand-over",
    "insight",
    "settings-look",
];

/// Makes all of them in target/screenshots, and docs/screenshots anew.
pub fn make() -> Result<()> {
    system::install(true)?;
    ui::install()?;
    ui::build()?;
    window::build(false)?;
    // Paths are part of the pictures: they say nothing of the machine.
    let desk = run::sample_desk(std::env::temp_dir().join("reef-gazette"))?;
    let all = folders::target().join("screenshots");
    std::fs::create_dir_all(&all)?;
    done(&mut window::driver(&["screenshots", &desk.to_string_lossy(), &all.to_string_lossy()]))?;
    let kept = folders::project().join("docs/screenshots");
    std::fs::create_dir_all(&kept)?;
    for view in KEPT {
        for theme in ["light", "dark"] {
            let name = format!("{view}-{theme}.png");
            let [from, to] = [&all, &kept].map(|folder| folder.join(&name).to_string_lossy().into_owned());
            done(&mut window::driver(&["shrink", &from, &to]))?;
        }
    }
    println!("All views are in {}; those that the project keeps in {}.", all.display(), kept.display());
    Ok(())
}
