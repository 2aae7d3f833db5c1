//! Stores decisions about articles as one batch of the journal: all of it or nothing.

use rayon::prelude::*;
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{ArticleId, BatchId};
use crate::context::Context;
use crate::decided::{arrived, broken};
use crate::derive::derived;
use crate::document::Document;
use crate::error::Error;
use crate::library::articles::{self, Stored};
use crate::library::facts::{self, Derived};
use crate::library::journal::{self, BatchKind, Entry};
use crate::message::Message;
use crate::overrides::{Decision, Key, Override, Overrides};
use crate::time::now_ms;

/// A decision was made, taken back or made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Changed {
    /// The batch; `None` where everything was decided so already.
    pub batch: Option<BatchId>,
    /// The articles it touched, in the order asked for.
    pub changed: Vec<ArticleId>,
    /// What was done, without a full stop: `Published “Reef robots count coral”`.
    pub message: Message,
}

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
        say: impl Fn(&[&str], &[Entry]) -> Message,
    ) -> Result<Changed, Error> {
        self.library.write(|transaction| self.decide_in(transaction, (kind, each), &say))
    }

    /// Stores decisions in an open transaction; see [`Self::decide_each`].
    pub fn decide_in(
        &self,
        transaction: &Transaction<'_>,
        (kind, each): (BatchKind, &[(ArticleId, &[Decision])]),
        say: impl Fn(&[&str], &[Entry]) -> Message,
    ) -> Result<Changed, Error> {
        let stored = each.iter().map(|(id, decisions)| {
            Ok((articles::stored(transaction, *id)?, journal::overrides(transaction, *id)?, *decisions))
        });
        let stored: Vec<(Stored, Overrides, &[Decision])> = stored.collect::<Result<_, Error>>()?;
        let by = stored.first().map(|(stored, ..)| self.names.of(&stored.root.path)).unwrap_or_default();
        let steps = stored.into_par_iter().map(|(stored, overrides, decisions)| step(stored, &overrides, decisions));
        let steps: Vec<Step> = steps.collect::<Result<_, Error>>()?;
        let entries: Vec<Entry> = steps.iter().flat_map(|step| step.entries.clone()).collect();
        let message = say(&titles(&steps), &entries);
        let changed: Vec<ArticleId> =
            steps.iter().filter(|step| !step.entries.is_empty()).map(|step| step.stored.id).collect();
        if entries.is_empty() {
            return Ok(Changed { batch: None, changed, message });
        }
        let batch = journal::record(transaction, (now_ms(), &by), (kind, &message), &entries)?;
        for step in &steps {
            if let Some(derived) = &step.derived {
                facts::update(transaction, step.stored.id, derived)?;
            }
        }
        Ok(Changed { batch: Some(batch), changed, message })
    }
}

/// Reading a document takes longer than all the rest: what it said before is read only where that is written down.
fn step(stored: Stored, before: &Overrides, decisions: &[Decision]) -> Result<Step, Error> {
    let source = arrived(&stored);
    let shown = || source.with(before).map_err(broken(&stored));
    let (mut after, mut decided) = (before.clone(), None);
    for decision in decisions {
        let (overrides, document) = source.decide(&after, decision).map_err(broken(&stored))?;
        (after, decided) = (overrides, Some(document));
    }
    let entries = entries(stored.id, (before, &after), || shown().map(|shown| shown.bytes))?;
    let decided = decided.map_or_else(shown, Ok)?;
    let title = decided.article.title.clone();
    let derived = (*before != after).then(|| derived(decided));
    Ok(Step { stored, title, entries, derived })
}

/// Returns what a batch stores for one article: each override that is not what it was.
fn entries(
    article: ArticleId,
    (before, after): (&Overrides, &Overrides),
    shown: impl FnOnce() -> Result<Vec<u8>, Error>,
) -> Result<Vec<Entry>, Error> {
    let mut keys: Vec<Key> = before.iter().map(Override::key).collect();
    let new: Vec<Key> = after.iter().map(Override::key).filter(|key| !keys.contains(key)).collect();
    keys.extend(new);
    let entries = keys.into_iter().map(|key| Entry {
        article,
        before: before.get(&key).cloned(),
        after: after.get(&key).cloned(),
        was: None,
        key,
    });
    let mut entries: Vec<Entry> = entries.filter(|entry| entry.before != entry.after).collect();
    if entries.iter().any(|entry| entry.key != Key::Place) {
        let bytes = shown()?;
        let document = Document::read(&bytes).ok();
        for entry in &mut entries {
            if let Key::Field(path) = &entry.key {
                entry.was = document.as_ref().and_then(|document| document.get(path));
            }
        }
    }
    Ok(entries)
}

fn titles(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(|step| step.title.as_str()).collect()
}
