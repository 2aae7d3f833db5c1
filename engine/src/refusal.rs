//! A file that was not imported or not written, and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::message::Message;

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
