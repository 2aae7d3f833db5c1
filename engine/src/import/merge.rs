//! The three-way merge of a changed file with what was decided: base is what arrived last, mine the overrides, theirs
//! what arrives now. Fields without an override take theirs, because overrides are applied to whatever arrived; this
//! module reports which fields moved, were preserved, are in conflict, or were lost.

use crate::article::Article;
use crate::decided::verdict_of;
use crate::document::{Change, Document, NewValue, Path};
use crate::library::articles::Stored;
use crate::library::import_report::{ArrivalKind, Story};
use crate::library::journal::InForce;
use crate::library::records::ConflictRecord;
use crate::message::Argument;
use crate::overrides::{Excluded, LeadSwap, Override, PlaceDecision};
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
    pub mine: &'a [InForce],
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
        for mine in self.mine {
            match &mine.value {
                Override::Place(place) => self.verdict(mine, *place, &mut story),
                Override::Lead(number, swap) => self.lead(mine, (*number, swap), &mut story),
                Override::Excluded(_, excluded) => self.excluded(mine, excluded, &mut story),
                Override::Field(path, value) => {
                    conflicts.extend(self.field(mine, (path, value), known, &mut story));
                }
                Override::Origin(..) | Override::KeptAgainst(..) => {}
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

    /// A robot that flips a decided verdict has lost it: it is applied again with the next write, and is no conflict.
    fn verdict(&self, mine: &InForce, place: PlaceDecision, story: &mut Story) {
        story.kept.push(summary::place(place).into());
        let Some(verdict) = verdict_of(place).filter(|_| self.was_in_the_file(mine)) else { return };
        for change in self.theirs.verdict(self.before.root.profile, verdict) {
            let says = match &change {
                Change::Set(path, value) => self.theirs.get(path).as_ref() == Some(value),
                Change::Remove(path) => self.theirs.get(path).is_none(),
                // No verdict moves items or puts them into lists.
                Change::Insert(..) | Change::Move(..) => true,
            };
            if !says {
                story.lost.push(change.path().to_string().into());
            }
        }
    }

    /// A robot that puts its own lead back has lost the decided one. Of several swaps the last one counts.
    fn lead(&self, mine: &InForce, (number, swap): (u32, &LeadSwap), story: &mut Story) {
        let numbers = self.mine.iter().filter_map(|one| match &one.value {
            Override::Lead(number, _) => Some((one.journal, *number)),
            _ => None,
        });
        if numbers.max() != Some((mine.journal, number)) {
            return;
        }
        story.kept.push("lead".into());
        if !self.incoming().is_some_and(|article| swap.leads(&article)) && self.was_in_the_file(mine) {
            story.lost.push("lead".into());
        }
    }

    /// A robot that puts an excluded report back has lost that decision.
    fn excluded(&self, mine: &InForce, excluded: &Excluded, story: &mut Story) {
        let once = |fields: &mut Vec<Argument>| {
            let coverage = Argument::from(COVERAGE);
            if !fields.contains(&coverage) {
                fields.push(coverage);
            }
        };
        once(&mut story.kept);
        if self.incoming().is_some_and(|article| excluded.is_in(&article)) && self.was_in_the_file(mine) {
            once(&mut story.lost);
        }
    }

    /// Returns the incoming article.
    fn incoming(&self) -> Option<Article> {
        self.theirs.article(self.before.root.profile, self.before.name()).ok()
    }

    fn field(
        &self,
        mine: &InForce,
        (path, value): (&Path, &NewValue),
        known: &[ConflictRecord],
        story: &mut Story,
    ) -> Option<ConflictRecord> {
        let field = path.to_string();
        story.kept.push(field.as_str().into());
        let (base, theirs) = (self.base.get(path), self.theirs.get(path));
        let decided = Some(value).filter(|value| **value != NewValue::Absent);
        let known = known.iter().find(|known| known.field == field && known.journal_id == mine.journal);
        let first = known.map_or(&base, |known| &known.base).clone();
        // The file says what it said before: where the decision stood in it, the robot lost it.
        if theirs.as_ref() != decided && (theirs == first || theirs == base) && self.was_in_the_file(mine) {
            story.lost.push(field.as_str().into());
        }
        if theirs.as_ref() == decided || theirs == first {
            return None;
        }
        // A value against which the decision was kept is no news for as long as it was kept.
        let (moved, theirs) = (theirs != base, theirs.unwrap_or(NewValue::Absent));
        if moved && self.kept_against(path) != Some(&theirs) {
            story.conflicts.push(field.clone());
        }
        Some(ConflictRecord { field, journal_id: mine.journal, base: first, theirs })
    }

    /// Returns the incoming value against which a field was kept.
    fn kept_against(&self, path: &Path) -> Option<&NewValue> {
        self.mine.iter().find_map(|one| match &one.value {
            Override::KeptAgainst(kept, value) if kept == path => Some(value),
            _ => None,
        })
    }

    fn was_in_the_file(&self, mine: &InForce) -> bool {
        self.handed_over.is_some_and(|last| mine.journal <= last)
    }
}
