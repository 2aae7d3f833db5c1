//! What the read side returns: lists and one article.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, ArticleId, BatchId};
use crate::candidates::Candidate;
use crate::diff::DiffLine;
use crate::library::index::results::Counts;
use crate::library::pictures::shown::ArticlePicture;
use crate::library::row::Row;
use crate::message::{Argument, Message};

/// A view opened: the articles a query finds, in order. Rows are asked for by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct View {
    /// The query as it was asked.
    pub query: String,
    /// Ids of all hits, in order; a report folded under its lead shows its lead.
    pub ids: Vec<ArticleId>,
    /// How many articles were found, folded reports included.
    pub total: u32,
    /// Leads among the ids that stand there for a hit in a report folded under them.
    pub for_a_report: Vec<ArticleId>,
    /// What could not be understood of the query.
    pub hint: Option<Message>,
    /// The library's counts at that moment.
    pub counts: Counts,
}

/// A view as it comes to the screen: with the rows that are seen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Opened {
    /// The view.
    pub view: View,
    /// Rows of it, in its order, around an article or from its start; the others are asked for by id.
    pub rows: Vec<Row>,
}

/// A page of a view, with its total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Page {
    /// Number of hits of the whole query.
    pub total: u32,
    /// The rows of this page.
    pub articles: Vec<Row>,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedView {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
    /// Stories that it shows now.
    pub count: u32,
}

/// One line of an article's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryLine {
    /// The batch it belongs to.
    pub batch: BatchId,
    /// When, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// By whom.
    pub by: String,
    /// What it did: `published`, `quality 39 to 72`.
    pub message: Message,
    /// It was taken back.
    pub undone: bool,
}

/// A decided field that the wire changed too. What was decided stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conflict {
    /// Dotted path of the value.
    pub field: String,
    /// What was decided, as a person would write it.
    pub mine: Argument,
    /// What the wire said before.
    pub base: Argument,
    /// What the wire says now.
    pub theirs: Argument,
}

/// One article whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Details {
    /// Its line in the list.
    pub row: Row,
    /// Every field, with the decisions in it.
    pub article: Article,
    /// When it comes back from later, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number | null")]
    pub until_ms: Option<i64>,
    /// It has a text of its own: see [`Body`].
    pub has_text: bool,
    /// What a hand-over would change in the file: only the changed lines.
    pub changes: Vec<DiffLine>,
    /// Decided fields that the wire changed too.
    pub conflicts: Vec<Conflict>,
    /// What was decided about it, newest first.
    pub history: Vec<HistoryLine>,
    /// Every picture that it names: its own, its provider's logo, those of its coverage.
    pub pictures: Vec<ArticlePicture>,
    /// The pictures that can be chosen, fittest first.
    pub candidates: Vec<Candidate>,
}
