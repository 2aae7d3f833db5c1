//! Writes what a plan showed, and nothing else.

use rayon::prelude::*;

use super::Write;
use super::approved::{Approved, changed, hex};
use super::plan::with_copies;
use super::ready::ready;
use crate::article::ArticleId;
use crate::error::Error;
use crate::file;
use crate::refusal::Refusal;
use crate::write::results::{ApprovedChange, HandedOver};

impl Write<'_> {
    /// Writes approved changes. A file is left as it is, and named, if it or what is decided about it changed since the
    /// plan was made. `copy_images` is set for a plan of [`Self::plan_with_pictures`]: cached images are copied first.
    ///
    /// # Errors
    ///
    /// [`Error::NotNow`] if another program is writing article files.
    pub fn hand_over_approved(&self, changes: &[ApprovedChange], copy_images: bool) -> Result<HandedOver, Error> {
        let turn = self.turn()?;
        let approved = Approved::new(changes);
        let (ids, mut refused) = self.current(changes, copy_images)?;
        if copy_images {
            refused.extend(self.copy_images(&turn, Some(&ids))?.1);
        }
        let mut done = self.write_articles(&turn, Some(&ids), (None, &approved))?;
        done.refused.splice(0..0, refused);
        Ok(done)
    }

    /// Returns the articles that are still in the library and, where images are copied first, would still be written as
    /// they were shown; and the others.
    fn current(&self, changes: &[ApprovedChange], copy_images: bool) -> Result<(Vec<ArticleId>, Vec<Refusal>), Error> {
        let current = changes.par_iter().map(|change| {
            let (stored, overrides) = match self.stored(change.id) {
                Err(Error::NoSuchArticle(_)) => return Ok(Err(changed(&change.path))),
                found => found?,
            };
            if copy_images && let Ok(Ok(copies)) = self.copies(&stored, &overrides) {
                let (after, _) = with_copies(&stored, &overrides, copies);
                // One that cannot be written says why when it is written.
                let differs =
                    ready(stored, &after).is_ok_and(|ready| hex(file::hash(&ready.bytes)) != change.written_hash);
                return Ok(if differs { Err(changed(&change.path)) } else { Ok(change.id) });
            }
            Ok(Ok(change.id))
        });
        let (mut ids, mut refused) = (Vec::new(), Vec::new());
        for one in current.collect::<Result<Vec<_>, Error>>()? {
            match one {
                Ok(id) => ids.push(id),
                Err(refusal) => refused.push(refusal),
            }
        }
        Ok((ids, refused))
    }
}
