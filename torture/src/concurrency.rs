//! Many programs work on one library at once: none is refused without need, none crashes, nothing acknowledged is lost.

use std::sync::Mutex;

use anyhow::{Context, Result, ensure};

use crate::dice::Dice;
use crate::newsroom::{Newsroom, State, article, same};
use crate::{Place, Round};

const ARTICLES: usize = 24;
/// Programs that decide, each about articles of its own.
const CURATORS: usize = 4;
/// Programs that open a new library at once.
const OPENERS: usize = 6;
/// Commands of each.
const COMMANDS: usize = 6;

/// One round.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, ARTICLES)?;
    open_together(&room)?;
    room.import()?;
    let state = Mutex::new(room.state()?);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for curator in 0..CURATORS {
            let (room, state, failures, mut dice) = (&room, &state, &failures, Dice::of(dice.next()));
            scope.spawn(move || note(failures, decide(room, state, curator, &mut dice)));
        }
        let (room, failures, mut import_dice) = (&room, &failures, Dice::of(dice.next()));
        scope.spawn(move || note(failures, import(room, &mut import_dice)));
        for arguments in [&["list"][..], &["hand-over"], &["backup"], &["images", "stat"]] {
            scope.spawn(move || note(failures, repeat(room, arguments)));
        }
    });
    if let Some(failure) = failures.into_inner().unwrap_or_default().into_iter().next() {
        return Err(failure);
    }
    same(&state.into_inner().unwrap_or_default(), &room.state()?)?;
    room.is_healthy()?;
    Ok(Round::Done)
}

/// Programs that open the same new library at once.
fn open_together(room: &Newsroom) -> Result<()> {
    std::thread::scope(|scope| {
        let programs: Vec<_> = (0..OPENERS).map(|_| scope.spawn(|| room.done(&["list"]))).collect();
        programs.into_iter().try_for_each(|program| program.join().ok().context("a thread failed")?.map(drop))
    })
}

fn note(failures: &Mutex<Vec<anyhow::Error>>, ended: Result<()>) {
    if let (Err(failure), Ok(mut failures)) = (ended, failures.lock()) {
        failures.push(failure);
    }
}

fn decide(room: &Newsroom, state: &Mutex<State>, curator: usize, dice: &mut Dice) -> Result<()> {
    for _ in 0..COMMANDS {
        let own = dice.index(ARTICLES / CURATORS) * CURATORS + curator;
        let (id, quality) = (1 + i64::try_from(own)?, i64::try_from(dice.below(101))?);
        let (word, place) = *dice.pick(&[("--publish", "published"), ("--spike", "spiked")]);
        let ended = room.decide(&[id], &["--quality", &quality.to_string(), word])?;
        ensure!(ended.is_acknowledged(), "a decision was refused: {}", ended.shown());
        let mut state = state.lock().ok().context("another thread failed")?;
        state.insert(id, (quality, place.to_owned()));
    }
    Ok(())
}

fn import(room: &Newsroom, dice: &mut Dice) -> Result<()> {
    for _ in 0..COMMANDS {
        for _ in 0..ARTICLES / 3 {
            let number = dice.index(ARTICLES);
            // A robot replaces a file whole.
            let new = room.folder().join("robot.tmp");
            std::fs::write(&new, article(number, dice.below(200)))?;
            std::fs::rename(&new, room.file(number))?;
        }
        room.import()?;
    }
    Ok(())
}

fn repeat(room: &Newsroom, arguments: &[&str]) -> Result<()> {
    for _ in 0..COMMANDS {
        room.run(arguments)?.is_orderly().with_context(|| format!("{arguments:?}"))?;
    }
    Ok(())
}
