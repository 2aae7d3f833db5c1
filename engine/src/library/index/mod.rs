//! The facts of all articles, held in memory: what makes a query, its total, its facets and the counts a matter
//! of milliseconds. Derived from the library's facts and brought up to date by their ticks; never written back.

mod ask;
mod bits;
mod facets;
mod fold;
mod insight;
mod load;
mod names;
pub mod results;
mod suggest;

use std::collections::HashMap;

use crate::article::{ArticleId, Place};
use crate::library::index::results::Counts;
use bits::{Bits, Slot};
use names::{Names, Topics};

/// No slot.
const NOWHERE: Slot = u32::MAX;

/// What the index holds of one article.
#[derive(Debug, Clone, Copy)]
struct Fact {
    id: i64,
    /// The smallest number where there is no date: such articles come last.
    published_ms: i64,
    quality: i32,
    heat: i32,
    provider: u32,
    topics: u32,
    kind: u32,
    coverage: u32,
    /// Slot of the article that leads its story.
    lead: Slot,
    /// Reports that stand folded under it.
    reports: u32,
    has: u16,
    /// State of the picture that its row shows; see [`crate::library::pictures`].
    picture: u8,
    place: Place,
    pending: bool,
    conflict: bool,
    gone: bool,
}

/// All facts in the order in which they are shown, newest first, so that a query walks memory from one end to the other
/// and a million articles take little more than ten times as long as a hundred thousand.
#[derive(Debug, Default)]
pub struct Index {
    /// Everything up to this tick is in it.
    tick: i64,
    facts: Vec<Fact>,
    /// The articles of the facts.
    ids: Vec<ArticleId>,
    /// Of each fact the number of its own address.
    url_keys: Vec<Option<i64>>,
    /// Those that are not gone.
    there: Bits,
    /// Those that stand in each place by themselves, whatever leads them.
    places: [Bits; Place::ALL.len()],
    /// Reports that stand folded under their lead.
    folded: Bits,
    /// How many stand where.
    counts: Counts,
    /// Slot of each article, by its id: ids are given one after the other.
    slots: Vec<Slot>,
    /// Of reports that another leads: the addresses of their coverage, by the report's id.
    links: HashMap<i64, Box<[i64]>>,
    providers: Names,
    kinds: Names,
    topics: Topics,
}

impl Index {
    fn slot(&self, id: ArticleId) -> Option<Slot> {
        let slot = *self.slots.get(usize::try_from(id.0).ok()?)?;
        (slot != NOWHERE).then_some(slot)
    }

    fn fact(&self, slot: Slot) -> &Fact {
        &self.facts[slot as usize]
    }

    /// The article that leads a report's story, and how many reports stand folded under an article.
    pub fn folding(&self, id: ArticleId) -> (Option<ArticleId>, u32) {
        let Some(fact) = self.slot(id).map(|slot| self.fact(slot)) else { return (None, 0) };
        let lead = (fact.lead != NOWHERE).then(|| ArticleId(self.fact(fact.lead).id));
        (lead, fact.reports)
    }

    /// The reports that stand folded under an article, newest first.
    pub fn reports(&self, lead: ArticleId) -> Vec<ArticleId> {
        let Some(lead) = self.slot(lead).filter(|slot| self.fact(*slot).reports > 0) else { return Vec::new() };
        let reports = self.folded.iter().map(|slot| self.fact(slot)).filter(|fact| fact.lead == lead && !fact.gone);
        reports.map(|fact| ArticleId(fact.id)).collect()
    }
}
