//! The coverage decided: which reports are not of the story, and what of a report was taken into the article.
//! A report is told by what it says, not by its place, so that it is found again when the robot has rewritten
//! the coverage.

use serde::{Deserialize, Serialize};

use super::rejection::{Rejection, Remedy, ReportPart};
use crate::article::{Article, Report};
use crate::document::{Broken, Change, Document, NewValue, Path, with_changes};

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

/// A report that was taken out of the coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    report: Who,
    /// Its place in the coverage, from 0, when it was decided.
    place: usize,
}

impl Excluded {
    /// Takes the report at a place of the coverage, from 0.
    pub fn at(place: usize, article: &Article) -> Result<Self, Broken> {
        Ok(Self { report: Who::of(article.coverage.get(place).ok_or_else(no_such_report)?), place })
    }

    /// Returns the report as a person would name it.
    pub fn name(&self) -> String {
        format!("“{}” ({})", self.report.title, self.report.provider)
    }

    /// Returns whether an article's coverage holds the report.
    pub fn is_in(&self, article: &Article) -> bool {
        self.report.find(self.place, &article.coverage).is_some()
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
        let detail = match self {
            Self::Title => ReportPart::Headline,
            Self::Excerpt => ReportPart::Excerpt,
            Self::Picture => ReportPart::Image,
        };
        let rejection = match known_publisher(report) {
            Some(name) => Rejection::ReportHasNone { name, detail },
            None => Rejection::OtherReportHasNone { detail },
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
    known_publisher(report).unwrap_or_default()
}

fn known_publisher(report: &Report) -> Option<String> {
    let name = Some(report.provider.name.clone()).filter(|name| !name.is_empty());
    name.or_else(|| report.provider.domain.clone())
}

/// A report that is not there.
pub fn no_such_report() -> Broken {
    Broken::whole(Rejection::NoSuchReport, Remedy::CountFromZero)
}
