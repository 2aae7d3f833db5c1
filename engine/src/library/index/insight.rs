//! The library from a distance: quality by age, and how much of what was decided about runs.

use super::facets::{STEPS, step};
use super::{Fact, Index};
use crate::article::Place;
use crate::library::index::results::Share;

/// So many shares are named.
const NAMED: usize = 12;

impl Index {
    /// The quality of all articles dated from one moment up to another, in steps of ten.
    pub fn quality_between(&self, from_ms: i64, to_ms: i64) -> Vec<u32> {
        let mut steps = vec![0; STEPS];
        for fact in self.facts.iter().filter(|fact| !fact.gone && (from_ms..to_ms).contains(&fact.published_ms)) {
            if let Some(step) = step(fact.quality) {
                steps[step] += 1;
            }
        }
        steps
    }

    /// How much runs of what was decided about each provider, those with most decisions first.
    pub fn shares_of_providers(&self) -> Vec<Share> {
        let mut counts = vec![(0, 0); self.providers.len()];
        for fact in self.decided() {
            if let Some(count) = counts.get_mut(fact.provider as usize) {
                add(count, fact);
            }
        }
        most(&counts, |number| self.providers.name(number))
    }

    /// The same of each topic.
    pub fn shares_of_topics(&self) -> Vec<Share> {
        let mut counts = vec![(0, 0); self.topics.names.len()];
        for fact in self.decided() {
            for topic in self.topics.list(fact.topics) {
                add(&mut counts[*topic as usize], fact);
            }
        }
        most(&counts, |number| self.topics.names.name(number))
    }

    fn decided(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| !fact.gone && matches!(fact.place, Place::Published | Place::Spiked))
    }
}

fn add((published, decided): &mut (u32, u32), fact: &Fact) {
    *published += u32::from(fact.place == Place::Published);
    *decided += 1;
}

fn most<'a>(counts: &[(u32, u32)], name: impl Fn(u32) -> Option<&'a str>) -> Vec<Share> {
    let named = counts.iter().zip(0..).filter(|((_, decided), _)| *decided > 0);
    let share = |((published, decided), number): (&(u32, u32), u32)| {
        Some(Share { name: name(number)?.to_owned(), published: *published, decided: *decided })
    };
    let mut shares: Vec<Share> = named.filter_map(share).collect();
    shares.sort_by(|a, b| b.decided.cmp(&a.decided).then_with(|| a.name.cmp(&b.name)));
    shares.truncate(NAMED);
    shares
}
