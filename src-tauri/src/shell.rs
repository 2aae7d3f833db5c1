//! What the window holds on to: the open desk, or why there is none.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use engine::desk::Desk;
use engine::error::{Error, Failure};

use crate::Arguments;
use crate::jobs::Intake;

/// The state of the app. A library that cannot be opened is reported by every command, so that the page can say so.
pub struct Shell {
    desk: Result<Arc<Desk>, Failure>,
    opened_with: Mutex<Vec<PathBuf>>,
    /// The intake that may be running.
    pub intake: Intake,
}

impl Shell {
    /// Opens the library that the arguments name, else the platform's own.
    #[must_use]
    pub fn open(arguments: Arguments) -> Self {
        let desk = open(arguments.library.as_deref()).map(Arc::new).map_err(|error| error.failure());
        Self { desk, opened_with: Mutex::new(arguments.paths), intake: Intake::default() }
    }

    /// The desk, or why there is none.
    pub fn desk(&self) -> Result<Arc<Desk>, Failure> {
        self.desk.clone()
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
