//! A changed file meets what was decided: base is what arrived last, mine the decisions, theirs what arrives now.
//! Untouched fields take theirs and decided fields stay mine by construction; here it is told which is which.

use crate::api::{ArrivalKind, Story};
use crate::context::verdict_of;
use crate::document::{Change, Document, NewValue, Path};
use crate::library::articles::Stored;
use crate::library::journal::{PLACE, Pinned};
use crate::library::records::ConflictRecord;
use crate::overrides::{Lead, Out, PlaceDecision, is_note, kept_of};
use crate::summary;

/// What a receipt calls the decisions about which reports are of a story.
const COVERAGE: &str = "coverage";
/// What robots move all the time, and no reader of the list needs to be told.
const CHURN: &[&str] = &["related", "heat"];

/// One meeting of an article's file and its decisions.
pub struct Meeting<'a> {
    /// The article before.
    pub before: &'a Stored,
    /// What arrived last.
    pub base: Document<'a>,
    /// What arrives now.
    pub theirs: Document<'a>,
    /// The decisions in force.
    pub mine: &'a [Pinned],
    /// The last decision that may be in the file as it was last seen; `None` where this program did not write it.
    pub handed_over: Option<i64>,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// For the receipt.
    pub kind: ArrivalKind,
    /// For the receipt.
    pub story: Story,
    /// The article's conflicts from now on.
    pub conflicts: Vec<ConflictRecord>,
}

impl Meeting<'_> {
    /// Tells what moved, what stood, what conflicts and what the robot lost. `known` are the conflicts so far.
    pub fn outcome(&self, known: &[ConflictRecord]) -> Outcome {
        let mut story = Story { moved: self.moved(), ..Story::default() };
        let mut conflicts = Vec::new();
        for pinned in self.mine {
            if pinned.field == PLACE {
                self.verdict(pinned, &mut story);
            } else if Lead::is_field(&pinned.field) {
                self.lead(pinned, &mut story);
            } else if Out::is_field(&pinned.field) {
                self.out(pinned, &mut story);
            } else if !is_note(&pinned.field) {
                conflicts.extend(self.field(pinned, known, &mut story));
            }
        }
        let noise = story.moved.is_empty() && story.lost.is_empty();
        let quiet = story.conflicts.is_empty() && story.lost.is_empty();
        let churn = story.moved.iter().all(|field| CHURN.contains(&field.as_str()));
        let kind = match (noise, quiet && churn) {
            (true, _) => ArrivalKind::Noise,
            (false, true) => ArrivalKind::Quiet,
            (false, false) => ArrivalKind::Updated,
        };
        if kind == ArrivalKind::Noise {
            story = Story::default();
        }
        Outcome { kind, story, conflicts }
    }

    /// Keys of the front matter that say something else, and `body`; signature and line ends are noise.
    fn moved(&self) -> Vec<String> {
        let comparison = self.base.compare(&self.theirs);
        let mut moved: Vec<String> = Vec::new();
        for difference in &comparison.fields {
            let key =
                Path::parse(&difference.path).map_or_else(|| difference.path.clone(), |path| path.first().to_owned());
            if !moved.contains(&key) {
                moved.push(key);
            }
        }
        moved.extend(comparison.body.then(|| "body".to_owned()));
        moved
    }

    /// A robot that flips a decided verdict has lost it: it is restored at the next hand-over, and no conflict.
    fn verdict(&self, pinned: &Pinned, story: &mut Story) {
        let Some(place) = PlaceDecision::from_text(&pinned.value) else { return };
        story.kept.push(summary::place(place).to_string());
        let Some(verdict) = verdict_of(place).filter(|_| self.was_in_the_file(pinned)) else { return };
        for change in self.theirs.verdict(self.before.root.profile, verdict) {
            let says = match &change {
                Change::Set(path, value) => self.theirs.get(path).as_ref() == Some(value),
                Change::Remove(path) => self.theirs.get(path).is_none(),
                // No verdict moves items or puts them into lists.
                Change::Insert(..) | Change::Move(..) => true,
            };
            if !says {
                story.lost.push(change.path().to_string());
            }
        }
    }

    /// A robot that puts its own lead back has lost the one that was decided; of several swaps the last one counts.
    fn lead(&self, pinned: &Pinned, story: &mut Story) {
        let last = self.mine.iter().rfind(|other| Lead::is_field(&other.field));
        if last.is_none_or(|last| last.field != pinned.field) {
            return;
        }
        story.kept.push("lead".to_owned());
        let article = self.theirs.article(self.before.root.profile, self.before.name());
        let leads = article.is_ok_and(|article| Lead::is_said_by(&pinned.value, &article));
        if !leads && self.was_in_the_file(pinned) {
            story.lost.push("lead".to_owned());
        }
    }

    /// A robot that puts a report back that is not of the story has lost that decision.
    fn out(&self, pinned: &Pinned, story: &mut Story) {
        let once = |fields: &mut Vec<String>| {
            if !fields.iter().any(|field| field == COVERAGE) {
                fields.push(COVERAGE.to_owned());
            }
        };
        once(&mut story.kept);
        let article = self.theirs.article(self.before.root.profile, self.before.name());
        let back = article.is_ok_and(|article| Out::is_in(&pinned.value, &article));
        if back && self.was_in_the_file(pinned) {
            once(&mut story.lost);
        }
    }

    fn field(&self, pinned: &Pinned, known: &[ConflictRecord], story: &mut Story) -> Option<ConflictRecord> {
        story.kept.push(pinned.field.clone());
        let path = Path::parse(&pinned.field)?;
        let (base, theirs) = (text(&self.base, &path), text(&self.theirs, &path));
        let mine = Some(pinned.value.clone()).filter(|value| *value != text_of(&NewValue::Absent));
        let known = known.iter().find(|known| known.field == pinned.field && known.journal_id == pinned.journal);
        let first = known.map_or(&base, |known| &known.base).clone();
        // Theirs is what it was before: where mine stood in the file, the robot lost it.
        if theirs != mine && (theirs == first || theirs == base) && self.was_in_the_file(pinned) {
            story.lost.push(pinned.field.clone());
        }
        if theirs == mine || theirs == first {
            return None;
        }
        // Mine was kept against a value of the wire: that one is no news for as long as it was kept.
        let kept = self.kept_against(&path);
        if theirs != base && kept != Some(theirs.as_deref().unwrap_or(&text_of(&NewValue::Absent))) {
            story.conflicts.push(pinned.field.clone());
        }
        Some(ConflictRecord { field: pinned.field.clone(), journal_id: pinned.journal, base: first, theirs })
    }

    /// What the wire said when mine was kept; `None` where it was not.
    fn kept_against(&self, path: &Path) -> Option<&str> {
        let field = kept_of(path)?.to_string();
        self.mine.iter().find(|pinned| pinned.field == field).map(|pinned| pinned.value.as_str())
    }

    fn was_in_the_file(&self, pinned: &Pinned) -> bool {
        self.handed_over.is_some_and(|last| pinned.journal <= last)
    }
}

fn text(document: &Document<'_>, path: &Path) -> Option<String> {
    document.get(path).as_ref().map(text_of)
}

fn text_of(value: &NewValue) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
