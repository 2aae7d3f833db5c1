//! Messages for people as data: the id of a text of the catalogue, and the arguments that the text names.
//!
//! [`messages!`](crate::messages) declares the messages of one area as an enum, next to the code that raises them. A
//! message is rendered in one of two places: in English by [`Display`](std::fmt::Display) for the command line, and in
//! the language of the page by the page. Both read `ui/messages/<language>.json`.

mod declare;
pub mod english;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A message: which text of the catalogue, and what is set into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Message {
    /// Key of the text in the catalogue.
    #[ts(type = "string")]
    pub id: Cow<'static, str>,
    /// Values by the names that stand in braces in the text.
    #[ts(type = "Record<string, Argument>")]
    pub args: BTreeMap<Cow<'static, str>, Argument>,
}

/// A value that is set into the text of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Argument {
    /// A number.
    Number(#[ts(type = "number")] i64),
    /// A text that is the same in every language, such as a path.
    Text(String),
    /// Another message, rendered first.
    Message(Message),
}

/// Id and argument names of a message that an enum declares.
pub type Declared = (&'static str, &'static [&'static str]);

impl Message {
    /// Returns a message without arguments.
    pub fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), args: BTreeMap::new() }
    }

    /// Returns the message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.args.insert(Cow::Borrowed(name), argument.into());
        self
    }
}

/// Renders the message in English.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&english::render(self))
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(formatter),
            Self::Text(text) => formatter.write_str(text),
            Self::Message(message) => message.fmt(formatter),
        }
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&i64> for Argument {
    fn from(number: &i64) -> Self {
        Self::Number(*number)
    }
}

impl From<&u32> for Argument {
    fn from(number: &u32) -> Self {
        Self::Number((*number).into())
    }
}

/// Numbers beyond `i64` become the largest `i64`.
impl From<&u64> for Argument {
    fn from(number: &u64) -> Self {
        Self::Number(i64::try_from(*number).unwrap_or(i64::MAX))
    }
}

/// Numbers beyond `i64` become the largest `i64`.
impl From<&usize> for Argument {
    fn from(number: &usize) -> Self {
        Self::Number(i64::try_from(*number).unwrap_or(i64::MAX))
    }
}
