//! Counts: how many articles stand where, and what the hits of a query have in common.

use std::collections::HashMap;

use chrono::{DateTime, Datelike};
use rusqlite::Connection;

use super::ask::Folding;
use super::{Fact, Index, NOWHERE};
use crate::article::Place;
use crate::error::Error;
use crate::library::index::results::{Counts, Facet, Facets};
use crate::library::query::Query;

/// Most topics and providers that are counted out.
const NAMED: usize = 100;
/// Steps of the histogram of quality: tens up to 100, and beyond.
pub(super) const STEPS: usize = 11;

impl Index {
    /// How many articles stand where; reports folded under their lead are counted apart.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// What the hits of a query have in common.
    pub fn facets(&self, connection: &Connection, query: &Query) -> Result<Facets, Error> {
        let (found, _) = self.found(connection, query, Folding::UnderLead)?;
        let (mut topics, mut providers) = (vec![0; self.topics.names.len()], vec![0; self.providers.len()]);
        let (mut counts, mut quality, mut unscored) = (Counts::default(), vec![0; STEPS], 0);
        let mut months: HashMap<i64, u32> = HashMap::new();
        for slot in found.iter() {
            let fact = self.fact(slot);
            *place(&mut counts, fact) += 1;
            for topic in self.topics.list(fact.topics) {
                topics[*topic as usize] += 1;
            }
            if let Some(provider) = providers.get_mut(fact.provider as usize) {
                *provider += 1;
            }
            match step(fact.quality) {
                Some(step) => quality[step] += 1,
                None => unscored += 1,
            }
            if fact.published_ms != i64::MIN {
                *months.entry(fact.published_ms.div_euclid(86_400_000)).or_default() += 1;
            }
        }
        Ok(Facets {
            inbox: counts.inbox,
            published: counts.published,
            spiked: counts.spiked,
            later: counts.later,
            topics: most(&topics, |number| self.topics.names.name(number)),
            providers: most(&providers, |number| self.providers.name(number)),
            quality,
            unscored,
            months: by_month(months),
        })
    }
}

/// The step of a quality; `None` where there is none.
pub(super) fn step(quality: i32) -> Option<usize> {
    let step = usize::try_from(quality.max(0) / 10).ok()?;
    (quality != i32::MIN).then(|| step.min(STEPS - 1))
}

/// Counts an article in, or with -1 out again.
pub(super) fn count(counts: &mut Counts, fact: &Fact, by: i32) {
    if fact.gone {
        return;
    }
    let add = |number: &mut u32, is: bool| *number = number.saturating_add_signed(if is { by } else { 0 });
    add(&mut counts.everything, true);
    add(&mut counts.pending, fact.pending);
    add(&mut counts.conflicts, fact.conflict);
    add(place(counts, fact), true);
}

/// Where an article counts: a report under its lead in none of the places.
fn place<'a>(counts: &'a mut Counts, fact: &Fact) -> &'a mut u32 {
    match fact.place {
        _ if fact.lead != NOWHERE => &mut counts.reports,
        Place::Inbox => &mut counts.inbox,
        Place::Published => &mut counts.published,
        Place::Spiked => &mut counts.spiked,
        Place::Later => &mut counts.later,
    }
}

/// The names that occur most, most frequent first.
fn most<'a>(counts: &[u32], name: impl Fn(u32) -> Option<&'a str>) -> Vec<Facet> {
    let named = counts.iter().zip(0..).filter(|(count, _)| **count > 0);
    let mut facets: Vec<Facet> =
        named.filter_map(|(count, number)| Some(Facet { value: name(number)?.to_owned(), count: *count })).collect();
    facets.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    facets.truncate(NAMED);
    facets
}

/// Days since 1970 → months, newest first.
fn by_month(days: HashMap<i64, u32>) -> Vec<Facet> {
    let mut months: HashMap<(i32, u32), u32> = HashMap::new();
    for (day, count) in days {
        let Some(date) = DateTime::from_timestamp(day * 86_400, 0) else { continue };
        *months.entry((date.year(), date.month())).or_default() += count;
    }
    let mut months: Vec<_> = months.into_iter().collect();
    months.sort_unstable_by(|a, b| b.cmp(a));
    months.into_iter().map(|((year, month), count)| Facet { value: format!("{year:04}-{month:02}"), count }).collect()
}
