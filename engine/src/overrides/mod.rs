//! What a curator can decide about an article, and what a decision does to a document.

mod additions;
mod coverage;
mod image_list;
mod lead;
mod picture;
mod place;
mod rejection;
mod value;

use granit_parser::ScalarStyle;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, Place};
use crate::document::scalar::{self, Meaning};
use crate::document::{Broken, Change, Document, NewValue, Path, Profile, ValueKind, with_changes};
pub use coverage::Excluded;
use coverage::Part;
use image_list::with_picture;
pub use image_list::without_choice;
use lead::Formers;
pub use lead::LeadSwap;
pub use place::{PlaceDecision, place};
pub use rejection::messages;
use rejection::{Rejection, Remedy};
pub use value::{Key, Override, Overrides, StoredKey};

/// One decision about one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Decision {
    /// It runs.
    Publish,
    /// It does not run.
    Spike,
    /// Put aside.
    Later {
        /// When it comes back, in milliseconds since 1970-01-01 UTC.
        #[ts(type = "number")]
        until_ms: i64,
    },
    /// The robot's verdict stands; nothing is written.
    AsIs,
    /// Undecided again: a verdict that was to be written is withdrawn.
    Inbox,
    /// The score by hand.
    Quality {
        /// 0 to 100.
        #[ts(type = "number")]
        value: i64,
    },
    /// Another report of the story stands for it from now on.
    Lead {
        /// Its place in the coverage, from 0.
        report: u32,
    },
    /// A report does not belong to this story: its entry goes out of the coverage, and stays out when the robot
    /// writes it again.
    NotThisStory {
        /// Its place in the coverage, from 0.
        report: u32,
    },
    /// The headline of another report of the story.
    TakeTitle {
        /// Its place in the coverage, from 0.
        report: u32,
    },
    /// The teaser of another report of the story.
    TakeExcerpt {
        /// Its place in the coverage, from 0.
        report: u32,
    },
    /// The best picture of another report of the story, in place of the best one here.
    TakePicture {
        /// Its place in the coverage, from 0.
        report: u32,
    },
    /// One of the pictures that the article or its coverage names comes to stand first.
    Picture {
        /// Its address, as the document writes it.
        url: String,
        /// Its width in pixels as it really is, where that is known.
        #[ts(type = "number | null")]
        width: Option<i64>,
        /// Its height in pixels.
        #[ts(type = "number | null")]
        height: Option<i64>,
    },
    /// Any scalar or list of the document, by its dotted path.
    Set {
        /// Such as `title` or `images.0.url`.
        path: String,
        /// The new value as text; a list as YAML flow, such as `[AI, Ethics]`.
        value: String,
    },
}

/// A document with the decisions in it.
#[derive(Debug)]
pub struct Decided {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its fields.
    pub article: Article,
    /// Where it stands, and until when it is put aside.
    pub place: (Place, Option<i64>),
    /// Overrides that what arrived has no place for any more, and why.
    pub not_applied: Vec<(Key, Broken)>,
}

/// An arrived document and what is needed to read it.
#[derive(Debug, Clone, Copy)]
pub struct Arrived<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The kind of site that it belongs to.
    pub profile: Profile,
    /// The file's name without its ending.
    pub name: &'a str,
}

impl Arrived<'_> {
    /// Applies overrides to the document. Those that cannot be applied are named, not dropped.
    ///
    /// # Errors
    ///
    /// Fails if what arrived, or the changed document, is no article.
    pub fn with(&self, overrides: &Overrides) -> Result<Decided, Broken> {
        let document = Document::read(self.bytes)?;
        let mut article = document.article(self.profile, self.name)?;
        let place = place(overrides.place(), article.removed);
        let mut not_applied = Vec::new();
        let mut bytes = self.bytes.to_vec();
        let (mut formers, mut fields) = (Formers::default(), false);
        for one in overrides.iter().filter(|one| one.is_applied()) {
            let applied = match one {
                Override::Place(place) => match place.verdict() {
                    None => continue,
                    Some(verdict) => document
                        .with_all(&document.verdict(self.profile, verdict))
                        .inspect(|_| self.profile.judge(&mut article, verdict)),
                },
                Override::Field(path, value) => Self::with_field(&bytes, path, value),
                Override::Lead(_, swap) => swap.apply(&bytes, &self.shown(&bytes)?, &mut formers),
                Override::Excluded(_, excluded) => excluded.apply(&bytes, &self.shown(&bytes)?),
                Override::Origin(..) | Override::KeptAgainst(..) => continue,
            };
            fields |= !matches!(one, Override::Place(_));
            match applied {
                Ok(changed) => bytes = changed,
                Err(broken) => not_applied.push((one.key(), broken)),
            }
        }
        // A verdict was proved to change nothing else that is read, so the document need not be read again.
        let article = if fields { self.shown(&bytes)? } else { article };
        Ok(Decided { bytes, article, place, not_applied })
    }

    fn shown(&self, bytes: &[u8]) -> Result<Article, Broken> {
        Document::read(bytes)?.article(self.profile, self.name)
    }

    fn with_field(bytes: &[u8], path: &Path, value: &NewValue) -> Result<Vec<u8>, Broken> {
        match value {
            NewValue::Map(_) => with_changes(bytes, &with_picture(&Document::read(bytes)?, path, value)),
            _ => with_changes(bytes, &[Change::to(path.clone(), value.clone())]),
        }
    }

    /// What is decided after one more decision, and the document with all of it. Fails where the article cannot be
    /// given it.
    pub fn decide(&self, before: &Overrides, decision: &Decision) -> Result<(Overrides, Decided), Broken> {
        let mut after = before.clone();
        match decision {
            Decision::Publish => self.verdict(&mut after, PlaceDecision::Published),
            Decision::Spike => self.verdict(&mut after, PlaceDecision::Spiked),
            Decision::Later { until_ms } => self.verdict(&mut after, PlaceDecision::Later(*until_ms)),
            Decision::AsIs => {
                let shown = self.with(&after)?.article;
                let place = if shown.live == Some(true) { Place::Published } else { Place::Spiked };
                self.verdict(&mut after, PlaceDecision::AsIs(place));
            }
            Decision::Inbox => self.inbox(&mut after)?,
            Decision::Quality { value } => after.set_field(Path::top("quality"), quality(*value)?),
            Decision::Lead { report } => self.lead(&mut after, index(*report))?,
            Decision::NotThisStory { report } => {
                let shown = self.with(&after)?.article;
                after.exclude(index(*report), &shown)?;
            }
            Decision::TakeTitle { report } => self.take(&mut after, Part::Title, *report)?,
            Decision::TakeExcerpt { report } => self.take(&mut after, Part::Excerpt, *report)?,
            Decision::TakePicture { report } => self.take(&mut after, Part::Picture, *report)?,
            Decision::Picture { url, width, height } => {
                self.choose_image(&mut after, url, width.zip(*height))?;
            }
            Decision::Set { path, value } => self.set(&mut after, path, value)?,
        }
        forget_kept(before, &mut after);
        let decided = self.fitting(before, &after)?;
        Ok((after, decided))
    }

    /// A verdict speaks for the keys that say it: earlier decisions about those alone are removed.
    fn verdict(&self, overrides: &mut Overrides, place: PlaceDecision) {
        let visible = self.profile.visible_key();
        overrides.retain(|one| match one {
            Override::Field(path, _) => path.first() != visible && path.first() != "removed",
            _ => true,
        });
        overrides.set(Override::Place(place));
    }

    fn inbox(&self, overrides: &mut Overrides) -> Result<(), Broken> {
        self.verdict(overrides, PlaceDecision::Inbox);
        if !self.shown(self.bytes)?.removed {
            overrides.remove(&Key::Place);
        }
        Ok(())
    }

    fn lead(&self, overrides: &mut Overrides, report: usize) -> Result<(), Broken> {
        let shown = self.with(overrides)?;
        // A lead that is no longer in the coverage gives way to the new one.
        let is_lost = |key: &Key| shown.not_applied.iter().any(|(lost, _)| lost == key);
        overrides.retain(|one| !matches!(one, Override::Lead(..)) || !is_lost(&one.key()));
        overrides.swap_lead(report, &shown.bytes, &shown.article)
    }

    fn take(&self, overrides: &mut Overrides, part: Part, report: u32) -> Result<(), Broken> {
        let shown = self.with(overrides)?;
        let (path, value, from) = part.of(index(report), &shown.bytes, &shown.article)?;
        let key = path.first().to_owned();
        overrides.set_field(path, value);
        overrides.set(Override::Origin(key, from));
        Ok(())
    }

    fn set(&self, overrides: &mut Overrides, path: &str, value: &str) -> Result<(), Broken> {
        // Names that begin with this sign are those of overrides, and no key of a document.
        let Some(path) = Path::parse(path).filter(|path| !path.first().starts_with('@')) else {
            return Err(Broken::whole(Rejection::NoPath { path: path.to_owned() }, Remedy::NameKeys));
        };
        let bytes = self.with(overrides)?.bytes;
        let document = Document::read(&bytes)?;
        let path = document.own_path(path);
        let value = as_found(document.get(&path).as_ref(), &path, value)?;
        overrides.set_field(path, value);
        Ok(())
    }

    /// Applies overrides of which every new one must be possible. One that was not applied before is no obstacle.
    fn fitting(&self, before: &Overrides, after: &Overrides) -> Result<Decided, Broken> {
        let mut decided = self.with(after)?;
        if decided.not_applied.is_empty() {
            return Ok(decided);
        }
        let known = self.with(before)?.not_applied;
        let new = decided.not_applied.iter().position(|(key, _)| !known.iter().any(|(known, _)| known == key));
        match new {
            Some(new) => Err(decided.not_applied.swap_remove(new).1),
            None => Ok(decided),
        }
    }
}

fn quality(value: i64) -> Result<NewValue, Broken> {
    if (0..=100).contains(&value) {
        return Ok(NewValue::Int(value));
    }
    Err(Broken::whole(Rejection::QualityOutside { value }, Remedy::NumberToHundred))
}

fn index(report: u32) -> usize {
    usize::try_from(report).unwrap_or(usize::MAX)
}

/// A value that is decided anew was not yet kept against any incoming one.
fn forget_kept(before: &Overrides, after: &mut Overrides) {
    let now = after.clone();
    let unchanged = |path: &Path| now.field(path).is_some_and(|value| before.field(path) == Some(value));
    after.retain(|one| !matches!(one, Override::KeptAgainst(path, _) if !unchanged(path)));
}

/// A value given as text, typed as what it replaces; a missing key takes the type that its name calls for.
fn as_found(found: Option<&NewValue>, path: &Path, text: &str) -> Result<NewValue, Broken> {
    let number = || text.trim().parse().ok().map(NewValue::Int);
    let flag = || scalar::site_bool(text).map(NewValue::Bool);
    let wrong = |detail: ValueKind| {
        let rejection = Rejection::WrongType { path: path.to_string(), detail, text: text.to_owned() };
        Broken::whole(rejection, Remedy::GiveSuchAValue)
    };
    match (found, path.last()) {
        (Some(NewValue::List(_)), _) | (None, "topics" | "tags" | "categories") => {
            list(text).ok_or_else(|| wrong(ValueKind::List))
        }
        (_, "quality" | "heat" | "width" | "height") => number().ok_or_else(|| wrong(ValueKind::WholeNumber)),
        (_, "published" | "removed" | "draft" | "isCached") => flag().ok_or_else(|| wrong(ValueKind::TrueOrFalse)),
        (Some(NewValue::Int(_)), _) => Ok(number().unwrap_or_else(|| NewValue::Text(text.to_owned()))),
        (Some(NewValue::Bool(_)), _) => Ok(flag().unwrap_or_else(|| NewValue::Text(text.to_owned()))),
        (Some(NewValue::Plain(_)), _) => Ok(as_plain(text)),
        _ => Ok(NewValue::Text(text.to_owned())),
    }
}

fn as_plain(text: &str) -> NewValue {
    match scalar::meaning(text, ScalarStyle::Plain) {
        Meaning::Text => NewValue::Text(text.to_owned()),
        Meaning::Int(number) => NewValue::Int(number),
        Meaning::Bool(flag) => NewValue::Bool(flag),
        Meaning::Null | Meaning::Float(_) => NewValue::Plain(text.to_owned()),
    }
}

/// A list in YAML flow.
fn list(text: &str) -> Option<NewValue> {
    let wrapped = format!("---\nitems: {text}\n---\n");
    let document = Document::read(wrapped.as_bytes()).ok()?;
    match document.get(&Path::top("items"))? {
        NewValue::List(items) => Some(NewValue::List(items)),
        _ => None,
    }
}
