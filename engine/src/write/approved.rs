//! Changes that a plan showed.

use std::collections::HashMap;

use super::message::{NotWritten, Remedy};
use super::ready::Ready;
use crate::article::ArticleId;
use crate::file::{self, Hash};
use crate::library::articles::Stored;
use crate::refusal::Refusal;
use crate::write::results::ApprovedChange;

/// Approved changes by their articles. An article that is not among them is written whatever was shown.
#[derive(Default)]
pub(super) struct Approved<'a>(HashMap<ArticleId, &'a ApprovedChange>);

impl<'a> Approved<'a> {
    pub fn new(changes: &'a [ApprovedChange]) -> Self {
        Self(changes.iter().map(|change| (change.id, change)).collect())
    }

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

/// Returns the refusal of a file that would not be written as it was shown.
pub(super) fn changed(path: &str) -> Refusal {
    Refusal::of_file(path.to_owned(), NotWritten::ChangedSincePlan, Remedy::PlanAgain)
}
