//! What is decided about an article's place.

use crate::article::Place;
use crate::document::Verdict;

/// What was decided about an article's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceDecision {
    /// Undecided again, although it arrived as taken down.
    Inbox,
    /// It runs: the verdict is written into the document.
    Published,
    /// It does not run: the verdict is written into the document.
    Spiked,
    /// Put aside until then, in milliseconds since 1970-01-01 UTC.
    Later(i64),
    /// The robot's verdict was accepted; nothing is written.
    AsIs(Place),
}

impl PlaceDecision {
    /// As the journal keeps it.
    pub fn to_text(self) -> String {
        match self {
            Self::Inbox => "inbox".to_owned(),
            Self::Published => "published".to_owned(),
            Self::Spiked => "spiked".to_owned(),
            Self::Later(until) => format!("later:{until}"),
            Self::AsIs(place) => format!("as-is:{}", place.word()),
        }
    }

    /// Reads what [`Self::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("later", until)) => until.parse().ok().map(Self::Later),
            Some(("as-is", place)) => Place::from_word(place).map(Self::AsIs),
            _ => match text {
                "inbox" => Some(Self::Inbox),
                "published" => Some(Self::Published),
                "spiked" => Some(Self::Spiked),
                _ => None,
            },
        }
    }

    /// Returns the verdict that is written into the document, where there is one.
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Published => Some(Verdict::Publish),
            Self::Spiked => Some(Verdict::Spike),
            Self::Inbox | Self::Later(_) | Self::AsIs(_) => None,
        }
    }
}

/// Where an article stands.
pub fn place(decision: Option<PlaceDecision>, arrived_removed: bool) -> (Place, Option<i64>) {
    match decision {
        Some(PlaceDecision::Published) => (Place::Published, None),
        Some(PlaceDecision::Spiked) => (Place::Spiked, None),
        Some(PlaceDecision::Later(until)) => (Place::Later, Some(until)),
        Some(PlaceDecision::AsIs(place)) => (place, None),
        None if arrived_removed => (Place::Spiked, None),
        Some(PlaceDecision::Inbox) | None => (Place::Inbox, None),
    }
}
