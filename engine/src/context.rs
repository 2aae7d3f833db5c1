//! An open library with its image cache: what every step works on.

use std::path::Path;

use crate::article::ArticleId;
use crate::author::Authors;
use crate::derive;
use crate::error::Error;
use crate::image_state::ImageState;
use crate::library::Library;
use crate::library::articles::{self, Stored};
use crate::library::journal;
use crate::overrides::Overrides;
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
    pub fn stored(&self, id: ArticleId) -> Result<(Stored, Overrides), Error> {
        self.library.read(|connection| Ok((articles::stored(connection, id)?, journal::overrides(connection, id)?)))
    }
}
