//! Messages for people as data: the id of a text of the catalogue, and the arguments that the text names.
//!
//! [`messages!`](crate::messages) declares the messages of one area as an enum, next to the code that raises them. A
//! message is rendered in one of two places: in English by [`Display`](fmt::Display) for the command line, and in the
//! language of the page by the page. Both read `ui/messages/<language>.json`.

pub mod catalogue;
mod declare;
mod english;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// A message: which text of the catalogue, and what is set into it.
///
/// Its JSON form has a third field, `text`: the message in English, for `--json`. It is not read back.
#[derive(Debug, Clone, PartialEq, Eq, TS)]
#[expect(clippy::manual_non_exhaustive, reason = "the unit field declares the text of the JSON form")]
pub struct Message {
    /// Key of the text in the catalogue.
    #[ts(type = "string")]
    pub id: Cow<'static, str>,
    /// Values by the names that stand in braces in the text.
    #[ts(type = "Record<string, Argument>")]
    pub args: BTreeMap<Cow<'static, str>, Argument>,
    /// The message in English.
    #[ts(type = "string")]
    text: (),
}

/// A value that is set into the text of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Argument {
    /// A number.
    Number(#[ts(type = "number")] i64),
    /// A text that is the same in every language, such as a path.
    Text(String),
    /// Several values, rendered with commas between them.
    List(Vec<Self>),
    /// Another message, rendered first.
    Message(Message),
}

/// Id and argument names of a message that an enum declares.
pub type Declared = (&'static str, &'static [&'static str]);

impl Message {
    /// Returns a message without arguments.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), args: BTreeMap::new(), text: () }
    }

    /// Returns the message with one more argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, argument: impl Into<Argument>) -> Self {
        self.args.insert(name.into(), argument.into());
        self
    }

    /// Returns the texts that are set into the message.
    pub fn texts_mut(&mut self) -> Box<dyn Iterator<Item = &mut String> + '_> {
        Box::new(self.args.values_mut().flat_map(Argument::texts_mut))
    }
}

impl Argument {
    /// Returns the texts that the argument holds.
    pub fn texts_mut(&mut self) -> Box<dyn Iterator<Item = &mut String> + '_> {
        match self {
            Self::Number(_) => Box::new(std::iter::empty()),
            Self::Text(text) => Box::new(std::iter::once(text)),
            Self::List(items) => Box::new(items.iter_mut().flat_map(Self::texts_mut)),
            Self::Message(message) => message.texts_mut(),
        }
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut message = serializer.serialize_struct("Message", 3)?;
        message.serialize_field("id", &self.id)?;
        message.serialize_field("args", &self.args)?;
        message.serialize_field("text", &self.to_string())?;
        message.end()
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            id: Cow<'static, str>,
            args: BTreeMap<Cow<'static, str>, Argument>,
        }
        let Fields { id, args } = Fields::deserialize(deserializer)?;
        Ok(Self { id, args, text: () })
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(formatter),
            Self::Text(text) => formatter.write_str(text),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let separator = if at > 0 { ", " } else { "" };
                    write!(formatter, "{separator}{item}")?;
                }
                Ok(())
            }
            Self::Message(message) => message.fmt(formatter),
        }
    }
}

impl PartialEq<&str> for Argument {
    fn eq(&self, text: &&str) -> bool {
        matches!(self, Self::Text(own) if own == text)
    }
}

impl From<&Self> for Argument {
    fn from(argument: &Self) -> Self {
        argument.clone()
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<&Message> for Argument {
    fn from(message: &Message) -> Self {
        Self::Message(message.clone())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&i64> for Argument {
    fn from(number: &i64) -> Self {
        Self::Number(*number)
    }
}

impl From<&u16> for Argument {
    fn from(number: &u16) -> Self {
        Self::Number((*number).into())
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

impl From<&Vec<String>> for Argument {
    fn from(items: &Vec<String>) -> Self {
        Self::List(items.iter().map(Self::from).collect())
    }
}

impl From<&Vec<Self>> for Argument {
    fn from(items: &Vec<Self>) -> Self {
        Self::List(items.clone())
    }
}

impl From<&Vec<i64>> for Argument {
    fn from(items: &Vec<i64>) -> Self {
        Self::List(items.iter().map(Self::from).collect())
    }
}
