//! What was decided, in parts: a screen sets them in its own language, `Display` sets them in English.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::Place;

/// What a batch did: `Published “Reef robots count coral” and 11 more`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Said {
    /// What was done; several where several things were decided at once.
    pub did: Vec<Did>,
    /// Headline of the first article; none where the deed names no article.
    pub title: Option<String>,
    /// How many articles more.
    pub more: u32,
    /// Another article by which the site shows the same page already.
    pub live_elsewhere: Option<LiveElsewhere>,
}

/// Another article by which the site shows the same page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LiveElsewhere {
    /// Its headline.
    pub title: String,
    /// Name of its file.
    pub file: String,
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Did {
    /// It runs.
    Published,
    /// It does not run.
    Spiked,
    /// Put aside until a time.
    PutAside,
    /// The robot's verdict was accepted.
    LeftAsIs,
    /// Undecided again.
    BackToInbox,
    /// Scored by hand.
    Quality {
        /// The score.
        #[ts(type = "number")]
        value: i64,
    },
    /// Another report leads the story.
    MadeLead,
    /// A report went out of the coverage.
    TookOut {
        /// The report as a person names it.
        report: Option<String>,
    },
    /// The headline of another report.
    TookTitle {
        /// Its publisher.
        from: Option<String>,
    },
    /// The teaser of another report.
    TookExcerpt {
        /// Its publisher.
        from: Option<String>,
    },
    /// The picture of another report.
    TookPicture {
        /// Its publisher.
        from: Option<String>,
    },
    /// Another picture.
    ChosePicture,
    /// Another value.
    Changed {
        /// Dotted path of the value.
        field: String,
    },
    /// Cached pictures were copied below the site.
    CopiedPictures,
    /// An import was taken back.
    TookImportBack {
        /// Its files.
        files: u32,
    },
    /// A report that had been taken out of the coverage is in it again.
    PutBack {
        /// The report as a person names it.
        report: String,
    },
    /// A decision was withdrawn for what the wire says.
    TookWires {
        /// Dotted path of the value.
        field: String,
    },
    /// A decision stands against what the wire says.
    KeptMine {
        /// Dotted path of the value.
        field: String,
    },
}

impl Said {
    /// About these articles, in order.
    pub fn about(did: Vec<Did>, titles: &[&str]) -> Self {
        let more = u32::try_from(titles.len().saturating_sub(1)).unwrap_or(u32::MAX);
        Self { did, title: titles.first().map(|title| (*title).to_owned()), more, live_elsewhere: None }
    }
}

impl From<Did> for Said {
    fn from(did: Did) -> Self {
        Self::about(vec![did], &[])
    }
}

impl Display for Said {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let did: Vec<String> = self.did.iter().map(Did::to_string).collect();
        formatter.write_str(&did.join(", "))?;
        if let Some(title) = &self.title {
            write!(formatter, " “{title}”")?;
        }
        if self.more > 0 {
            write!(formatter, " and {} more", self.more)?;
        }
        if let Some(LiveElsewhere { title, file }) = &self.live_elsewhere {
            write!(formatter, ". The same page is already live by “{title}” ({file})")?;
        }
        Ok(())
    }
}

impl Display for Did {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let other = |from: &Option<String>| from.clone().unwrap_or_else(|| "another report".to_owned());
        match self {
            Self::Published => write!(formatter, "Published"),
            Self::Spiked => write!(formatter, "Spiked"),
            Self::PutAside => write!(formatter, "Put aside"),
            Self::LeftAsIs => write!(formatter, "Left as it is:"),
            Self::BackToInbox => write!(formatter, "Back to the inbox:"),
            Self::Quality { value } => write!(formatter, "Quality {value} for"),
            Self::MadeLead => write!(formatter, "Made the lead, for the robot to sign anew:"),
            Self::TookOut { report } => {
                write!(formatter, "Took {} out of", report.as_deref().unwrap_or("a report"))
            }
            Self::TookTitle { from } => write!(formatter, "Took the title from {} for", other(from)),
            Self::TookExcerpt { from } => write!(formatter, "Took the excerpt from {} for", other(from)),
            Self::TookPicture { from } => write!(formatter, "Took the picture from {} for", other(from)),
            Self::ChosePicture => write!(formatter, "Chose another picture for"),
            Self::Changed { field } => write!(formatter, "Changed {field} of"),
            Self::CopiedPictures => write!(formatter, "Copied the pictures of"),
            Self::TookImportBack { files } => write!(formatter, "Took the import of {files} files back"),
            Self::PutBack { report } => write!(formatter, "Put {report} back into the coverage"),
            Self::TookWires { field } => write!(formatter, "Took the wire's value of {field}"),
            Self::KeptMine { field } => write!(formatter, "Kept {field} as you decided it"),
        }
    }
}

/// What one decision did to an article: `quality 39 to 72`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Told {
    /// It runs.
    Published,
    /// It does not run.
    Spiked,
    /// Put aside until a time.
    PutAside,
    /// The robot's verdict was accepted.
    AsIs {
        /// What it was.
        place: Place,
    },
    /// Undecided again.
    Inbox,
    /// A value is another.
    Value {
        /// Dotted path of the value.
        field: String,
        /// What it was, empty for nothing; `None` where that is not known.
        from: Option<String>,
        /// What it is, empty for nothing; `None` for what the wire says.
        to: Option<String>,
    },
    /// A value is that of another report.
    Taken {
        /// `title`, `excerpt` or `images`.
        field: String,
        /// The report's publisher.
        from: String,
    },
    /// A value stands as it was decided, against what the wire says.
    Kept {
        /// Dotted path of the value.
        field: String,
    },
    /// Another report leads the story; `None` for the one that did before.
    Lead {
        /// The report as a person names it.
        report: Option<String>,
    },
    /// A report does not belong to the story.
    NotThisStory {
        /// The report as a person names it.
        report: String,
    },
    /// It does after all.
    OfThisStory {
        /// The report as a person names it; `None` where that is not known.
        report: Option<String>,
    },
}

impl Display for Told {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let value = |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
        match self {
            Self::Published => write!(formatter, "published"),
            Self::Spiked => write!(formatter, "spiked"),
            Self::PutAside => write!(formatter, "put aside"),
            Self::AsIs { place } => write!(formatter, "left as it is: {}", place.word()),
            Self::Inbox => write!(formatter, "back to the inbox"),
            Self::Value { field, from, to } => {
                let to = to.as_deref().map_or_else(|| "the wire's value".to_owned(), value);
                match from {
                    Some(from) => write!(formatter, "{field} {} to {to}", value(from)),
                    None => write!(formatter, "{field} set to {to}"),
                }
            }
            Self::Taken { field, from } => {
                write!(formatter, "{} taken from {from}", if field == "images" { "picture" } else { field })
            }
            Self::Kept { field } => write!(formatter, "{field} kept as decided"),
            Self::Lead { report: Some(report) } => write!(formatter, "{report} made the lead"),
            Self::Lead { report: None } => write!(formatter, "the former lead back again"),
            Self::NotThisStory { report } => write!(formatter, "{report} is not of this story"),
            Self::OfThisStory { report: Some(report) } => write!(formatter, "{report} is of this story again"),
            Self::OfThisStory { report: None } => write!(formatter, "the coverage changed"),
        }
    }
}
