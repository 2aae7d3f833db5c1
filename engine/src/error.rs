//! What can go wrong, in whole sentences that a journalist understands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Only what a caller acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// There is no such article.
    NotFound,
    /// What was asked for cannot be done, for the reason given.
    Refused,
    /// The call itself was wrong.
    Usage,
    /// Another program holds the library.
    Busy,
    /// Reading or writing failed.
    Storage,
}

/// An error as it crosses to the screen and to `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// What kind, where a caller acts on it.
    pub code: Code,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do next, in a sentence.
    pub hint: Option<String>,
}

/// Everything that can go wrong in the engine, in whole sentences.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Placeholder while the engine is being written.
    #[error("This is not there yet.")]
    Stub,
}

impl Error {
    /// The error as it crosses to the screen.
    #[must_use]
    pub fn failure(&self) -> Failure {
        Failure { code: Code::Refused, message: self.to_string(), hint: None }
    }
}
