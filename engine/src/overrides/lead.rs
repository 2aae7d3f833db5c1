//! The lead decided: which report stands for the story.

use serde::{Deserialize, Serialize};

use super::coverage::{Who, is_note, no_such_report};
use super::rejection::{Rejection, Remedy};
use crate::article::Article;
use crate::document::{Broken, Document, Kept, NewValue, Path};

/// The first step of the fields under which leads are pinned; each swap has a field of its own, in order.
const FIELD: &str = "@lead";

/// One swap of the lead, as it is pinned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    now: Who,
    former: Who,
    /// Place of the new lead in the coverage, from 0, when it was decided.
    report: usize,
    /// What the former lead had and the coverage cannot carry.
    kept: Kept,
}

/// What reports had in the head of the file when they led.
#[derive(Debug, Default)]
pub struct Formers(Vec<(Who, Kept)>);

impl Formers {
    fn of(&self, who: &Who) -> Kept {
        let known = self.0.iter().rev().find(|(former, _)| former == who);
        known.map(|(_, kept)| kept.clone()).unwrap_or_default()
    }
}

impl Lead {
    /// The swap that a pinned field holds; `None` where it holds something else.
    pub fn pinned((path, value): &(Path, NewValue)) -> Option<Self> {
        let NewValue::Text(json) = value else { return None };
        if path.first() == FIELD { serde_json::from_str(json).ok() } else { None }
    }

    /// The report as a person would name it; `None` where the field is another.
    pub fn in_words(field: &str, value: &NewValue) -> Option<String> {
        let lead = Self::pinned(&(Path::parse(field)?, value.clone()))?;
        Some(format!("“{}” ({})", lead.now.title, lead.now.provider))
    }

    /// Whether a field of the journal pins a lead.
    pub fn is_field(field: &str) -> bool {
        Path::parse(field).is_some_and(|path| path.first() == FIELD)
    }

    /// Whether an article is led by the report that a pinned value made the lead.
    pub fn is_said_by(value: &str, article: &Article) -> bool {
        let json = serde_json::from_str(value).ok();
        let lead = json.and_then(|value| Self::pinned(&(Path::top(FIELD), value)));
        lead.is_some_and(|lead| Who::leads(article) == lead.now)
    }

    /// Makes a report of the coverage the lead of what is shown, as one more pin; swapping straight back takes the pin out.
    pub fn pin(pins: &mut Vec<(Path, NewValue)>, report: usize, bytes: &[u8], article: &Article) -> Result<(), Broken> {
        let lead = Who::of(article.coverage.get(report).ok_or_else(no_such_report)?);
        // What only notes something about another pin stands in no way.
        let last = pins.iter().rposition(|(path, _)| !is_note(&path.to_string()));
        let back =
            |at: &usize| Self::pinned(&pins[*at]).is_some_and(|last| last.former == lead && last.report == report);
        if let Some(at) = last.filter(back) {
            pins.remove(at);
            return Ok(());
        }
        let mut formers = Formers::default();
        for earlier in pins.iter().filter_map(Self::pinned) {
            formers.0.push((earlier.former, earlier.kept));
        }
        let (_, kept) = Document::read(bytes)?.swap_lead(report, &formers.of(&lead))?;
        let number = pins.iter().filter_map(|(path, _)| number(path)).max().unwrap_or(0) + 1;
        let pin = Self { now: lead, former: Who::leads(article), report, kept };
        let json = serde_json::to_string(&pin).unwrap_or_default();
        let field = Path::parse(&format!("{FIELD}.{number}")).unwrap_or_else(|| Path::top(FIELD));
        pins.push((field, NewValue::Text(json)));
        Ok(())
    }

    /// The document with this report as its lead. Fails where the report is no longer in the coverage.
    pub fn apply(&self, bytes: &[u8], article: &Article, formers: &mut Formers) -> Result<Vec<u8>, Broken> {
        let back = formers.of(&self.now);
        let Some(report) = self.now.find(self.report, &article.coverage) else {
            formers.0.push((self.former.clone(), self.kept.clone()));
            // The robot may have come to the same lead by itself.
            return if Who::leads(article) == self.now { Ok(bytes.to_vec()) } else { Err(self.gone()) };
        };
        let (edited, kept) = Document::read(bytes)?.swap_lead(report, &back)?;
        formers.0.push((Who::leads(article), kept));
        Ok(edited.text.into_bytes())
    }

    fn gone(&self) -> Broken {
        Broken::whole(Rejection::LeadGone { title: self.now.title.clone() }, Remedy::ChooseLead)
    }
}

fn number(path: &Path) -> Option<usize> {
    (path.first() == FIELD).then(|| path.last().parse().unwrap_or(0))
}
