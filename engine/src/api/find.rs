//! What the desk hands out for finding: suggestions for the search box, files as they are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Receipt;
use crate::error::Failure;

/// What a suggestion for the search box is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A word of the query language.
    Word,
    /// A topic of the library.
    Topic,
    /// A provider of the library.
    Provider,
    /// A type of the library's articles.
    Kind,
}

/// What may stand in the search box in place of the word that is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Suggestion {
    /// As the query language has it, quoted where it must be: `topic:"Computer Vision"`. It ends with a colon where a
    /// value is still to come.
    pub text: String,
    /// What it is taken from.
    pub kind: SuggestionKind,
    /// How many articles have it; `None` for a word of the language.
    pub count: Option<u32>,
}

/// A file that was refused, as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedText {
    /// Absolute path.
    pub path: String,
    /// Its text; what is no UTF-8 stands as `�`.
    pub text: String,
    /// The file is longer than what is shown of it.
    pub cut: bool,
}

/// How many article files lie in what is held over the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeldFiles {
    /// Article files, in folders and below them.
    pub files: u32,
    /// There are more: counting ended early.
    pub more: bool,
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

/// What the watch over folders tells, beside the change of the library itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum WatchFact {
    /// Something was taken in, or refused.
    TakenIn {
        /// Its receipt.
        receipt: Receipt,
    },
    /// A folder cannot be watched.
    Failed {
        /// Why.
        failure: Failure,
    },
}
