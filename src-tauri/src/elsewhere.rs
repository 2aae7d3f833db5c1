//! What happens beside the page: other programs on the same library, and the daily backup.

use std::sync::Weak;
use std::time::Duration;

use engine::desk::Desk;
use tauri::{AppHandle, Manager, Runtime};

use crate::events::{self, library_changed};
use crate::message::Background;
use crate::shell::Shell;

/// How often it is asked whether another program changed the library.
const PAUSE: Duration = Duration::from_millis(700);

/// Tells the page what other programs change, from a thread that ends with the desk. A library that cannot be
/// opened changes nothing.
pub fn listen<R: Runtime>(app: &AppHandle<R>) {
    let Ok(desk) = app.state::<Shell>().own_desk() else { return };
    let (app, desk) = (app.clone(), std::sync::Arc::downgrade(&desk));
    std::thread::spawn(move || {
        back_up(&app, &desk);
        let mut last = None;
        while let Some(desk) = desk.upgrade().filter(|desk| app.state::<Shell>().owns(desk)) {
            match desk.query().changed_elsewhere() {
                Ok(ids) if ids.is_empty() => {}
                Ok(ids) => drop(library_changed(&app, &desk, None, &ids)),
                // A library that is busy now is asked again.
                Err(error) => {
                    let problem = Background::OtherPrograms { detail: error.message() };
                    events::failed(&app, &desk, &error, (problem, &mut last));
                }
            }
            drop(desk);
            std::thread::sleep(PAUSE);
        }
    });
}

/// A backup that cannot be made now is made at the next start; `copytaster doctor` says how old the last one is.
fn back_up<R: Runtime>(app: &AppHandle<R>, desk: &Weak<Desk>) {
    let Some(desk) = desk.upgrade() else { return };
    if let Err(error) = desk.maintenance().back_up_if_due() {
        let problem = Background::DailyBackup { detail: error.message() };
        events::failed(app, &desk, &error, (problem, &mut None));
    }
}
