//! A part of the library's file is destroyed: after a rebuild and an import every decision is in force again.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;

use anyhow::{Context, Result, ensure};

use crate::dice::Dice;
use crate::newsroom::Newsroom;
use crate::{Place, Round};

const ARTICLES: usize = 300;
const PAGE: u64 = 8192;
/// Bytes of the header of the file.
const HEADER: u64 = 100;

/// One round: a library with decisions, of which one part is destroyed.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, ARTICLES)?;
    room.import()?;
    for part in 0..10 {
        let ids: Vec<i64> = (0..30).map(|number| 1 + part * 30 + number).collect();
        let ended = room.decide(&ids, &["--quality", &(50 + part).to_string(), "--publish"])?;
        ensure!(ended.is_acknowledged(), "{}", ended.shown());
    }
    let decided = by_path(&room)?;
    let blow = strike(&room, &mut dice)?;
    repaired(&room, &decided).with_context(|| blow)?;
    Ok(Round::Done)
}

fn repaired(room: &Newsroom, decided: &BTreeMap<String, (i64, String)>) -> Result<()> {
    for arguments in [&["list"][..], &["doctor"], &["rebuild"], &["doctor"]] {
        room.run(arguments)?.is_orderly().with_context(|| format!("{arguments:?}"))?;
    }
    room.import()?;
    let now = by_path(room)?;
    let lost: Vec<&String> =
        decided.iter().filter(|(path, value)| now.get(*path) != Some(value)).map(|(path, _)| path).collect();
    ensure!(lost.is_empty(), "{} of {} decisions are lost, the first about {}", lost.len(), decided.len(), lost[0]);
    room.is_healthy()
}

/// Destroys a part of the file; returns what was done.
fn strike(room: &Newsroom, dice: &mut Dice) -> Result<String> {
    let file = OpenOptions::new().read(true).write(true).open(room.library.join("library.sqlite"))?;
    let size = file.metadata()?.len();
    let noise: Vec<u8> = (0..PAGE).map(|_| dice.below(256).to_le_bytes()[0]).collect();
    let page = dice.below(size / PAGE) * PAGE;
    Ok(match dice.below(6) {
        0 => {
            file.write_all_at(&noise, page)?;
            format!("the page at {page} of {size} overwritten")
        }
        1 => {
            file.write_all_at(&vec![0; noise.len()], page)?;
            format!("the page at {page} of {size} zeroed")
        }
        2 => {
            let at = dice.below(size - 512);
            file.write_all_at(&noise[..512], at)?;
            format!("512 bytes at {at} of {size} overwritten")
        }
        3 => {
            file.write_all_at(&noise[..512], page)?;
            format!("the first 512 bytes of the page at {page} of {size} overwritten")
        }
        4 => {
            let at = dice.below(size);
            file.set_len(at)?;
            format!("cut off at {at} of {size}")
        }
        _ => {
            let at = dice.below(HEADER - 4);
            file.write_all_at(&noise[..4], at)?;
            format!("4 bytes at {at} of the header overwritten")
        }
    })
}

fn by_path(room: &Newsroom) -> Result<BTreeMap<String, (i64, String)>> {
    let list = room.done(&["list", "--limit", "100000"])?;
    let articles = list["articles"].as_array().context("no list")?;
    let one = |article: &serde_json::Value| {
        let text = |name: &str| article[name].as_str().map(str::to_owned).context("no text");
        Ok((text("path")?, (article["quality"].as_i64().unwrap_or(-1), text("place")?)))
    };
    articles.iter().map(one).collect()
}
