//! Derives rows, facts and search words from what arrived and what is decided.

use rayon::prelude::*;
use rusqlite::Connection;

use crate::article::ArticleId;
use crate::decided::decided;
use crate::document::body_of;
use crate::error::Error;
use crate::file::{self, Hash};
use crate::library::articles::{self, Stored};
use crate::library::facts::{self, Derived};
use crate::library::journal;
use crate::overrides::{Decided, Overrides};

/// Articles that are held in memory at once.
pub const AT_ONCE: usize = 256;

/// Makes an article's row anew from what arrived and what is decided.
pub fn derive(connection: &Connection, id: ArticleId) -> Result<(), Error> {
    let stored = articles::stored_even_gone(connection, id)?;
    let decided = decided(&stored, &journal::overrides(connection, id)?)?;
    facts::update(connection, id, &derived(decided))
}

/// The same for many, in parallel. What is gone may be damaged: then it is left until its file comes again.
pub fn derive_all(connection: &Connection, ids: &[ArticleId]) -> Result<(), Error> {
    for ids in ids.chunks(AT_ONCE) {
        for (stored, derived) in each_derived(connection, ids)? {
            match derived {
                Ok(derived) => facts::update(connection, stored.id, &derived)?,
                Err(_) if stored.gone => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// What is derived of an article, or why its document or a decision about it cannot be read.
type OneDerived = (Stored, Result<Derived, Error>);

/// What is derived of each of these, in parallel.
pub fn each_derived(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<OneDerived>, Error> {
    let stored = ids.iter().map(|id| {
        let overrides = match journal::overrides(connection, *id) {
            Err(error) if !matches!(error, Error::Damaged(_)) => return Err(error),
            overrides => overrides,
        };
        Ok((articles::stored_even_gone(connection, *id)?, overrides))
    });
    let stored: Vec<(Stored, Result<Overrides, Error>)> = stored.collect::<Result<_, Error>>()?;
    let all = stored.into_par_iter().map(|(stored, overrides)| {
        let decided = overrides.and_then(|overrides| decided(&stored, &overrides));
        (stored, decided.map(derived))
    });
    Ok(all.collect())
}

pub fn derived(decided: Decided) -> Derived {
    let hash = hash(&decided);
    Derived::of(decided.article, body_of(&decided.bytes), decided.place, hash)
}

/// A document that cannot carry a decision equals no file: the article stays pending, and its hand-over says why.
fn hash(decided: &Decided) -> Hash {
    if decided.not_applied.is_empty() {
        return file::hash(&decided.bytes);
    }
    let mut bytes = decided.bytes.clone();
    for (key, _) in &decided.not_applied {
        bytes.extend_from_slice(format!("\0{key}").as_bytes());
    }
    file::hash(&bytes)
}
