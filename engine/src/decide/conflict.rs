//! Settles a conflict between what was decided and what arrived, either way.

use super::Decide;
use crate::api::{Changed, Did, Said};
use crate::article::ArticleId;
use crate::derive::derive;
use crate::document::{NewValue, Path};
use crate::error::Error;
use crate::library::articles;
use crate::library::journal::{self, BatchKind, Entry, Pinned};
use crate::overrides::{kept_of, origin_of};
use crate::summary;
use crate::time::now_ms;

impl Decide<'_> {
    /// Takes the wire's value of a field that was decided here: the decision is withdrawn, as one batch.
    pub fn take_theirs(&self, id: ArticleId, field: &str) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            let stored = articles::stored(transaction, id)?;
            let path = Path::parse(field);
            let notes = path.iter().flat_map(|path| [origin_of(path), kept_of(path)]).flatten();
            let notes: Vec<String> = notes.map(|path| path.to_string()).collect();
            let mut pinned = journal::pinned(transaction, id)?;
            pinned.retain(|pinned| pinned.field == field || notes.contains(&pinned.field));
            if !pinned.iter().any(|pinned| pinned.field == field) {
                return Err(Error::NotNow(format!("Nothing is decided about “{field}” here.")));
            }
            let by = self.names.of(&stored.root.path);
            let said = summary::withdrawn(field, &pinned);
            let entries: Vec<Entry> = pinned.into_iter().map(|pinned| withdraw(id, pinned)).collect();
            let batch = journal::record(transaction, (now_ms(), &by), (BatchKind::Decision, &said), &entries)?;
            derive(transaction, id)?;
            Ok(Changed { batch: Some(batch), changed: vec![id], sentence: said.to_string(), said: Some(said) })
        })
    }

    /// Keeps what was decided about a field although the wire changed it too: the clash is settled, as one batch.
    pub fn keep_mine(&self, id: ArticleId, field: &str) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            let stored = articles::stored(transaction, id)?;
            let clash = journal::clashes(transaction, id)?.into_iter().find(|clash| clash.field == field);
            let (Some(clash), Some(kept)) = (clash, Path::parse(field).as_ref().and_then(kept_of)) else {
                return Err(Error::NotNow(format!("The wire did not change “{field}” after you decided it.")));
            };
            let kept = kept.to_string();
            let before = journal::pinned(transaction, id)?.into_iter().find(|pinned| pinned.field == kept);
            let theirs = clash.theirs.or_else(|| serde_json::to_string(&NewValue::Absent).ok());
            let before = before.map(|pinned| pinned.value);
            let entry = Entry { article: id, field: kept, before, after: theirs, was: None };
            let by = self.names.of(&stored.root.path);
            let said = Said::from(Did::KeptMine { field: field.to_owned() });
            let batch = journal::record(transaction, (now_ms(), &by), (BatchKind::Decision, &said), &[entry])?;
            derive(transaction, id)?;
            Ok(Changed { batch: Some(batch), changed: vec![id], sentence: said.to_string(), said: Some(said) })
        })
    }
}

/// The decision about a field goes out again.
fn withdraw(article: ArticleId, pinned: Pinned) -> Entry {
    Entry { article, field: pinned.field, was: Some(pinned.value.clone()), before: Some(pinned.value), after: None }
}
