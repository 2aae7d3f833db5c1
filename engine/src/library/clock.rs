//! Ticks: every commit advances the library's clock by one, and what it changed carries the tick.
//! So a reader asks for what is newer, and a window learns what another program did.

use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use crate::article::ArticleId;
use crate::error::Error;

/// The last tick.
pub fn tick(connection: &Connection) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached("SELECT tick FROM clock")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The next tick, for what this transaction changes.
pub fn advance(connection: &Connection) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached("UPDATE clock SET tick = tick + 1 RETURNING tick")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Which ticks are the work of this program.
pub struct Clock(Mutex<Ticks>);

struct Ticks {
    /// Everything up to this one was told.
    told: i64,
    /// Later ones of our own.
    ours: Vec<i64>,
}

impl Clock {
    /// Nothing before this tick is news.
    pub const fn at(tick: i64) -> Self {
        Self(Mutex::new(Ticks { told: tick, ours: Vec::new() }))
    }

    /// Commits our own tick: nobody who asks in between takes it for the work of another program.
    pub fn ours<E>(&self, tick: i64, commit: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        let mut ticks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        commit()?;
        // Ticks without a gap need not be kept: a long import asks nobody.
        if ticks.told == tick - 1 && ticks.ours.is_empty() {
            ticks.told = tick;
        } else {
            ticks.ours.push(tick);
        }
        Ok(())
    }

    /// The articles that other programs changed since this was asked last.
    pub fn elsewhere(&self, connection: &Connection) -> Result<Vec<ArticleId>, Error> {
        let mut ticks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = tick(connection)?;
        if now == ticks.told {
            return Ok(Vec::new());
        }
        let mut statement = connection.prepare_cached(
            "SELECT article_id, changed FROM fact WHERE changed > ?1 AND changed <= ?2 ORDER BY changed",
        )?;
        let rows = statement.query_map([ticks.told, now], |row| Ok((ArticleId(row.get(0)?), row.get::<_, i64>(1)?)))?;
        let mut changed = Vec::new();
        for row in rows {
            let (article, tick) = row?;
            if !ticks.ours.contains(&tick) {
                changed.push(article);
            }
        }
        ticks.told = now;
        ticks.ours.retain(|tick| *tick > now);
        Ok(changed)
    }
}
