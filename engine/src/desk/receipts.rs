//! Receipts: kept and opened later; an import is taken back whole; a clash with the wire is settled either way.

use super::{Desk, decide, now_ms, sentence};
use crate::article::ArticleId;
use crate::decide::{kept_of, origin_of};
use crate::document::{NewValue, Path};
use crate::error::Error;
use crate::library::journal::{Entry, Pinned};
use crate::library::{articles, intakes, journal, ways_back};
use crate::screen::{Changed, Did, IntakeId, Receipt, ReceiptLine, Refusal, Said};

impl Desk {
    /// The receipts of all imports, newest first, at most so many.
    pub fn receipts(&self, limit: u32) -> Result<Vec<Receipt>, Error> {
        self.library.read(|connection| intakes::receipts(connection, limit))
    }

    /// One receipt.
    pub fn receipt(&self, intake: IntakeId) -> Result<Receipt, Error> {
        self.library.read(|connection| intakes::receipt(connection, intake))
    }

    /// What an import did to which articles, noise left out.
    pub fn receipt_lines(&self, intake: IntakeId, limit: u32, offset: u32) -> Result<Vec<ReceiptLine>, Error> {
        self.library.read(|connection| intakes::lines(connection, intake, limit, offset))
    }

    /// All files that were refused and have not been taken in since.
    pub fn refused(&self) -> Result<Vec<Refusal>, Error> {
        self.library.read(intakes::refused)
    }

    pub(super) fn take_back_import(&self, intake: IntakeId) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            let receipt = intakes::receipt(transaction, intake)?;
            if receipt.taken_back {
                return Err(Error::NotNow(format!("Import {} was taken back already.", intake.0)));
            }
            if intakes::is_settled(transaction, intake)? {
                return Err(ways_back::too_old(&format!("Import {}", intake.0), "imports"));
            }
            let overtaken = intakes::overtaken(transaction, intake)?;
            if overtaken > 0 {
                return Err(Error::NotNow(format!(
                    "A later import changed {overtaken} of these articles again: take that one back first."
                )));
            }
            let files = receipt.new + receipt.updated + receipt.noise;
            let said = Said::from(Did::TookImportBack { files });
            let changed = intakes::swap(transaction, intake)?;
            decide::derive_all(transaction, &changed)?;
            let by = receipt.paths.first().map(|path| self.names.of(path)).unwrap_or_default();
            let batch = journal::record_taken_back(transaction, (now_ms(), &by), &said, intake)?;
            Ok(Changed { batch: Some(batch), changed, sentence: said.to_string(), said: Some(said) })
        })
    }

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
            let said = sentence::withdrawn(field, &pinned);
            let entries: Vec<Entry> = pinned.into_iter().map(|pinned| withdraw(id, pinned)).collect();
            let batch = journal::record(transaction, (now_ms(), &by), &said, &entries)?;
            decide::derive(transaction, id)?;
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
            let batch = journal::record(transaction, (now_ms(), &by), &said, &[entry])?;
            decide::derive(transaction, id)?;
            Ok(Changed { batch: Some(batch), changed: vec![id], sentence: said.to_string(), said: Some(said) })
        })
    }
}

/// The decision about a field goes out again.
fn withdraw(article: ArticleId, pinned: Pinned) -> Entry {
    Entry { article, field: pinned.field, was: Some(pinned.value.clone()), before: Some(pinned.value), after: None }
}
