//! Taking in: files are looked at in parallel, and written to the library in batches by one writer.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rusqlite::Connection;

use super::arrive::{Item, Taken};
use super::{Desk, now_ms};
use crate::decide::place;
use crate::document::Profile;
use crate::error::Error;
use crate::fault;
use crate::intake::look::{Look, guess_profile, look};
use crate::intake::walk::{Found, walk};
use crate::library::facts::Derived;
use crate::library::roots::Root;
use crate::library::{articles, intakes, roots};
use crate::screen::{IntakeId, Progress, Receipt};

/// Files looked at together; what was taken in stays when the rest is stopped.
const BATCH: usize = 256;
/// The writer is held no longer than this at a time: whoever decides meanwhile must not wait.
const HOLD: Duration = Duration::from_millis(30);
/// Files of a new root that are asked what kind of site they belong to.
const ASKED: usize = 64;

/// Hears how far an import is, from one thread at a time, and can stop it.
pub type Watch<'a> = &'a (dyn Fn(&Progress) -> ControlFlow<()> + Sync);

/// One import.
struct Intake<'a> {
    found: &'a [Found],
    roots: &'a HashMap<Arc<Path>, Root>,
    watch: Watch<'a>,
    start: Instant,
    taken: Taken,
}

impl Desk {
    /// Takes files and folders in; the receipt is kept. `watch` hears how far it is, and can stop it.
    pub fn take_in(&self, paths: &[PathBuf], watch: Watch<'_>) -> Result<Receipt, Error> {
        let named = paths.iter().map(|path| path.display().to_string()).collect();
        let known: Vec<PathBuf> =
            self.library.read(roots::all)?.iter().map(|root| PathBuf::from(&root.path)).collect();
        let start = Instant::now();
        let (found, refused) = walk(paths, &known);
        let roots = self.roots_of(&found)?;
        let refused_before = self.library.read(intakes::refused)?.into_iter().map(|refusal| refusal.path);
        let receipt = Receipt { paths: named, at_ms: now_ms(), ..Receipt::default() };
        let taken = Taken { receipt, refused_before: refused_before.collect::<HashSet<_>>() };
        let mut intake = Intake { found: &found, roots: &roots, watch, start, taken };
        for refusal in refused {
            intake.taken.refuse(None, refusal)?;
        }
        self.take_in_all(&mut intake)?;
        self.end(intake)
    }

    /// The roots of these files, made where they are new, with the kind of site that their files speak for.
    fn roots_of(&self, found: &[Found]) -> Result<HashMap<Arc<Path>, Root>, Error> {
        let mut named = HashMap::new();
        for files in found.chunk_by(|a, b| a.root == b.root) {
            let Some(path) = files.first().map(|file| file.root.clone()) else { continue };
            let text = path.to_string_lossy().into_owned();
            let root = self.library.read(roots::all)?.into_iter().find(|root| root.path == text);
            let root = match root {
                Some(root) => root,
                None => {
                    let profile = kind_of(files);
                    self.library.write(|transaction| roots::add(transaction, &text, profile))?
                }
            };
            named.insert(path, root);
        }
        Ok(named)
    }

    fn take_in_all(&self, intake: &mut Intake<'_>) -> Result<(), Error> {
        let (found, roots) = (intake.found, intake.roots);
        let reader = self.library.connect()?;
        // One batch is looked at while the one before it is written.
        let (sender, receiver) = sync_channel(1);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for batch in found.chunk_by(|a, b| a.root == b.root).flat_map(|files| files.chunks(BATCH)) {
                    let items = looked_at(&reader, batch, roots);
                    let failed = items.is_err();
                    if sender.send(items).is_err() || failed {
                        return;
                    }
                }
            });
            let mut done = 0;
            for items in receiver {
                let items = items?;
                let (count, current) = (items.len(), items.last().map(|item| item.found.path.to_string()));
                self.write_batch(items, intake)?;
                done += count;
                if intake.stopped(done, current.unwrap_or_default()) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Writes a batch, in as many commits as keep the writer free for others.
    fn write_batch(&self, items: Vec<Item<'_>>, intake: &mut Intake<'_>) -> Result<(), Error> {
        let mut items = items.into_iter().peekable();
        let taken = &mut intake.taken;
        while items.next_if(|item| item.counts_only(taken)).map(|item| taken.count(&item)).is_some() {}
        while items.peek().is_some() {
            self.library.write_calmly(|transaction| {
                let id = taken.begin(transaction)?;
                let start = Instant::now();
                while let Some(item) = items.next() {
                    taken.take(transaction, item)?;
                    if start.elapsed() > HOLD {
                        break;
                    }
                }
                let so_far = Receipt { refused: Vec::new(), ..taken.receipt.clone() };
                intakes::keep(transaction, id, &so_far, "running")
            })?;
            fault::step("between two commits of an import");
        }
        Ok(())
    }

    /// Keeps the receipt.
    fn end(&self, intake: Intake<'_>) -> Result<Receipt, Error> {
        let mut taken = intake.taken;
        let start = intake.start;
        self.library.write(|transaction| {
            let id = taken.begin(transaction)?;
            taken.receipt.seconds = start.elapsed().as_secs_f64();
            for refusal in &taken.receipt.refused {
                intakes::refuse(transaction, refusal)?;
            }
            intakes::keep(transaction, id, &taken.receipt, "done")
        })?;
        Ok(taken.receipt)
    }

    /// Takes an import back whole: new articles go, changed ones are what they were. One step that undo takes back.
    pub fn take_back(&self, intake: IntakeId) -> Result<crate::screen::Changed, Error> {
        self.take_back_import(intake)
    }
}

impl Intake<'_> {
    fn stopped(&mut self, done: usize, current: String) -> bool {
        let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let seconds = self.start.elapsed().as_secs_f64().max(0.001);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a rate")]
        let per_second = (done as f64 / seconds) as u32;
        let total = whole(self.found.len());
        let progress = Progress { done: whole(done), total, current, per_second };
        let stop = (self.watch)(&progress).is_break();
        self.taken.receipt.stopped = stop && progress.done < total;
        stop
    }
}

/// Looks at files of one root, in parallel.
fn looked_at<'f>(
    reader: &Connection,
    batch: &'f [Found],
    roots: &HashMap<Arc<Path>, Root>,
) -> Result<Vec<Item<'f>>, Error> {
    let Some(root) = batch.first().and_then(|file| roots.get(&file.root)) else { return Ok(Vec::new()) };
    let paths: Vec<&str> = batch.iter().map(|file| &*file.path).collect();
    let known = articles::known(reader, root.id, &paths)?;
    let items = batch.par_iter().zip(known).map(|(found, known)| {
        let name = Path::new(&*found.path).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let mut look = look(&found.file(), &name, root.profile, known.as_ref().map(|(_, seen)| seen));
        // What is derived of a new article takes longer than to write it down: it is done here, in parallel.
        let derived = match (&mut look, known) {
            (Look::Arrived(arrival), None) => {
                let article = std::mem::take(&mut arrival.article);
                let place = place(None, article.removed);
                Some(Derived::of(article, &arrival.body, place, arrival.seen.hash))
            }
            _ => None,
        };
        Item { found, root: root.id, known, look, derived }
    });
    Ok(items.collect())
}

fn kind_of(files: &[Found]) -> Profile {
    let every = files.len().div_ceil(ASKED).max(1);
    let asked: Vec<_> = files.iter().step_by(every).collect();
    Profile::of(asked.par_iter().map(|file| guess_profile(&file.file())).collect::<Vec<_>>())
}
