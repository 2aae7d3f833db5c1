//! A clock that jumps: backups are made, kept and found, and snoozed articles come and go with their moments.

use anyhow::{Result, ensure};

use crate::dice::Dice;
use crate::newsroom::{Newsroom, same};
use crate::{Place, Round};

const ARTICLES: usize = 5;
const JUMPS: usize = 10;
/// Until when articles are snoozed, in hours of 2026-12-24.
const MOMENTS: &[u32] = &[6, 12, 18];
/// Moments that the clock shows, with the hour of that day which they are before.
const CLOCK: &[(&str, u32)] = &[
    ("2001-01-01T00:00:00Z", 0),
    ("2026-12-01T08:00:00Z", 0),
    ("2026-12-02T09:00:00Z", 0),
    ("2026-12-24T11:00:00Z", 11),
    ("2026-12-24T17:00:00Z", 17),
    ("2031-05-05T08:00:00Z", 99),
    ("2099-12-31T23:59:59Z", 99),
];

/// One round.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let mut room = Newsroom::new(place, ARTICLES)?;
    room.now = Some("2026-12-01T08:00:00Z".to_owned());
    room.import()?;
    let mut hours = [None; ARTICLES];
    for (number, hour) in hours.iter_mut().enumerate().take(ARTICLES - 1) {
        let until = *dice.pick(MOMENTS);
        let ended = room.decide(&[1 + i64::try_from(number)?], &["--later", &format!("2026-12-24T{until:02}:00")])?;
        ensure!(ended.is_acknowledged(), "{}", ended.shown());
        *hour = Some(until);
    }
    let mut state = room.state()?;
    for jump in 0..JUMPS {
        let (now, hour) = *dice.pick(CLOCK);
        room.now = Some(now.to_owned());
        for (id, (_, place)) in &mut state {
            if let Some(until) = hours[usize::try_from(*id - 1)?] {
                if until <= hour { "inbox" } else { "later" }.clone_into(place);
            }
        }
        same(&state, &room.state()?)?;
        match dice.below(4) {
            0 => drop(room.done(&["rebuild"])?),
            1 => drop(room.import()?),
            2 => {
                let made = room.done(&["backup"])?;
                let newest = room.backups()?.pop();
                ensure!(newest.as_deref() == made["path"].as_str(), "{newest:?} counts as newer than {made}");
            }
            _ => {
                let quality = 20 + i64::try_from(jump)?;
                let last = i64::try_from(ARTICLES)?;
                let ended = room.decide(&[last], &["--quality", &quality.to_string()])?;
                ensure!(ended.is_acknowledged(), "{}", ended.shown());
                state.entry(last).and_modify(|(known, _)| *known = quality);
            }
        }
        room.is_healthy()?;
    }
    let backups = room.backups()?.len();
    ensure!((1..=10).contains(&backups), "{backups} backups");
    Ok(Round::Done)
}
