//! The image cache of an open library and the queue of images to fetch.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::article::ArticleId;
use crate::file::Hash;
use crate::imaging::examine::Format;
use crate::imaging::queue::{Queue, Waiting};
use crate::imaging::store::Store;
use crate::time::now_ms;

/// The image cache of an open library, its queue and its state.
pub struct ImageState {
    pub store: Store,
    pub queue: Mutex<Queue>,
    /// Rings when something may be fetched that could not be before.
    pub bell: Condvar,
    pub running: AtomicBool,
    pub paused: AtomicBool,
    pub offline: AtomicBool,
    /// When contents were looked at; written down now and then.
    pub used: Mutex<HashMap<Hash, i64>>,
    /// Articles whose row shows another state since their pictures were listed for the screen; told with the next changes.
    pub listed: Mutex<HashSet<ArticleId>>,
}

impl ImageState {
    pub fn in_folder(folder: PathBuf) -> Self {
        let store = Store::in_folder(folder);
        store.remove_left();
        Self {
            store,
            queue: Mutex::default(),
            bell: Condvar::new(),
            running: AtomicBool::new(false),
            paused: AtomicBool::new(false),
            offline: AtomicBool::new(false),
            used: Mutex::default(),
            listed: Mutex::default(),
        }
    }

    pub fn listed(&self) -> MutexGuard<'_, HashSet<ArticleId>> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file of a content, as it came.
    pub fn original(&self, hash: &blake3::Hash, format: Format) -> Option<Vec<u8>> {
        self.store.original(hash, format)
    }

    /// Whether that file is there.
    pub fn holds(&self, hash: &blake3::Hash, format: Format) -> bool {
        self.store.holds(hash, format)
    }

    pub fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts pictures in front, where anything is being fetched; else they are found when it begins.
    pub fn put_first(&self, waiting: Vec<Waiting>) {
        if !self.running.load(Ordering::SeqCst) {
            return;
        }
        let mut queue = self.queue();
        for (turn, one) in (0..).zip(waiting) {
            queue.put_first(one, turn);
        }
        self.bell.notify_all();
    }

    pub fn was_used(&self, hash: Hash) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, now_ms());
    }
}
