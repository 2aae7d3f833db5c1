//! After a kill and the next start, nothing lies beside the articles or in the library's folder that does not belong.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::dice::Dice;
use crate::newsroom::{Moment, Newsroom};
use crate::{Place, Round};

const ARTICLES: usize = 6;
const KILLS: usize = 8;
/// How the names of what belongs in the library's folder begin or end.
const BELONGS: &[&str] = &["library.sqlite", "backups", "pictures", "aside-", "decisions", "logs", "temporary-files"];

/// One round: writes, backups and restores are killed, and the next command cleans up.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, ARTICLES)?;
    room.import()?;
    for kill in 0..KILLS {
        let quality = (11 + kill).to_string();
        room.decide(&[1, 2, 3, 4, 5, 6], &["--quality", &quality])?;
        let moment = match dice.below(2) {
            0 => Moment::Step(1 + dice.below(20)),
            _ => Moment::After(Duration::from_micros(dice.below(80_000))),
        };
        let commands: [&[&str]; 4] = [&["hand-over"], &["hand-over", "--undo"], &["backup"], &["restore"]];
        let command = *dice.pick(&commands);
        room.killed(command, moment)?;
        room.done(&["list"])?;
        let told = format!("{command:?}, killed at {moment:?}");
        for name in names(&room.site())? {
            ensure!(ends(&name, "md") && !name.starts_with('.'), "{told}: {name} lies beside the articles");
        }
        for name in names(&room.library)? {
            let belongs = BELONGS.iter().any(|known| name.starts_with(known)) || ends(&name, "lock");
            ensure!(belongs, "{told}: {name} lies in the library's folder");
        }
        for name in names(&room.library.join("backups"))? {
            ensure!(ends(&name, "sqlite"), "{told}: {name} lies among the backups");
        }
    }
    Ok(Round::Done)
}

fn ends(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
