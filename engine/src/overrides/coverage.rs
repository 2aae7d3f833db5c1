//! The coverage decided: which reports are not of the story, and what of a report was taken into the article.
//! A report is told by what it says, not by its place, so that it is found again when the robot has rewritten
//! the coverage.

use serde::{Deserialize, Serialize};

use super::rejection::{Rejection, Remedy, ReportPart};
use crate::article::{Article, Report};
use crate::document::{Broken, Change, Document, NewValue, Path, with_changes};

/// The first step of the fields under which reports are pinned that are not of the story.
const OUT: &str = "@out";
/// The first step of the fields that say from which publisher a value was taken; the second is the value's key.
const FROM: &str = "@from";
/// The first step of the fields that say against which value of the wire a decided one was kept; its path follows.
const KEPT: &str = "@kept";

/// A report, by what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Headline.
    pub title: String,
    /// Publisher's name.
    pub provider: String,
    url: Option<String>,
}

impl Who {
    /// A report of the coverage.
    pub fn of(report: &Report) -> Self {
        Self { title: report.title.clone(), provider: report.provider.name.clone(), url: report.url.clone() }
    }

    /// The report that leads.
    pub fn leads(article: &Article) -> Self {
        let provider = article.provider.as_ref().map(|provider| provider.name.clone()).unwrap_or_default();
        // The coverage knows no `originalUrl`: what readers follow tells a report in both places.
        let url = article.web_url.clone().or_else(|| article.url.clone());
        Self { title: article.title.clone(), provider, url }
    }

    /// Its place in the coverage now: where it was, else where one says the same, else where one has its address.
    pub fn find(&self, was: usize, coverage: &[Report]) -> Option<usize> {
        let same = |report: &Report| Self::of(report) == *self;
        if coverage.get(was).is_some_and(same) {
            return Some(was);
        }
        let address = |report: &Report| self.url.is_some() && report.url == self.url;
        coverage.iter().position(same).or_else(|| coverage.iter().position(address))
    }
}

/// A report that is not of the story, as it is pinned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Out {
    report: Who,
    /// Its place in the coverage, from 0, when it was decided.
    place: usize,
}

impl Out {
    /// The report that a pinned field takes out; `None` where it holds something else.
    pub fn pinned((path, value): &(Path, NewValue)) -> Option<Self> {
        let NewValue::Text(json) = value else { return None };
        if path.first() == OUT { serde_json::from_str(json).ok() } else { None }
    }

    /// Whether a field of the journal pins a report that is not of the story.
    pub fn is_field(field: &str) -> bool {
        Path::parse(field).is_some_and(|path| path.first() == OUT)
    }

    /// The report as a person would name it; `None` where the field is another.
    pub fn in_words(field: &str, value: &NewValue) -> Option<String> {
        let out = Self::pinned(&(Path::parse(field)?, value.clone()))?;
        Some(format!("“{}” ({})", out.report.title, out.report.provider))
    }

    /// Whether an article's coverage holds the report that a pinned value takes out.
    pub fn is_in(value: &str, article: &Article) -> bool {
        let out = serde_json::from_str(value).ok().and_then(|value| Self::pinned(&(Path::top(OUT), value)));
        out.is_some_and(|out| out.report.find(out.place, &article.coverage).is_some())
    }

    /// Takes a report out of what is shown, as one more pin.
    pub fn pin(pins: &mut Vec<(Path, NewValue)>, place: usize, article: &Article) -> Result<(), Broken> {
        let report = Who::of(article.coverage.get(place).ok_or_else(no_such_report)?);
        let number = |path: &Path| (path.first() == OUT).then(|| path.last().parse().unwrap_or(0_usize));
        let number = pins.iter().filter_map(|(path, _)| number(path)).max().unwrap_or(0) + 1;
        let json = serde_json::to_string(&Self { report, place }).unwrap_or_default();
        let field = Path::parse(&format!("{OUT}.{number}")).unwrap_or_else(|| Path::top(OUT));
        pins.push((field, NewValue::Text(json)));
        Ok(())
    }

    /// The document without this report; as it is, where the robot has taken it out by itself.
    pub fn apply(&self, bytes: &[u8], article: &Article) -> Result<Vec<u8>, Broken> {
        let Some(report) = self.report.find(self.place, &article.coverage) else { return Ok(bytes.to_vec()) };
        let path = Document::read(bytes)?.report(report).ok_or_else(no_such_report)?;
        // A list of nothing is not how a story without coverage is written.
        let alone = Document::read(bytes)?.get(&Path::top("related")).is_some_and(|list| list.items() == 1);
        let path = if alone { Path::top("related") } else { path };
        with_changes(bytes, &[Change::Remove(path)])
    }
}

/// What of a report can be taken into the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its headline.
    Title,
    /// Its teaser.
    Excerpt,
    /// Its best picture, in place of the article's best one.
    Picture,
}

impl Part {
    /// A part of a report of what is shown: where it goes, its value, and its publisher.
    pub fn of(self, place: usize, bytes: &[u8], article: &Article) -> Result<(Path, NewValue, String), Broken> {
        let report = article.coverage.get(place).ok_or_else(no_such_report)?;
        let document = Document::read(bytes)?;
        let text = |key: &str, text: &str| {
            (!text.trim().is_empty()).then(|| (document.own_path(Path::top(key)), NewValue::Text(text.to_owned())))
        };
        let found = match self {
            Self::Title => text("title", &report.title),
            Self::Excerpt => text("excerpt", &report.excerpt),
            Self::Picture => picture(&document, place),
        };
        let (path, value) = found.ok_or_else(|| self.missing(report))?;
        Ok((path, value, publisher(report)))
    }

    fn missing(self, report: &Report) -> Broken {
        let said = match self {
            Self::Title => ReportPart::Headline,
            Self::Excerpt => ReportPart::Excerpt,
            Self::Picture => ReportPart::Image,
        };
        let rejection = match known_publisher(report) {
            Some(name) => Rejection::ReportHasNone { name, said },
            None => Rejection::OtherReportHasNone { said },
        };
        Broken::whole(rejection, Remedy::ChooseReport)
    }
}

/// A report's best picture, and the place of the article's best one.
fn picture(document: &Document<'_>, report: usize) -> Option<(Path, NewValue)> {
    let path = Path::parse(&format!("{}.images.0", document.report(report)?))?;
    let picture = document.get(&path)?;
    Some((Path::parse("images.0")?, picture))
}

/// The publisher as a person would name it.
pub fn publisher(report: &Report) -> String {
    known_publisher(report).unwrap_or_else(|| "another report".to_owned())
}

fn known_publisher(report: &Report) -> Option<String> {
    let name = Some(report.provider.name.clone()).filter(|name| !name.is_empty());
    name.or_else(|| report.provider.domain.clone())
}

/// The field that says from whom the value of a field was taken.
pub fn origin_of(path: &Path) -> Option<Path> {
    Path::parse(&format!("{FROM}.{}", path.first()))
}

/// The key whose value's origin a field of the journal names; `None` where the field is another.
pub fn names_origin_of(field: &str) -> Option<String> {
    let path = Path::parse(field)?;
    (path.first() == FROM).then(|| path.last().to_owned())
}

/// The field that says against which value of the wire that of a field was kept.
pub fn kept_of(path: &Path) -> Option<Path> {
    Path::parse(&format!("{KEPT}.{path}"))
}

/// The field whose value a field of the journal says was kept; `None` where the field is another.
pub fn names_kept(field: &str) -> Option<Path> {
    Path::parse(field.strip_prefix(KEPT)?.strip_prefix('.')?)
}

/// Whether a field is for the journal alone: it writes nothing into a document.
pub fn is_note(field: &str) -> bool {
    names_origin_of(field).is_some() || names_kept(field).is_some()
}

/// A report that is not there.
pub fn no_such_report() -> Broken {
    Broken::whole(Rejection::NoSuchReport, Remedy::CountFromZero)
}
