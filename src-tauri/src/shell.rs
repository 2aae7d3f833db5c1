//! What the window holds on to: the open desk, or why there is none; beside it the sample desk, while it is open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::desk::Desk;
use engine::error::{Code, Error, Failure};
use engine::screen::Rebuilt;

use crate::Arguments;
use crate::jobs::Intake;
use crate::rehearsal::Rehearsal;

/// How long a restore waits for what works on the library just now.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it asks whether that has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The state of the app. A library that cannot be opened is reported by every command, so that the page can say so.
pub struct Shell {
    library: Option<PathBuf>,
    desk: Mutex<Result<Arc<Desk>, Failure>>,
    rehearsal: Mutex<Option<Rehearsal>>,
    opened_with: Mutex<Vec<PathBuf>>,
    /// The intake that may be running.
    pub intake: Intake,
}

impl Shell {
    /// Opens the library that the arguments name, else the platform's own.
    #[must_use]
    pub fn open(arguments: Arguments) -> Self {
        Rehearsal::sweep();
        let library = arguments.library.map_or_else(Desk::default_library, Ok);
        let desk = Mutex::new(library.as_ref().map_err(Error::failure).and_then(|library| open(library)));
        let opened_with = Mutex::new(arguments.paths);
        Self { library: library.ok(), desk, rehearsal: Mutex::default(), opened_with, intake: Intake::default() }
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
        self.own().clone()
    }

    /// Whether a desk is that of the curator's own library; what works beside the page ends when it is no more.
    pub fn owns(&self, desk: &Desk) -> bool {
        self.own().as_ref().is_ok_and(|own| std::ptr::eq(&raw const **own, desk))
    }

    /// Puts a backup in the place of the curator's own library, which is kept as a backup itself, and opens it. Whatever
    /// works beside the page must be begun anew, however it ends.
    pub fn restore(&self, backup: &str) -> Result<(), Failure> {
        let folder = self.let_go(backup)?;
        let (restored, opened) = match folder {
            Freed::Yes(folder) => (Desk::restore(&folder, Path::new(backup)).map(drop), Desk::open(&folder)),
            Freed::No(folder) => (Err(in_use()), Desk::open(&folder)),
        };
        *self.own() = opened.map(Arc::new).map_err(|error| error.failure());
        restored.map_err(|error| error.failure())
    }

    /// Closes the curator's own library, as soon as nothing works on it any more.
    fn let_go(&self, backup: &str) -> Result<Freed, Failure> {
        let refused = |error: Error| error.failure();
        if self.rehearsal().is_some() {
            return Err(refused(Error::NotNow("Go back to your own library first.".to_owned())));
        }
        if self.intake.is_running() {
            let sentence = "Files are being taken in: let that end, or stop it, before the library is put back.";
            return Err(refused(Error::NotNow(sentence.to_owned())));
        }
        let mut own = self.own();
        let mut desk = own.clone()?;
        let folder = desk.folder().to_path_buf();
        if !Desk::backups(&folder).map_err(refused)?.iter().any(|known| known.path == backup) {
            return Err(refused(Error::Usage(format!("{backup} is no backup of this library."))));
        }
        *own = Err(being_restored());
        drop(own);
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            match Arc::try_unwrap(desk) {
                Ok(only) => {
                    drop(only);
                    return Ok(Freed::Yes(folder));
                }
                Err(shared) => desk = shared,
            }
            std::thread::sleep(PAUSE);
        }
        Ok(Freed::No(folder))
    }

    /// Makes the library again: moves what is damaged aside, takes over all that can be read of it, and opens what came
    /// of it. Everything that works beside the page must let the old one go first.
    pub fn rebuild(&self) -> Result<Rebuilt, Failure> {
        let busy = Failure {
            code: Code::Busy,
            message: "The library is being made again.".to_owned(),
            hint: Some("It takes a moment; try again then.".to_owned()),
        };
        let library = self.library.as_ref().ok_or_else(|| busy.clone())?;
        let before = std::mem::replace(&mut *self.own(), Err(busy));
        if let Ok(desk) = before {
            let (weak, begun) = (Arc::downgrade(&desk), Instant::now());
            drop(desk);
            while weak.strong_count() > 0 && begun.elapsed() < PATIENCE {
                std::thread::sleep(PAUSE);
            }
        }
        let rebuilt = Desk::rebuild(library).map_err(|error| error.failure());
        *self.own() = open(library);
        rebuilt
    }

    fn own(&self) -> MutexGuard<'_, Result<Arc<Desk>, Failure>> {
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
        Ok(())
    }

    /// Goes back to the curator's own library; the sample desk is gone with all that was decided on it.
    pub fn end_rehearsal(&self) {
        drop(self.rehearsal().take());
    }

    fn rehearsal(&self) -> MutexGuard<'_, Option<Rehearsal>> {
        self.rehearsal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The paths that the app was started with; handed out once.
    pub fn opened_with(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.opened_with.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The library's folder, and whether nothing works in it any more.
enum Freed {
    Yes(PathBuf),
    No(PathBuf),
}

fn in_use() -> Error {
    Error::NotNow("The library is still in use; it was left as it is. Try again in a moment.".to_owned())
}

fn being_restored() -> Failure {
    Failure { code: Code::Busy, message: "A backup is being put in the library's place.".to_owned(), hint: None }
}

fn open(library: &Path) -> Result<Arc<Desk>, Failure> {
    Desk::open(library).map(Arc::new).map_err(|error| error.failure())
}
