//! Handing over: what is decided goes back into the files it came from, or below another folder.

use std::path::Path;

use super::{Desk, arrived, now_ms, pins};
use crate::article::ArticleId;
use crate::decide::Pins;
use crate::error::Error;
use crate::fault;
use crate::file::{self, Hash};
use crate::hand_over::write::{self, Written};
use crate::library::articles::{self, Stored};
use crate::screen::{HandedOver, Refusal};

/// A document ready to be written.
pub(super) struct Ready {
    pub stored: Stored,
    pub bytes: Vec<u8>,
    pub title: String,
}

/// A document that cannot be handed over, and why.
pub(super) struct Homeless {
    pub id: ArticleId,
    pub title: String,
    pub refusal: Refusal,
}

impl Desk {
    /// Writes what is decided into the files it came from, or below `to`, keeping relative paths.
    /// Everything pending where no ids are given. One bad file is data here, not an error.
    pub fn hand_over(&self, ids: Option<&[ArticleId]>, to: Option<&Path>) -> Result<HandedOver, Error> {
        let mut done = HandedOver::default();
        let ready =
            self.ready(ids)?.into_iter().filter_map(|ready| ready.map_err(|no| done.refused.push(no.refusal)).ok());
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
    fn ready(&self, ids: Option<&[ArticleId]>) -> Result<Vec<Result<Ready, Homeless>>, Error> {
        Ok(self.asked(ids)?.into_iter().map(|(stored, pins)| ready(stored, &pins)).collect())
    }

    /// These articles with all that is decided about them; everything pending where no ids are given.
    pub(super) fn asked(&self, ids: Option<&[ArticleId]>) -> Result<Vec<(Stored, Pins)>, Error> {
        self.library.read(|connection| {
            let pending = if ids.is_none() { articles::pending(connection)? } else { Vec::new() };
            let ids = ids.unwrap_or(&pending);
            ids.iter().map(|id| Ok((articles::stored(connection, *id)?, pins(connection, *id)?))).collect()
        })
    }

    /// The bytes on disk, if they are the ones that were last seen.
    pub(super) fn as_seen(stored: &Stored) -> Option<Vec<u8>> {
        let bytes = std::fs::read(stored.file()).ok()?;
        (file::hash(&bytes) == stored.known.seen.hash).then_some(bytes)
    }
}

pub(super) fn ready(stored: Stored, pins: &Pins) -> Result<Ready, Homeless> {
    let decided = match arrived(&stored).with(pins) {
        Ok(decided) => decided,
        Err(broken) => return Err(homeless(&stored, stored.path.clone(), broken.message, broken.hint)),
    };
    let title = decided.article.title;
    if let Some((path, broken)) = decided.homeless.into_iter().next() {
        let message = match path.first() {
            // Its own words say which report it is about.
            "@lead" | "@out" => format!("{} The file was left as it is.", broken.message),
            _ => format!("What you decided about “{path}” has no place in the file any more. It was left as it is."),
        };
        return Err(homeless(&stored, title, message, broken.hint));
    }
    Ok(Ready { title, bytes: decided.bytes, stored })
}

fn homeless(stored: &Stored, title: String, message: String, hint: String) -> Homeless {
    let path = stored.file().display().to_string();
    Homeless { id: stored.id, title, refusal: Refusal { path, line: None, column: None, message, hint } }
}
