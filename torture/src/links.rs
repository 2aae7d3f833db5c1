//! Folders that lead to each other: a walk ends, and each file is one article.

use std::os::unix::fs::symlink;

use anyhow::{Result, ensure};

use crate::dice::Dice;
use crate::newsroom::{Newsroom, article};
use crate::{Place, Round};

/// One round.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, 0)?;
    let folders = 2 + dice.index(9);
    let name = |number: usize| format!("folder-{number}");
    for number in 0..folders {
        let folder = room.site().join(name(number));
        std::fs::create_dir(&folder)?;
        std::fs::write(folder.join("a.md"), article(number, 10))?;
    }
    for from in 0..folders {
        for to in 0..folders {
            if dice.below(4) > 0 {
                symlink(format!("../{}", name(to)), room.site().join(name(from)).join(format!("to-{to}")))?;
            }
        }
    }
    symlink(".", room.site().join("here"))?;
    symlink("folder-0/a.md", room.site().join("same.md"))?;
    room.import()?;
    ensure!(room.state()?.len() == folders, "{} articles of {folders} files", room.state()?.len());
    room.import()?;
    ensure!(room.state()?.len() == folders, "a second import makes {} articles", room.state()?.len());
    room.is_healthy()?;
    Ok(Round::Done)
}
