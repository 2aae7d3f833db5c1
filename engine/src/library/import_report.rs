//! What an import did.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{ArticleId, IntakeId};
use crate::message::Argument;
use crate::refusal::Refusal;

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

/// A number of a receipt whose articles can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptPart {
    /// Articles the library did not have.
    New,
    /// Articles whose file had changed.
    Updated,
    /// Those among them of which a decision of the curator stood.
    Kept,
    /// Those among them of which the wire changed a decided field too.
    Conflicts,
    /// Those among them of which the robot undid a decision that was in the file.
    Lost,
    /// Articles of which only the signature or the line ends differed.
    Noise,
}
