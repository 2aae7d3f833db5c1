//! Typed look-ups in a tree: the scalars of a mapping as text, whole numbers and flags.

use granit_parser::ScalarStyle;

use super::broken::Broken;
use super::rejection::Kind;
use super::scalar::{self, Meaning};
use super::tree::{NodeId, Tree};
use super::words;

/// A mapping and the text that it was read from.
pub struct Fields<'a> {
    /// The document.
    pub text: &'a str,
    /// Its front matter.
    pub tree: &'a Tree<'a>,
    /// The top-level mapping.
    pub root: NodeId,
}

impl Fields<'_> {
    /// A scalar as text; `None` for nothing, lists and mappings.
    pub fn text_of(&self, node: NodeId) -> Option<String> {
        let (text, style) = self.tree.scalar(node)?;
        (scalar::meaning(text, style) != Meaning::Null).then(|| text.to_owned())
    }

    /// The text under a key of a mapping.
    pub fn text_at(&self, mapping: NodeId, key: &str) -> Option<String> {
        self.text_of(self.tree.get(mapping, key)?)
    }

    /// The text under a top-level key.
    pub fn some_text(&self, key: &str) -> Option<String> {
        self.text_at(self.root, key)
    }

    /// The text under the first of these top-level keys that has one.
    pub fn first_text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.some_text(key))
    }

    /// The whole number under a key of a mapping, where there is one.
    pub fn whole_at(&self, mapping: NodeId, key: &str) -> Option<i64> {
        self.whole_of(self.tree.get(mapping, key)?)
    }

    fn whole_of(&self, node: NodeId) -> Option<i64> {
        let (text, style) = self.tree.scalar(node)?;
        match scalar::meaning(text, style) {
            Meaning::Int(number) => Some(number),
            // Hand-made files quote numbers now and then.
            Meaning::Text if style != ScalarStyle::Plain => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A top-level field that must be one line of text.
    pub fn line(&self, key: &str) -> Result<Option<String>, Broken> {
        let Some(node) = self.tree.get(self.root, key) else { return Ok(None) };
        match self.tree.scalar(node) {
            Some(_) => Ok(self.text_of(node)),
            None => Err(self.wrong(node, key, Kind::Text)),
        }
    }

    /// A top-level field that must be a whole number, or nothing.
    pub fn whole(&self, key: &str) -> Result<Option<i64>, Broken> {
        let Some(node) = self.tree.get(self.root, key) else { return Ok(None) };
        let empty = self.tree.scalar(node).is_some_and(|(text, style)| scalar::meaning(text, style) == Meaning::Null);
        match self.whole_of(node) {
            None if !empty => Err(self.wrong(node, key, Kind::WholeNumber)),
            number => Ok(number),
        }
    }

    /// A top-level field that must be true or false, or nothing; a date (Hugo's `published`) is no answer.
    pub fn flag(&self, key: &str) -> Result<Option<bool>, Broken> {
        let Some(node) = self.tree.get(self.root, key) else { return Ok(None) };
        match self.tree.scalar(node) {
            Some((text, style)) if scalar::meaning(text, style) == Meaning::Null || scalar::is_date(text) => Ok(None),
            Some((text, _)) if scalar::site_bool(text).is_some() => Ok(scalar::site_bool(text)),
            _ => Err(self.wrong(node, key, Kind::TrueOrFalse)),
        }
    }

    /// The raw text under a key, if it is a date.
    pub fn date_under(&self, key: &str) -> Option<String> {
        self.some_text(key).filter(|text| scalar::is_date(text))
    }

    fn wrong(&self, node: NodeId, key: &str, expected: Kind) -> Broken {
        words::wrong_type(self.text, self.tree.written(node).span.start, key, expected)
    }
}
