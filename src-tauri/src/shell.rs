//! What the window holds on to: the open desk, or why there is none; beside it the sample desk, while it is open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use engine::desk::Desk;
use engine::error::{Error, Failure};

use crate::Arguments;
use crate::jobs::Intake;
use crate::rehearsal::Rehearsal;

/// The state of the app. A library that cannot be opened is reported by every command, so that the page can say so.
pub struct Shell {
    desk: Result<Arc<Desk>, Failure>,
    rehearsal: Mutex<Option<Rehearsal>>,
    opened_with: Mutex<Vec<PathBuf>>,
    /// The intake that may be running.
    pub intake: Intake,
}

impl Shell {
    /// Opens the library that the arguments name, else the platform's own.
    #[must_use]
    pub fn open(arguments: Arguments) -> Self {
        let desk = open(arguments.library.as_deref()).map(Arc::new).map_err(|error| error.failure());
        let opened_with = Mutex::new(arguments.paths);
        Self { desk, rehearsal: Mutex::default(), opened_with, intake: Intake::default() }
    }

    /// The desk on the screen, or why there is none.
    pub fn desk(&self) -> Result<Arc<Desk>, Failure> {
        match &*self.rehearsal() {
            Some(rehearsal) => Ok(rehearsal.desk()),
            None => self.desk.clone(),
        }
    }

    /// The desk of the curator's own library, also while the sample desk is on the screen.
    pub fn own_desk(&self) -> Result<Arc<Desk>, Failure> {
        self.desk.clone()
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

fn open(library: Option<&Path>) -> Result<Desk, Error> {
    match library {
        Some(library) => Desk::open(library),
        None => Desk::open(&Desk::default_library()?),
    }
}
