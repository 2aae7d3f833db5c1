//! What the window holds on to: the open desk, or why there is none; beside it the sample desk, while it is open.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::api::Rebuilt;
use engine::desk::Desk;
use engine::error::{Code, Error, Failure};

use crate::Arguments;
use crate::grants::Grants;
use crate::jobs::Intake;
use crate::message::Refused;
use crate::rehearsal::Rehearsal;

/// How long closing the library waits for what works on it just now.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it asks whether that has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The curator's own library, open or not.
type Own = Result<Arc<Desk>, Closed>;

/// Why the library is not open.
struct Closed {
    failure: Failure,
    /// It is worked on, and opens again by itself.
    worked_on: bool,
}

/// The state of the app. A library that cannot be opened is reported by every command, so that the page can say so.
pub struct Shell {
    library: Result<PathBuf, Failure>,
    desk: Mutex<Own>,
    rehearsal: Mutex<Option<Rehearsal>>,
    opened_with: Mutex<Vec<PathBuf>>,
    beside: AtomicBool,
    /// The files and folders that the page may name.
    pub grants: Grants,
    /// The intake that may be running.
    pub intake: Intake,
}

impl Shell {
    /// Opens the library that the arguments name, else the platform's own.
    #[must_use]
    pub fn open(arguments: Arguments) -> Self {
        // A temporary folder may be large: the window does not wait for it.
        std::thread::spawn(Rehearsal::sweep);
        let library = arguments.library.map_or_else(Desk::default_library, Ok).map_err(|error| error.failure());
        if let Ok(library) = &library {
            engine::logging::begin(library, arguments.verbose);
        }
        let desk = Mutex::new(library.clone().map_err(failed).and_then(|library| open(&library)));
        let opened_with = Mutex::new(arguments.paths);
        warm(&desk);
        let (rehearsal, beside, intake) = (Mutex::default(), AtomicBool::new(false), Intake::default());
        Self { library, desk, rehearsal, opened_with, beside, grants: Grants::default(), intake }
    }

    /// The desk on the screen, or why there is none.
    pub fn desk(&self) -> Result<Arc<Desk>, Failure> {
        match &*self.rehearsal() {
            Some(rehearsal) => Ok(rehearsal.desk()),
            None => self.own_desk(),
        }
    }

    /// The desk of the curator's own library, also while the sample desk is on the screen.
    pub fn own_desk(&self) -> Result<Arc<Desk>, Failure> {
        self.own().as_ref().map(Arc::clone).map_err(|closed| closed.failure.clone())
    }

    /// Whether a desk is that of the curator's own library; what works beside the page ends when it is no more.
    pub fn owns(&self, desk: &Desk) -> bool {
        self.own().as_ref().is_ok_and(|own| std::ptr::eq(&raw const **own, desk))
    }

    /// The folder of the curator's own library, whether or not it could be opened.
    pub fn folder(&self) -> Result<PathBuf, Failure> {
        self.library.clone()
    }

    /// Puts a backup in the place of the curator's own library, which is kept as a backup itself, and opens it.
    /// `begin` begins anew what works on it beside the page.
    pub fn restore(&self, backup: &str, begin: impl FnOnce()) -> Result<(), Failure> {
        let known = engine::maintenance::backups(&self.folder()?).map_err(|error| error.failure())?;
        if !known.iter().any(|known| known.path == backup) {
            return Err(Error::usage(Refused::NoBackup { path: backup.to_owned() }).failure());
        }
        let restore = |folder: &Path| engine::maintenance::restore(folder, Path::new(backup)).map(drop);
        self.without_desk(Refused::BeingRestored, restore, begin)
    }

    /// Makes the library again: moves what is damaged aside, takes over all that can be read of it, and opens what came
    /// of it. `begin` begins anew what works on it beside the page.
    pub fn rebuild(&self, begin: impl FnOnce()) -> Result<Rebuilt, Failure> {
        self.without_desk(Refused::BeingRebuilt, engine::maintenance::rebuild, begin)
    }

    /// Opens the library that could not be opened; what is open stays so. `begin` begins what works on it beside the page.
    pub fn reopen(&self, begin: impl FnOnce()) -> Result<(), Failure> {
        if self.own().is_ok() {
            return Ok(());
        }
        let folder = self.library.clone()?;
        let before = self.close(Refused::BeingOpened)?;
        *self.own() = before.or_else(|_| open(&folder));
        self.own_desk()?;
        begin();
        Ok(())
    }

    /// Works on the closed library: when nothing uses it any more, and not while files are taken in or the sample desk is
    /// open. Then it is opened again, whatever came of the work; `meanwhile` is what commands hear until then.
    fn without_desk<T>(
        &self,
        meanwhile: Refused,
        work: impl FnOnce(&Path) -> Result<T, Error>,
        begin: impl FnOnce(),
    ) -> Result<T, Failure> {
        let folder = self.library.clone()?;
        self.shows_own_library()?;
        if self.intake.is_running() {
            return Err(Error::not_now(Refused::Importing).failure());
        }
        let before = self.close(meanwhile)?;
        let done = if before.is_ok_and(|desk| !is_let_go(desk)) { Err(in_use()) } else { work(&folder) };
        *self.own() = open(&folder);
        begin();
        done.map_err(|error| error.failure())
    }

    /// Fails while the sample desk is on the screen.
    pub fn shows_own_library(&self) -> Result<(), Failure> {
        if self.rehearsal().is_some() {
            return Err(Error::not_now(Refused::OwnLibraryFirst).failure());
        }
        Ok(())
    }

    /// Takes the library from the commands, which hear `meanwhile` until it is open again.
    fn close(&self, meanwhile: Refused) -> Result<Own, Failure> {
        let mut own = self.own();
        if let Err(Closed { failure, worked_on: true }) = &*own {
            return Err(failure.clone());
        }
        let failure = Failure { code: Code::Busy, message: meanwhile.into(), hint: None };
        Ok(std::mem::replace(&mut *own, Err(Closed { failure, worked_on: true })))
    }

    fn own(&self) -> MutexGuard<'_, Own> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a desk is the one on the screen.
    pub fn shows(&self, desk: &Desk) -> bool {
        self.desk().is_ok_and(|shown| std::ptr::eq(&raw const *shown, desk))
    }

    /// Puts the sample desk on the screen, as new.
    pub fn rehearse(&self) -> Result<(), Failure> {
        let rehearsal = Rehearsal::open()?;
        *self.rehearsal() = Some(rehearsal);
        self.grants.forget_listed();
        Ok(())
    }

    /// Goes back to the curator's own library; the sample desk is gone with all that was decided on it.
    pub fn end_rehearsal(&self) {
        drop(self.rehearsal().take());
        self.grants.forget_listed();
    }

    fn rehearsal(&self) -> MutexGuard<'_, Option<Rehearsal>> {
        self.rehearsal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether what works beside the page is to begin: true when this is asked first.
    pub fn begins_beside(&self) -> bool {
        !self.beside.swap(true, Ordering::SeqCst)
    }

    /// The paths that the app was started with; handed out once.
    pub fn opened_with(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.opened_with.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Closes a desk as soon as nobody else holds it; whether that came in time.
fn is_let_go(mut desk: Arc<Desk>) -> bool {
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match Arc::try_unwrap(desk) {
            Ok(only) => {
                drop(only);
                return true;
            }
            Err(shared) => desk = shared,
        }
        std::thread::sleep(PAUSE);
    }
    false
}

fn in_use() -> Error {
    Error::not_now(Refused::InUse)
}

/// Reads what the first page needs of the library while the window system comes up, once what was put aside until now
/// has come back. What goes wrong is said when the page asks.
fn warm(desk: &Mutex<Own>) {
    if let Ok(desk) = &*desk.lock().unwrap_or_else(PoisonError::into_inner) {
        let desk = Arc::clone(desk);
        std::thread::spawn(move || drop(desk.query().counts()));
    }
}

fn open(library: &Path) -> Own {
    Desk::open(library).map(Arc::new).map_err(|error| failed(error.failure()))
}

const fn failed(failure: Failure) -> Closed {
    Closed { failure, worked_on: false }
}
