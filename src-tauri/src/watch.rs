//! The watch over folders: what robots write there is taken in by itself, on a thread that ends with the desk.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use engine::desk::Desk;
use engine::error::Error;
use engine::screen::{Receipt, WatchFact};
use tauri::{AppHandle, Manager, Runtime};

use crate::events;
use crate::shell::Shell;

/// How often it is asked whether other folders are to be watched.
const PAUSE: Duration = Duration::from_millis(500);

/// Watches the folders of the settings, whoever changes them.
pub fn begin<R: Runtime>(app: &AppHandle<R>) {
    let Ok(desk) = app.state::<Shell>().own_desk() else { return };
    let (app, desk) = (app.clone(), Arc::downgrade(&desk));
    std::thread::spawn(move || {
        let mut given_up = Vec::new();
        while let Some(folders) = wanted(&desk) {
            if folders.is_empty() || folders == given_up {
                std::thread::sleep(PAUSE);
                continue;
            }
            // What cannot be watched is tried again when other folders are named.
            given_up = watch(&app, &desk, &folders).err().map(|()| folders).unwrap_or_default();
        }
    });
}

/// The folders to watch that are there; `None` when the desk is gone.
fn wanted(desk: &Weak<Desk>) -> Option<Vec<PathBuf>> {
    let desk = desk.upgrade()?;
    let named = desk.settings().map(|settings| settings.watched).unwrap_or_default();
    Some(named.into_iter().map(PathBuf::from).filter(|folder| folder.is_dir()).collect())
}

/// Watches until other folders are named, or the desk is gone.
fn watch<R: Runtime>(app: &AppHandle<R>, weak: &Weak<Desk>, folders: &[PathBuf]) -> Result<(), ()> {
    let Some(desk) = weak.upgrade() else { return Ok(()) };
    let hear = |heard: Option<Result<Receipt, Error>>| {
        if let Some(receipt) = heard {
            tell(app, &desk, receipt);
        }
        let others = wanted(weak).is_none_or(|wanted| wanted != folders);
        if others || Arc::strong_count(&desk) == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    desk.watch(folders, &hear)
        .map_err(|error| events::watch(app, &desk, &WatchFact::Failed { failure: error.failure() }))
}

fn tell<R: Runtime>(app: &AppHandle<R>, desk: &Desk, heard: Result<Receipt, Error>) {
    let fact = match heard {
        Ok(receipt) => {
            // A library that cannot be counted at this moment is counted at the next change.
            drop(events::taken_in(app, desk, receipt.new));
            WatchFact::TakenIn { receipt }
        }
        Err(error) => WatchFact::Failed { failure: error.failure() },
    };
    events::watch(app, desk, &fact);
}
