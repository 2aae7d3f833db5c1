//! Files are looked at ahead of the writer: in parallel, batch by batch, in the order in which they are written.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use rayon::prelude::*;
use rusqlite::Connection;

use super::apply::Item;
use crate::article::ArticleId;
use crate::error::Error;
use crate::fault;
use crate::file::Seen;
use crate::import::inspect::{Look, look};
use crate::import::walk::Found;
use crate::library::articles;
use crate::library::facts::Derived;
use crate::library::roots::Root;
use crate::overrides::place;

/// Files looked at together; what was taken in stays when the rest is stopped.
const BATCH: usize = 256;
/// Batches that may be looked at, or wait for the writer, beside the one that it waits for: what else is worked out in
/// parallel, such as many decisions at once, comes after them.
const AHEAD: usize = 2;

/// What the library knows of each file of a batch.
type Known = Vec<Option<(ArticleId, Seen)>>;
/// A batch of files that were looked at.
type Looked<'f> = Result<Vec<Item<'f>>, Error>;
/// A batch that is being looked at, or waits for the writer.
type Coming<'f> = Receiver<Looked<'f>>;

/// The end that looks at files.
pub struct Looking<'f> {
    sender: SyncSender<Coming<'f>>,
    stopped: Arc<AtomicBool>,
}

/// The end at which the batches come out.
pub struct Ahead<'f> {
    batches: Receiver<Coming<'f>>,
    next: Option<Coming<'f>>,
    stopped: Arc<AtomicBool>,
}

impl Drop for Ahead<'_> {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
    }
}

/// Both ends. Where the second is let go, the first stops.
pub fn looking<'f>() -> (Looking<'f>, Ahead<'f>) {
    let (sender, batches) = sync_channel(AHEAD);
    let stopped = Arc::new(AtomicBool::new(false));
    (Looking { sender, stopped: Arc::clone(&stopped) }, Ahead { batches, next: None, stopped })
}

impl<'f> Ahead<'f> {
    /// The next batch, once it was looked at; `None` after the last one. One that broke stays the next one: nothing that
    /// comes after it is written.
    pub fn wait(&mut self) -> Option<Looked<'f>> {
        let coming = self.next.take().or_else(|| self.batches.recv().ok())?;
        let looked = coming.recv().ok();
        if looked.is_none() {
            self.next = Some(coming);
        }
        looked
    }

    /// The next batch where it comes within this time; else it stays the next one.
    pub fn wait_for(&mut self, time: Duration) -> Result<Looked<'f>, RecvTimeoutError> {
        let coming = match self.next.take() {
            Some(coming) => coming,
            None => self.batches.recv_timeout(time)?,
        };
        let looked = coming.recv_timeout(time);
        if looked.is_err() {
            self.next = Some(coming);
        }
        looked
    }
}

impl<'f> Looking<'f> {
    /// Looks at all files. The next batch is begun before the one before it is done: the writer takes a core away now and
    /// then, and no other core is to wait for the last file of a batch meanwhile.
    pub fn at_all(self, reader: &Connection, found: &'f [Found], roots: &'f HashMap<Arc<Path>, Root>) {
        rayon::in_place_scope(|scope| {
            for batch in found.chunk_by(|a, b| a.root == b.root).flat_map(|files| files.chunks(BATCH)) {
                fault::pause("before a batch is looked at");
                let Some(root) = batch.first().and_then(|file| roots.get(&file.root)) else { continue };
                let paths: Vec<&str> = batch.iter().map(|file| &*file.path).collect();
                let known = articles::known(reader, root.id, &paths);
                let failed = known.is_err();
                let (done, coming) = sync_channel(1);
                if self.sender.send(coming).is_err() {
                    return;
                }
                let stopped = &self.stopped;
                scope.spawn(move |_| {
                    if !stopped.load(Ordering::SeqCst) {
                        // Who does not wait for it any more has stopped.
                        let _ = done.send(known.map(|known| looked_at(batch, root, known)));
                    }
                });
                if failed {
                    return;
                }
            }
        });
    }
}

/// Looks at files of one root, in parallel.
fn looked_at<'f>(batch: &'f [Found], root: &Root, known: Known) -> Vec<Item<'f>> {
    let items = batch.par_iter().zip(known).map(|(found, known)| {
        let name = Path::new(&*found.path).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let mut look = look(&found.file(), &name, root.profile, known.as_ref().map(|(_, seen)| seen));
        // What is derived of a new article takes longer than to write it down: it is done here, in parallel.
        let derived = match (&mut look, known) {
            (Look::Arrived(arrival), None) => {
                let (article, body) = (std::mem::take(&mut arrival.article), std::mem::take(&mut arrival.body));
                let place = place(None, article.removed);
                Some(Derived::of(article, &body, place, arrival.seen.hash))
            }
            _ => None,
        };
        Item { found, root: root.id, profile: root.profile, known, look, derived }
    });
    items.collect()
}
