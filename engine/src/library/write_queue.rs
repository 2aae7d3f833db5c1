//! The queue of everybody who writes into a library, across threads and programs.
//!
//! `SQLite` lets one program write at a time, and a refused program sleeps and tries again: the one that tries at the
//! right moment wins, and another may wait for seconds. Here writers wait in the kernel for a lock on a file instead.
//!
//! Two files are locked, in this order, with the library's own mutex in between:
//!
//! 1. `write-next.lock`: an urgent writer holds it until it has the turn, so that calm writers see that one waits.
//! 2. `write.lock`: the turn. Its holder alone begins a transaction.
//!
//! A lock ends with its process. The queue makes writing fair, and `SQLite` keeps it correct: where a file system has
//! no locks, or another program holds the turn too long, the writer goes on without it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// The file whose lock is the turn to write.
const TURN: &str = "write.lock";
/// The file that the next urgent writer locks.
const NEXT: &str = "write-next.lock";
/// Longest wait for one lock; a program that was stopped with Ctrl Z may hold it for ever.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a calm writer asks whether urgent ones still wait.
const PAUSE: Duration = Duration::from_millis(1);
/// Longest time that a calm writer stands back: an import ends although others decide all the time.
const CALM_PATIENCE: Duration = Duration::from_secs(1);
/// How long a calm writer then writes although urgent ones wait; doubled each time in a row.
const CALM_SHARE: Duration = Duration::from_millis(10);
/// Upper limit of that time.
const LONGEST_CALM_SHARE: Duration = Duration::from_millis(160);

/// A lock on a file, released when it is dropped or its process ends. Empty where the file cannot be locked.
#[derive(Debug)]
pub struct FileLock(Option<File>);

impl Drop for FileLock {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            // A child process that is being started may hold a copy of the handle: closing it would not unlock it.
            let _ = file.unlock();
        }
    }
}

impl FileLock {
    /// Locks a file, which is made where there is none, and waits for it as long as [`PATIENCE`]. Returns whether it
    /// is locked, or cannot be locked at all; `None` where another program holds it still.
    pub fn wait(path: &Path) -> Option<Self> {
        let Some(file) = open(path) else { return Some(Self(None)) };
        match file.try_lock() {
            Ok(()) => Some(Self(Some(file))),
            Err(TryLockError::WouldBlock) => wait_in_kernel(file),
            Err(TryLockError::Error(_)) => Some(Self(None)),
        }
    }

    /// Locks a file if nobody holds it. `None` where somebody does, or where it cannot be locked.
    pub fn try_now(path: &Path) -> Option<Self> {
        let file = open(path)?;
        file.try_lock().is_ok().then(|| Self(Some(file)))
    }
}

/// Opens a lock file; one of another account that may only be read can be locked, too.
fn open(path: &Path) -> Option<File> {
    let writable = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    match writable {
        Ok(file) => Some(file),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => File::open(path).ok(),
        Err(_) => None,
    }
}

/// Waits on a thread of its own, because a wait in the kernel has no timeout.
fn wait_in_kernel(file: File) -> Option<FileLock> {
    let (sender, receiver) = mpsc::sync_channel(0);
    let waiting = std::thread::Builder::new().name("write queue".to_owned()).spawn(move || {
        let locked = file.lock().is_ok();
        // If the receiver is gone, the lock is dropped here.
        let _ = sender.send(FileLock(locked.then_some(file)));
    });
    match waiting {
        Ok(_) => receiver.recv_timeout(PATIENCE).ok(),
        Err(_) => Some(FileLock(None)),
    }
}

/// The queue of one library.
#[derive(Debug)]
pub struct WriteQueue {
    turn: PathBuf,
    next: PathBuf,
    /// The file `next`, to ask whether it is locked.
    probe: Option<File>,
    /// Urgent writers of this process that wait.
    urgent: AtomicUsize,
    calm: Mutex<Calm>,
}

/// How long calm writers of this process may write although urgent ones wait.
#[derive(Debug, Default)]
struct Calm {
    /// Until when they write, whoever waits.
    until: Option<Instant>,
    /// How often in a row they stood back in vain.
    in_vain: u32,
}

/// An urgent writer that waits for its turn.
#[derive(Debug)]
pub struct Urgent<'a> {
    queue: &'a WriteQueue,
    _next: Option<FileLock>,
}

impl Drop for Urgent<'_> {
    fn drop(&mut self) {
        self.queue.urgent.fetch_sub(1, Ordering::SeqCst);
    }
}

impl WriteQueue {
    /// The queue of the library in a folder.
    pub fn in_folder(folder: &Path) -> Self {
        let next = folder.join(NEXT);
        Self { turn: folder.join(TURN), probe: open(&next), next, urgent: AtomicUsize::new(0), calm: Mutex::default() }
    }

    /// Tells all calm writers that an urgent one waits, until the answer is dropped. Call it before the writer's
    /// mutex is locked, and drop it once [`Self::turn`] has returned.
    pub fn urgent(&self) -> Urgent<'_> {
        self.urgent.fetch_add(1, Ordering::SeqCst);
        Urgent { _next: FileLock::wait(&self.next), queue: self }
    }

    /// Waits for the turn to write. Call it with the writer's mutex locked.
    pub fn turn(&self) -> Option<FileLock> {
        FileLock::wait(&self.turn)
    }

    /// Whether an urgent writer of any program waits: a calm one should end its transaction, and not begin another.
    pub fn is_wanted(&self) -> bool {
        if self.calm().until.is_some_and(|until| Instant::now() < until) {
            return false;
        }
        self.urgent.load(Ordering::SeqCst) > 0 || self.is_next_locked()
    }

    fn is_next_locked(&self) -> bool {
        let Some(file) = &self.probe else { return false };
        // Shared, so that calm writers that ask at the same time do not take each other for urgent ones.
        match file.try_lock_shared() {
            Ok(()) => {
                let _ = file.unlock();
                false
            }
            Err(TryLockError::WouldBlock) => true,
            Err(TryLockError::Error(_)) => false,
        }
    }

    /// Returns when no urgent writer waits, or after [`CALM_PATIENCE`].
    pub fn stand_back(&self) {
        let begun = Instant::now();
        while self.is_wanted() {
            if begun.elapsed() > CALM_PATIENCE {
                let mut calm = self.calm();
                let share = CALM_SHARE.saturating_mul(1 << calm.in_vain.min(8)).min(LONGEST_CALM_SHARE);
                calm.until = Some(Instant::now() + share);
                calm.in_vain += 1;
                return;
            }
            std::thread::sleep(PAUSE);
        }
        let mut calm = self.calm();
        if calm.until.is_none_or(|until| Instant::now() >= until) {
            calm.in_vain = 0;
        }
    }

    fn calm(&self) -> MutexGuard<'_, Calm> {
        self.calm.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
