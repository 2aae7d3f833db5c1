//! Handing over: what is decided goes back into the files it came from, or below another folder.

use std::path::Path;

use rayon::prelude::*;

use super::Write;
use super::approved::Approved;
use super::file::{self as write, Written};
use super::message::Refused;
use super::ready::{Homeless, Ready, ready};
use super::record::{self, Record};
use crate::article::{ArticleId, HandOverId};
use crate::disk::read_article;
use crate::error::Error;
use crate::fault;
use crate::file::{self, Hash};
use crate::library::articles::{self, Stored};
use crate::library::{hand_overs, journal};
use crate::overrides::Overrides;
use crate::refusal::Refusal;
use crate::time::now_ms;
use crate::write::results::HandedOver;

/// The file that whoever writes into article files holds.
const HELD: &str = "handing-over.lock";

/// The right to write article files: one process at a time has it.
pub(super) struct Turn {
    // In this order: the record is closed while the lock is held.
    pub record: Record,
    _held: file::Held,
}

/// Removes what a process that was cut off left beside articles, unless another is writing now.
pub fn remove_left(folder: &Path) -> Result<(), Error> {
    if record::is_left(folder)
        && let Some(_held) = file::hold(&folder.join(HELD))?
    {
        record::remove_left(folder)?;
    }
    Ok(())
}

impl Write<'_> {
    /// Writes what is decided into the files it came from, or below `to`, keeping relative paths.
    /// Everything pending where no ids are given. One bad file is data here, not an error.
    pub fn hand_over(&self, ids: Option<&[ArticleId]>, to: Option<&Path>) -> Result<HandedOver, Error> {
        self.write_articles(&self.turn()?, ids, (to, &Approved::default()))
    }

    /// Copies cached images below the sites, as [`Self::copy_pictures`] does, and writes what is decided, the new
    /// addresses among it.
    pub fn hand_over_with_images(&self, ids: Option<&[ArticleId]>) -> Result<HandedOver, Error> {
        let turn = self.turn()?;
        let (_, not_copied) = self.copy_images(&turn, ids)?;
        let mut done = self.write_articles(&turn, ids, (None, &Approved::default()))?;
        done.refused.splice(0..0, not_copied);
        Ok(done)
    }

    /// Writes these articles; of those that were approved only what was shown.
    pub(super) fn write_articles(
        &self,
        turn: &Turn,
        ids: Option<&[ArticleId]>,
        (to, approved): (Option<&Path>, &Approved),
    ) -> Result<HandedOver, Error> {
        let mut done = HandedOver::default();
        // Read before the decisions, so that a decision that another program makes in between does not count as
        // written.
        let decided = self.library.read(journal::last)?;
        let ready =
            self.ready(ids)?.into_iter().filter_map(|ready| ready.map_err(|no| done.refused.push(no.refusal)).ok());
        let ready = ready.collect::<Vec<_>>().into_iter().filter_map(|ready| {
            approved.check(&ready).map_err(|changed| done.refused.push(changed)).is_ok().then_some(ready)
        });
        let ready: Vec<Ready> = ready.collect();
        let (id, noted) = self.note(&ready, (to.is_some(), approved), decided)?;
        let (mut seen, mut not_written, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for (ready, noted) in ready.iter().zip(noted) {
            fault::step("before a file is handed over");
            let article = ready.stored.id;
            match self.write(ready, to, noted, &turn.record)? {
                Ok(Written::Now(now)) => {
                    done.written += 1;
                    seen.push((article, now));
                    continue;
                }
                Ok(Written::Already(now)) => {
                    done.unchanged += 1;
                    seen.push((article, now));
                }
                Err(refusal) => {
                    done.refused.push(refusal);
                    refused.push(article);
                }
            }
            not_written.push(article);
        }
        fault::step("after the files were handed over");
        tracing::info!(
            written = done.written,
            unchanged = done.unchanged,
            rejected = done.refused.len(),
            "wrote files"
        );
        if let Some(id) = id {
            self.library.write(|transaction| {
                seen.iter().try_for_each(|(id, seen)| articles::see(transaction, *id, *seen))?;
                refused.iter().try_for_each(|id| articles::distrust(transaction, *id))?;
                done.id = hand_overs::end(transaction, id, &not_written)?.then_some(id);
                hand_overs::forget_ways_back(transaction, now_ms())
            })?;
        }
        Ok(done)
    }

    /// Hand-overs, and taking them back, go one after the other, whichever program does it: what is noted as being
    /// written is being written, or was cut off.
    pub(super) fn turn(&self) -> Result<Turn, Error> {
        let held = file::hold(&self.folder().join(HELD))?.ok_or_else(|| Error::not_now(Refused::BeingWritten))?;
        Ok(Turn { record: Record::begin(self.folder())?, _held: held })
    }

    /// Notes, before writing, what will be written: after a crash in between, our own bytes are recognised and are no
    /// arrival, and what was there before can be put back. Returns for each file the hash of what is there now, where
    /// that is what it should be. Nothing can be taken back of what is written below another folder.
    fn note(
        &self,
        ready: &[Ready],
        (elsewhere, approved): (bool, &Approved),
        decided: i64,
    ) -> Result<(Option<HandOverId>, Vec<Option<Hash>>), Error> {
        let now = now_ms();
        let ours = self.library.read(|connection| {
            let ours = ready.iter().map(|ready| articles::hashes_handed_over(connection, ready.stored.id));
            ours.collect::<Result<Vec<Vec<Hash>>, Error>>()
        })?;
        let written = ready.par_iter().zip(ours).map(|(ready, ours)| {
            let former = read_article(&ready.stored.file()).ok().filter(|_| !elsewhere)?;
            let written = hand_overs::Written::over(ready.stored.id, &ready.bytes, &former);
            if !approved.has_former(&ready.stored, written.former) {
                return None;
            }
            let expected = written.former == ready.stored.known.seen.hash || ours.contains(&written.former);
            (expected && written.former != written.hash).then_some(written)
        });
        let written: Vec<Option<hand_overs::Written>> = written.collect();
        let noted = written.iter().map(|written| written.as_ref().map(|written| written.former)).collect();
        let by = ready.first().map(|ready| self.names.of(&ready.stored.root.path)).unwrap_or_default();
        let id = self.library.write(|transaction| {
            for ready in ready {
                articles::note_hand_over(transaction, ready.stored.id, file::hash(&ready.bytes), decided)?;
            }
            let written: Vec<hand_overs::Written> = written.into_iter().flatten().collect();
            if elsewhere { Ok(None) } else { hand_overs::begin(transaction, (now, &by), &written).map(Some) }
        })?;
        Ok((id, noted))
    }

    /// Writes over what was noted, and over nothing else: the way back leads there.
    fn write(
        &self,
        ready: &Ready,
        to: Option<&Path>,
        noted: Option<Hash>,
        record: &Record,
    ) -> Result<Result<Written, Refusal>, Error> {
        let stored = &ready.stored;
        Ok(match to {
            None => write::replace(&stored.file(), &ready.bytes, |hash| Some(hash) == noted, record),
            Some(folder) => {
                let ours = self.library.read(|connection| articles::hashes_handed_over(connection, stored.id))?;
                let arrived = stored.known.arrived;
                let expected = |hash| hash == arrived || ours.contains(&hash);
                write::place(&folder.join(&stored.path), &ready.bytes, expected, record)
            }
        })
    }

    /// Documents ready to be written, and those that cannot be: one of them never stops the rest.
    fn ready(&self, ids: Option<&[ArticleId]>) -> Result<Vec<Result<Ready, Homeless>>, Error> {
        Ok(self.asked(ids)?.into_par_iter().map(|(stored, overrides)| ready(stored, &overrides)).collect())
    }

    /// These articles with all that is decided about them; everything pending where no ids are given.
    pub(super) fn asked(&self, ids: Option<&[ArticleId]>) -> Result<Vec<(Stored, Overrides)>, Error> {
        self.library.read(|connection| {
            let pending = if ids.is_none() { articles::pending(connection)? } else { Vec::new() };
            let ids = ids.unwrap_or(&pending);
            ids.iter()
                .map(|id| Ok((articles::stored(connection, *id)?, journal::overrides(connection, *id)?)))
                .collect()
        })
    }
}
