//! The lead decided: which report stands for the story.

use serde::{Deserialize, Serialize};

use super::coverage::{Who, no_such_report};
use super::rejection::{Rejection, Remedy};
use crate::article::Article;
use crate::document::{Broken, Document, Kept};

/// One swap of the lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadSwap {
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

impl LeadSwap {
    /// Makes a report of the coverage the lead, after earlier swaps.
    pub fn to<'a>(
        report: usize,
        bytes: &[u8],
        article: &Article,
        earlier: impl Iterator<Item = &'a Self>,
    ) -> Result<Self, Broken> {
        let now = Who::of(article.coverage.get(report).ok_or_else(no_such_report)?);
        let formers = Formers(earlier.map(|swap| (swap.former.clone(), swap.kept.clone())).collect());
        let (_, kept) = Document::read(bytes)?.swap_lead(report, &formers.of(&now))?;
        Ok(Self { now, former: Who::leads(article), report, kept })
    }

    /// Returns whether making a report the lead swaps straight back.
    pub fn is_undone_by(&self, report: usize, article: &Article) -> bool {
        self.report == report && article.coverage.get(report).is_some_and(|lead| Who::of(lead) == self.former)
    }

    /// Returns the new lead as a person would name it.
    pub fn name(&self) -> String {
        format!("“{}” ({})", self.now.title, self.now.provider)
    }

    /// Returns whether the article is led by the new lead.
    pub fn leads(&self, article: &Article) -> bool {
        Who::leads(article) == self.now
    }

    /// The document with this report as its lead. Fails where the report is no longer in the coverage.
    pub fn apply(&self, bytes: &[u8], article: &Article, formers: &mut Formers) -> Result<Vec<u8>, Broken> {
        let back = formers.of(&self.now);
        let Some(report) = self.now.find(self.report, &article.coverage) else {
            formers.0.push((self.former.clone(), self.kept.clone()));
            // The robot may have come to the same lead by itself.
            return if self.leads(article) { Ok(bytes.to_vec()) } else { Err(self.gone()) };
        };
        let (edited, kept) = Document::read(bytes)?.swap_lead(report, &back)?;
        formers.0.push((Who::leads(article), kept));
        Ok(edited.text.into_bytes())
    }

    fn gone(&self) -> Broken {
        Broken::whole(Rejection::LeadGone { title: self.now.title.clone() }, Remedy::ChooseLead)
    }
}
