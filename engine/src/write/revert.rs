//! Taking a hand-over back: files that are still as they were written get their former bytes again, the others are
//! named and left. The decisions stay as they are, and wait to be handed over.

use super::Write;
use super::file as write;
use super::record::Record;
use crate::article::HandOverId;
use crate::document::limits;
use crate::error::Error;
use crate::fault;
use crate::file::{self, Hash, Seen};
use crate::library::articles::{self, Stored};
use crate::library::hand_overs::{self, HandOverLine, Written};
use crate::refusal::Refusal;
use crate::write::message::{NotWritten, Refused, Remedy};
use crate::write::results::HandedBack;

impl Write<'_> {
    /// All hand-overs, newest first, at most so many.
    pub fn hand_overs(&self, limit: u32) -> Result<Vec<HandOverLine>, Error> {
        self.library.read(|connection| hand_overs::lines(connection, limit))
    }

    /// Takes a hand-over back: the last one where none is named. One that was cut off, while it wrote or while it was
    /// taken back, is taken back as far as it came; of one that left files as they were, those are tried again.
    pub fn take_back_hand_over(&self, which: Option<HandOverId>) -> Result<HandedBack, Error> {
        let turn = self.turn()?;
        let none = || Error::not_now(Refused::NoHandOver);
        let (id, files) = self.library.write(|transaction| {
            let id = which.map_or_else(|| hand_overs::last(transaction)?.ok_or_else(none), Ok)?;
            Ok((id, hand_overs::begin_taking_back(transaction, id)?))
        })?;
        let mut done = HandedBack { id, back: Vec::new(), refused: Vec::new() };
        let (mut seen, mut refused) = (Vec::new(), Vec::new());
        for file in &files {
            fault::step("before a file is taken back");
            match self.give_back(file, &turn.record) {
                Ok(now) => {
                    done.back.push(file.article);
                    seen.push((file.article, now));
                }
                Err(refusal) => {
                    done.refused.push(refusal);
                    refused.push(file.article);
                }
            }
        }
        fault::step("after the files were taken back");
        self.library.write(|transaction| {
            for (article, seen) in seen {
                // The file of an article that is gone counts as never seen.
                if !articles::is_gone(transaction, article)? {
                    articles::see(transaction, article, seen)?;
                }
            }
            refused.iter().try_for_each(|article| articles::distrust(transaction, *article))?;
            hand_overs::end_taking_back(transaction, id, &done.back)
        })?;
        Ok(done)
    }

    /// Whatever keeps one file from having its former bytes again, the others go on.
    fn give_back(&self, written: &Written, record: &Record) -> Result<Seen, Refusal> {
        let stored = self.library.read(|connection| articles::stored_even_gone(connection, written.article));
        let stored = stored.map_err(|error| unreadable(format!("article {}", written.article.0), &error))?;
        let file = stored.file();
        let (bytes, metadata) =
            file::read_regular(&file, limits::DOCUMENT_BYTES as u64).map_err(|error| write::gone(&file, &error))?;
        let found = file::hash(&bytes);
        if found == written.former {
            return Ok(Seen::new(found, &metadata));
        }
        if found != written.hash {
            return Err(self.left(&stored, found));
        }
        let Some(former) = written.former_bytes(&bytes) else {
            let path = file.display().to_string();
            return Err(Refusal::of_file(path, NotWritten::FormerBytesDamaged, Remedy::RestoreAndImport));
        };
        write::replace(&file, &former, |hash| hash == written.hash, record).map(Seen::from)
    }

    /// Why a file is not as it was written.
    fn left(&self, stored: &Stored, found: Hash) -> Refusal {
        let path = stored.file().display().to_string();
        let ours = match self.library.read(|connection| articles::hashes_handed_over(connection, stored.id)) {
            Ok(ours) => ours,
            Err(error) => return unreadable(path, &error),
        };
        let (message, hint) = if ours.contains(&found) {
            (NotWritten::WrittenLater, Remedy::RevertLaterFirst)
        } else {
            (NotWritten::ChangedSinceHandOver, Remedy::ImportToCompare)
        };
        Refusal::of_file(path, message, hint)
    }
}

/// What the library knows of a file could not be read.
fn unreadable(path: String, error: &Error) -> Refusal {
    Refusal::of_file(path, error.message(), Remedy::CheckAndImport)
}

impl From<write::Written> for Seen {
    fn from(written: write::Written) -> Self {
        match written {
            write::Written::Now(seen) | write::Written::Already(seen) => seen,
        }
    }
}
