//! A full disk: what was acknowledged is there once there is room again, and what was refused says why.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};

use crate::dice::Dice;
use crate::newsroom::{Newsroom, State, article, same};
use crate::{Place, Round};

const ARTICLES: usize = 12;

/// A small file system of its own.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Result<Option<Self>> {
        std::fs::create_dir_all(at)?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(at).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(mount.status().is_ok_and(|status| status.success()).then(|| Self(at.to_path_buf())))
    }

    /// Fills it but for so many bytes.
    fn fill(&self, leave: usize) {
        let filler = self.0.join("filler");
        let mut size = 4 << 20;
        while size > 0 && std::fs::write(&filler, vec![0; size]).is_err() {
            size -= 4096;
        }
        let _ = std::fs::write(&filler, vec![0; size.saturating_sub(leave)]);
    }

    fn free(&self) {
        let _ = std::fs::remove_file(self.0.join("filler"));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// One round: the disk of the library is full while everything is done. Every other round, and where no file system may
/// be mounted, files may not grow instead.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let mut room = Newsroom::new(place, ARTICLES)?;
    let disk = if dice.below(2) == 0 { SmallDisk::mount(&room.folder().join("small"))? } else { None };
    if let Some(disk) = &disk {
        room.library = disk.0.join("library");
    }
    room.import()?;
    let mut state = room.state()?;
    for turn in 0..3 {
        let leave = dice.below(120_000);
        match &disk {
            Some(disk) => disk.fill(usize::try_from(leave)?),
            None => room.file_limit = Some((size(&room.library)? + leave) / 512),
        }
        for number in 0..ARTICLES {
            let padded = format!("{}{}", article(number, dice.below(200)), "words ".repeat(2_000));
            std::fs::write(room.file(number), padded)?;
        }
        attack(&room, &mut state, &mut dice, turn)?;
        disk.iter().for_each(SmallDisk::free);
        room.file_limit = None;
        same(&state, &room.state()?)?;
        room.is_healthy()?;
    }
    Ok(Round::Done)
}

/// Bytes of the library's largest file.
fn size(library: &Path) -> Result<u64> {
    let sizes = std::fs::read_dir(library)?.map(|entry| Ok(entry?.metadata()?.len()));
    Ok(sizes.collect::<Result<Vec<u64>>>()?.into_iter().max().unwrap_or(0))
}

fn attack(room: &Newsroom, state: &mut State, dice: &mut Dice, turn: i64) -> Result<()> {
    let site = room.site();
    let commands: [&[&str]; 5] = [&["import"], &["backup"], &["hand-over"], &["decide"], &["decide"]];
    for _ in 0..4 {
        let id = 1 + i64::try_from(dice.index(ARTICLES))?;
        let quality = 20 + turn * 10 + i64::try_from(dice.below(10))?;
        let arguments = *dice.pick(&commands);
        let ended = match arguments {
            ["import"] => room.run(&["import", &site.to_string_lossy()])?,
            ["decide"] => {
                let ended = room.decide(&[id], &["--quality", &quality.to_string(), "--spike"])?;
                if ended.is_acknowledged() {
                    state.insert(id, (quality, "spiked".to_owned()));
                }
                ended
            }
            other => room.run(other)?,
        };
        ended.is_orderly()?;
        ensure!(!ended.stdout.is_empty(), "{arguments:?} says nothing: {}", ended.shown());
    }
    Ok(())
}
