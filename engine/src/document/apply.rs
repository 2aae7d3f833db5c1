//! Applies changes to a document and proves that only the intended values read differently.

use super::broken::{self, Broken};
use super::change::Change;
use super::edit::{Edited, Undo};
use super::parsed::Document;
use super::rejection::Obstacle;
use super::{check, plan, splice, split};

impl Document<'_> {
    /// One change made, proved by reading it back with two parsers, and the way back. Fails, and changes nothing,
    /// where the change cannot be made or more than the one value would read differently.
    pub fn edit(&self, change: &Change) -> Result<Edited, Broken> {
        let splices = plan::plan(self, change)?;
        self.proved(&splices, &check::change(change))
            .ok_or_else(|| broken::refused(change.path(), Obstacle::ChangesSomethingElse))
    }

    /// The text with one change made; see [`Self::edit`].
    pub fn with(&self, change: &Change) -> Result<String, Broken> {
        self.edit(change).map(|edited| edited.text)
    }

    /// The bytes with these changes made, one after the other.
    pub fn with_all(&self, changes: &[Change]) -> Result<Vec<u8>, Broken> {
        if let Some(text) = self.together(changes) {
            return Ok(text.into_bytes());
        }
        let Some((first, rest)) = changes.split_first() else { return Ok(self.text.as_bytes().to_vec()) };
        with_changes(self.with(first)?.as_bytes(), rest)
    }

    /// The text with these changes made at once, which spares a reading for each but the first; `None` where they
    /// meet, or where one of them cannot be made.
    fn together(&self, changes: &[Change]) -> Option<String> {
        let plans = changes.iter().map(|change| Some((change, plan::plan(self, change).ok()?)));
        let mut plans = plans.collect::<Option<Vec<_>>>()?;
        plans.retain(|(_, splices)| !splices.is_empty());
        let mut splices: Vec<splice::Splice> = plans.iter().flat_map(|(_, splices)| splices.clone()).collect();
        splices.sort_by_key(|splice| splice.range.start);
        if splices.windows(2).any(|pair| pair[1].range.start <= pair[0].range.end) {
            return None;
        }
        let expect = |expected: &mut _, found: &_, reader| {
            plans.iter().all(|(change, _)| check::change(change)(expected, found, reader))
        };
        self.proved(&splices, &expect).map(|edited| edited.text)
    }

    /// The text with these splices made, if nothing but what is expected reads differently.
    pub(super) fn proved(&self, splices: &[splice::Splice], expect: check::Expect<'_>) -> Option<Edited> {
        let text = splice::apply(self.text, splices);
        let same = splices.is_empty() || check::only(expect, self, splices, &text);
        same.then(|| Edited { text, undo: Undo::of(self.text, splices) })
    }
}

/// The bytes with these changes made, one after the other.
pub fn with_changes(bytes: &[u8], changes: &[Change]) -> Result<Vec<u8>, Broken> {
    let mut text = split::text(bytes)?.to_owned();
    for change in changes {
        text = Document::of(&text)?.with(change)?;
    }
    Ok(text.into_bytes())
}
