//! Reading the library: lists, one article, facets and statistics.

mod find;
pub mod insight;
mod list;
mod message;
pub mod results;
mod statistics;
mod text;

use std::ops::Deref;
use std::path::Path;

use crate::article::ArticleId;
use crate::context::Context;
use crate::error::{Doing, Error};
use crate::library::index::results::Counts;
use crate::library::{articles, views};
pub use list::Fields;
pub use message::Refused;

/// The step that reads the library.
pub struct Reader<'a>(pub(crate) &'a Context);

impl Deref for Reader<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.0
    }
}

impl Reader<'_> {
    /// How many articles stand where.
    pub fn counts(&self) -> Result<Counts, Error> {
        self.wake()?;
        self.library.ask(|_, index| Ok(index.counts()))
    }

    /// The article that an id or an imported path names.
    pub fn find(&self, name: &str) -> Result<ArticleId, Error> {
        let unknown = || Error::NoSuchArticle(name.to_owned());
        if let Ok(id) = name.parse::<i64>() {
            let id = ArticleId(id);
            let there = self.library.read(|connection| views::rows(connection, &[id]))?;
            return there.first().map(|row| row.id).ok_or_else(unknown);
        }
        let path = Path::new(name).canonicalize().or_else(|_| std::path::absolute(name));
        let path = path.map_err(Error::io(Doing::Found, Path::new(name)))?;
        let path = path.to_str().ok_or_else(unknown)?;
        self.library.read(|connection| articles::by_file(connection, path))?.ok_or_else(unknown)
    }

    /// The articles that another program changed since this was asked last: the window asks now and then.
    pub fn changed_elsewhere(&self) -> Result<Vec<ArticleId>, Error> {
        self.library.changed_elsewhere()
    }
}
