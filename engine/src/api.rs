//! The types that cross to the page and to `--json`. TypeScript is generated from them.
//!
//! A type is defined by the module that returns it, so that nothing below this module depends on what a screen needs.
//! What is stored has formats of its own; see `library/records.rs`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::ArticleId;
pub use crate::article::{HandOverId, IntakeId, PictureId};
pub use crate::batch::Changed;
pub use crate::candidates::Candidate;
pub use crate::diff::{DiffLine, LineChange};
use crate::error::Failure;
pub use crate::images::Pruned;
pub use crate::import::{HeldFiles, Progress, RefusedText};
pub use crate::library::finding::Finding;
pub use crate::library::hand_overs::HandOverLine;
pub use crate::library::import_report::{ArrivalKind, Receipt, ReceiptLine, ReceiptPart, Story};
pub use crate::library::index::results::{Counts, Facet, Facets, Share, Suggestion, SuggestionKind};
pub use crate::library::pictures::shown::{
    ArticlePicture, PictureCache, PictureLine, PictureRole, PictureSpace, PicturesProgress,
};
pub use crate::library::roots::ImportedFolder;
pub use crate::library::row::Row;
pub use crate::maintenance::{BackupFile, BackupReason, Rebuilt};
pub use crate::page::Body;
pub use crate::query::insight::{DayOfWork, Insight, PaceStep, Today};
pub use crate::query::results::{Conflict, Details, HistoryLine, Opened, Page, SavedView, View};
pub use crate::refusal::Refusal;
pub use crate::settings::{Density, Settings, Theme};
pub use crate::write::results::{ApprovedChange, HandOverPlan, HandedBack, HandedOver, PlannedChange};

/// What background work tells, beside the change of the library itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum WatchFact {
    /// Something was taken in, or refused.
    TakenIn {
        /// Its receipt.
        receipt: Receipt,
    },
    /// A folder cannot be watched, the daily backup was not made, or images are not fetched.
    Failed {
        /// Why.
        failure: Failure,
    },
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

/// A fact after commit: pictures changed state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PicturesChanged {
    /// Rows that show another picture, or another state, than before; those of a batch.
    pub rows: Vec<Row>,
    /// How far it is.
    pub progress: PicturesProgress,
}
