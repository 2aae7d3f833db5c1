//! Choosing an image for an article.

use super::Images;
use super::message::NoImage;
use crate::article::ArticleId;
use crate::candidates::{Candidate, candidates};
use crate::error::Error;
use crate::overrides::Decision;

impl Images<'_> {
    /// The pictures that can be chosen for an article: its own and those of its coverage, fittest first. What is not
    /// listed yet counts as waiting.
    pub fn picture_candidates(&self, id: ArticleId) -> Result<Vec<Candidate>, Error> {
        let (stored, overrides) = self.stored(id)?;
        self.library.read(|connection| candidates(connection, &stored, &overrides))
    }

    /// The decision that chooses a candidate, counted from 1 as the strip shows them.
    pub fn choice(&self, id: ArticleId, number: usize) -> Result<Decision, Error> {
        let candidates = self.picture_candidates(id)?;
        let chosen = number.checked_sub(1).and_then(|place| candidates.get(place));
        let (number, count) = (number as u64, candidates.len() as u64);
        let chosen = chosen.ok_or_else(|| Error::usage(NoImage::NoSuchNumber { number, count }))?;
        Ok(Decision::Picture { url: chosen.url.clone(), width: chosen.width, height: chosen.height })
    }
}
