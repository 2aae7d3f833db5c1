//! Writes what a plan showed, and nothing else.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Write;
use super::plan::with_copies;
use super::run::{Ready, ready};
use crate::api::{ApprovedChange, HandedOver, Refusal};
use crate::article::ArticleId;
use crate::error::Error;
use crate::file::{self, Hash};
use crate::library::articles::Stored;

impl Write<'_> {
    /// Writes approved changes. A file is left as it is, and named, if it or what is decided about it changed since the
    /// plan was made. `copy_images` is set for a plan of [`Self::plan_with_pictures`]: cached images are copied first.
    ///
    /// # Errors
    ///
    /// [`Error::NotNow`] if another program is writing article files.
    pub fn hand_over_approved(&self, changes: &[ApprovedChange], copy_images: bool) -> Result<HandedOver, Error> {
        let turn = self.turn()?;
        let approved = Approved(changes.iter().map(|change| (change.id, change)).collect());
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

/// Approved changes by their articles. An article that is not among them is written whatever was shown.
#[derive(Default)]
pub(super) struct Approved<'a>(HashMap<ArticleId, &'a ApprovedChange>);

impl Approved<'_> {
    /// Fails for a document that is not the one that was shown.
    pub fn check(&self, ready: &Ready) -> Result<(), Refusal> {
        match self.0.get(&ready.stored.id) {
            Some(change) if hex(file::hash(&ready.bytes)) != change.written_hash => Err(changed(&change.path)),
            _ => Ok(()),
        }
    }

    /// Whether a file's present content is the one that was shown.
    pub fn has_former(&self, stored: &Stored, hash: Hash) -> bool {
        self.0.get(&stored.id).is_none_or(|change| change.former_hash == hex(hash))
    }
}

/// Returns a hash in hex.
pub(super) fn hex(hash: Hash) -> String {
    blake3::Hash::from(hash).to_hex().to_string()
}

fn changed(path: &str) -> Refusal {
    Refusal {
        path: path.to_owned(),
        line: None,
        column: None,
        message: "What would be written changed since it was shown. The file was left as it is.".to_owned(),
        hint: "Close this and look at the changes again.".to_owned(),
    }
}
