//! The types in which a library is shown: rows, one article, counts, reports of imports.
//! Every type here crosses to the screen and to `--json`; TypeScript is generated from it.

mod choose;
mod find;
mod hand_over;
mod insight;
mod pictures;
mod settings;

use crate::article::{Article, ArticleId, BatchId, Place};
use crate::message::{Argument, Message};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::diff::{DiffLine, LineChange};
pub use crate::page::Body;
pub use choose::*;
pub use find::*;
pub use hand_over::*;
pub use insight::*;
pub use pictures::*;
pub use settings::*;

/// Names one import and its receipt; below 2^53, so that it crosses to JavaScript as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct IntakeId(pub i64);

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    /// Stable for the life of the library.
    pub id: ArticleId,
    /// Absolute path of the article's file.
    pub path: String,
    /// Headline, with the decisions in it.
    pub title: String,
    /// Publisher's name.
    pub provider: Option<String>,
    /// Raw text of the date in the file.
    pub published_at: Option<String>,
    /// The same in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number | null")]
    pub published_ms: Option<i64>,
    /// Score.
    #[ts(type = "number | null")]
    pub quality: Option<i64>,
    /// The robot's measure of attention.
    #[ts(type = "number | null")]
    pub heat: Option<i64>,
    /// Where it stands.
    pub place: Place,
    /// The file says that the site shows it already.
    pub live: bool,
    /// Decided, and not yet handed over.
    pub pending: bool,
    /// Topics in the file's order.
    pub topics: Vec<String>,
    /// Number of other reports of the story.
    pub coverage: u32,
    /// The article that leads its story, where it stands folded under one.
    pub lead: Option<ArticleId>,
    /// Reports of the library that stand folded under it.
    pub reports: u32,
    /// Fields decided here that the wire changed too.
    pub conflicts: u32,
    /// When it comes back from later, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number | null")]
    pub until_ms: Option<i64>,
    /// What stands in the picture space.
    pub picture: PictureSpace,
}

/// How many articles stand where; a report folded under its lead counts in none of the places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Undecided.
    pub inbox: u32,
    /// Decided to run.
    pub published: u32,
    /// Decided not to run.
    pub spiked: u32,
    /// Put aside.
    pub later: u32,
    /// All of them.
    pub everything: u32,
    /// Decided and not yet handed over.
    pub pending: u32,
    /// Reports that stand folded under their lead.
    pub reports: u32,
    /// Articles of which a decided field was changed by the wire too.
    pub conflicts: u32,
}

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

/// How many hits share something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facet {
    /// What they share: a topic, a provider, a month such as `2020-07`.
    pub value: String,
    /// How many.
    pub count: u32,
}

/// What the hits of a query have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// Undecided stories.
    pub inbox: u32,
    /// Stories decided to run.
    pub published: u32,
    /// Stories decided not to run.
    pub spiked: u32,
    /// Stories put aside.
    pub later: u32,
    /// Topics, most frequent first.
    pub topics: Vec<Facet>,
    /// Providers, most frequent first.
    pub providers: Vec<Facet>,
    /// Quality in steps of ten: 0 to 9, 10 to 19, ..., 100 and more.
    pub quality: Vec<u32>,
    /// Hits without a quality.
    pub unscored: u32,
    /// Months, newest first.
    pub months: Vec<Facet>,
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

/// A decision was made, taken back or made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Changed {
    /// The batch; `None` where everything was decided so already.
    pub batch: Option<BatchId>,
    /// The articles it touched, in the order asked for.
    pub changed: Vec<ArticleId>,
    /// What was done, without a full stop: `Published “Reef robots count coral”`.
    pub message: Message,
}

/// One file that was not taken in, or not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    /// Absolute path.
    pub path: String,
    /// Line in the file, from 1, where there is one to point at.
    pub line: Option<u32>,
    /// Column in that line, from 1, in characters.
    pub column: Option<u32>,
    /// What is wrong.
    pub message: Message,
    /// What to do next.
    pub hint: Message,
}

impl Refusal {
    /// Returns a refusal of a file as a whole.
    pub fn of_file(path: String, message: impl Into<Message>, hint: impl Into<Message>) -> Self {
        Self { path, line: None, column: None, message: message.into(), hint: hint.into() }
    }
}

/// The report that ends an intake. `new`, `updated`, `unchanged` and `refused` are exclusive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Receipt {
    /// Under which it is kept.
    pub id: Option<IntakeId>,
    /// When it began, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// What was named.
    pub paths: Vec<String>,
    /// Articles the library did not have.
    pub new: u32,
    /// Articles whose file had changed.
    pub updated: u32,
    /// Inside `updated`: only the coverage or the heat moved.
    pub quiet: u32,
    /// Files that were as they had been, noise included.
    pub unchanged: u32,
    /// Inside `unchanged`: only the signature or the line ends differed.
    pub noise: u32,
    /// Inside `updated`: decisions of the curator that stood.
    pub kept: u32,
    /// Inside `kept`: fields that the wire changed too.
    pub conflicts: u32,
    /// Inside `kept`: decisions that were in the file and that the robot undid; the next hand-over restores them.
    pub lost: u32,
    /// Files that were left as they are, and why.
    pub refused: Vec<Refusal>,
    /// The intake was stopped before its end.
    pub stopped: bool,
    /// The whole import was taken back.
    pub taken_back: bool,
    /// Its stored report is damaged: the counts are those of its articles, and named paths, rejected files or its state
    /// may be missing.
    pub unreadable: bool,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// What an import did to one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalKind {
    /// The library did not have it.
    New,
    /// Its file had changed.
    Updated,
    /// Only its coverage or its heat moved.
    Quiet,
    /// Only its signature or its line ends differed.
    Noise,
}

impl ArrivalKind {
    /// The word for it in the library.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Quiet => "quiet",
            Self::Noise => "noise",
        }
    }

    /// The kind that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::New, Self::Updated, Self::Quiet, Self::Noise].into_iter().find(|kind| kind.word() == word)
    }
}

/// What happened when a changed file met what was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Story {
    /// Fields that moved in the file.
    pub moved: Vec<String>,
    /// Decisions that stood: paths of fields, and verdicts.
    pub kept: Vec<Argument>,
    /// Inside `kept`: fields that the wire changed too.
    pub conflicts: Vec<String>,
    /// Inside `kept`: decisions that were in the file and that the robot undid.
    pub lost: Vec<Argument>,
}

/// One article of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReceiptLine {
    /// The article.
    pub id: ArticleId,
    /// New, updated, quiet or noise.
    pub kind: ArrivalKind,
    /// Headline.
    pub title: String,
    /// Absolute path of its file.
    pub path: String,
    /// What moved and what stood.
    pub story: Story,
}

/// How far an intake is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// Files done.
    pub done: u32,
    /// Files found so far.
    pub total: u32,
    /// The file in hand.
    pub current: String,
    /// Files a second, so far.
    pub per_second: u32,
}

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupReason {
    /// A day had passed.
    Daily,
    /// Its tables were about to change.
    Migration,
    /// Somebody asked for it.
    Asked,
    /// Another backup was about to take its place: restoring this one takes that back.
    Restore,
}

/// One backup of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupFile {
    /// Absolute path.
    pub path: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    #[ts(type = "number")]
    pub at_ms: i64,
    /// Why it was made; `None` where its name does not say so.
    pub reason: Option<BackupReason>,
}

/// One thing that the doctor looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// `library`, `values`, `decisions`, `derived`, `files`, `pictures` or `backups`.
    pub about: String,
    /// It is as it should be.
    pub ok: bool,
    /// What was found.
    pub message: Message,
    /// What to do where it is not as it should be.
    pub hint: Option<Message>,
}

impl Finding {
    /// Returns a finding where all is as it should be.
    #[must_use]
    pub fn fine(about: &str, message: impl Into<Message>) -> Self {
        Self { about: about.to_owned(), ok: true, message: message.into(), hint: None }
    }

    /// Returns a finding of something that is wrong, and what to do about it.
    #[must_use]
    pub fn wrong(about: &str, message: impl Into<Message>, hint: impl Into<Message>) -> Self {
        Self { about: about.to_owned(), ok: false, message: message.into(), hint: Some(hint.into()) }
    }
}

/// What a rebuild did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rebuilt {
    /// Articles whose derived data was made again.
    pub articles: u32,
    /// Articles whose document is damaged: gone until their files are taken in again, with what was decided.
    pub documents_damaged: u32,
    /// The files of these articles.
    pub put_aside: Vec<String>,
    /// Decisions in force that differ from those in the damaged library.
    pub decisions_mended: u32,
    /// Decisions that could not be read, or belong to no article that is known.
    pub decisions_lost: u32,
    /// Rows that were saved from a damaged library.
    #[ts(type = "number")]
    pub rows_saved: u64,
    /// Tables of it that could be read only in part.
    pub tables_in_part: u32,
    /// The names of these tables.
    pub tables: Vec<String>,
    /// Rows of these tables that were taken from the newest good backup.
    #[ts(type = "number")]
    pub rows_from_backup: u64,
    /// Where the former library is now.
    pub moved_aside: Option<String>,
}

/// A fact after commit: these articles are no longer what the screen last saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LibraryChanged {
    /// The caller's own mark of the decision that this confirms; `None` for everything else.
    pub token: Option<u32>,
    /// The articles that changed; empty where there are too many to name (reload the view).
    pub ids: Vec<ArticleId>,
    /// Their rows as they are now.
    pub rows: Vec<Row>,
    /// The library's counts as they are now.
    pub counts: Counts,
    /// Articles that were not there before.
    pub arrived: u32,
}
