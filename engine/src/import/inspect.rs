//! What one file holds, compared with what is known of it: looked at as little as will do.

use std::path::Path;

use super::walk::unreadable;
use crate::article::Article;
use crate::document::{Broken, Document, Profile, limits};
use crate::file::{self, Seen};
use crate::refusal::Refusal;

/// What was found.
#[derive(Debug)]
pub enum Look {
    /// Size and time are as they were; it was not read.
    Untouched,
    /// The bytes are as they were.
    Same(Seen),
    /// These bytes are not the ones that were last seen.
    Arrived(Box<Arrival>),
    /// It is no article.
    Refused(Refusal),
}

/// Bytes that came in.
#[derive(Debug)]
pub struct Arrival {
    /// The file.
    pub seen: Seen,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Its fields.
    pub article: Article,
    /// What follows the front matter.
    pub body: String,
}

/// Looks at a file.
pub fn look(file: &Path, name: &str, profile: Profile, known: Option<&Seen>) -> Look {
    let metadata = match std::fs::metadata(file) {
        Ok(metadata) => metadata,
        Err(error) => return Look::Refused(unreadable(file, &error)),
    };
    if let Err(error) = crate::file_kind::must_be_regular(metadata.file_type()) {
        return Look::Refused(unreadable(file, &error));
    }
    if metadata.len() > limits::DOCUMENT_BYTES as u64 {
        return refused(file, &limits::document_too_large(metadata.len()));
    }
    if known.is_some_and(|known| known.is_untouched(&metadata)) {
        return Look::Untouched;
    }
    match file::read_regular(file, limits::DOCUMENT_BYTES as u64) {
        Ok((bytes, metadata)) => read(file, name, profile, known, bytes, &metadata),
        Err(error) => Look::Refused(unreadable(file, &error)),
    }
}

fn read(
    path: &Path,
    name: &str,
    profile: Profile,
    known: Option<&Seen>,
    bytes: Vec<u8>,
    metadata: &std::fs::Metadata,
) -> Look {
    let seen = Seen::new(file::hash(&bytes), metadata);
    if known.is_some_and(|known| known.hash == seen.hash) {
        return Look::Same(seen);
    }
    let fields =
        Document::read(&bytes).and_then(|document| Ok((document.article(profile, name)?, document.body().to_owned())));
    match fields {
        Ok((article, body)) => Look::Arrived(Box::new(Arrival { seen, bytes, article, body })),
        Err(broken) => refused(path, &broken),
    }
}

/// The kind of site that a file speaks for, where it can be read.
pub fn guess_profile(file: &Path) -> Option<Profile> {
    let (bytes, _) = file::read_regular(file, limits::DOCUMENT_BYTES as u64).ok()?;
    Document::read(&bytes).ok()?.guess_profile()
}

fn refused(file: &Path, broken: &Broken) -> Look {
    Look::Refused(Refusal {
        path: file.display().to_string(),
        line: broken.line,
        column: broken.column,
        message: broken.message.clone(),
        hint: broken.hint.clone(),
    })
}
