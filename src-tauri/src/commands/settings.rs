//! Settings, read and changed.

use engine::error::Failure;
use engine::screen::Settings;
use serde_json::{Map, Value};
use tauri::State;

use crate::jobs::beside;
use crate::shell::Shell;

/// All settings.
#[tauri::command]
pub async fn read_settings(shell: State<'_, Shell>) -> Result<Settings, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.settings().map_err(|error| error.failure())).await
}

/// Changes these settings, and leaves all others as they are.
#[tauri::command]
pub async fn save_settings(shell: State<'_, Shell>, changed: Map<String, Value>) -> Result<Settings, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.set_settings(&changed).map_err(|error| error.failure())).await
}
