//! ⑤ What a curator can decide about an article, and what a decision does to a document.

mod coverage;
mod lead;
mod picture;
mod rejection;

use granit_parser::ScalarStyle;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, Place};
use crate::document::scalar::{self, Meaning};
use crate::document::{Broken, Change, Document, NewValue, Path, Profile, ValueKind, Verdict, with_changes};
use coverage::Part;
pub use coverage::{Out, is_note, kept_of, names_kept, names_origin_of, origin_of};
use lead::Formers;
pub use lead::Lead;
pub use picture::without_choice;
use picture::{Choice, with_picture};
pub use rejection::messages;
use rejection::{Rejection, Remedy};

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
    /// Undecided again: every pinned verdict is taken out.
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

/// What was decided about an article's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceDecision {
    /// Undecided again, although it arrived as taken down.
    Inbox,
    /// It runs: pinned in the document.
    Published,
    /// It does not run: pinned in the document.
    Spiked,
    /// Put aside until then, in milliseconds since 1970-01-01 UTC.
    Later(i64),
    /// The robot's verdict was accepted; nothing is pinned.
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

    fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Published => Some(Verdict::Publish),
            Self::Spiked => Some(Verdict::Spike),
            Self::Inbox | Self::Later(_) | Self::AsIs(_) => None,
        }
    }
}

/// All that is decided about one article at a moment: kept apart from what arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pins {
    /// Its place, where one was decided.
    pub place: Option<PlaceDecision>,
    /// Values of the document, in the order in which they were decided.
    pub fields: Vec<(Path, NewValue)>,
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
    /// Decisions that what arrived has no place for any more.
    pub homeless: Vec<(Path, Broken)>,
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
    /// The document with these decisions in it. Decisions that cannot be made are named, not dropped.
    pub fn with(&self, pins: &Pins) -> Result<Decided, Broken> {
        let document = Document::read(self.bytes)?;
        let mut article = document.article(self.profile, self.name)?;
        let place = place(pins.place, article.removed);
        let mut homeless = Vec::new();
        let mut bytes = self.bytes.to_vec();
        if let Some(verdict) = pins.place.and_then(PlaceDecision::verdict) {
            match document.with_all(&document.verdict(self.profile, verdict)) {
                Ok(changed) => {
                    bytes = changed;
                    self.profile.judge(&mut article, verdict);
                }
                Err(broken) => homeless.push((Path::top(self.profile.visible_key()), broken)),
            }
        }
        if pins.fields.is_empty() {
            // It was proved that nothing else reads differently: the whole need not be read again.
            return Ok(Decided { bytes, article, place, homeless });
        }
        let mut formers = Formers::default();
        for pin in pins.fields.iter().filter(|(path, _)| !is_note(&path.to_string())) {
            match self.with_pin(&bytes, pin, &mut formers) {
                Ok(changed) => bytes = changed,
                Err(broken) => homeless.push((pin.0.clone(), broken)),
            }
        }
        let article = Document::read(&bytes)?.article(self.profile, self.name)?;
        Ok(Decided { bytes, article, place, homeless })
    }

    fn with_pin(&self, bytes: &[u8], pin: &(Path, NewValue), formers: &mut Formers) -> Result<Vec<u8>, Broken> {
        let shown = || Document::read(bytes)?.article(self.profile, self.name);
        if let Some(lead) = Lead::pinned(pin) {
            return lead.apply(bytes, &shown()?, formers);
        }
        if let Some(out) = Out::pinned(pin) {
            return out.apply(bytes, &shown()?);
        }
        let (path, value) = pin;
        match value {
            NewValue::Map(_) => with_changes(bytes, &with_picture(&Document::read(bytes)?, path, value)),
            _ => with_changes(bytes, &[Change::to(path.clone(), value.clone())]),
        }
    }

    /// What is decided after one more decision, and the document with all of it. Fails where the article cannot be
    /// given it.
    pub fn decide(&self, before: &Pins, decision: &Decision) -> Result<(Pins, Decided), Broken> {
        let mut pins = before.clone();
        match decision {
            Decision::Publish => self.verdict(&mut pins, PlaceDecision::Published),
            Decision::Spike => self.verdict(&mut pins, PlaceDecision::Spiked),
            Decision::Later { until_ms } => self.verdict(&mut pins, PlaceDecision::Later(*until_ms)),
            Decision::AsIs => {
                let shown = self.with(&pins)?.article;
                let place = if shown.live == Some(true) { Place::Published } else { Place::Spiked };
                self.verdict(&mut pins, PlaceDecision::AsIs(place));
            }
            Decision::Inbox => self.inbox(&mut pins)?,
            Decision::Quality { value } => pin(&mut pins, Path::top("quality"), quality(*value)?),
            Decision::Lead { report } => self.lead(&mut pins, index(*report))?,
            Decision::NotThisStory { report } => {
                let shown = self.with(&pins)?.article;
                Out::pin(&mut pins.fields, index(*report), &shown)?;
            }
            Decision::TakeTitle { report } => self.take(&mut pins, Part::Title, *report)?,
            Decision::TakeExcerpt { report } => self.take(&mut pins, Part::Excerpt, *report)?,
            Decision::TakePicture { report } => self.take(&mut pins, Part::Picture, *report)?,
            Decision::Picture { url, width, height } => {
                Choice { url, size: width.zip(*height) }.pin(self, &mut pins)?;
            }
            Decision::Set { path, value } => self.set(&mut pins, path, value)?,
        }
        forget_kept(before, &mut pins);
        let decided = self.fitting(before, &pins)?;
        Ok((pins, decided))
    }

    /// A verdict speaks for the keys that say it: earlier decisions about those alone are taken out.
    fn verdict(&self, pins: &mut Pins, place: PlaceDecision) {
        pins.place = Some(place);
        let visible = self.profile.visible_key();
        pins.fields.retain(|(path, _)| path.first() != visible && path.first() != "removed");
    }

    fn inbox(&self, pins: &mut Pins) -> Result<(), Broken> {
        let removed = Document::read(self.bytes)?.article(self.profile, self.name)?.removed;
        self.verdict(pins, PlaceDecision::Inbox);
        pins.place = removed.then_some(PlaceDecision::Inbox);
        Ok(())
    }

    fn lead(&self, pins: &mut Pins, report: usize) -> Result<(), Broken> {
        let shown = self.with(pins)?;
        // A lead that went from the coverage gives way to the new one.
        let went = |path: &Path| shown.homeless.iter().any(|(homeless, _)| homeless == path);
        pins.fields.retain(|pin| Lead::pinned(pin).is_none() || !went(&pin.0));
        Lead::pin(&mut pins.fields, report, &shown.bytes, &shown.article)
    }

    fn take(&self, pins: &mut Pins, part: Part, report: u32) -> Result<(), Broken> {
        let shown = self.with(pins)?;
        let (path, value, from) = part.of(index(report), &shown.bytes, &shown.article)?;
        let origin = origin_of(&path);
        pin(pins, path, value);
        pins.fields.extend(origin.map(|origin| (origin, NewValue::Text(from))));
        Ok(())
    }

    fn set(&self, pins: &mut Pins, path: &str, value: &str) -> Result<(), Broken> {
        // What begins with that sign is the journal's own, and no key of a document.
        let Some(path) = Path::parse(path).filter(|path| !path.first().starts_with('@')) else {
            return Err(Broken::whole(Rejection::NoPath { path: path.to_owned() }, Remedy::NameKeys));
        };
        let bytes = self.with(pins)?.bytes;
        let document = Document::read(&bytes)?;
        let path = document.own_path(path);
        let value = as_found(document.get(&path).as_ref(), &path, value)?;
        pin(pins, path, value);
        Ok(())
    }

    /// Every new decision must be possible now, and the known fields must keep their types. What had no place
    /// before stands in no new decision's way.
    fn fitting(&self, before: &Pins, pins: &Pins) -> Result<Decided, Broken> {
        let mut decided = self.with(pins)?;
        if decided.homeless.is_empty() {
            return Ok(decided);
        }
        let known = self.with(before)?.homeless;
        let new = decided.homeless.iter().position(|(path, _)| !known.iter().any(|(known, _)| known == path));
        match new {
            Some(new) => Err(decided.homeless.swap_remove(new).1),
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

/// Pins a value; what was pinned there or below it is replaced, and taken from nobody any more.
fn pin(pins: &mut Pins, path: Path, value: NewValue) {
    let origin = origin_of(&path);
    pins.fields.retain(|(pinned, _)| !path.holds(pinned) && origin.as_ref() != Some(pinned));
    pins.fields.push((path, value));
}

/// A value that is decided anew was kept against nothing yet.
fn forget_kept(before: &Pins, pins: &mut Pins) {
    fn value<'a>(pins: &'a Pins, path: &Path) -> Option<&'a NewValue> {
        pins.fields.iter().find(|(pinned, _)| pinned == path).map(|(_, value)| value)
    }
    let after = pins.clone();
    let stands = |path: &Path| value(&after, path).is_some_and(|now| value(before, path) == Some(now));
    pins.fields.retain(|(path, _)| names_kept(&path.to_string()).is_none_or(|path| stands(&path)));
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

/// A value given as text, typed as what it replaces; a missing key takes the type that its name calls for.
fn as_found(found: Option<&NewValue>, path: &Path, text: &str) -> Result<NewValue, Broken> {
    let number = || text.trim().parse().ok().map(NewValue::Int);
    let flag = || scalar::site_bool(text).map(NewValue::Bool);
    let wrong = |said: ValueKind| {
        let rejection = Rejection::WrongType { path: path.to_string(), said, text: text.to_owned() };
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
