//! Settles a conflict between what was decided and what arrived, either way.

use rusqlite::Transaction;

use super::{Decide, Refused};
use crate::article::ArticleId;
use crate::batch::Changed;
use crate::derive::derive;
use crate::document::Path;
use crate::error::Error;
use crate::library::articles;
use crate::library::journal::{self, BatchKind, Entry};
use crate::message::Message;
use crate::overrides::{Key, Override};
use crate::summary::{self, Action};
use crate::time::now_ms;

impl Decide<'_> {
    /// Withdraws the decision about a field (`title`, or a key as [`Key`] writes it), so that what the file says counts.
    pub fn take_theirs(&self, id: ArticleId, field: &str) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            articles::stored(transaction, id)?;
            let overrides = journal::overrides(transaction, id)?;
            let none = || Error::not_now(Refused::NothingDecided { field: field.to_owned() });
            let key = Key::parse(field).filter(|key| overrides.get(key).is_some()).ok_or_else(none)?;
            let withdrawn: Vec<Override> =
                overrides.iter().filter(|one| one.key() == key || is_note_about(one, &key)).cloned().collect();
            let summary = summary::withdrawn(&key, &withdrawn);
            let entries: Vec<Entry> = withdrawn.into_iter().map(|one| withdraw(id, one)).collect();
            self.store(transaction, id, summary, &entries)
        })
    }

    /// Keeps what was decided about a field although the file changed it too: the conflict is settled, as one batch.
    pub fn keep_mine(&self, id: ArticleId, field: &str) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            articles::stored(transaction, id)?;
            let clash = journal::clashes(transaction, id)?.into_iter().find(|clash| clash.field == field);
            let (Some(clash), Some(path)) = (clash, Path::parse(field)) else {
                return Err(Error::not_now(Refused::NoConflict { field: field.to_owned() }));
            };
            let key = Key::KeptAgainst(path.clone());
            let before = journal::overrides(transaction, id)?.get(&key).cloned();
            let after = Some(Override::KeptAgainst(path, clash.theirs));
            let entry = Entry { article: id, key, before, after, was: None };
            self.store(transaction, id, Action::KeptMine { field: field.to_owned() }.into(), &[entry])
        })
    }

    fn store(
        &self,
        transaction: &Transaction<'_>,
        id: ArticleId,
        summary: Message,
        entries: &[Entry],
    ) -> Result<Changed, Error> {
        let stored = articles::stored(transaction, id)?;
        let by = self.names.of(&stored.root.path);
        let batch = journal::record(transaction, (now_ms(), &by), (BatchKind::Decision, &summary), entries)?;
        derive(transaction, id)?;
        Ok(Changed { batch: Some(batch), changed: vec![id], message: summary })
    }
}

/// Returns whether an override notes something about the override with this key.
fn is_note_about(one: &Override, key: &Key) -> bool {
    let Key::Field(path) = key else { return false };
    match one {
        Override::Origin(of, _) => of == path.first(),
        Override::KeptAgainst(kept, _) => kept == path,
        Override::Place(_) | Override::Field(..) | Override::Lead(..) | Override::Excluded(..) => false,
    }
}

/// An override is no longer in force. Its value is noted as what was there before.
fn withdraw(article: ArticleId, value: Override) -> Entry {
    let was = match &value {
        Override::Field(_, value) | Override::KeptAgainst(_, value) => Some(value.clone()),
        _ => None,
    };
    Entry { article, key: value.key(), before: Some(value), after: None, was }
}
