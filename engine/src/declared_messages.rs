//! The list of all messages that the engine declares, for the tests of the catalogue.

use crate::message::Declared;
use crate::{document, overrides};

/// Returns every message that an enum of the engine declares.
pub fn all() -> impl Iterator<Item = &'static Declared> {
    document::messages().into_iter().chain(overrides::messages()).flatten()
}
