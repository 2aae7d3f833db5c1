//! Settings, read and changed. The size of letters is the zoom of the window's page.

use engine::api::Settings;
use engine::error::{Error, Failure};
use serde_json::{Map, Value};
use tauri::{Runtime, State, WebviewWindow};

use crate::jobs::beside;
use crate::message::Refused;
use crate::shell::Shell;

/// All settings.
#[tauri::command]
pub async fn read_settings<R: Runtime>(window: WebviewWindow<R>, shell: State<'_, Shell>) -> Result<Settings, Failure> {
    let desk = shell.desk()?;
    let settings = beside(move || desk.settings().map_err(|error| error.failure())).await?;
    zoom(&window, &settings);
    Ok(settings)
}

/// Changes these settings, and leaves all others as they are. Which folders are watched is no such setting: that is
/// chosen in the system's dialog.
#[tauri::command]
pub async fn save_settings<R: Runtime>(
    window: WebviewWindow<R>,
    shell: State<'_, Shell>,
    changed: Map<String, Value>,
) -> Result<Settings, Failure> {
    if changed.contains_key("watched") {
        return Err(Error::usage(Refused::WatchedInDialog).failure());
    }
    let desk = shell.desk()?;
    let settings = beside(move || desk.set_settings(&changed).map_err(|error| error.failure())).await?;
    zoom(&window, &settings);
    Ok(settings)
}

/// A window that cannot be zoomed shows its letters as they are.
fn zoom<R: Runtime>(window: &WebviewWindow<R>, settings: &Settings) {
    drop(window.set_zoom(f64::from(settings.font_size) / 100.0));
}
