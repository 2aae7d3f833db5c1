//! Watched folders in the background: begun with the window, ended with it or when the folders change.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use super::Import;
use crate::context::Context;
use crate::error::Error;
use crate::library::import_report::Receipt;

/// Hears the receipt of each settling that brought something, and which folders cannot be watched.
type Hear = dyn Fn(Result<Receipt, Error>) + Send + Sync;

/// Folders that are being watched; dropping it ends the watch.
pub struct Watching {
    enough: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Watching {
    /// Takes these folders in, and whatever changes in them from now on, each on a thread of its own: one that
    /// cannot be watched is told to `hear` and stops none of the others.
    pub(crate) fn begin(
        context: &Arc<Context>,
        folders: &[PathBuf],
        hear: impl Fn(Result<Receipt, Error>) + Send + Sync + 'static,
    ) -> Self {
        let (enough, hear): (_, Arc<Hear>) = (Arc::new(AtomicBool::new(false)), Arc::new(hear));
        let threads = folders.iter().map(|folder| {
            let (context, folder, enough, hear) = (context.clone(), folder.clone(), enough.clone(), hear.clone());
            std::thread::spawn(move || watch(&Import(&context), folder, &enough, &*hear))
        });
        Self { threads: threads.collect(), enough }
    }

    /// Ends the watch, and waits for what is being taken in just now.
    pub fn end(self) {
        drop(self);
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.enough.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            // A thread that panicked has nothing more to say.
            let _ = thread.join();
        }
    }
}

fn watch(import: &Import<'_>, folder: PathBuf, enough: &AtomicBool, hear: &Hear) {
    let watched = import.watch(&[folder], &|heard| {
        if let Some(receipt) = heard {
            hear(receipt);
        }
        if enough.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if let Err(error) = watched {
        hear(Err(error));
    }
}
