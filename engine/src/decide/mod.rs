//! Deciding: what a curator decides about articles, undo and redo.

mod conflict;

use std::ops::Deref;

use rusqlite::Connection;

use crate::article::{ArticleId, BatchId};
use crate::batch::Changed;
use crate::context::Context;
use crate::derive::derive_all;
use crate::error::Error;
use crate::library::journal::{self, Batch, BatchKind};
use crate::library::{facts, intakes, views};
pub use crate::overrides::Decision;
use crate::time::now_ms;
use crate::{messages, summary};

messages! {
    /// Why a decision cannot be made.
    pub enum Refused {
        // An article that is put aside until a moment that has passed would be back at once.
        MomentPassed => "engine_moment_passed",
        NothingDecided { field: String } => "engine_nothing_decided_about",
        NoConflict { field: String } => "engine_wire_did_not_change",
    }
}

/// The step that decides.
pub struct Decide<'a>(pub(crate) &'a Context);

impl Deref for Decide<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.0
    }
}

impl Decide<'_> {
    /// Decides the same about all these articles, as one batch. Nothing is decided where one of them cannot be, or is
    /// put aside until a moment that has passed.
    pub fn decide(&self, ids: &[ArticleId], decisions: &[Decision]) -> Result<Changed, Error> {
        let now = now_ms();
        if decisions.iter().any(|decision| matches!(decision, Decision::Later { until_ms } if *until_ms <= now)) {
            return Err(Error::not_now(Refused::MomentPassed));
        }
        let each: Vec<(ArticleId, &[Decision])> = ids.iter().map(|id| (*id, decisions)).collect();
        self.library.write(|transaction| {
            let publishes = decisions.contains(&Decision::Publish);
            let elsewhere = if publishes { facts::live_elsewhere(transaction, ids)? } else { None };
            let mut changed = self.decide_in(transaction, (BatchKind::Decision, &each), |titles, entries| {
                summary::batch(decisions, titles, entries)
            })?;
            if let Some(other) = elsewhere.filter(|_| changed.batch.is_some()) {
                for row in views::rows(transaction, &[other])? {
                    changed.message = summary::live_elsewhere(changed.message, row.title, &row.path);
                }
            }
            Ok(changed)
        })
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
            Ok(Some(Changed { batch: Some(batch.id), changed, message: batch.summary }))
        })
    }
}
