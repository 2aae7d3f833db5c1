//! Overrides of which an article can have several: each new one gets the next number.

use super::coverage::{Excluded, no_such_report};
use super::lead::LeadSwap;
use super::value::{Key, Override, Overrides};
use crate::article::Article;
use crate::document::Broken;

impl Overrides {
    /// Takes a report out of the coverage of what is shown.
    pub fn exclude(&mut self, place: usize, shown: &Article) -> Result<(), Broken> {
        let excluded = Excluded::at(place, shown)?;
        let numbers = self.iter().filter_map(|one| match one {
            Override::Excluded(number, _) => Some(*number),
            _ => None,
        });
        let number = numbers.max().unwrap_or(0) + 1;
        self.set(Override::Excluded(number, excluded));
        Ok(())
    }

    /// Makes a report of the coverage the lead of what is shown. Swapping straight back removes the last swap.
    pub fn swap_lead(&mut self, report: usize, bytes: &[u8], shown: &Article) -> Result<(), Broken> {
        shown.coverage.get(report).ok_or_else(no_such_report)?;
        // The place is applied first, whenever it was decided.
        let last = self.iter().rfind(|one| one.is_applied() && !matches!(one, Override::Place(_)));
        if let Some(Override::Lead(number, last)) = last
            && last.is_undone_by(report, shown)
        {
            let key = Key::Lead(*number);
            self.remove(&key);
            return Ok(());
        }
        let swaps = || {
            self.iter().filter_map(|one| match one {
                Override::Lead(number, swap) => Some((*number, swap)),
                _ => None,
            })
        };
        let number = swaps().map(|(number, _)| number).max().unwrap_or(0) + 1;
        let swap = LeadSwap::to(report, bytes, shown, swaps().map(|(_, swap)| swap))?;
        self.set(Override::Lead(number, swap));
        Ok(())
    }
}
