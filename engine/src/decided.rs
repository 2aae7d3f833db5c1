//! Stored articles with their overrides applied.

use crate::document::{Broken, Verdict};
use crate::error::Error;
use crate::library::articles::Stored;
use crate::overrides::{Arrived, Decided, Overrides, PlaceDecision};

/// Applies an article's overrides to what arrived.
///
/// # Errors
///
/// [`Error::Document`] with the article's file, if what arrived is no article.
pub fn decided(stored: &Stored, overrides: &Overrides) -> Result<Decided, Error> {
    arrived(stored).with(overrides).map_err(broken(stored))
}

/// Returns what arrived, ready to be read.
pub fn arrived(stored: &Stored) -> Arrived<'_> {
    Arrived { bytes: &stored.bytes, profile: stored.root.profile, name: stored.name() }
}

/// Returns the verdict that a decided place writes into the document, where it does.
pub fn verdict_of(place: PlaceDecision) -> Option<Verdict> {
    match place {
        PlaceDecision::Published => Some(Verdict::Publish),
        PlaceDecision::Spiked => Some(Verdict::Spike),
        PlaceDecision::Inbox | PlaceDecision::Later(_) | PlaceDecision::AsIs(_) => None,
    }
}

/// Returns a function that adds an article's file name to what is wrong with its document.
pub fn broken(stored: &Stored) -> impl FnOnce(Broken) -> Error {
    let path = stored.file().display().to_string();
    move |broken| Error::Document { path, broken: Box::new(broken) }
}
