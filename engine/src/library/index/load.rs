//! Library → index: all facts at first, then those that changed since.

use std::cmp::Reverse;

use rusqlite::{Connection, Row};

use super::bits::Bits;
use super::facets::count;
use super::names::NOBODY;
use super::{Fact, Index, NOWHERE, Slot};
use crate::article::{ArticleId, Place};
use crate::error::Error;
use crate::library::clock;

const COLUMNS: &str = "article_id, gone, place, pending, conflicts, has, published_ms, quality, heat, coverage, kind,
  provider, topics, url_key, links, shown";

/// What a change of facts asks for afterwards.
#[derive(Default)]
struct Stale {
    order: bool,
    folds: bool,
}

impl Index {
    /// Brings the index up to date with the library.
    pub fn refresh(&mut self, connection: &Connection) -> Result<(), Error> {
        let now = clock::tick(connection)?;
        if now == self.tick {
            return Ok(());
        }
        if now < self.tick {
            // A backup was restored under an open library: ticks of another life mean nothing.
            *self = Self::default();
        }
        let stale = match self.read(connection) {
            Ok(stale) => stale,
            Err(error) => {
                // Half of it was taken, and what that asks for afterwards is not known any more.
                *self = Self::default();
                return Err(error);
            }
        };
        self.tick = now;
        if stale.order {
            self.sort();
        }
        if stale.order || stale.folds {
            self.fold();
        }
        Ok(())
    }

    fn read(&mut self, connection: &Connection) -> Result<Stale, Error> {
        let everything = self.tick == 0;
        let sql = if everything {
            format!("SELECT {COLUMNS} FROM fact WHERE ?1 = 0")
        } else {
            format!("SELECT {COLUMNS} FROM fact WHERE changed > ?1")
        };
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([self.tick])?;
        let mut stale = Stale::default();
        while let Some(row) = rows.next()? {
            self.take(row, &mut stale)?;
        }
        Ok(stale)
    }

    fn take(&mut self, row: &Row<'_>, stale: &mut Stale) -> Result<(), Error> {
        let (fact, url_key) = (self.fact_of(row)?, row.get(13)?);
        let links = if fact.heat < 0 { row.get_ref(14)?.as_blob_or_null().ok().flatten().map(links) } else { None };
        let id = fact.id;
        if let Some(slot) = self.slot(ArticleId(id)) {
            let (before, url_key_before) = (*self.fact(slot), self.url_keys[slot as usize]);
            stale.order |= before.published_ms != fact.published_ms;
            let same_story = (url_key_before, before.heat < 0, before.gone) == (url_key, fact.heat < 0, fact.gone)
                && self.links.get(&fact.id) == links.as_ref();
            stale.folds |= !same_story;
            let fact = Fact { lead: before.lead, reports: before.reports, ..fact };
            count(&mut self.counts, &before, -1);
            count(&mut self.counts, &fact, 1);
            self.facts[slot as usize] = fact;
            self.url_keys[slot as usize] = url_key;
            self.mark(slot, &fact);
        } else {
            stale.order = true;
            self.push(fact, url_key);
        }
        match links {
            Some(links) => drop(self.links.insert(id, links)),
            None => drop(self.links.remove(&id)),
        }
        Ok(())
    }

    /// Adds an article at the end, whatever its date.
    fn push(&mut self, fact: Fact, url_key: Option<i64>) {
        let slot = Slot::try_from(self.facts.len()).unwrap_or(NOWHERE);
        let at = usize::try_from(fact.id).unwrap_or(0);
        if self.slots.len() <= at {
            self.slots.resize(at + 1, NOWHERE);
        }
        self.slots[at] = slot;
        count(&mut self.counts, &fact, 1);
        self.facts.push(fact);
        self.url_keys.push(url_key);
    }

    /// Notes where an article stands.
    fn mark(&mut self, slot: Slot, fact: &Fact) {
        self.there.set(slot, !fact.gone);
        for place in Place::ALL {
            self.places[place as usize].set(slot, fact.place == place);
        }
    }

    fn fact_of(&mut self, row: &Row<'_>) -> Result<Fact, Error> {
        let text = |at: usize| row.get_ref(at).ok().and_then(|value| value.as_str().ok());
        let number = |at: usize| row.get::<_, Option<i64>>(at);
        Ok(Fact {
            id: row.get(0)?,
            gone: row.get(1)?,
            place: text(2).and_then(Place::from_word).unwrap_or(Place::Inbox),
            pending: row.get(3)?,
            conflict: row.get::<_, i64>(4)? > 0,
            has: u16::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
            picture: u8::try_from(row.get::<_, i64>(15)?).unwrap_or(0),
            published_ms: number(6)?.unwrap_or(i64::MIN),
            quality: clamp(number(7)?),
            heat: clamp(number(8)?),
            coverage: row.get(9)?,
            kind: text(10).map_or(NOBODY, |name| self.kinds.number(name)),
            provider: text(11).map_or(NOBODY, |name| self.providers.number(name)),
            topics: text(12).map_or(NOBODY, |json| self.topics.number(json)),
            lead: NOWHERE,
            reports: 0,
        })
    }

    /// Puts everything in order, newest first. Who leads whom is to be told anew afterwards: slots name others now.
    fn sort(&mut self) {
        let key = |(fact, _): &(Fact, Option<i64>)| Reverse((fact.published_ms, fact.id));
        let mut sorted: Vec<_> =
            std::mem::take(&mut self.facts).into_iter().zip(std::mem::take(&mut self.url_keys)).collect();
        // Stable, because it is quick on what is nearly in order.
        sorted.sort_by_key(key);
        (self.facts, self.url_keys) = sorted.into_iter().unzip();
        self.ids = self.facts.iter().map(|fact| ArticleId(fact.id)).collect();
        for (id, slot) in self.ids.iter().zip(0..) {
            if let Some(place) = usize::try_from(id.0).ok().and_then(|at| self.slots.get_mut(at)) {
                *place = slot;
            }
        }
        self.there = Bits::those(&self.facts, |fact| !fact.gone);
        self.places = Place::ALL.map(|place| Bits::those(&self.facts, |fact| fact.place == place));
    }
}

fn links(blob: &[u8]) -> Box<[i64]> {
    blob.as_chunks().0.iter().map(|eight| i64::from_le_bytes(*eight)).collect()
}

/// Robots write numbers beyond all bounds; the smallest stands for none.
fn clamp(number: Option<i64>) -> i32 {
    number.map_or(i32::MIN, |number| i32::try_from(number.max(-i64::from(i32::MAX))).unwrap_or(i32::MAX))
}
