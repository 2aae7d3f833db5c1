//! Which pictures articles name: read from their documents beside everything else, never while they are taken in.

use rayon::prelude::*;

use crate::article::{Article, ArticleId, Picture};
use crate::context::Context;
use crate::decided::arrived;
use crate::error::Error;
use crate::imaging::source::Source;
use crate::library::articles::{self, Stored};
use crate::library::journal;
use crate::library::pictures::shown::PictureRole::{self, Coverage, Lead, Logo};
use crate::library::pictures::{self, Use, Uses};

/// Articles whose changes are followed at once.
const AT_ONCE: u32 = 128;

/// What following some changes came to.
#[derive(Default)]
pub struct Followed {
    /// There may be more.
    pub more: bool,
    /// The pictures of some articles were listed anew; a decision alone changes none.
    pub listed: bool,
    /// Articles whose row shows another state.
    pub rows: Vec<ArticleId>,
}

impl Context {
    /// Lists what these articles name, where that is not done yet.
    pub fn list_pictures(&self, ids: &[ArticleId]) -> Result<(), Error> {
        let stale = self.library.read(|connection| pictures::stale(connection, ids))?;
        if stale.is_empty() {
            return Ok(());
        }
        let uses = self.uses_of(&stale)?;
        let (new, rows) = self.library.write_calmly(|transaction| pictures::keep_uses(transaction, &uses, None))?;
        self.pictures.listed().extend(rows);
        let mut queue = self.pictures.queue();
        queue.put_all(new);
        Ok(())
    }

    /// Follows some of the changes that were made since.
    pub fn follow_changes(&self) -> Result<Followed, Error> {
        let changed = self.library.read(|connection| pictures::changed_since(connection, AT_ONCE))?;
        let before = std::mem::take(&mut *self.pictures.listed());
        let Some((tick, last, _)) = changed.last() else {
            return Ok(Followed { rows: before.into_iter().collect(), ..Followed::default() });
        };
        let stale: Vec<ArticleId> = changed.iter().filter(|(.., stale)| *stale).map(|(_, id, _)| *id).collect();
        let uses = self.uses_of(&stale)?;
        let followed = Some((*tick, *last));
        let (new, mut rows) =
            self.library.write_calmly(|transaction| pictures::keep_uses(transaction, &uses, followed))?;
        rows.extend(before);
        let mut queue = self.pictures.queue();
        queue.put_all(new);
        self.pictures.bell.notify_all();
        Ok(Followed { more: true, listed: !uses.is_empty(), rows })
    }

    fn uses_of(&self, ids: &[ArticleId]) -> Result<Vec<Uses>, Error> {
        let stored = self.library.read(|connection| {
            let stored = ids
                .iter()
                .map(|id| Ok((articles::stored_even_gone(connection, *id)?, journal::overrides(connection, *id)?)));
            stored.collect::<Result<Vec<_>, Error>>()
        })?;
        let uses = stored.par_iter().map(|(stored, overrides)| {
            // A document that cannot be read as decided shows no pictures; its row says why.
            let article = arrived(stored).with(overrides).map(|decided| decided.article).unwrap_or_default();
            let (hash, published_ms) = (stored.known.decided, article.published_ms);
            let first = article.pictures.first().map(|picture| picture.url.clone());
            Uses { article: stored.id, hash, published_ms, first, all: all(stored, &article) }
        });
        Ok(uses.collect())
    }
}

/// All pictures that an article names.
fn all(stored: &Stored, article: &Article) -> Vec<Use> {
    let (root, file) = (std::path::Path::new(&stored.root.path), stored.file());
    let mut all = Vec::new();
    let mut name = |place: Option<i64>, url: &str, size: (Option<i64>, Option<i64>)| {
        if let Some(place) = place {
            all.push(Use { place, source: Source::of(url, root, &file), size });
        }
    };
    let size = |picture: &Picture| (picture.width, picture.height);
    let place = |role: PictureRole, report, position| pictures::role(role, report, position);
    for (position, picture) in article.pictures.iter().enumerate() {
        name(place(Lead, None, position), &picture.url, size(picture));
    }
    if let Some(logo) = article.provider.as_ref().and_then(|provider| provider.logo.as_ref()) {
        name(place(Logo, None, 0), logo, (None, None));
    }
    for (report, other) in article.coverage.iter().enumerate() {
        for (position, picture) in other.pictures.iter().enumerate() {
            name(place(Coverage, Some(report), position), &picture.url, size(picture));
        }
        if let Some(logo) = &other.provider.logo {
            name(place(Logo, Some(report), 0), logo, (None, None));
        }
    }
    all
}
