//! Handing over: what is decided goes back into the files it came from, or below another folder.

use std::path::Path;

use super::{Desk, arrived, now_ms, pins};
use crate::article::ArticleId;
use crate::decide::Pins;
use crate::error::Error;
use crate::fault;
use crate::file::{self, Hash};
use crate::hand_over::diff;
use crate::hand_over::write::{self, Written};
use crate::library::articles::{self, Stored};
use crate::screen::{HandedOver, PlannedChange, Refusal};

/// A document ready to be written.
struct Ready {
    stored: Stored,
    bytes: Vec<u8>,
    title: String,
}

impl Desk {
    /// What a hand-over would write; everything pending where no ids are given.
    pub fn plan_hand_over(&self, ids: Option<&[ArticleId]>) -> Result<Vec<PlannedChange>, Error> {
        let mut planned = Vec::new();
        for ready in self.ready(ids)?.into_iter().flatten() {
            let on_disk = Self::as_seen(&ready.stored).unwrap_or_else(|| ready.stored.bytes.clone());
            if on_disk == ready.bytes {
                continue;
            }
            planned.push(PlannedChange {
                id: ready.stored.id,
                path: ready.stored.file().display().to_string(),
                title: ready.title,
                changes: diff::changed_lines(&on_disk, &ready.bytes),
                diff: diff::unified(&ready.stored.path, &on_disk, &ready.bytes),
            });
        }
        Ok(planned)
    }

    /// Writes what is decided into the files it came from, or below `to`, keeping relative paths.
    /// Everything pending where no ids are given. One bad file is data here, not an error.
    pub fn hand_over(&self, ids: Option<&[ArticleId]>, to: Option<&Path>) -> Result<HandedOver, Error> {
        let mut done = HandedOver::default();
        let ready = self.ready(ids)?.into_iter().filter_map(|ready| ready.map_err(|no| done.refused.push(no)).ok());
        let ready: Vec<Ready> = ready.collect();
        let now = now_ms();
        // Noted before writing: after a crash in between, our own bytes are recognised and are no arrival.
        self.library.write(|transaction| {
            for ready in &ready {
                articles::note_hand_over(transaction, ready.stored.id, file::hash(&ready.bytes), now)?;
            }
            Ok(())
        })?;
        let mut seen = Vec::new();
        for ready in ready {
            fault::step("before a file is handed over");
            match self.write(&ready, to)? {
                Ok(Written::Now(now)) => {
                    done.written += 1;
                    seen.push((ready.stored.id, now));
                }
                Ok(Written::Already(now)) => {
                    done.unchanged += 1;
                    seen.push((ready.stored.id, now));
                }
                Err(refusal) => done.refused.push(refusal),
            }
        }
        fault::step("after the files were handed over");
        if to.is_none() {
            self.library
                .write(|transaction| seen.iter().try_for_each(|(id, seen)| articles::see(transaction, *id, *seen)))?;
        }
        Ok(done)
    }

    fn write(&self, ready: &Ready, to: Option<&Path>) -> Result<Result<Written, Refusal>, Error> {
        let stored = &ready.stored;
        let ours = self.library.read(|connection| articles::hashes_handed_over(connection, stored.id))?;
        let expected = |hash: Hash| hash == stored.known.seen.hash || ours.contains(&hash);
        Ok(match to {
            None => write::replace(&stored.file(), &ready.bytes, expected),
            Some(folder) => {
                let arrived = stored.known.arrived;
                write::place(&folder.join(&stored.path), &ready.bytes, |hash| hash == arrived || ours.contains(&hash))
            }
        })
    }

    /// Documents ready to be written, and those that cannot be: one of them never stops the rest.
    fn ready(&self, ids: Option<&[ArticleId]>) -> Result<Vec<Result<Ready, Refusal>>, Error> {
        let stored: Vec<(Stored, Pins)> = self.library.read(|connection| {
            let pending = if ids.is_none() { articles::pending(connection)? } else { Vec::new() };
            let ids = ids.unwrap_or(&pending);
            ids.iter().map(|id| Ok((articles::stored(connection, *id)?, pins(connection, *id)?))).collect()
        })?;
        Ok(stored.into_iter().map(|(stored, pins)| ready(stored, &pins)).collect())
    }

    /// The bytes on disk, if they are the ones that were last seen.
    pub(super) fn as_seen(stored: &Stored) -> Option<Vec<u8>> {
        let bytes = std::fs::read(stored.file()).ok()?;
        (file::hash(&bytes) == stored.known.seen.hash).then_some(bytes)
    }
}

fn ready(stored: Stored, pins: &Pins) -> Result<Ready, Refusal> {
    let decided = arrived(&stored).with(pins).map_err(|broken| refusal(&stored, broken.message, broken.hint))?;
    if let Some((path, broken)) = decided.homeless.into_iter().next() {
        let sentence = format!("What you decided about “{path}” has no place in the file any more");
        return Err(refusal(&stored, format!("{sentence}. It was left as it is."), broken.hint));
    }
    Ok(Ready { title: decided.article.title, bytes: decided.bytes, stored })
}

fn refusal(stored: &Stored, message: String, hint: String) -> Refusal {
    Refusal { path: stored.file().display().to_string(), line: None, column: None, message, hint }
}
