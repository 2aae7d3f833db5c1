//! Facts after commit, told to the page.

use engine::api::{LibraryChanged, WatchFact};
use engine::article::ArticleId;
use engine::desk::Desk;
use engine::error::Error;
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::shell::Shell;

/// The event's name.
pub const LIBRARY_CHANGED: &str = "library-changed";

/// The name of what the watch over folders tells.
pub const WATCHED: &str = "watched";

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
    let fact = LibraryChanged {
        token,
        ids: ids.to_vec(),
        rows: desk.query().rows(ids)?,
        counts: desk.query().counts()?,
        arrived: 0,
    };
    tell(app, desk, LIBRARY_CHANGED, &fact);
    Ok(())
}

/// Tells the page that an intake ended.
pub fn taken_in<R: Runtime>(app: &AppHandle<R>, desk: &Desk, arrived: u32) -> Result<(), Error> {
    let (ids, rows) = (Vec::new(), Vec::new());
    tell(
        app,
        desk,
        LIBRARY_CHANGED,
        &LibraryChanged { token: None, ids, rows, counts: desk.query().counts()?, arrived },
    );
    Ok(())
}

/// Tells the page what the watch over folders has to say.
pub fn watch<R: Runtime>(app: &AppHandle<R>, desk: &Desk, fact: &WatchFact) {
    tell(app, desk, WATCHED, fact);
}

/// A page that is gone, or shows another desk, is not told; it reads what it needs when it comes back.
fn tell<R: Runtime>(app: &AppHandle<R>, desk: &Desk, event: &str, fact: &(impl Serialize + Clone)) {
    if app.state::<Shell>().shows(desk) {
        drop(app.emit(event, fact));
    }
}
