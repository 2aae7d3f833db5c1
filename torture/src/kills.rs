//! SIGKILL at steps of writing and at random moments, over every operation: no acknowledged decision is lost, every
//! article file is the old one or the new one, and the next start works.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::dice::Dice;
use crate::newsroom::{Ended, Moment, Newsroom, State, article, same};
use crate::{Place, Round};

const ARTICLES: usize = 8;
/// Kills of one round.
const KILLS: usize = 12;
/// Steps of writing among which one is chosen: most commands have fewer.
const STEPS: u64 = 14;
const OPERATIONS: &[&str] =
    &["import", "decide", "decide", "undo", "redo", "hand-over", "revert", "backup", "restore", "watch", "fresh"];

/// The states that must be in force now, after undo and after redo.
#[derive(Debug, Clone)]
struct History {
    states: Vec<State>,
    at: usize,
}

impl History {
    fn now(&self) -> &State {
        &self.states[self.at]
    }

    /// A decision was made; what was undone cannot be redone any more.
    fn decide(&mut self, state: State) {
        self.states.truncate(self.at + 1);
        self.states.push(state);
        self.at += 1;
    }
}

struct Attacked {
    room: Newsroom,
    history: History,
    /// What each backup holds.
    backups: BTreeMap<String, History>,
    /// All contents that each file may have.
    versions: Vec<BTreeSet<Vec<u8>>>,
    /// How long a command takes here: random moments are aimed into that time.
    span: Duration,
    fresh: usize,
    /// Counter that makes each decided quality differ from the one before.
    quality: i64,
}

/// One round: a new library, and kills while everything but a rebuild is done to it.
pub fn round(place: &Place, dice: Dice) -> Result<Round> {
    kill_during(OPERATIONS, place, dice)
}

/// One round of kills during rebuilds, and decisions in between.
pub fn rebuild(place: &Place, dice: Dice) -> Result<Round> {
    kill_during(&["rebuild", "rebuild", "decide"], place, dice)
}

fn kill_during(operations: &[&str], place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, ARTICLES)?;
    let begun = Instant::now();
    room.import()?;
    let (span, state) = (begun.elapsed(), room.state()?);
    let versions = (0..ARTICLES).map(|number| Ok(BTreeSet::from([std::fs::read(room.file(number))?])));
    let mut attacked = Attacked {
        versions: versions.collect::<Result<_>>()?,
        history: History { states: vec![state], at: 0 },
        backups: BTreeMap::new(),
        room,
        span,
        fresh: 0,
        quality: 10,
    };
    attacked.note_backups(&attacked.history.clone())?;
    for _ in 0..KILLS {
        let operation = *dice.pick(operations);
        let span = u64::try_from(attacked.span.as_micros()).unwrap_or(1).max(1);
        let moment = if dice.below(2) == 0 {
            Moment::Step(1 + dice.below(STEPS))
        } else {
            Moment::After(Duration::from_micros(dice.below(span)))
        };
        attacked.kill(operation, moment, &mut dice).with_context(|| format!("{operation}, killed at {moment:?}"))?;
    }
    Ok(Round::Done)
}

impl Attacked {
    fn kill(&mut self, operation: &str, moment: Moment, dice: &mut Dice) -> Result<()> {
        let before = self.history.clone();
        match operation {
            "decide" => self.decide(moment, dice)?,
            "undo" => self.walk("undo", moment, |history| history.at.checked_sub(1))?,
            "redo" => {
                self.walk("redo", moment, |history| Some(history.at + 1).filter(|at| *at < history.states.len()))?;
            }
            "hand-over" => self.hand_over(moment)?,
            "restore" => self.restore(moment, dice)?,
            "fresh" => self.fresh(moment)?,
            "import" => self.rewrite_and(&["import"], moment, dice)?,
            "watch" => self.rewrite_and(&["watch"], Moment::After(self.span * 2), dice)?,
            "revert" => drop(self.room.killed(&["hand-over", "--undo"], moment)?),
            other => drop(self.room.killed(&[other], moment)?),
        }
        self.note_backups(&before)?;
        same(self.history.now(), &self.room.state()?)?;
        self.room.is_healthy()?;
        self.files_are_whole()
    }

    fn decide(&mut self, moment: Moment, dice: &mut Dice) -> Result<()> {
        let id = 1 + i64::try_from(dice.below(ARTICLES as u64))?;
        self.quality = (self.quality + 1) % 101;
        let (word, place) = *dice.pick(&[("--publish", "published"), ("--spike", "spiked"), ("--inbox", "inbox")]);
        let mut state = self.history.now().clone();
        state.insert(id, (self.quality, place.to_owned()));
        let mut after = self.history.clone();
        after.decide(state);
        let arguments = ["decide", &id.to_string(), "--quality", &self.quality.to_string(), word];
        self.either(&arguments, moment, after).map(drop)
    }

    fn walk(&mut self, command: &str, moment: Moment, to: impl Fn(&History) -> Option<usize>) -> Result<()> {
        match to(&self.history) {
            Some(at) => self.either(&[command], moment, History { at, ..self.history.clone() }).map(drop),
            None => self.room.killed(&[command], moment).map(drop),
        }
    }

    /// Runs a command that must take effect completely or not at all, and completely where it is acknowledged.
    fn either(&mut self, arguments: &[&str], moment: Moment, after: History) -> Result<Ended> {
        let ended = self.room.killed(arguments, moment)?;
        if ended.is_acknowledged() {
            same(after.now(), &self.room.state()?).context("acknowledged")?;
            self.history = after;
        } else if self.room.state()? == *after.now() {
            self.history = after;
        }
        Ok(ended)
    }

    fn restore(&mut self, moment: Moment, dice: &mut Dice) -> Result<()> {
        let all: Vec<String> = self.room.backups()?;
        let Some(backup) = (!all.is_empty()).then(|| dice.pick(&all).clone()) else { return Ok(()) };
        let after = self.backups.get(&backup).context("a backup that nobody made")?.clone();
        let looks_the_same = *after.now() == *self.history.now();
        let ended = self.either(&["restore", &backup], moment, after.clone())?;
        if looks_the_same && !ended.is_acknowledged() {
            // Only undo and redo would tell whether it took effect: it is carried out to its end.
            self.room.done(&["restore", &backup])?;
            self.history = after;
        }
        // A restored library may not know what was written into the files since: those decisions would arrive as the
        // robot's.
        (0..ARTICLES).try_for_each(|number| self.rewrite(number, dice))
    }

    fn hand_over(&mut self, moment: Moment) -> Result<()> {
        let allowed =
            (0..ARTICLES).map(|number| Ok([std::fs::read(self.room.file(number))?, self.room.document(number)?]));
        let allowed: Vec<[Vec<u8>; 2]> = allowed.collect::<Result<_>>()?;
        self.room.killed(&["hand-over"], moment)?;
        for (number, allowed) in allowed.into_iter().enumerate() {
            let now = std::fs::read(self.room.file(number))?;
            ensure!(allowed.contains(&now), "file {number} is neither the old one nor the new one");
            self.versions[number].extend(allowed);
        }
        Ok(())
    }

    /// Rewrites a file as the robot does: its own version, which holds no decisions.
    fn rewrite(&mut self, number: usize, dice: &mut Dice) -> Result<()> {
        let text = article(number, dice.below(200)).into_bytes();
        std::fs::write(self.room.file(number), &text)?;
        self.versions[number].insert(text);
        Ok(())
    }

    fn rewrite_and(&mut self, words: &[&str], moment: Moment, dice: &mut Dice) -> Result<()> {
        for _ in 0..3 {
            let number = dice.index(ARTICLES);
            self.rewrite(number, dice)?;
        }
        let site = self.room.site();
        let arguments: Vec<&str> = words.iter().copied().chain(site.to_str()).collect();
        self.room.killed(&arguments, moment)?;
        Ok(())
    }

    fn fresh(&mut self, moment: Moment) -> Result<()> {
        self.fresh += 1;
        let mine = self.room.library.clone();
        self.room.library = self.room.folder().join(format!("fresh-{}", self.fresh));
        self.room.killed(&["list"], moment)?;
        let empty = self.room.state().context("a new library")?;
        ensure!(empty.is_empty(), "a new library holds {} articles", empty.len());
        self.room.is_healthy().context("a new library")?;
        self.room.library = mine;
        Ok(())
    }

    /// Notes that new backups hold the state from before the command.
    fn note_backups(&mut self, before: &History) -> Result<()> {
        for backup in self.room.backups()? {
            self.backups.entry(backup).or_insert_with(|| before.clone());
        }
        Ok(())
    }

    fn files_are_whole(&mut self) -> Result<()> {
        for number in 0..ARTICLES {
            let now = std::fs::read(self.room.file(number))?;
            ensure!(self.versions[number].contains(&now), "file {number} holds what nobody wrote");
        }
        Ok(())
    }
}
