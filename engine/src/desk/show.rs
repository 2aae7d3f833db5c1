//! Reading the desk: views, pages, one article whole, its picture.

use super::{Desk, arrived, broken, pins, sentence};
use crate::article::ArticleId;
use crate::document::Document;
use crate::error::Error;
use crate::hand_over::diff;
use crate::images::PictureBytes;
use crate::library::query::Query;
use crate::library::{articles, journal, views};
use crate::screen::{Details, Page, PictureSpace, Row, View};

/// An article for those who read it by program: every field under its front-matter name, and the body.
#[derive(Debug)]
pub struct Fields {
    /// The front matter, with the decisions in it.
    pub front: serde_json::Map<String, serde_json::Value>,
    /// What follows it.
    pub body: String,
}

impl Desk {
    /// Every hit of a query, in order, with the counts.
    pub fn view(&self, query: &str) -> Result<View, Error> {
        self.wake()?;
        let parsed = Query::parse(query);
        self.library.read(|connection| {
            let ids = views::ids(connection, &parsed, None)?;
            let counts = views::counts(connection)?;
            Ok(View { query: query.to_owned(), ids, hint: parsed.hint.clone(), counts })
        })
    }

    /// One page of a query, and what was not understood of it.
    pub fn page(&self, query: &str, limit: u32, offset: u32) -> Result<(Page, Option<String>), Error> {
        self.wake()?;
        let query = Query::parse(query);
        self.library.read(|connection| {
            let ids = views::ids(connection, &query, Some((limit, offset)))?;
            let articles = views::rows(connection, &ids)?;
            let page = Page { total: views::total(connection, &query)?, articles };
            Ok((page, query.hint.clone()))
        })
    }

    /// Rows by id, in the order asked for; ids that are gone are left out.
    pub fn rows(&self, ids: &[ArticleId]) -> Result<Vec<Row>, Error> {
        self.library.read(|connection| views::rows(connection, ids))
    }

    /// One article whole.
    pub fn details(&self, id: ArticleId) -> Result<Details, Error> {
        let (stored, pins, lines, row) = self.library.read(|connection| {
            let row = views::rows(connection, &[id])?.into_iter().next();
            let lines = journal::history(connection, id)?;
            Ok((articles::stored(connection, id)?, pins(connection, id)?, lines, row))
        })?;
        let row = row.ok_or_else(|| Error::NoSuchArticle(id.0.to_string()))?;
        let decided = arrived(&stored).with(&pins).map_err(broken(&stored))?;
        let body = Document::read(&decided.bytes).map_err(broken(&stored))?.body().to_owned();
        let changes = if row.pending { changes(&stored, &decided.bytes) } else { Vec::new() };
        let history = lines.iter().map(sentence::history).collect();
        Ok(Details { row, article: decided.article, until_ms: decided.place.1, body, changes, history })
    }

    /// The exact bytes of the document with the decisions in it.
    pub fn document(&self, id: ArticleId) -> Result<Vec<u8>, Error> {
        let (stored, pins) = self.stored(id)?;
        Ok(arrived(&stored).with(&pins).map_err(broken(&stored))?.bytes)
    }

    /// Every field of the article under its front-matter name.
    pub fn fields(&self, id: ArticleId) -> Result<Fields, Error> {
        let bytes = self.document(id)?;
        let (stored, _) = self.stored(id)?;
        let document = Document::read(&bytes).map_err(broken(&stored))?;
        Ok(Fields { front: document.fields(), body: document.body().to_owned() })
    }

    pub(super) fn stored(&self, id: ArticleId) -> Result<(articles::Stored, crate::decide::Pins), Error> {
        self.library.read(|connection| Ok((articles::stored(connection, id)?, pins(connection, id)?)))
    }

    /// The address of the article's page at its source; only web addresses count.
    pub fn source(&self, id: ArticleId) -> Result<url::Url, Error> {
        let (stored, pins) = self.stored(id)?;
        let url = arrived(&stored).with(&pins).map_err(broken(&stored))?.article.url;
        let url = url.and_then(|url| url::Url::parse(&url).ok()).filter(|url| matches!(url.scheme(), "http" | "https"));
        url.ok_or_else(|| Error::Usage("This article names no web page of its source.".to_owned()))
    }

    /// The picture of an article's picture space as JPEG or PNG, at most `width` pixels wide.
    /// Pictures on the web are not fetched.
    pub fn picture(&self, id: ArticleId, width: u32) -> Result<PictureBytes, Error> {
        let row = self.rows(&[id])?.into_iter().next().ok_or_else(|| Error::NoSuchArticle(id.0.to_string()))?;
        let PictureSpace::Local { url } = row.picture else {
            return Err(Error::NoPicture("This article has no picture beside it.".to_owned()));
        };
        let (stored, _) = self.stored(id)?;
        self.pictures.local(std::path::Path::new(&stored.root.path), &stored.file(), &url, width)
    }
}

/// What a hand-over would change: against the file where it is as it was seen, else against what arrived.
fn changes(stored: &articles::Stored, decided: &[u8]) -> Vec<crate::screen::DiffLine> {
    let on_disk = Desk::as_seen(stored);
    diff::changed_lines(on_disk.as_deref().unwrap_or(&stored.bytes), decided)
}
