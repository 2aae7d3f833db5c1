//! Documents as they would be written.

use super::message::{NotWritten, Remedy};
use crate::article::ArticleId;
use crate::decided::arrived;
use crate::library::articles::Stored;
use crate::message::Message;
use crate::overrides::{Key, Overrides};
use crate::refusal::Refusal;

/// A document ready to be written.
pub(super) struct Ready {
    pub stored: Stored,
    pub bytes: Vec<u8>,
    pub title: String,
}

/// A document that cannot be handed over, and why.
pub(super) struct Homeless {
    pub id: ArticleId,
    pub title: String,
    pub refusal: Refusal,
}

/// Returns the document of an article with its overrides.
pub(super) fn ready(stored: Stored, overrides: &Overrides) -> Result<Ready, Homeless> {
    // Damaged bytes may still be a document, and the file is better than they are.
    if !stored.is_whole() {
        let title = stored.path.clone();
        return Err(homeless(&stored, title, NotWritten::ArrivedDamaged, Remedy::RebuildAndImport));
    }
    let decided = match arrived(&stored).with(overrides) {
        Ok(decided) => decided,
        Err(broken) => {
            return Err(homeless(&stored, stored.path.clone(), broken.message, broken.hint));
        }
    };
    let title = decided.article.title;
    if let Some((key, broken)) = decided.not_applied.into_iter().next() {
        let no_place = |path: &dyn std::fmt::Display| NotWritten::NoPlace { path: path.to_string() };
        let message = match key {
            // Its own words say which report it is about.
            Key::Lead(_) | Key::Excluded(_) => NotWritten::NotApplied { detail: broken.message },
            Key::Place => no_place(&stored.root.profile.visible_key()),
            Key::Field(path) | Key::KeptAgainst(path) => no_place(&path),
            Key::Origin(key) => no_place(&key),
        };
        return Err(homeless(&stored, title, message, broken.hint));
    }
    Ok(Ready { title, bytes: decided.bytes, stored })
}

fn homeless(stored: &Stored, title: String, message: impl Into<Message>, hint: impl Into<Message>) -> Homeless {
    let path = stored.file().display().to_string();
    Homeless { id: stored.id, title, refusal: Refusal::of_file(path, message, hint) }
}
