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
    /// The key is not there.
    Absent,
}

impl Change {
    /// The path that it changes.
    pub fn path(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Remove(path) => path,
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
        match (self, tree.scalar(node)) {
            (Self::List(wanted), None) => {
                let items = tree.items(node);
                let sequence = matches!(tree.node(node).kind, Kind::Sequence { .. });
                sequence
                    && items.len() == wanted.len()
                    && items
                        .iter()
                        .zip(wanted)
                        .all(|(item, text)| tree.scalar(*item).is_some_and(|(have, _)| have == text))
            }
            (value, Some((text, style))) => value.is_scalar(text, style),
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
            Self::Absent => false,
        }
    }

    /// The value of a tree as something that can be given back to it; `None` for mappings and nested lists.
    pub fn of(tree: &Tree<'_>, node: NodeId) -> Option<Self> {
        if let Some((text, style)) = tree.scalar(node) {
            return Some(match scalar::meaning(text, style) {
                Meaning::Bool(flag) => Self::Bool(flag),
                Meaning::Int(number) => Self::Int(number),
                Meaning::Text => Self::Text(text.to_owned()),
                Meaning::Null | Meaning::Float(_) => Self::Plain(text.to_owned()),
            });
        }
        let Kind::Sequence { items, .. } = &tree.node(node).kind else { return None };
        let texts = items.iter().map(|item| tree.scalar(*item).map(|(text, _)| text.to_owned()));
        texts.collect::<Option<Vec<_>>>().map(Self::List)
    }
}
