//! What an article is, once it has been read: plain data and its rules.
//! Knows no YAML, no SQL and no screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Names one import and its receipt; below 2^53, so that it crosses to JavaScript as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct IntakeId(pub i64);

/// Names one hand-over; below 2^53, so that it crosses to JavaScript as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct HandOverId(pub i64);

/// Names one picture for the life of a library; below 2^53, so that it crosses to JavaScript as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct PictureId(pub i64);

/// Names one article for the life of a library; below 2^53, so that it crosses to JavaScript as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct ArticleId(pub i64);

/// Names one batch: decisions that were made at once and are undone at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct BatchId(pub i64);

/// Where an article stands on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Nobody has decided yet whether it runs.
    Inbox,
    /// Decided to run.
    Published,
    /// Decided not to run.
    Spiked,
    /// Put aside until a time; comes back to the inbox by itself.
    Later,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 4] = [Self::Inbox, Self::Published, Self::Spiked, Self::Later];

    /// The word for this place in queries, JSON and the library.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Published => "published",
            Self::Spiked => "spiked",
            Self::Later => "later",
        }
    }

    /// The place that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.word() == word)
    }
}

/// Who published a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Provider {
    /// As printed, such as `ZDNet`.
    pub name: String,
    /// Such as `zdnet.com`; absent in some hand-made files.
    pub domain: Option<String>,
    /// Address of the logo.
    pub logo: Option<String>,
}

/// A picture as the document declares it; sizes in pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Picture {
    /// Web address, or a path relative to the article file or the imported folder.
    pub url: String,
    /// Declared width in pixels.
    #[ts(type = "number | null")]
    pub width: Option<i64>,
    /// Declared height in pixels.
    #[ts(type = "number | null")]
    pub height: Option<i64>,
    /// The robots' service keeps a copy of it.
    pub cached: bool,
    /// Its caption; in old files the article's own title.
    pub title: Option<String>,
}

/// Another report of the same story, as the lead's file carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Report {
    /// Headline.
    pub title: String,
    /// Teaser.
    pub excerpt: String,
    /// The raw text of the date in the file.
    pub published_at: Option<String>,
    /// The same date in milliseconds since 1970-01-01 UTC, where it could be read.
    #[ts(type = "number | null")]
    pub published_ms: Option<i64>,
    /// Address at the source.
    pub url: Option<String>,
    /// Address of its AMP page.
    pub amp_url: Option<String>,
    /// `article` or `video`.
    pub kind: Option<String>,
    /// Who published it.
    pub provider: Provider,
    /// Score of this one report.
    #[ts(type = "number | null")]
    pub quality: Option<i64>,
    /// Its pictures, best first.
    pub pictures: Vec<Picture>,
}

/// Every field of an article that the desk knows by name, as the document states it.
/// What is absent in the file is `None` or empty here; nothing is made up but the title's fall-back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Article {
    /// `title`, else `name`, else the file's name without its ending.
    pub title: String,
    /// Teaser, as written (may hold HTML entities and line breaks).
    pub excerpt: String,
    /// The raw text of the publication date; never reformatted.
    pub published_at: Option<String>,
    /// The same date in milliseconds since 1970-01-01 UTC, where it could be read.
    #[ts(type = "number | null")]
    pub published_ms: Option<i64>,
    /// Address at the source: `originalUrl`, else `webUrl`.
    pub url: Option<String>,
    /// The link that a reader follows; absent where the site shows the article itself.
    pub web_url: Option<String>,
    /// Address of its AMP page.
    pub amp_url: Option<String>,
    /// The collection it belongs to, such as `news`.
    pub category: Option<String>,
    /// `article`, `video`, `course`, ...
    pub kind: Option<String>,
    /// Score of this report; 0 to 100 by hand, robots write up to 189.
    #[ts(type = "number | null")]
    pub quality: Option<i64>,
    /// The robot's measure of attention; -1 where another file leads the story.
    #[ts(type = "number | null")]
    pub heat: Option<i64>,
    /// What a course or a video costs, such as `Free`.
    pub price: Option<String>,
    /// How long a course or a video takes, as written, such as `PT37M`.
    pub length: Option<String>,
    /// Whom a course is for.
    pub levels: Vec<String>,
    /// The raw text of the date on which an event begins.
    pub starts_at: Option<String>,
    /// The raw text of the date on which it ends.
    pub ends_at: Option<String>,
    /// `removed: true`: a person took it down.
    pub removed: bool,
    /// Whether the site shows it, in the profile's own terms; `None` where the file does not say.
    pub live: Option<bool>,
    /// Who published it.
    pub provider: Option<Provider>,
    /// Topics in the file's order.
    pub topics: Vec<String>,
    /// Pictures, best first.
    pub pictures: Vec<Picture>,
    /// The other reports of this story, best first.
    pub coverage: Vec<Report>,
    /// Untrusted HTML of an embedded player; never rendered raw.
    pub featured_content: Option<String>,
    /// The robot's opaque signature; kept verbatim, never compared.
    pub secured: Option<String>,
}
