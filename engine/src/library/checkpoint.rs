//! Copies the write-ahead log into the library's file, where no decision has to wait for it.
//!
//! `SQLite` does this inside the commit that makes the log too long. That commit may be a decision, and copying 32 MB
//! with a flush takes long.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use super::connection::connect_to;
use super::write_queue::WriteQueue;
use crate::error::Error;
use crate::logging;

/// Pages of the log after which it is copied: 32 MB.
const LONG: i32 = 4096;

/// Watches the length of one library's log.
pub struct Checkpoints {
    file: PathBuf,
    queue: Arc<WriteQueue>,
    /// Pages in the log after the last commit of this program.
    pages: Arc<AtomicI32>,
    /// Pages in the log when it was copied last.
    copied: Arc<AtomicI32>,
    running: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Checkpoints {
    /// Replaces the automatic checkpoints of `SQLite` on the connection that writes.
    pub fn of(writer: &mut Connection, file: &Path, queue: Arc<WriteQueue>) -> Result<Self, Error> {
        let pages = Arc::new(AtomicI32::new(0));
        let seen = pages.clone();
        writer.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
            seen.store(pages, Ordering::SeqCst);
            Ok(())
        }))?;
        Ok(Self {
            file: file.to_path_buf(),
            queue,
            pages,
            copied: Arc::new(AtomicI32::new(0)),
            running: Arc::new(AtomicBool::new(false)),
            thread: Mutex::new(None),
        })
    }

    /// Copies a log that has become long, on a thread of its own. Call it when the turn to write has ended.
    pub fn copy_if_long(&self) {
        let (pages, copied) = (self.pages.load(Ordering::SeqCst), self.copied.load(Ordering::SeqCst));
        // A log that was begun anew is shorter than what was copied of the one before.
        let since = if pages < copied { pages } else { pages - copied };
        if since < LONG || self.running.swap(true, Ordering::SeqCst) {
            return;
        }
        let (file, queue, running) = (self.file.clone(), self.queue.clone(), self.running.clone());
        let copied = self.copied.clone();
        let thread = std::thread::Builder::new().name("checkpoint".to_owned()).spawn(move || {
            copied.store(pages, Ordering::SeqCst);
            copy(&file, &queue);
            running.store(false, Ordering::SeqCst);
        });
        let mut last = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        match thread {
            Ok(thread) => *last = Some(thread),
            Err(error) => {
                tracing::warn!("no thread for a checkpoint: {error}");
                self.running.store(false, Ordering::SeqCst);
            }
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        // A program that ends at once would never copy anything.
        let last = self.thread.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = last {
            let _ = thread.join();
        }
    }
}

/// Copies most of the log while others write, and the rest with the turn to write, so that the next writer can begin
/// the log anew.
fn copy(file: &Path, queue: &WriteQueue) {
    let Some(connection) = logging::not_done("the library was not opened for a checkpoint", connect_to(file)) else {
        return;
    };
    checkpoint(&connection);
    let _turn = queue.turn();
    checkpoint(&connection);
}

/// A busy result is no failure: another program is copying the log.
pub fn checkpoint(connection: &Connection) {
    let done = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    logging::not_done("the write-ahead log was not copied", done);
}
