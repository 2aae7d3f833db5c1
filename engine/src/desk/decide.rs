//! Deciding: pins are changed, written down in the journal, and the rows derived anew; one batch, all or nothing.

use rayon::prelude::*;
use rusqlite::{Connection, Transaction};

use super::{Desk, arrived, broken, now_ms, pins, sentence};
use crate::article::{ArticleId, BatchId};
use crate::decide::{Decided, Decision, Pins};
use crate::document::{Document, body_of};
use crate::error::Error;
use crate::file::{self, Hash};
use crate::library::articles::{self, Stored};
use crate::library::facts::{self, Derived};
use crate::library::journal::{self, Batch, Entry, PLACE};
use crate::library::{intakes, views};
use crate::screen::{Changed, Said};

/// Articles that are held in memory at once.
pub(super) const AT_ONCE: usize = 256;

/// Why nothing is put aside until then: it would be back at once.
const PASSED: &str = "That moment has passed. Put articles aside until one that is still to come.";

/// One article's way from what was decided to what is.
struct Step {
    stored: Stored,
    /// Its headline with the decisions in it.
    title: String,
    entries: Vec<Entry>,
    /// What is derived anew; `None` where nothing changed.
    derived: Option<Derived>,
}

impl Desk {
    /// Decides the same about all these articles, as one batch. Nothing is decided where one of them cannot be, or is
    /// put aside until a moment that has passed.
    pub fn decide(&self, ids: &[ArticleId], decisions: &[Decision]) -> Result<Changed, Error> {
        let now = now_ms();
        if decisions.iter().any(|decision| matches!(decision, Decision::Later { until_ms } if *until_ms <= now)) {
            return Err(Error::NotNow(PASSED.to_owned()));
        }
        let each: Vec<(ArticleId, &[Decision])> = ids.iter().map(|id| (*id, decisions)).collect();
        self.library.write(|transaction| {
            let publishes = decisions.contains(&Decision::Publish);
            let elsewhere = if publishes { facts::live_elsewhere(transaction, ids)? } else { None };
            let mut changed =
                self.decide_in(transaction, &each, |titles, entries| sentence::batch(decisions, titles, entries))?;
            if let Some(other) = elsewhere.filter(|_| changed.batch.is_some()) {
                for row in views::rows(transaction, &[other])? {
                    if let Some(said) = &mut changed.said {
                        said.live_elsewhere = Some(sentence::live_elsewhere(row));
                        changed.sentence = said.to_string();
                    }
                }
            }
            Ok(changed)
        })
    }

    /// Decides about each of these articles what is its own, as one batch of which this is said.
    pub(super) fn decide_each(
        &self,
        each: &[(ArticleId, &[Decision])],
        say: impl Fn(&[&str], &[Entry]) -> Said,
    ) -> Result<Changed, Error> {
        self.library.write(|transaction| self.decide_in(transaction, each, &say))
    }

    fn decide_in(
        &self,
        transaction: &Transaction<'_>,
        each: &[(ArticleId, &[Decision])],
        say: impl Fn(&[&str], &[Entry]) -> Said,
    ) -> Result<Changed, Error> {
        let stored = each
            .iter()
            .map(|(id, decisions)| Ok((articles::stored(transaction, *id)?, pins(transaction, *id)?, *decisions)));
        let stored: Vec<(Stored, Pins, &[Decision])> = stored.collect::<Result<_, Error>>()?;
        let by = stored.first().map(|(stored, ..)| self.names.of(&stored.root.path)).unwrap_or_default();
        let steps = stored.into_par_iter().map(|(stored, pins, decisions)| step(stored, &pins, decisions));
        let steps: Vec<Step> = steps.collect::<Result<_, Error>>()?;
        let entries: Vec<Entry> = steps.iter().flat_map(|step| step.entries.clone()).collect();
        let said = say(&titles(&steps), &entries);
        let changed: Vec<ArticleId> =
            steps.iter().filter(|step| !step.entries.is_empty()).map(|step| step.stored.id).collect();
        if entries.is_empty() {
            return Ok(Changed { batch: None, changed, sentence: said.to_string(), said: Some(said) });
        }
        let batch = journal::record(transaction, (now_ms(), &by), &said, &entries)?;
        for step in &steps {
            if let Some(derived) = &step.derived {
                facts::update(transaction, step.stored.id, derived)?;
            }
        }
        Ok(Changed { batch: Some(batch), changed, sentence: said.to_string(), said: Some(said) })
    }

    /// Takes the last batch back; `None` where there is nothing to take back.
    pub fn undo(&self) -> Result<Option<Changed>, Error> {
        self.walk(journal::last_done, ("undone", journal::undo))
    }

    /// Makes the batch that was taken back last again.
    pub fn redo(&self) -> Result<Option<Changed>, Error> {
        self.walk(journal::first_undone, ("done", journal::redo))
    }

    fn walk(
        &self,
        which: impl Fn(&Connection) -> Result<Option<Batch>, Error>,
        (state, go): (&str, impl Fn(&Connection, BatchId) -> Result<Vec<ArticleId>, Error>),
    ) -> Result<Option<Changed>, Error> {
        self.library.write(|transaction| {
            let Some(batch) = which(transaction)? else { return Ok(None) };
            let changed = match batch.intake {
                Some(intake) => {
                    journal::set_state(transaction, batch.id, state)?;
                    intakes::swap(transaction, intake)?
                }
                None => go(transaction, batch.id)?,
            };
            derive_all(transaction, &changed)?;
            Ok(Some(Changed { batch: Some(batch.id), changed, sentence: batch.sentence, said: batch.said }))
        })
    }
}

/// Makes an article's row anew from what arrived and what is decided.
pub(super) fn derive(connection: &Connection, id: ArticleId) -> Result<(), Error> {
    let stored = articles::stored_even_gone(connection, id)?;
    let decided = arrived(&stored).with(&pins(connection, id)?).map_err(broken(&stored))?;
    facts::update(connection, id, &derived(decided))
}

/// The same for many, in parallel. What is gone may be damaged: then it is left until its file comes again.
pub(super) fn derive_all(connection: &Connection, ids: &[ArticleId]) -> Result<(), Error> {
    for ids in ids.chunks(AT_ONCE) {
        for (stored, derived) in each_derived(connection, ids)? {
            match derived {
                Ok(derived) => facts::update(connection, stored.id, &derived)?,
                Err(_) if stored.is_gone() => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// What is derived of an article, or why its document cannot be read.
type OneDerived = (Stored, Result<Derived, Error>);

/// What is derived of each of these, in parallel.
pub(super) fn each_derived(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<OneDerived>, Error> {
    let stored = ids.iter().map(|id| Ok((articles::stored_even_gone(connection, *id)?, pins(connection, *id)?)));
    let stored: Vec<(Stored, Pins)> = stored.collect::<Result<_, Error>>()?;
    let all = stored.into_par_iter().map(|(stored, pins)| {
        let decided = arrived(&stored).with(&pins).map_err(broken(&stored));
        (stored, decided.map(derived))
    });
    Ok(all.collect())
}

pub(super) fn derived(decided: Decided) -> Derived {
    let hash = hash(&decided);
    Derived::of(decided.article, body_of(&decided.bytes), decided.place, hash)
}

/// A document that cannot carry a decision equals no file: the article stays pending, and its hand-over says why.
fn hash(decided: &Decided) -> Hash {
    if decided.homeless.is_empty() {
        return file::hash(&decided.bytes);
    }
    let mut bytes = decided.bytes.clone();
    for (path, _) in &decided.homeless {
        bytes.extend_from_slice(format!("\0{path}").as_bytes());
    }
    file::hash(&bytes)
}

/// Reading a document takes longer than all the rest: what it said before is read only where that is written down.
fn step(stored: Stored, before: &Pins, decisions: &[Decision]) -> Result<Step, Error> {
    let source = arrived(&stored);
    let shown = || source.with(before).map_err(broken(&stored));
    let (mut after, mut decided) = (before.clone(), None);
    for decision in decisions {
        let (pins, document) = source.decide(&after, decision).map_err(broken(&stored))?;
        (after, decided) = (pins, Some(document));
    }
    let entries = entries(stored.id, (before, &after), || shown().map(|shown| shown.bytes))?;
    let decided = decided.map_or_else(shown, Ok)?;
    let title = decided.article.title.clone();
    let derived = (*before != after).then(|| derived(decided));
    Ok(Step { stored, title, entries, derived })
}

/// What a batch writes down for one article: each pin that is not what it was.
fn entries(
    article: ArticleId,
    (before, after): (&Pins, &Pins),
    shown: impl FnOnce() -> Result<Vec<u8>, Error>,
) -> Result<Vec<Entry>, Error> {
    let (old, new) = (as_text(before), as_text(after));
    let mut fields: Vec<&String> = old.iter().map(|(field, _)| field).collect();
    fields.extend(new.iter().map(|(field, _)| field).filter(|field| !old.iter().any(|(known, _)| known == *field)));
    let value = |pins: &[(String, String)], field: &str| {
        pins.iter().find(|(known, _)| known == field).map(|(_, value)| value.clone())
    };
    let entries = fields.into_iter().map(|field| Entry {
        article,
        field: field.clone(),
        before: value(&old, field),
        after: value(&new, field),
        was: None,
    });
    let mut entries: Vec<Entry> = entries.filter(|entry| entry.before != entry.after).collect();
    if entries.iter().any(|entry| entry.field != PLACE) {
        let bytes = shown()?;
        let document = Document::read(&bytes).ok();
        for entry in entries.iter_mut().filter(|entry| entry.field != PLACE) {
            entry.was = crate::document::Path::parse(&entry.field)
                .and_then(|path| serde_json::to_string(&document.as_ref()?.get(&path)?).ok());
        }
    }
    Ok(entries)
}

/// Pins as the journal keeps them, in order.
fn as_text(pins: &Pins) -> Vec<(String, String)> {
    let place = pins.place.map(|place| (PLACE.to_owned(), place.to_text()));
    let fields = pins.fields.iter().map(|(path, value)| {
        let value = serde_json::to_string(value).unwrap_or_default();
        (path.to_string(), value)
    });
    place.into_iter().chain(fields).collect()
}

fn titles(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(|step| step.title.as_str()).collect()
}
