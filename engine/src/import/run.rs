//! Taking in: files are looked at in parallel, and written to the library in batches by one writer.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Import;
use super::apply::{Item, Taken};
use super::prefetch::{self, Ahead};
use crate::article::IntakeId;
use crate::document::Profile;
use crate::error::Error;
use crate::import::inspect::guess_profile;
use crate::import::walk::{Found, walk};
use crate::library::import_report::Receipt;
use crate::library::roots::Root;
use crate::library::{articles, intakes, rejected, roots};
use crate::time::now_ms;
use crate::{fault, logging};

/// How far an intake is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// Files done.
    pub done: u32,
    /// Files found so far.
    pub total: u32,
    /// The file in hand.
    pub current: String,
    /// Files a second, so far.
    pub per_second: u32,
}

/// An import of more files than this has its log copied into the library beside it.
const LONG: usize = 4096;
/// The writer is held no longer than this at a time, and let go at once when somebody here decides.
const HOLD: Duration = Duration::from_millis(250);
/// How long the writer waits for a batch before it asks whether somebody decides.
const PATIENCE: Duration = Duration::from_millis(2);

/// Hears how far an import is, from one thread at a time, and can stop it.
pub type Watch<'a> = &'a (dyn Fn(&Progress) -> ControlFlow<()> + Sync);

/// What becomes of an import that is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnStop {
    /// What was taken in until then stays.
    Keep,
    /// The library is as it was before; undo brings back what had been taken in.
    RollBack,
}

/// Hears how far an import is, and can stop it and say what becomes of it.
pub type Guard<'a> = &'a (dyn Fn(&Progress) -> ControlFlow<OnStop> + Sync);

/// One import.
struct Intake<'a> {
    found: &'a [Found],
    roots: &'a HashMap<Arc<Path>, Root>,
    watch: Watch<'a>,
    start: Instant,
    taken: Taken,
    done: usize,
}

/// Says that an import has ended, however it did.
struct Ended<'a>(&'a AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Import<'_> {
    /// Takes files and folders in; the receipt is kept. `watch` hears how far it is, and can stop it: what was
    /// taken in until then stays, and [`Self::take_back`] takes it back.
    pub fn take_in(&self, paths: &[PathBuf], watch: Watch<'_>) -> Result<Receipt, Error> {
        let _span = tracing::info_span!("import").entered();
        let intake = self.take_in_some(paths, watch)?;
        self.end(intake)
    }

    /// The same; who stops it chooses whether what was taken in until then stays or is rolled back.
    pub fn take_in_until(&self, paths: &[PathBuf], guard: Guard<'_>) -> Result<Receipt, Error> {
        let roll_back = AtomicBool::new(false);
        let receipt = self.take_in(paths, &|progress| match guard(progress) {
            ControlFlow::Continue(()) => ControlFlow::Continue(()),
            ControlFlow::Break(on_stop) => {
                roll_back.store(on_stop == OnStop::RollBack, Ordering::SeqCst);
                ControlFlow::Break(())
            }
        })?;
        match receipt.id {
            Some(id) if receipt.stopped && roll_back.load(Ordering::SeqCst) => {
                self.take_back(id)?;
                self.receipt(id)
            }
            _ => Ok(receipt),
        }
    }

    /// The same as [`Self::take_in`], but for a receipt that would say that nothing was new.
    pub(super) fn take_in_if_changed(&self, paths: &[PathBuf], watch: Watch<'_>) -> Result<Option<Receipt>, Error> {
        let taken = self.take_in_some(paths, watch)?;
        let receipt = &taken.receipt;
        let quiet = receipt.new + receipt.updated + receipt.noise == 0 && receipt.refused.is_empty();
        if quiet && receipt.id.is_none() { Ok(None) } else { self.end(taken).map(Some) }
    }

    fn take_in_some(&self, paths: &[PathBuf], watch: Watch<'_>) -> Result<Taken, Error> {
        let named = paths.iter().map(|path| path.display().to_string()).collect();
        let known: Vec<PathBuf> = self.library.read(roots::all)?.iter().map(|root| PathBuf::from(&root.path)).collect();
        let start = Instant::now();
        // Without the list, the first name in order is taken.
        let articles = || {
            let files = self.library.read(articles::files);
            logging::not_done("the known files were not listed", files).unwrap_or_default()
        };
        let (found, refused) = walk(paths, &known, &articles);
        let roots = self.roots_of(&found)?;
        let refused_before = self.library.read(rejected::refused)?.into_iter().map(|refusal| refusal.path);
        let receipt = Receipt { paths: named, at_ms: now_ms(), ..Receipt::default() };
        let taken = Taken { receipt, refused_before: refused_before.collect::<HashSet<_>>() };
        let mut intake = Intake { found: &found, roots: &roots, watch, start, taken, done: 0 };
        for refusal in refused {
            intake.taken.refuse(None, refusal)?;
        }
        self.take_in_all(&mut intake)?;
        intake.taken.receipt.seconds = start.elapsed().as_secs_f64();
        Ok(intake.taken)
    }

    /// The roots of these files, made where they are new, with the kind of site that their files speak for.
    fn roots_of(&self, found: &[Found]) -> Result<HashMap<Arc<Path>, Root>, Error> {
        let mut named = HashMap::new();
        for files in found.chunk_by(|a, b| a.root == b.root) {
            let Some(path) = files.first().map(|file| file.root.clone()) else { continue };
            let text = path.to_string_lossy().into_owned();
            let root = self.library.read(roots::all)?.into_iter().find(|root| root.path == text);
            let root = if let Some(root) = root {
                root
            } else {
                let profile = kind_of(files);
                self.library.write(|transaction| roots::add(transaction, &text, profile))?
            };
            named.insert(path, root);
        }
        Ok(named)
    }

    fn take_in_all(&self, intake: &mut Intake<'_>) -> Result<(), Error> {
        let (found, roots) = (intake.found, intake.roots);
        let reader = self.library.connect()?;
        let (looking, mut ahead) = prefetch::looking();
        let ended = AtomicBool::new(false);
        std::thread::scope(|scope| {
            if found.len() > LONG {
                scope.spawn(|| self.library.settle_until(&ended));
            }
            let ended = Ended(&ended);
            scope.spawn(move || looking.at_all(&reader, found, roots));
            // What is ahead goes first at the end: that lets a thread go that still wants to send.
            let written = self.write_all(&mut ahead, intake);
            drop((ahead, ended));
            written
        })
    }

    /// Writes all that comes, in commits that keep the writer free for others.
    fn write_all(&self, ahead: &mut Ahead<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
        let mut waiting = VecDeque::new();
        while !intake.taken.receipt.stopped {
            if waiting.is_empty() {
                let Some(items) = ahead.wait() else { return Ok(()) };
                waiting.extend(items?);
            }
            intake.count_only(&mut waiting);
            if waiting.is_empty() {
                continue;
            }
            self.library.write_calmly(|transaction| self.write_some(transaction, (ahead, &mut waiting), intake))?;
            fault::step("between two commits of an import");
        }
        Ok(())
    }

    fn write_some<'f>(
        &self,
        transaction: &Connection,
        (ahead, waiting): (&mut Ahead<'f>, &mut VecDeque<Item<'f>>),
        intake: &mut Intake<'_>,
    ) -> Result<(), Error> {
        let id = intake.taken.begin(transaction)?;
        let start = Instant::now();
        let is_enough = |stopped: bool| stopped || self.library.is_wanted() || start.elapsed() > HOLD;
        while let Some(item) = waiting.pop_front() {
            let path: &'f str = &item.found.path;
            intake.taken.take(transaction, item)?;
            intake.tell(path, waiting.is_empty());
            // The search index is cheaper to write in few large parts: the next batch is worth a short wait.
            while waiting.is_empty() && !is_enough(intake.taken.receipt.stopped) {
                match ahead.wait_for(PATIENCE) {
                    Ok(items) => waiting.extend(items?),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            }
            if is_enough(intake.taken.receipt.stopped) {
                break;
            }
        }
        let so_far = Receipt { refused: Vec::new(), ..intake.taken.receipt.clone() };
        intakes::keep(transaction, id, &so_far, "running")
    }

    /// Keeps the receipt. One that says that nothing was new need not outlive a power cut.
    fn end(&self, mut taken: Taken) -> Result<Receipt, Error> {
        let wrote = taken.receipt.id.is_some() || !taken.receipt.refused.is_empty();
        let mut keep = |transaction: &Transaction<'_>| {
            let id = taken.begin(transaction)?;
            for refusal in &taken.receipt.refused {
                rejected::refuse(transaction, refusal)?;
            }
            intakes::keep(transaction, id, &taken.receipt, "done")?;
            intakes::forget_ways_back(transaction, now_ms())
        };
        if wrote {
            self.library.write(&mut keep)?;
            let Receipt { new, updated, unchanged, refused, .. } = &taken.receipt;
            tracing::info!(new, updated, unchanged, rejected = refused.len(), "imported");
        } else {
            self.library.write_calmly(&mut keep)?;
        }
        Ok(taken.receipt)
    }

    /// Takes an import back whole: new articles go, changed ones are what they were. One step that undo takes back.
    pub fn take_back(&self, intake: IntakeId) -> Result<crate::batch::Changed, Error> {
        self.take_back_import(intake)
    }
}

impl Intake<'_> {
    /// Files at the front for which nothing is written.
    fn count_only(&mut self, waiting: &mut VecDeque<Item<'_>>) {
        while waiting.front().is_some_and(|item| item.counts_only(&self.taken)) && !self.taken.receipt.stopped {
            let Some(item) = waiting.pop_front() else { return };
            self.taken.receipt.unchanged += 1;
            self.tell(&item.found.path, waiting.is_empty());
        }
    }

    /// One more file is done; whoever watches hears of it once a batch, and may stop the import there.
    fn tell(&mut self, current: &str, batch_ended: bool) {
        let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.done += 1;
        if !batch_ended {
            return;
        }
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a rate"
        )]
        let per_second = (self.done as f64 / seconds) as u32;
        let (done, total) = (whole(self.done), whole(self.found.len()));
        let progress = Progress { done, total, current: current.to_owned(), per_second };
        let stop = (self.watch)(&progress).is_break();
        self.taken.receipt.stopped = stop && done < total;
    }
}

/// The kind of site that these files speak for.
pub(super) fn kind_of(files: &[Found]) -> Profile {
    let asked: Vec<_> = Profile::asked(files).collect();
    Profile::of(asked.par_iter().map(|file| guess_profile(&file.file())).collect::<Vec<_>>())
}
