//! The facade that the command line and the window use: opens a library and hands out the steps.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::context::Context;
use crate::decide::Decide;
use crate::error::{Doing, Error};
use crate::images::Images;
use crate::import::{Import, Watching};
use crate::library::import_report::Receipt;
use crate::maintenance::Maintenance;
use crate::query::Reader;
use crate::settings::Settings;
use crate::write::{self, Write};
use crate::{logging, messages, temporary};

messages! {
    /// Why no library can be opened.
    pub enum Refused {
        NoHomeFolder => "engine_no_home_folder",
    }
}

/// One open library and everything that can be done with it. Shared between threads in an `Arc`.
pub struct Desk {
    context: Arc<Context>,
}

impl Desk {
    /// Opens the library in this folder, and creates it where there is none.
    pub fn open(library: &Path) -> Result<Self, Error> {
        let context = Arc::new(Context::open(library)?);
        // Files that cannot be removed now are removed at a later start.
        logging::not_done("temporary files of a stopped write were not removed", write::remove_left(context.folder()));
        Ok(Self { context })
    }

    /// From now on, a signal that ends the program removes its temporary files first.
    pub fn discard_temporary_files_on_signals() -> Result<(), Error> {
        temporary::discard_on_signals().map_err(Error::io(Doing::Watched, Path::new("signals")))
    }

    /// Removes the temporary files of this process; no others are created. To be called when the program ends.
    pub fn discard_temporary_files() {
        temporary::discard_all();
    }

    /// The platform's data folder for the library, shared by window and command line.
    pub fn default_library() -> Result<PathBuf, Error> {
        let folders = directories::ProjectDirs::from("org", "Copytaster", "copytaster");
        let folders = folders.ok_or_else(|| Error::usage(Refused::NoHomeFolder))?;
        Ok(folders.data_dir().to_path_buf())
    }

    /// Returns the folder that the library lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.context.folder()
    }

    /// Returns the step that imports article files.
    #[must_use]
    pub fn import(&self) -> Import<'_> {
        Import(&self.context)
    }

    /// Imports these folders, and whatever changes in them from now on, each on its own thread, until the returned
    /// value is dropped. A folder that cannot be watched is reported to `hear`; the others are watched all the same.
    pub fn watch_in_background(
        self: &Arc<Self>,
        folders: &[PathBuf],
        hear: impl Fn(Result<Receipt, Error>) + Send + Sync + 'static,
    ) -> Watching {
        // The library is open until the threads have ended, so that whoever waits for the desk waits for them, too.
        let desk = Arc::clone(self);
        Watching::begin(&self.context, folders, move |heard| {
            let _held = &desk;
            hear(heard);
        })
    }

    /// Returns the step that decides.
    #[must_use]
    pub fn decide(&self) -> Decide<'_> {
        Decide(&self.context)
    }

    /// Returns the step that writes decisions into article files.
    #[must_use]
    pub fn write(&self) -> Write<'_> {
        Write(&self.context)
    }

    /// Returns the step that fetches, caches and shows images.
    #[must_use]
    pub fn images(&self) -> Images<'_> {
        Images(&self.context)
    }

    /// Returns the step that makes backups.
    #[must_use]
    pub fn maintenance(&self) -> Maintenance<'_> {
        Maintenance(&self.context)
    }

    /// Returns the step that reads the library.
    #[must_use]
    pub fn query(&self) -> Reader<'_> {
        Reader(&self.context)
    }

    /// Returns all settings; one that was never set, or that another version set otherwise, has its default.
    pub fn settings(&self) -> Result<Settings, Error> {
        self.context.settings()
    }

    /// Changes these settings and leaves all others; refuses unknown names and values. Returns all of them.
    pub fn set_settings(&self, changed: &Map<String, Value>) -> Result<Settings, Error> {
        self.context.set_settings(changed)
    }
}
