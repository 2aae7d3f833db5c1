//! Fetching pictures beside the page, as long as the window is open.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use engine::api::{PicturesChanged, PicturesProgress};
use engine::article::ArticleId;
use engine::desk::Desk;
use engine::error::Error;
use engine::images::Fetching;
use engine::logging;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::events;
use crate::message::Background;
use crate::shell::Shell;

/// The event's name.
pub const PICTURES_CHANGED: &str = "pictures-changed";

/// How long to rest where another program fetches, or the library could not be read.
const PAUSE: Duration = Duration::from_secs(3);
/// Most rows that are told at once; the page reads others anew when they come into sight.
const NAMED: usize = 500;

/// Fetches from a thread that ends with the desk. A library that cannot be opened has no pictures.
pub fn begin<R: Runtime>(app: &AppHandle<R>) {
    let Ok(desk) = app.state::<Shell>().own_desk() else { return };
    let (app, desk) = (app.clone(), Arc::downgrade(&desk));
    std::thread::spawn(move || {
        let mut last = None;
        while let Some(desk) = desk.upgrade().filter(|desk| app.state::<Shell>().owns(desk)) {
            match fetch(&app, &desk) {
                Ok(()) => last = None,
                Err(error) => {
                    let problem = Background::Images { detail: error.message() };
                    events::failed(&app, &desk, &error, (problem, &mut last));
                }
            }
            drop(desk);
            std::thread::sleep(PAUSE);
        }
    });
}

/// Fetches until the settings change or the window is gone. What goes wrong is tried again after a rest.
fn fetch<R: Runtime>(app: &AppHandle<R>, desk: &Arc<Desk>) -> Result<(), Error> {
    let fetching = Fetching { stay: true, ..desk.images().fetching()? };
    let told = RefCell::new(None);
    let hear = |progress: &PicturesProgress, changed: &[ArticleId]| {
        if !changed.is_empty() || told.borrow().as_ref() != Some(progress) {
            tell(app, desk, progress, changed);
            told.replace(Some(progress.clone()));
        }
        match desk.images().fetching() {
            Ok(now) if now.is_like(&fetching) && app.state::<Shell>().owns(desk) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    };
    desk.images().fetch_pictures(&fetching, &hear).map(drop)
}

/// A page that is gone cannot be told.
fn tell<R: Runtime>(app: &AppHandle<R>, desk: &Desk, progress: &PicturesProgress, changed: &[ArticleId]) {
    let rows = desk.query().rows(&changed[..changed.len().min(NAMED)]);
    let rows = logging::not_done("rows with new images were not read", rows).unwrap_or_default();
    drop(app.emit(PICTURES_CHANGED, PicturesChanged { rows, progress: progress.clone() }));
}
