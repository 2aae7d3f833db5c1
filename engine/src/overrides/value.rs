//! What is decided about an article and in force: one override for each key, and the text in which both are stored.

use std::fmt::{self, Display, Formatter};

use super::coverage::Excluded;
use super::lead::LeadSwap;
use super::place::PlaceDecision;
use crate::document::{NewValue, Path};

/// The aspect of an article that an override decides. An article has at most one override for each key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Where it stands.
    Place,
    /// A value of the document.
    Field(Path),
    /// The nth swap of the lead, from 1. Swaps are applied in order.
    Lead(u32),
    /// The nth report that was taken out of the coverage, from 1.
    Excluded(u32),
    /// The publisher from whose report the value of a key was taken.
    Origin(String),
    /// The incoming value against which a field was kept.
    KeptAgainst(Path),
}

/// A decision that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Override {
    /// Where the article stands.
    Place(PlaceDecision),
    /// A value of the document.
    Field(Path, NewValue),
    /// A swap of the lead, and its number.
    Lead(u32, LeadSwap),
    /// A report that was taken out of the coverage, and its number.
    Excluded(u32, Excluded),
    /// The key of a value and the publisher from whose report it was taken. Changes nothing in the document.
    Origin(String, String),
    /// A decided field and the incoming value against which it was kept. Changes nothing in the document.
    KeptAgainst(Path, NewValue),
}

/// A key as two columns: its kind, and the rest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoredKey {
    /// `place`, `field`, `lead`, `excluded`, `origin` or `kept_against`.
    pub kind: String,
    /// A dotted path, a number or a key; empty for `place`.
    pub key: String,
}

impl Key {
    /// Returns the key as it is stored.
    pub fn stored(&self) -> StoredKey {
        let (kind, key) = match self {
            Self::Place => ("place", String::new()),
            Self::Field(path) => ("field", path.to_string()),
            Self::Lead(number) => ("lead", number.to_string()),
            Self::Excluded(number) => ("excluded", number.to_string()),
            Self::Origin(key) => ("origin", key.clone()),
            Self::KeptAgainst(path) => ("kept_against", path.to_string()),
        };
        StoredKey { kind: kind.to_owned(), key }
    }

    /// Reads what [`Self::stored`] wrote.
    pub fn from_stored(stored: &StoredKey) -> Option<Self> {
        let key = stored.key.as_str();
        let read = match stored.kind.as_str() {
            "place" => Some(Self::Place),
            "field" => Path::parse(key).map(Self::Field),
            "lead" => key.parse().ok().map(Self::Lead),
            "excluded" => key.parse().ok().map(Self::Excluded),
            "origin" => Some(Self::Origin(key.to_owned())),
            "kept_against" => Path::parse(key).map(Self::KeptAgainst),
            _ => None,
        };
        // Each key has one spelling: `+1` or `01` would be other rows for the same number.
        read.filter(|read| read.stored() == *stored)
    }

    /// Reads a key that a caller named: `title`, or as [`Display`] writes it, such as `@out.1`.
    pub fn parse(text: &str) -> Option<Self> {
        let Some(own) = text.strip_prefix('@') else { return Path::parse(text).map(Self::Field) };
        let (kind, key) = own.split_once('.').unwrap_or((own, ""));
        let kind = match kind {
            "out" => "excluded",
            "from" => "origin",
            "kept" => "kept_against",
            "place" | "lead" => kind,
            _ => return None,
        };
        Self::from_stored(&StoredKey { kind: kind.to_owned(), key: key.to_owned() })
    }
}

impl Display for Key {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place => formatter.write_str("@place"),
            Self::Field(path) => path.fmt(formatter),
            Self::Lead(number) => write!(formatter, "@lead.{number}"),
            Self::Excluded(number) => write!(formatter, "@out.{number}"),
            Self::Origin(key) => write!(formatter, "@from.{key}"),
            Self::KeptAgainst(path) => write!(formatter, "@kept.{path}"),
        }
    }
}

impl Override {
    /// Returns the key.
    pub fn key(&self) -> Key {
        match self {
            Self::Place(_) => Key::Place,
            Self::Field(path, _) => Key::Field(path.clone()),
            Self::Lead(number, _) => Key::Lead(*number),
            Self::Excluded(number, _) => Key::Excluded(*number),
            Self::Origin(key, _) => Key::Origin(key.clone()),
            Self::KeptAgainst(path, _) => Key::KeptAgainst(path.clone()),
        }
    }

    /// Returns the value as it is stored.
    pub fn stored_value(&self) -> String {
        match self {
            Self::Place(place) => place.to_text(),
            Self::Field(_, value) | Self::KeptAgainst(_, value) => json(value),
            Self::Lead(_, swap) => json(swap),
            Self::Excluded(_, excluded) => json(excluded),
            Self::Origin(_, publisher) => publisher.clone(),
        }
    }

    /// Reads what [`Key::stored`] and [`Self::stored_value`] wrote.
    pub fn from_stored(key: &StoredKey, value: &str) -> Option<Self> {
        Some(match Key::from_stored(key)? {
            Key::Place => Self::Place(PlaceDecision::from_text(value)?),
            Key::Field(path) => Self::Field(path, serde_json::from_str(value).ok()?),
            Key::Lead(number) => Self::Lead(number, serde_json::from_str(value).ok()?),
            Key::Excluded(number) => Self::Excluded(number, serde_json::from_str(value).ok()?),
            Key::Origin(key) => Self::Origin(key, value.to_owned()),
            Key::KeptAgainst(path) => Self::KeptAgainst(path, serde_json::from_str(value).ok()?),
        })
    }

    /// Returns whether it changes the document. The others note something about another override.
    pub const fn is_applied(&self) -> bool {
        match self {
            Self::Place(_) | Self::Field(..) | Self::Lead(..) | Self::Excluded(..) => true,
            Self::Origin(..) | Self::KeptAgainst(..) => false,
        }
    }
}

/// These values hold text, numbers and lists only, which JSON can always write.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// All overrides of one article: its place first, the others in the order in which they were decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides(Vec<Override>);

impl Overrides {
    /// Returns the overrides in the order in which they are applied.
    pub fn iter(&self) -> std::slice::Iter<'_, Override> {
        self.0.iter()
    }

    /// Returns the override for a key.
    pub fn get(&self, key: &Key) -> Option<&Override> {
        self.iter().find(|one| one.key() == *key)
    }

    /// Returns what is decided about the place.
    pub fn place(&self) -> Option<PlaceDecision> {
        self.iter().find_map(|one| if let Override::Place(place) = one { Some(*place) } else { None })
    }

    /// Returns the decided value of a field.
    pub fn field(&self, path: &Path) -> Option<&NewValue> {
        self.iter().find_map(|one| match one {
            Override::Field(known, value) if known == path => Some(value),
            _ => None,
        })
    }

    /// Adds an override in the place of the one with the same key.
    pub fn set(&mut self, value: Override) {
        self.remove(&value.key());
        match value {
            Override::Place(_) => self.0.insert(0, value),
            other => self.0.push(other),
        }
    }

    /// Decides a value of the document, in place of values at or below its path and of a note about its origin.
    pub fn set_field(&mut self, path: Path, value: NewValue) {
        self.retain(|one| match one {
            Override::Field(known, _) => !path.holds(known),
            Override::Origin(key, _) => key != path.first(),
            _ => true,
        });
        self.set(Override::Field(path, value));
    }

    /// Removes the override for a key.
    pub fn remove(&mut self, key: &Key) {
        self.retain(|one| one.key() != *key);
    }

    /// Keeps only the overrides for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&Override) -> bool) {
        self.0.retain(keep);
    }
}

impl<'a> IntoIterator for &'a Overrides {
    type Item = &'a Override;
    type IntoIter = std::slice::Iter<'a, Override>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Override> for Overrides {
    fn from_iter<I: IntoIterator<Item = Override>>(values: I) -> Self {
        let mut overrides = Self::default();
        values.into_iter().for_each(|value| overrides.set(value));
        overrides
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn each_override_is_stored_as_kind_key_and_value_and_read_again() {
        let path = |text: &str| Path::parse(text).unwrap();
        let json = r#"{"report":{"title":"Reef","provider":"Ocean Daily","url":null},"place":0}"#;
        let excluded: Excluded = serde_json::from_str(json).unwrap();
        let cases = [
            (Override::Place(PlaceDecision::Later(5)), "place", "", "later:5"),
            (Override::Field(path("provider.name"), NewValue::Int(7)), "field", "provider.name", r#"{"int":7}"#),
            (Override::Excluded(2, excluded), "excluded", "2", json),
            (Override::Origin("title".to_owned(), "Ocean Daily".to_owned()), "origin", "title", "Ocean Daily"),
            (Override::KeptAgainst(path("quality"), NewValue::Absent), "kept_against", "quality", r#""absent""#),
        ];
        for (value, kind, key, text) in cases {
            let stored = value.key().stored();
            assert_eq!((stored.kind.as_str(), stored.key.as_str(), value.stored_value().as_str()), (kind, key, text));
            assert_eq!(Override::from_stored(&stored, text), Some(value));
        }
        let unknown = StoredKey { kind: "other".to_owned(), key: String::new() };
        assert_eq!(Override::from_stored(&unknown, "x"), None);
    }

    #[test]
    fn a_key_is_read_as_it_is_shown() {
        for text in ["title", "images.0.url", "@place", "@lead.2", "@out.1", "@from.title", "@kept.provider.name"] {
            assert_eq!(Key::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Key::parse("@other.1"), None);
    }
}
