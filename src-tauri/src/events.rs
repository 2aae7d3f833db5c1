//! Facts after commit, told to the page.

use engine::api::{LibraryChanged, WatchFact};
use engine::article::ArticleId;
use engine::desk::Desk;
use engine::error::{Error, Failure};
use engine::logging;
use engine::message::Message;
use serde::Serialize;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::message::Background;
use crate::shell::Shell;

/// The event's name.
pub const LIBRARY_CHANGED: &str = "library-changed";

/// The name of what background work tells.
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

/// Tells the page what background work did, or why it failed.
pub fn watch<R: Runtime>(app: &AppHandle<R>, desk: &Desk, fact: &WatchFact) {
    tell(app, desk, WATCHED, fact);
}

/// Logs a failure of background work and tells the page, which lists it among the problems. `last` is what was told
/// before: what fails every few seconds is told once.
pub fn failed<R: Runtime>(
    app: &AppHandle<R>,
    desk: &Desk,
    error: &Error,
    (problem, last): (Background, &mut Option<Message>),
) {
    let message = Message::from(problem);
    if last.as_ref() == Some(&message) {
        return;
    }
    logging::not_done::<(), _>("background work failed", Err(&message));
    let failure = Failure { message: message.clone(), ..error.failure() };
    watch(app, desk, &WatchFact::Failed { failure });
    *last = Some(message);
}

/// A page that is gone, or shows another desk, is not told; it reads what it needs when it comes back.
fn tell<R: Runtime>(app: &AppHandle<R>, desk: &Desk, event: &str, fact: &(impl Serialize + Clone)) {
    if app.state::<Shell>().shows(desk) {
        drop(app.emit(event, fact));
    }
}
