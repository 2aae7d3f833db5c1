//! What the window holds on to: the open desk, or why there is none; beside it the sample desk, while it is open.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use engine::desk::Desk;
use engine::error::{Code, Error, Failure};
use engine::screen::Rebuilt;

use crate::Arguments;
use crate::jobs::Intake;
use crate::rehearsal::Rehearsal;

/// How long those who work beside the page get to let the library go.
const PATIENCE: Duration = Duration::from_secs(15);

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
        let library = arguments.library.map_or_else(Desk::default_library, Ok);
        let desk = Mutex::new(library.as_ref().map_err(Error::failure).and_then(open));
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
        self.held().clone()
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
        let before = std::mem::replace(&mut *self.held(), Err(busy));
        if let Ok(desk) = before {
            let (weak, begun) = (Arc::downgrade(&desk), Instant::now());
            drop(desk);
            while weak.strong_count() > 0 && begun.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        let rebuilt = Desk::rebuild(library).map_err(|error| error.failure());
        *self.held() = open(library);
        rebuilt
    }

    fn held(&self) -> MutexGuard<'_, Result<Arc<Desk>, Failure>> {
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

fn open(library: &PathBuf) -> Result<Arc<Desk>, Failure> {
    Desk::open(library).map(Arc::new).map_err(|error| error.failure())
}
