//! `cargo xtask run`: the desk on the sample library; on a server the main job, shown under a virtual display.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::done;
use crate::{folders, system, ui, window};

/// Installs, builds and opens the desk.
pub fn run() -> Result<()> {
    let display = window::has_display();
    system::install(!display)?;
    ui::install()?;
    ui::build()?;
    window::build(false)?;
    let desk = sample_desk(folders::target().join("sample-desk"))?;
    if display { open(&desk) } else { show(&desk) }
}

fn open(desk: &Path) -> Result<()> {
    let (library, site) = (desk.join("library"), desk.join("site"));
    println!("The sample desk lies in {}; the samples themselves are left as they are.", desk.display());
    done(window::program("copytaster", false).arg("--library").arg(&library).arg("import").arg(site))?;
    done(window::program("copytaster-desktop", false).arg("--library").arg(&library))
}

fn show(desk: &Path) -> Result<()> {
    println!("There is no display: the main job is shown under a virtual one.");
    let shot = desk.join("desk.png");
    let words = [desk.as_os_str(), shot.as_os_str()].map(|path| path.to_string_lossy().into_owned());
    done(&mut window::driver(&["show", &words[0], &words[1]]))
}

/// A copy of the samples beside a library of their own, fresh each time: decisions never touch the project's files.
pub fn sample_desk(desk: PathBuf) -> Result<PathBuf> {
    if desk.exists() {
        std::fs::remove_dir_all(&desk).with_context(|| format!("{} could not be emptied", desk.display()))?;
    }
    copy(&folders::project().join("samples"), &desk.join("site"))?;
    Ok(desk)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("{} could not be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
