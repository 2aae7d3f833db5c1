//! The watch over folders: what robots write there is taken in by itself, as long as the app runs.

use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use engine::api::{Receipt, WatchFact};
use engine::desk::Desk;
use engine::error::Error;
use engine::import::Watching;
use engine::logging;
use tauri::{AppHandle, Manager, Runtime};

use crate::events;
use crate::shell::Shell;

/// How often it is asked whether other folders are to be watched.
const PAUSE: Duration = Duration::from_millis(500);

/// Watches the folders of the settings, whoever changes them, from a thread that ends with the desk.
pub fn begin<R: Runtime>(app: &AppHandle<R>) {
    let Ok(desk) = app.state::<Shell>().own_desk() else { return };
    let (app, desk) = (app.clone(), Arc::downgrade(&desk));
    std::thread::spawn(move || {
        let mut folders = Vec::new();
        let mut watching: Option<Watching> = None;
        while let Some((desk, wanted)) = wanted(&app, &desk, &folders) {
            if wanted != folders {
                // The watch that was ends before the next begins.
                if let Some(before) = watching.take() {
                    before.end();
                }
                watching = Some(watch(&app, &desk, &wanted));
                folders = wanted;
            }
            drop(desk);
            std::thread::sleep(PAUSE);
        }
    });
}

/// The folders to watch that are there; `None` when the desk is no more the shell's.
fn wanted<R: Runtime>(app: &AppHandle<R>, desk: &Weak<Desk>, before: &[PathBuf]) -> Option<(Arc<Desk>, Vec<PathBuf>)> {
    let desk = desk.upgrade().filter(|desk| app.state::<Shell>().owns(desk))?;
    // Folders that are watched stay so where the settings cannot be read at this moment.
    let named = logging::not_done("the watched folders were not read", desk.settings())
        .map_or_else(|| before.to_vec(), |settings| settings.watched.into_iter().map(PathBuf::from).collect());
    let there = named.into_iter().filter(|folder| folder.is_dir()).collect();
    Some((desk, there))
}

fn watch<R: Runtime>(app: &AppHandle<R>, desk: &Arc<Desk>, folders: &[PathBuf]) -> Watching {
    let (app, weak) = (app.clone(), Arc::downgrade(desk));
    desk.watch_in_background(folders, move |heard| {
        if let Some(desk) = weak.upgrade() {
            tell(&app, &desk, heard);
        }
    })
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
