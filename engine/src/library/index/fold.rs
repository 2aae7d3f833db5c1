//! Which reports stand folded under which lead: a report that another leads (heat below 0) names the addresses of
//! its coverage, best first, and the lead's address is among them.

use std::collections::HashMap;

use super::bits::Bits;
use super::facets::count;
use super::{Index, NOWHERE, Slot};
use crate::article::ArticleId;
use crate::library::index::results::Counts;

impl Index {
    /// Ties every report to its lead anew.
    pub(super) fn fold(&mut self) {
        let leads = self.leads();
        for fact in &mut self.facts {
            fact.lead = NOWHERE;
            fact.reports = 0;
        }
        for (id, links) in &self.links {
            let Some(slot) = self.slot(ArticleId(*id)).filter(|slot| !self.fact(*slot).gone) else { continue };
            let lead = links.iter().find_map(|link| leads.get(link)).copied();
            if let Some(lead) = lead {
                self.facts[slot as usize].lead = lead;
                self.facts[lead as usize].reports += 1;
            }
        }
        self.folded = Bits::those(&self.facts, |fact| fact.lead != NOWHERE);
        self.counts = Counts::default();
        for fact in &self.facts {
            count(&mut self.counts, fact, 1);
        }
    }

    /// Every article that can lead, by its address. Where two share one, the newer leads.
    fn leads(&self) -> HashMap<i64, Slot> {
        let wanted: usize = self.links.len();
        let mut leads = HashMap::with_capacity(if wanted == 0 { 0 } else { self.facts.len() });
        if wanted == 0 {
            return leads;
        }
        for ((fact, key), slot) in self.facts.iter().zip(&self.url_keys).zip(0..) {
            if let Some(key) = key.filter(|_| fact.heat >= 0 && !fact.gone) {
                leads.entry(key).or_insert(slot);
            }
        }
        leads
    }
}
