//! An open library with its image cache: what every step works on.

use std::path::Path;

use rusqlite::Connection;

use crate::article::ArticleId;
use crate::author::Authors;
use crate::derive;
use crate::document::{Broken, NewValue, Path as FieldPath, Verdict};
use crate::error::Error;
use crate::image_state::ImageState;
use crate::library::Library;
use crate::library::articles::{self, Stored};
use crate::library::journal::{self, PLACE};
use crate::overrides::{Arrived, Pins, PlaceDecision};
use crate::time::now_ms;

/// An open library, the state of its image cache, and the names of those who decide.
pub struct Context {
    /// The database.
    pub library: Library,
    /// The image cache and its queue.
    pub pictures: ImageState,
    /// Names of those who decide, by root.
    pub names: Authors,
}

impl Context {
    /// Opens the library in a folder, and creates it where there is none.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let library = Library::open(folder)?;
        library.synchronize_log(derive::derive_all)?;
        let pictures = ImageState::in_folder(library.folder().join("pictures"));
        Ok(Self { library, pictures, names: Authors::default() })
    }

    /// Returns the folder that the library lies in.
    pub fn folder(&self) -> &Path {
        self.library.folder()
    }

    /// Moves articles whose snooze has ended back to the inbox. Articles that came back while the clock was ahead are
    /// snoozed again.
    pub fn wake(&self) -> Result<(), Error> {
        let now = now_ms();
        if self.library.read(|connection| articles::is_misplaced(connection, now))? {
            self.library.write(|transaction| articles::place_by_moment(transaction, now))?;
        }
        Ok(())
    }

    /// Returns an article as it arrived, and what is decided about it.
    pub fn stored(&self, id: ArticleId) -> Result<(Stored, Pins), Error> {
        self.library.read(|connection| Ok((articles::stored(connection, id)?, pins(connection, id)?)))
    }
}

/// Returns all that is decided about an article now.
pub fn pins(connection: &Connection, article: ArticleId) -> Result<Pins, Error> {
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

/// Returns what arrived, ready to be read.
pub fn arrived(stored: &Stored) -> Arrived<'_> {
    Arrived { bytes: &stored.bytes, profile: stored.root.profile, name: stored.name() }
}

/// Returns the verdict that a decided place writes into the document, where it does.
pub fn verdict_of(place: PlaceDecision) -> Option<Verdict> {
    match place {
        PlaceDecision::Published => Some(Verdict::Publish),
        PlaceDecision::Spiked => Some(Verdict::Spike),
        PlaceDecision::Inbox | PlaceDecision::Later(_) | PlaceDecision::AsIs(_) => None,
    }
}

/// Returns a function that adds an article's file name to what is wrong with its document.
pub fn broken(stored: &Stored) -> impl FnOnce(Broken) -> Error {
    let path = stored.file().display().to_string();
    move |broken| Error::Document { path, broken: Box::new(broken) }
}
