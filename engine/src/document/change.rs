//! What can be changed in a document: one value, named by its path. Data only; `splice` does it, `check` proves it.

use serde::{Deserialize, Serialize};

use super::path::Path;
use super::scalar::{self, Meaning};
use super::tree::{Kind, NodeId, Tree};
use granit_parser::ScalarStyle;

/// One change of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The value at this path becomes this; the key is inserted where it is missing.
    Set(Path, NewValue),
    /// The key or item at this path is taken out; nothing happens where it is missing.
    Remove(Path),
    /// An item is put into a list: its path's last step is the index, from 0, that it will have.
    Insert(Path, NewValue),
    /// The item at this path comes to stand at this index, from 0, of its list.
    Move(Path, usize),
}

/// A value that a document can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text, in the quoting style of what stands there.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A plain scalar that is no text, as written: `1.5`, `null`.
    Plain(String),
    /// A list of other things than texts.
    Items(Vec<NewValue>),
    /// A mapping: its keys in order.
    Map(Vec<(String, NewValue)>),
    /// The key is not there.
    Absent,
}

impl Change {
    /// The path that it changes.
    pub fn path(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Insert(path, _) | Self::Move(path, _) => path,
        }
    }

    /// The change that gives this path this value.
    pub fn to(path: Path, value: NewValue) -> Self {
        match value {
            NewValue::Absent => Self::Remove(path),
            value => Self::Set(path, value),
        }
    }
}

impl NewValue {
    /// Whether a value of a tree already says this.
    pub fn is(&self, tree: &Tree<'_>, node: NodeId) -> bool {
        match (self, &tree.node(node).kind) {
            (value, Kind::Scalar { text, style }) => value.is_scalar(text, *style),
            (Self::List(wanted), Kind::Sequence { items, .. }) => {
                let is = |(item, text): (&NodeId, &String)| tree.scalar(*item).is_some_and(|(have, _)| have == text);
                items.len() == wanted.len() && items.iter().zip(wanted).all(is)
            }
            (Self::Items(wanted), Kind::Sequence { items, .. }) => {
                items.len() == wanted.len() && items.iter().zip(wanted).all(|(item, value)| value.is(tree, *item))
            }
            (Self::Map(wanted), Kind::Mapping { entries, .. }) => {
                let is = |((key, node), (name, value)): (&(NodeId, NodeId), &(String, Self))| {
                    tree.scalar(*key).is_some_and(|(text, _)| text == name) && value.is(tree, *node)
                };
                entries.len() == wanted.len() && entries.iter().zip(wanted).all(is)
            }
            _ => false,
        }
    }

    fn is_scalar(&self, text: &str, style: ScalarStyle) -> bool {
        let meaning = scalar::meaning(text, style);
        match self {
            Self::Bool(wanted) => scalar::site_bool(text) == Some(*wanted),
            Self::Int(wanted) => meaning == Meaning::Int(*wanted) || text.trim() == wanted.to_string(),
            Self::Text(wanted) => meaning == Meaning::Text && text == wanted,
            Self::Plain(wanted) => style == ScalarStyle::Plain && text == wanted,
            Self::List(wanted) => meaning == Meaning::Text && *wanted == text.split_whitespace().collect::<Vec<_>>(),
            Self::Items(_) | Self::Map(_) | Self::Absent => false,
        }
    }

    /// How many items a list has; 0 for everything else.
    pub fn items(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            Self::Items(items) => items.len(),
            _ => 0,
        }
    }

    /// The value of a tree as something that can be given back to it.
    pub fn of(tree: &Tree<'_>, node: NodeId) -> Self {
        match &tree.node(node).kind {
            Kind::Scalar { text, style } => match scalar::meaning(text, *style) {
                Meaning::Bool(flag) => Self::Bool(flag),
                Meaning::Int(number) => Self::Int(number),
                Meaning::Text => Self::Text(text.to_string()),
                Meaning::Null | Meaning::Float(_) => Self::Plain(text.to_string()),
            },
            Kind::Sequence { items, .. } => {
                let texts = items.iter().map(|item| tree.scalar(*item).map(|(text, _)| text.to_owned()));
                let texts = texts.collect::<Option<Vec<_>>>();
                let each = || Self::Items(items.iter().map(|item| Self::of(tree, *item)).collect());
                texts.map_or_else(each, Self::List)
            }
            Kind::Mapping { entries, .. } => {
                let name = |key: NodeId| tree.scalar(key).map_or_else(String::new, |(text, _)| text.to_owned());
                Self::Map(entries.iter().map(|(key, value)| (name(*key), Self::of(tree, *value))).collect())
            }
            // `node` follows aliases.
            Kind::Alias(_) => Self::Absent,
        }
    }
}
