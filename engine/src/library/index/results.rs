//! What the index answers: counts, facets and suggestions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many articles stand where; a report folded under its lead counts in none of the places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Undecided.
    pub inbox: u32,
    /// Decided to run.
    pub published: u32,
    /// Decided not to run.
    pub spiked: u32,
    /// Put aside.
    pub later: u32,
    /// All of them.
    pub everything: u32,
    /// Decided and not yet handed over.
    pub pending: u32,
    /// Reports that stand folded under their lead.
    pub reports: u32,
    /// Articles of which a decided field was changed by the wire too.
    pub conflicts: u32,
}

/// How many hits share something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facet {
    /// What they share: a topic, a provider, a month such as `2020-07`.
    pub value: String,
    /// How many.
    pub count: u32,
}

/// What the hits of a query have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facets {
    /// Undecided stories.
    pub inbox: u32,
    /// Stories decided to run.
    pub published: u32,
    /// Stories decided not to run.
    pub spiked: u32,
    /// Stories put aside.
    pub later: u32,
    /// Topics, most frequent first.
    pub topics: Vec<Facet>,
    /// Providers, most frequent first.
    pub providers: Vec<Facet>,
    /// Quality in steps of ten: 0 to 9, 10 to 19, ..., 100 and more.
    pub quality: Vec<u32>,
    /// Hits without a quality.
    pub unscored: u32,
    /// Months, newest first.
    pub months: Vec<Facet>,
}

/// How much of what was decided about runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Share {
    /// A provider or a topic.
    pub name: String,
    /// Articles that run.
    pub published: u32,
    /// Articles that run or were spiked.
    pub decided: u32,
}

/// What may stand in the search box in place of the word that is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Suggestion {
    /// As the query language has it, quoted where it must be: `topic:"Computer Vision"`. It ends with a colon where a
    /// value is still to come.
    pub text: String,
    /// What it is taken from.
    pub kind: SuggestionKind,
    /// How many articles have it; `None` for a word of the language.
    pub count: Option<u32>,
}

/// What a suggestion for the search box is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A word of the query language.
    Word,
    /// A topic of the library.
    Topic,
    /// A provider of the library.
    Provider,
    /// A type of the library's articles.
    Kind,
}
