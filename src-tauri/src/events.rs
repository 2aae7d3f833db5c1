//! Facts after commit, told to the page.

use engine::article::ArticleId;
use engine::desk::Desk;
use engine::error::Error;
use engine::screen::LibraryChanged;
use tauri::{AppHandle, Emitter, Runtime};

/// The event's name.
pub const LIBRARY_CHANGED: &str = "library-changed";

/// Most articles that are named in one event; beyond, the page reads its view anew.
const NAMED: usize = 500;

/// Tells the page which articles are no longer what it saw. `token` is its own mark of the decision that did it.
pub fn library_changed<R: Runtime>(
    app: &AppHandle<R>,
    desk: &Desk,
    token: Option<u32>,
    ids: &[ArticleId],
) -> Result<(), Error> {
    let ids = if ids.len() > NAMED { &[] } else { ids };
    let fact = LibraryChanged { token, ids: ids.to_vec(), rows: desk.rows(ids)?, counts: desk.counts()?, arrived: 0 };
    tell(app, &fact);
    Ok(())
}

/// Tells the page that an intake ended.
pub fn taken_in<R: Runtime>(app: &AppHandle<R>, desk: &Desk, arrived: u32) -> Result<(), Error> {
    let (ids, rows) = (Vec::new(), Vec::new());
    tell(app, &LibraryChanged { token: None, ids, rows, counts: desk.counts()?, arrived });
    Ok(())
}

/// A page that is gone cannot be told; what it would have heard it reads when it is opened again.
fn tell<R: Runtime>(app: &AppHandle<R>, fact: &LibraryChanged) {
    drop(app.emit(LIBRARY_CHANGED, fact));
}
