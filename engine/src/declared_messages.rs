//! The list of all messages that the engine declares, for the tests of the catalogue.

use crate::message::Declared;
use crate::{
    decide, desk, document, error, images, imaging, import, library, overrides, query, settings, summary, write,
};

/// Returns every message that an enum of the engine declares.
pub fn all() -> impl Iterator<Item = &'static Declared> {
    let lists: [&[&[Declared]]; 15] = [
        &document::messages(),
        &overrides::messages(),
        &error::messages(),
        &write::messages(),
        &import::messages(),
        &library::messages(),
        &library::query::messages(),
        &[library::ways_back::NotUndoable::MESSAGES],
        &imaging::messages(),
        &summary::messages(),
        &[decide::Refused::MESSAGES],
        &[query::Refused::MESSAGES],
        &[images::NoImage::MESSAGES],
        &[settings::NotSet::MESSAGES],
        &[desk::Refused::MESSAGES],
    ];
    lists.concat().into_iter().flatten()
}
