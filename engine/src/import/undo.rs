//! Reports of former imports, and undoing an import.

use super::Import;
use super::message::Refused;
use crate::article::IntakeId;
use crate::batch::Changed;
use crate::derive::derive_all;
use crate::error::Error;
use crate::library::import_report::{Receipt, ReceiptLine};
use crate::library::ways_back::NotUndoable;
use crate::library::{intakes, journal, rejected};
use crate::refusal::Refusal;
use crate::summary::Action;
use crate::time::now_ms;

impl Import<'_> {
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
        self.library.read(rejected::refused)
    }

    pub(super) fn take_back_import(&self, intake: IntakeId) -> Result<Changed, Error> {
        self.library.write(|transaction| {
            let receipt = intakes::receipt(transaction, intake)?;
            if receipt.taken_back {
                return Err(Error::not_now(Refused::AlreadyUndone { number: intake.0 }));
            }
            if intakes::is_settled(transaction, intake)? {
                return Err(Error::not_now(NotUndoable::import(intake.0)));
            }
            let overtaken = intakes::overtaken(transaction, intake)?;
            if overtaken > 0 {
                return Err(Error::not_now(Refused::ChangedLater { number: overtaken }));
            }
            let files = receipt.new + receipt.updated + receipt.noise;
            let message = Action::TookImportBack { files }.into();
            let changed = intakes::swap(transaction, intake)?;
            derive_all(transaction, &changed)?;
            let by = receipt.paths.first().map(|path| self.names.of(path)).unwrap_or_default();
            let batch = journal::record_taken_back(transaction, (now_ms(), &by), &message, intake)?;
            Ok(Changed { batch: Some(batch), changed, message })
        })
    }
}
