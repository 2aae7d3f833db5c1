//! Reading an article closely: its text as a page, its document line by line; and the topics that the library knows.

use super::Reader;
use crate::article::ArticleId;
use crate::decided::{broken, decided};
use crate::diff::DiffLine;
use crate::document::Document;
use crate::error::Error;
use crate::library::index::results::Facet;
use crate::links::in_html as links;
use crate::page::Body;
use crate::{diff, disk, marks, page};

impl Reader<'_> {
    /// The text of an article as safe HTML.
    pub fn body(&self, id: ArticleId) -> Result<Body, Error> {
        let (stored, overrides) = self.stored(id)?;
        let decided = decided(&stored, &overrides)?;
        let document = Document::read(&decided.bytes).map_err(broken(&stored))?;
        Ok(page::body(document.body()))
    }

    /// Returns whether the text of an article, as it is shown, holds a link to exactly this address.
    pub fn holds_link(&self, id: ArticleId, url: &str) -> Result<bool, Error> {
        Ok(links(&self.body(id)?.html).contains(url))
    }

    /// The whole document with the decisions in it; the lines that a hand-over would change are marked.
    pub fn lines(&self, id: ArticleId) -> Result<Vec<DiffLine>, Error> {
        let (stored, overrides) = self.stored(id)?;
        let decided = decided(&stored, &overrides)?;
        let on_disk = disk::as_seen(&stored);
        let mut lines = diff::all_lines(on_disk.as_deref().unwrap_or(&stored.bytes), &decided.bytes);
        for line in &mut lines {
            marks::limit(&mut line.text);
        }
        Ok(lines)
    }

    /// The library's topics, most frequent first.
    pub fn topics(&self) -> Result<Vec<Facet>, Error> {
        Ok(self.facets("")?.topics)
    }
}
