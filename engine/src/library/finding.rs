//! What a check of a library found.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::message::Message;

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
