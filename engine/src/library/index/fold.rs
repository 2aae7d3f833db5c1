//! Which reports stand folded under which lead: a report that another leads (heat below 0) names the addresses of
//! its coverage, best first, and the lead's address is among them.

use std::collections::{HashMap, HashSet};

use super::{Fact, Index, NOWHERE, Slot};
use crate::article::ArticleId;
use crate::library::facts::LIVE;

impl Index {
    /// Ties every report to its lead anew.
    pub(super) fn fold(&mut self) {
        let leads = self.leads();
        for fact in &mut self.facts {
            fact.lead = NOWHERE;
            fact.reports = 0;
        }
        for (slot, links) in &self.links {
            if self.facts[*slot as usize].gone {
                continue;
            }
            let lead = links.iter().find_map(|link| leads.get(link)).copied();
            if let Some(lead) = lead {
                self.facts[*slot as usize].lead = lead;
                self.facts[lead as usize].reports += 1;
            }
        }
    }

    /// An article beside these that the site shows already, with the address of one of them.
    pub fn live_elsewhere(&self, ids: &[ArticleId]) -> Option<ArticleId> {
        let slots: HashSet<Slot> = ids.iter().filter_map(|id| self.slot(*id)).collect();
        let keys: HashSet<i64> = slots.iter().filter_map(|slot| self.fact(*slot).url_key).collect();
        let shown = |fact: &Fact| !fact.gone && i64::from(fact.has) & LIVE != 0;
        let found = self.newest.iter().find(|slot| {
            let fact = self.fact(**slot);
            fact.url_key.is_some_and(|key| keys.contains(&key)) && shown(fact) && !slots.contains(slot)
        });
        found.map(|slot| ArticleId(self.fact(*slot).id))
    }

    /// Every article that can lead, by its address. Where two share one, the newer leads.
    fn leads(&self) -> HashMap<i64, Slot> {
        let wanted: usize = self.links.len();
        let mut leads = HashMap::with_capacity(if wanted == 0 { 0 } else { self.facts.len() });
        if wanted == 0 {
            return leads;
        }
        for slot in &self.newest {
            let fact = self.fact(*slot);
            if let Some(key) = fact.url_key.filter(|_| fact.heat >= 0 && !fact.gone) {
                leads.entry(key).or_insert(*slot);
            }
        }
        leads
    }
}
