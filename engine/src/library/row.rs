//! One line of a list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{ArticleId, Place};
use crate::library::pictures::shown::PictureSpace;

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
