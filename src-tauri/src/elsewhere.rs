//! What happens beside the page: other programs on the same library, and the daily backup.

use std::sync::Weak;
use std::time::Duration;

use engine::desk::Desk;
use tauri::{AppHandle, Manager, Runtime};

use crate::events::library_changed;
use crate::shell::Shell;

/// How often it is asked whether another program changed the library.
const PAUSE: Duration = Duration::from_millis(700);

/// Tells the page what other programs change, from a thread that ends with the desk. A library that cannot be
/// opened changes nothing.
pub fn listen<R: Runtime>(app: &AppHandle<R>) {
    let Ok(desk) = app.state::<Shell>().own_desk() else { return };
    let (app, desk) = (app.clone(), std::sync::Arc::downgrade(&desk));
    std::thread::spawn(move || {
        back_up(&desk);
        while let Some(desk) = desk.upgrade().filter(|desk| app.state::<Shell>().owns(desk)) {
            // A library that is busy at this moment is asked again.
            let changed = desk.query().changed_elsewhere();
            if let Some(ids) = engine::logging::not_done("changes of other programs were not read", changed)
                && !ids.is_empty()
            {
                drop(library_changed(&app, &desk, None, &ids));
            }
            drop(desk);
            std::thread::sleep(PAUSE);
        }
    });
}

/// A backup that cannot be made now is made at the next start; `copytaster doctor` says how old the last one is.
fn back_up(desk: &Weak<Desk>) {
    if let Some(desk) = desk.upgrade() {
        engine::logging::not_done("the daily backup was not made", desk.maintenance().back_up_if_due());
    }
}
