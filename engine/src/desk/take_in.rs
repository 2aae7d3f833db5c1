//! Taking in: files are looked at in parallel, and written to the library in batches by one writer.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::Instant;

use rayon::prelude::*;
use rusqlite::Connection;

use super::{Desk, decide, pins};
use crate::decide::place;
use crate::document::{Document, Profile};
use crate::error::Error;
use crate::intake::look::{Arrival, Look, guess_profile, look};
use crate::intake::walk::{Found, walk};
use crate::library::articles::{self, Derived, Known, Root};
use crate::screen::{Progress, Receipt};

/// Files looked at together and committed together: what was taken in stays when the rest is stopped.
const BATCH: usize = 256;
/// Files of a new root that are asked what kind of site they belong to.
const ASKED: usize = 64;

/// A root and what the library knows of its files.
struct Below {
    root: Root,
    known: HashMap<String, Known>,
}

impl Desk {
    /// Takes files and folders in. `watch` hears how far it is, from one thread at a time, and can stop it.
    pub fn take_in(
        &self,
        paths: &[PathBuf],
        watch: &(dyn Fn(&Progress) -> ControlFlow<()> + Sync),
    ) -> Result<Receipt, Error> {
        let start = Instant::now();
        let roots = self.library.read(articles::roots)?;
        let known: Vec<PathBuf> = roots.iter().map(|root| PathBuf::from(&root.path)).collect();
        let (found, refused) = walk(paths, &known);
        let below = self.below(&found)?;
        let mut receipt = Receipt { refused, ..Receipt::default() };
        self.take_in_all(&found, &below, watch, &mut receipt)?;
        receipt.seconds = start.elapsed().as_secs_f64();
        Ok(receipt)
    }

    /// The roots of these files, made where they are new, with the kind of site that their files speak for.
    fn below(&self, found: &[Found]) -> Result<HashMap<PathBuf, Below>, Error> {
        let mut by_root: HashMap<&Path, Vec<&Found>> = HashMap::new();
        for file in found {
            by_root.entry(&file.root).or_default().push(file);
        }
        let mut below = HashMap::new();
        for (path, files) in by_root {
            let text = path.to_string_lossy();
            let root = self.library.read(articles::roots)?.into_iter().find(|root| root.path == *text);
            let root = if let Some(root) = root {
                root
            } else {
                let profile = kind_of(&files);
                self.library.write(|transaction| articles::add_root(transaction, &text, profile))?
            };
            let known = self.library.read(|connection| articles::known_below(connection, root.id))?;
            below.insert(path.to_path_buf(), Below { root, known });
        }
        Ok(below)
    }

    fn take_in_all(
        &self,
        found: &[Found],
        below: &HashMap<PathBuf, Below>,
        watch: &(dyn Fn(&Progress) -> ControlFlow<()> + Sync),
        receipt: &mut Receipt,
    ) -> Result<(), Error> {
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let mut done = 0;
        // One batch is looked at while the one before it is written.
        let (sender, receiver) = sync_channel::<(&[Found], Vec<Look>)>(1);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for batch in found.chunks(BATCH) {
                    let looks = batch.par_iter().map(|file| look_at(file, below)).collect();
                    if sender.send((batch, looks)).is_err() {
                        return;
                    }
                }
            });
            for (batch, looks) in receiver {
                self.write_batch(batch, looks, below, receipt)?;
                done += u32::try_from(batch.len()).unwrap_or(u32::MAX);
                let current = batch.last().map(|file| file.path.clone()).unwrap_or_default();
                if watch(&Progress { done, total, current }).is_break() {
                    receipt.stopped = done < total;
                    break;
                }
            }
            Ok(())
        })
    }

    fn write_batch(
        &self,
        batch: &[Found],
        looks: Vec<Look>,
        below: &HashMap<PathBuf, Below>,
        receipt: &mut Receipt,
    ) -> Result<(), Error> {
        let nothing_to_write = looks.iter().all(|look| matches!(look, Look::Untouched | Look::Refused(_)));
        let count = |transaction: Option<&Connection>| {
            for (file, look) in batch.iter().zip(looks) {
                let Some(below) = below.get(&file.root) else { continue };
                one(transaction, file, look, below, receipt)?;
            }
            Ok(())
        };
        if nothing_to_write { count(None) } else { self.library.write(|transaction| count(Some(transaction))) }
    }
}

fn look_at(file: &Found, below: &HashMap<PathBuf, Below>) -> Look {
    let Some(below) = below.get(&file.root) else { return Look::Untouched };
    let name = Path::new(&file.path).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let known = below.known.get(&file.path).map(|known| &known.seen);
    look(&file.file(), &name, below.root.profile, known)
}

fn kind_of(files: &[&Found]) -> Profile {
    let every = files.len().div_ceil(ASKED).max(1);
    let asked: Vec<_> = files.iter().step_by(every).collect();
    Profile::of(asked.par_iter().map(|file| guess_profile(&file.file())).collect::<Vec<_>>())
}

/// One file into library and receipt.
fn one(
    transaction: Option<&Connection>,
    file: &Found,
    look: Look,
    below: &Below,
    receipt: &mut Receipt,
) -> Result<(), Error> {
    let known = below.known.get(&file.path);
    match (look, transaction, known) {
        (Look::Refused(refusal), ..) => receipt.refused.push(refusal),
        (Look::Untouched, ..) | (_, None, _) | (Look::Same(_), _, None) => receipt.unchanged += 1,
        (Look::Same(seen), Some(transaction), Some(known)) => {
            articles::see(transaction, known.id, seen)?;
            receipt.unchanged += 1;
        }
        (Look::Arrived(arrival), Some(transaction), None) => {
            insert(transaction, file, &arrival, below)?;
            receipt.new += 1;
        }
        (Look::Arrived(arrival), Some(transaction), Some(known)) => update(transaction, &arrival, known, receipt)?,
    }
    Ok(())
}

fn insert(transaction: &Connection, file: &Found, arrival: &Arrival, below: &Below) -> Result<(), Error> {
    let derived =
        Derived { article: &arrival.article, place: place(None, arrival.article.removed), hash: arrival.seen.hash };
    articles::insert(transaction, below.root.id, &file.path, (arrival.seen, &arrival.bytes), &derived)?;
    Ok(())
}

/// A file that is not what was last seen: our own hand-over, noise, or news.
fn update(transaction: &Connection, arrival: &Arrival, known: &Known, receipt: &mut Receipt) -> Result<(), Error> {
    if articles::was_handed_over(transaction, known.id, arrival.seen.hash)? {
        articles::see(transaction, known.id, arrival.seen)?;
        receipt.unchanged += 1;
        return Ok(());
    }
    let before = articles::stored(transaction, known.id)?;
    articles::arrive(transaction, known.id, arrival.seen, &arrival.bytes)?;
    decide::derive(transaction, known.id)?;
    if is_noise(&before.bytes, &arrival.bytes) {
        receipt.unchanged += 1;
        receipt.noise += 1;
        return Ok(());
    }
    receipt.updated += 1;
    let pins = pins(transaction, known.id)?;
    let kept = usize::from(pins.place.is_some()) + pins.fields.len();
    receipt.kept += u32::try_from(kept).unwrap_or(u32::MAX);
    Ok(())
}

/// Whether only the robot's signature or the line ends differ.
fn is_noise(before: &[u8], after: &[u8]) -> bool {
    let (Ok(before), Ok(after)) = (Document::read(before), Document::read(after)) else { return false };
    before.differs_only_in_noise(&after)
}
