//! Receipts: kept and opened later; an import is taken back whole; the wire's value is taken where it clashed.

use super::{Desk, decide, now_ms};
use crate::article::ArticleId;
use crate::error::Error;
use crate::library::journal::Entry;
use crate::library::{articles, intakes, journal};
use crate::screen::{Changed, IntakeId, Receipt, ReceiptLine, Refusal};

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
            let overtaken = intakes::overtaken(transaction, intake)?;
            if overtaken > 0 {
                return Err(Error::NotNow(format!(
                    "A later import changed {overtaken} of these articles again: take that one back first."
                )));
            }
            let files = receipt.new + receipt.updated + receipt.noise;
            let sentence = format!("Took the import of {files} files back");
            let changed = intakes::swap(transaction, intake)?;
            for id in &changed {
                decide::derive(transaction, *id)?;
            }
            let by = receipt.paths.first().map(|path| self.names.of(path)).unwrap_or_default();
            let batch = journal::record_taken_back(transaction, (now_ms(), &by), &sentence, intake)?;
            Ok(Changed { batch: Some(batch), changed, sentence })
        })
    }

    /// Takes the wire's value of a field that was decided here: the decision is withdrawn, as one batch.
    pub fn take_theirs(&self, id: ArticleId, field: &str) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            let stored = articles::stored(transaction, id)?;
            let pinned = journal::pinned(transaction, id)?.into_iter().find(|pinned| pinned.field == field);
            let Some(pinned) = pinned else {
                return Err(Error::NotNow(format!("Nothing is decided about “{field}” here.")));
            };
            let entry = Entry {
                article: id,
                field: pinned.field,
                was: Some(pinned.value.clone()),
                before: Some(pinned.value),
                after: None,
            };
            let by = self.names.of(&stored.root.path);
            let sentence = format!("Took the wire's value of {field}");
            let batch = journal::record(transaction, (now_ms(), &by), &sentence, &[entry])?;
            decide::derive(transaction, id)?;
            Ok(Changed { batch: Some(batch), changed: vec![id], sentence })
        })
    }
}
