//! Stores decisions about articles as one batch of the journal: all of it or nothing.

use rayon::prelude::*;
use rusqlite::Transaction;

use crate::api::{Changed, Said};
use crate::article::ArticleId;
use crate::context::{Context, arrived, broken, pins};
use crate::derive::derived;
use crate::document::Document;
use crate::error::Error;
use crate::library::articles::{self, Stored};
use crate::library::facts::{self, Derived};
use crate::library::journal::{self, BatchKind, Entry, PLACE};
use crate::overrides::{Decision, Pins};
use crate::time::now_ms;

/// One article's way from what was decided to what is.
struct Step {
    stored: Stored,
    /// Its headline with the decisions in it.
    title: String,
    entries: Vec<Entry>,
    /// What is derived anew; `None` where nothing changed.
    derived: Option<Derived>,
}

impl Context {
    /// Stores decisions about each of these articles as one batch. `say` returns its summary.
    pub fn decide_each(
        &self,
        (kind, each): (BatchKind, &[(ArticleId, &[Decision])]),
        say: impl Fn(&[&str], &[Entry]) -> Said,
    ) -> Result<Changed, Error> {
        self.library.write(|transaction| self.decide_in(transaction, (kind, each), &say))
    }

    /// Stores decisions in an open transaction; see [`Self::decide_each`].
    pub fn decide_in(
        &self,
        transaction: &Transaction<'_>,
        (kind, each): (BatchKind, &[(ArticleId, &[Decision])]),
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
        let batch = journal::record(transaction, (now_ms(), &by), (kind, &said), &entries)?;
        for step in &steps {
            if let Some(derived) = &step.derived {
                facts::update(transaction, step.stored.id, derived)?;
            }
        }
        Ok(Changed { batch: Some(batch), changed, sentence: said.to_string(), said: Some(said) })
    }
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
