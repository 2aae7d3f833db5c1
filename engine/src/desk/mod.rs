//! The desk joins the steps. `cli/` and `src-tauri/` call nothing else.

mod ahead;
mod arrive;
mod by_whom;
mod check;
mod choose;
mod copy_out;
mod decide;
mod find;
mod folders;
mod hand_back;
mod hand_over;
mod insight;
mod keep;
mod merge;
mod pictures;
mod plan;
mod read;
mod receipts;
mod refused;
mod sentence;
mod settings;
mod show;
mod take_in;
mod watch;
mod watching;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::article::ArticleId;
use crate::decide::{Arrived, Pins, PlaceDecision};
use crate::document::{NewValue, Path as FieldPath, Verdict};
use crate::error::Error;
use crate::library::articles::{self, Stored};
use crate::library::journal::{self, PLACE};
use crate::library::{Library, views};
use crate::screen::Counts;
use crate::temporary;
use crate::time::now_ms;

pub use crate::images::fetch::{Fetching, Names, Pace};
pub use crate::images::store::PictureBytes;
pub use check::{Checked, RootProfile};
pub use pictures::Hear;
pub use take_in::{Guard, OnStop, Watch};
pub use watching::Watching;

/// One open library and everything that can be done with it. Shared between threads in an `Arc`.
pub struct Desk {
    library: Library,
    pictures: pictures::Pictures,
    names: by_whom::Names,
}

impl Desk {
    /// Opens the library in this folder, and makes it where there is none.
    pub fn open(library: &Path) -> Result<Self, Error> {
        let library = Library::open(library)?;
        library.synchronize_log(decide::derive_all)?;
        // Files that cannot be removed now are removed at a later start.
        let _ = hand_over::remove_left(library.folder());
        let pictures = pictures::Pictures::in_folder(library.folder().join("pictures"));
        Ok(Self { library, pictures, names: by_whom::Names::default() })
    }

    /// From now on, a signal that ends the program removes its temporary files first.
    pub fn discard_temporary_files_on_signals() -> Result<(), Error> {
        temporary::discard_on_signals().map_err(Error::io("watched", Path::new("signals")))
    }

    /// Removes the temporary files of this process; no others are created. To be called when the program ends.
    pub fn discard_temporary_files() {
        temporary::discard_all();
    }

    /// The platform's data folder for the library, shared by window and command line.
    pub fn default_library() -> Result<PathBuf, Error> {
        let folders = directories::ProjectDirs::from("org", "Copytaster", "copytaster");
        let folders = folders.ok_or_else(|| {
            Error::Usage("There is no home folder to keep a library in. Name one with --library DIR.".to_owned())
        })?;
        Ok(folders.data_dir().to_path_buf())
    }

    /// The folder that the library lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.library.folder()
    }

    /// How many articles stand where.
    pub fn counts(&self) -> Result<Counts, Error> {
        self.wake()?;
        self.library.ask(|_, index| Ok(index.counts()))
    }

    /// The article that an id or an imported path names.
    pub fn find(&self, name: &str) -> Result<ArticleId, Error> {
        let unknown = || Error::NoSuchArticle(name.to_owned());
        if let Ok(id) = name.parse::<i64>() {
            let id = ArticleId(id);
            let there = self.library.read(|connection| views::rows(connection, &[id]))?;
            return there.first().map(|row| row.id).ok_or_else(unknown);
        }
        let path = Path::new(name).canonicalize().or_else(|_| std::path::absolute(name));
        let path = path.map_err(Error::io("found", Path::new(name)))?;
        let path = path.to_str().ok_or_else(unknown)?;
        self.library.read(|connection| articles::by_file(connection, path))?.ok_or_else(unknown)
    }

    /// The articles that another program changed since this was asked last: the window asks now and then.
    pub fn changed_elsewhere(&self) -> Result<Vec<ArticleId>, Error> {
        self.library.changed_elsewhere()
    }

    /// Moves articles whose snooze has ended back to the inbox. Articles that came back while the clock was ahead are
    /// snoozed again.
    fn wake(&self) -> Result<(), Error> {
        let now = now_ms();
        if self.library.read(|connection| articles::is_misplaced(connection, now))? {
            self.library.write(|transaction| articles::place_by_moment(transaction, now))?;
        }
        Ok(())
    }
}

/// All that is decided about an article now.
fn pins(connection: &Connection, article: ArticleId) -> Result<Pins, Error> {
    let mut pins = Pins::default();
    for (field, value) in journal::pins(connection, article)? {
        let damaged = || Error::Damaged(format!("the decision “{field}: {value}”"));
        if field == PLACE {
            pins.place = Some(PlaceDecision::from_text(&value).ok_or_else(damaged)?);
        } else {
            let path = FieldPath::parse(&field).ok_or_else(damaged)?;
            let value: NewValue = serde_json::from_str(&value).map_err(|_| damaged())?;
            pins.fields.push((path, value));
        }
    }
    Ok(pins)
}

/// What arrived, ready to be read.
fn arrived(stored: &Stored) -> Arrived<'_> {
    Arrived { bytes: &stored.bytes, profile: stored.root.profile, name: stored.name() }
}

/// The verdict that a decided place writes into the document, where it does.
fn verdict_of(place: PlaceDecision) -> Option<Verdict> {
    match place {
        PlaceDecision::Published => Some(Verdict::Publish),
        PlaceDecision::Spiked => Some(Verdict::Spike),
        PlaceDecision::Inbox | PlaceDecision::Later(_) | PlaceDecision::AsIs(_) => None,
    }
}

/// A broken document with its file's name.
fn broken(stored: &Stored) -> impl FnOnce(crate::document::Broken) -> Error {
    let path = stored.file().display().to_string();
    move |broken| Error::Document { path, broken }
}
