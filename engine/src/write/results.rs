//! What writing would do, did and reverted.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{ArticleId, HandOverId};
use crate::diff::DiffLine;
use crate::message::Message;
use crate::refusal::Refusal;

/// One file that a hand-over would write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedChange {
    /// The article.
    pub id: ArticleId,
    /// Absolute path of the file that would be written.
    pub path: String,
    /// Headline.
    pub title: String,
    /// What was decided of that which would be written.
    pub decided: Vec<Message>,
    /// Cached pictures that would be copied first: their paths below the site.
    pub copies: Vec<String>,
    /// The changed lines.
    pub changes: Vec<DiffLine>,
    /// The same as a unified diff.
    pub diff: String,
    /// Hash of the file's present content (BLAKE3, in hex).
    pub former_hash: String,
    /// Hash of the content that would be written (BLAKE3, in hex); empty where nothing would be.
    pub written_hash: String,
    /// Why the file would be left as it is, where it would.
    pub refused: Option<Refusal>,
}

/// A planned change that is to be written, with the hashes under which it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApprovedChange {
    /// The article.
    pub id: ArticleId,
    /// Absolute path of the file.
    pub path: String,
    /// As in the [`PlannedChange`].
    pub former_hash: String,
    /// As in the [`PlannedChange`].
    pub written_hash: String,
}

impl From<&PlannedChange> for ApprovedChange {
    fn from(planned: &PlannedChange) -> Self {
        let PlannedChange { id, path, former_hash, written_hash, .. } = planned.clone();
        Self { id, path, former_hash, written_hash }
    }
}

/// What a hand-over would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandOverPlan {
    /// The files, those that would be left as they are among them.
    pub changes: Vec<PlannedChange>,
    /// Sites whose pictures would not be copied although it was asked for, each once, and why.
    pub not_copied: Vec<Refusal>,
}

/// What a hand-over did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandedOver {
    /// Under which it can be taken back; none where nothing was written, or below another folder.
    pub id: Option<HandOverId>,
    /// Files written.
    pub written: u32,
    /// Files that already said what was decided.
    pub unchanged: u32,
    /// Files that were left as they are, and why.
    pub refused: Vec<Refusal>,
}

/// What taking a hand-over back did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandedBack {
    /// The hand-over.
    pub id: HandOverId,
    /// Articles whose files have their former bytes again; what is decided about them is pending.
    pub back: Vec<ArticleId>,
    /// Files that were left as they are, and why.
    pub refused: Vec<Refusal>,
}
