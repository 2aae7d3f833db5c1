//! Lists of articles, and all of one article.

use rusqlite::Connection;

use super::Reader;
use crate::article::ArticleId;
use crate::candidates::candidates;
use crate::decided::{broken, decided};
use crate::document::{Document, NewValue, body_of};
use crate::error::Error;
use crate::library::index::Index;
use crate::library::index::results::Facets;
use crate::library::query::Query;
use crate::library::row::Row;
use crate::library::{articles, journal, pictures, views};
use crate::message::{Argument, Message};
use crate::query::message::Refused;
use crate::query::results::{Conflict, Details, HistoryLine, Opened, Page, SavedView, View};
use crate::{diff, disk, marks, summary};

/// Rows that come with a view: as many as a large screen shows of any layout, and as many before.
const SEEN_FIRST: usize = 150;

/// An article for those who read it by program: every field under its front-matter name, and the body.
#[derive(Debug)]
pub struct Fields {
    /// The front matter, with the decisions in it.
    pub front: serde_json::Map<String, serde_json::Value>,
    /// What follows it.
    pub body: String,
}

impl Reader<'_> {
    /// Every story that a query finds, in order, with the counts.
    pub fn view(&self, query: &str) -> Result<View, Error> {
        self.wake()?;
        self.library.ask(|connection, index| view(connection, index, query))
    }

    /// The same with the rows that are seen first: those around an article where it is among the hits, else the first.
    pub fn open_view(&self, query: &str, around: Option<ArticleId>) -> Result<Opened, Error> {
        self.wake()?;
        self.library.ask(|connection, index| {
            let view = view(connection, index, query)?;
            let at = around.and_then(|id| view.ids.iter().position(|hit| *hit == id)).unwrap_or_default();
            let first = at.saturating_sub(SEEN_FIRST / 2);
            let seen = view.ids.iter().skip(first).take(SEEN_FIRST).copied().collect::<Vec<_>>();
            let rows = folded(views::rows(connection, &seen)?, index);
            Ok(Opened { view, rows })
        })
    }

    /// One page of the articles that a query finds, each for itself, and what was not understood of it.
    pub fn page(&self, query: &str, limit: u32, offset: u32) -> Result<(Page, Option<Message>), Error> {
        self.wake()?;
        let query = Query::parse(query);
        self.library.ask(|connection, index| {
            let hits = index.articles(connection, &query)?;
            let ids = hits.ids.iter().skip(offset as usize).take(limit as usize).copied().collect::<Vec<_>>();
            let articles = folded(views::rows(connection, &ids)?, index);
            Ok((Page { total: hits.total, articles }, query.hint.or(hits.hint).map(Message::from)))
        })
    }

    /// What the hits of a query have in common.
    pub fn facets(&self, query: &str) -> Result<Facets, Error> {
        self.wake()?;
        let query = Query::parse(query);
        self.library.ask(|connection, index| index.facets(connection, &query))
    }

    /// Rows by id, in the order asked for; ids that are gone are left out.
    pub fn rows(&self, ids: &[ArticleId]) -> Result<Vec<Row>, Error> {
        self.library.ask(|connection, index| Ok(folded(views::rows(connection, ids)?, index)))
    }

    /// All saved views with the number of stories that each shows now.
    pub fn views(&self) -> Result<Vec<SavedView>, Error> {
        self.wake()?;
        self.library.ask(|connection, index| {
            let saved = views::saved(connection)?.into_iter().map(|(name, query)| {
                let hits = index.stories(connection, &Query::parse(&query))?;
                Ok(SavedView { name, query, count: u32::try_from(hits.ids.len()).unwrap_or(u32::MAX) })
            });
            saved.collect()
        })
    }

    /// Saves a view; one of the same name gets the new query.
    pub fn save_view(&self, name: &str, query: &str) -> Result<(), Error> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Error::usage(Refused::ViewNeedsName));
        }
        self.library.write(|transaction| views::save(transaction, name, query))
    }

    /// Forgets a saved view; returns whether there was one.
    pub fn forget_view(&self, name: &str) -> Result<bool, Error> {
        self.library.write(|transaction| views::forget(transaction, name))
    }

    /// One article whole.
    pub fn details(&self, id: ArticleId) -> Result<Details, Error> {
        let (stored, overrides, lines, conflicts, row, pictures, candidates) =
            self.library.ask(|connection, index| {
                let row = folded(views::rows(connection, &[id])?, index).into_iter().next();
                let lines = journal::history(connection, id)?;
                let conflicts = conflicts(connection, id)?;
                let pictures = pictures::article_pictures(connection, id)?;
                let (stored, overrides) = (articles::stored(connection, id)?, journal::overrides(connection, id)?);
                let candidates = candidates(connection, &stored, &overrides)?;
                Ok((stored, overrides, lines, conflicts, row, pictures, candidates))
            })?;
        let row = row.ok_or_else(|| Error::NoSuchArticle(id.0.to_string()))?;
        let decided = decided(&stored, &overrides)?;
        let has_text = !body_of(&decided.bytes).trim().is_empty();
        let changes = if row.pending { changes(&stored, &decided.bytes) } else { Vec::new() };
        let history = lines.iter().filter_map(history_line).collect();
        let until_ms = decided.place.1;
        let mut details = Details {
            row,
            article: decided.article,
            until_ms,
            has_text,
            changes,
            conflicts,
            history,
            pictures,
            candidates,
        };
        shown_texts(&mut details).for_each(marks::limit);
        Ok(details)
    }

    /// The exact bytes of the document with the decisions in it.
    pub fn document(&self, id: ArticleId) -> Result<Vec<u8>, Error> {
        let (stored, overrides) = self.stored(id)?;
        Ok(decided(&stored, &overrides)?.bytes)
    }

    /// Every field of the article under its front-matter name.
    pub fn fields(&self, id: ArticleId) -> Result<Fields, Error> {
        let bytes = self.document(id)?;
        let (stored, _) = self.stored(id)?;
        let document = Document::read(&bytes).map_err(broken(&stored))?;
        Ok(Fields { front: document.fields(), body: document.body().to_owned() })
    }

    /// The address of the article's page at its source; only web addresses count.
    pub fn source(&self, id: ArticleId) -> Result<url::Url, Error> {
        let (stored, overrides) = self.stored(id)?;
        let url = decided(&stored, &overrides)?.article.url;
        let url = url.and_then(|url| url::Url::parse(&url).ok()).filter(|url| matches!(url.scheme(), "http" | "https"));
        url.ok_or_else(|| Error::usage(Refused::NoSourcePage))
    }
}

/// Returns the texts of an article that a window lays out.
fn shown_texts(details: &mut Details) -> impl Iterator<Item = &mut String> {
    let article = &mut details.article;
    let own = [&mut article.title, &mut article.excerpt].into_iter().chain(&mut article.topics);
    let providers = article.provider.iter_mut().map(|provider| &mut provider.name);
    let coverage = article
        .coverage
        .iter_mut()
        .flat_map(|report| [&mut report.title, &mut report.excerpt, &mut report.provider.name]);
    let conflicts =
        details.conflicts.iter_mut().flat_map(|clash| [&mut clash.mine, &mut clash.base, &mut clash.theirs]);
    let conflicts = conflicts.flat_map(Argument::texts_mut);
    let changes = details.changes.iter_mut().map(|line| &mut line.text);
    let history = details.history.iter_mut().flat_map(|line| line.message.texts_mut());
    own.chain(providers).chain(coverage).chain(conflicts).chain(changes).chain(history)
}

/// Returns a line of an article's history; `None` where another line of its batch says it.
fn history_line(line: &journal::Line) -> Option<HistoryLine> {
    let message = summary::entry(&line.entry)?;
    let (batch, at_ms, by, undone) = (line.batch, line.at_ms, line.by.clone(), line.undone);
    Some(HistoryLine { batch, at_ms, by, message, undone })
}

/// What a query finds, story by story.
fn view(connection: &Connection, index: &mut Index, query: &str) -> Result<View, Error> {
    let parsed = Query::parse(query);
    let hits = index.stories(connection, &parsed)?;
    let (ids, total, for_a_report) = (hits.ids, hits.total, hits.for_a_report);
    let (hint, counts) = (parsed.hint.or(hits.hint).map(Message::from), index.counts());
    Ok(View { query: query.to_owned(), ids, total, for_a_report, hint, counts })
}

/// Rows with who leads whom.
fn folded(mut rows: Vec<Row>, index: &Index) -> Vec<Row> {
    for row in &mut rows {
        (row.lead, row.reports) = index.folding(row.id);
    }
    rows
}

/// Returns an article's conflicts in force, as a person would write them.
fn conflicts(connection: &Connection, id: ArticleId) -> Result<Vec<Conflict>, Error> {
    let clashes = journal::clashes(connection, id)?.into_iter();
    Ok(clashes
        .map(|clash| Conflict {
            mine: summary::value(&clash.mine),
            base: clash.base.as_ref().map_or_else(|| summary::value(&NewValue::Absent), summary::value),
            theirs: summary::value(&clash.theirs),
            field: clash.field,
        })
        .collect())
}

/// What a hand-over would change: against the file where it is as it was seen, else against what arrived.
fn changes(stored: &articles::Stored, decided: &[u8]) -> Vec<crate::diff::DiffLine> {
    let on_disk = disk::as_seen(stored);
    diff::changed_lines(on_disk.as_deref().unwrap_or(&stored.bytes), decided)
}
