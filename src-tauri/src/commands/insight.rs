//! The curator's work from a distance.

use engine::api::{Insight, Today};
use engine::error::Failure;
use tauri::State;

use crate::jobs::beside;
use crate::shell::Shell;

/// The work of the last 90 days, and what the library holds.
#[tauri::command]
pub async fn read_insight(shell: State<'_, Shell>) -> Result<Insight, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().insight_now().map_err(|error| error.failure())).await
}

/// The work of today so far.
#[tauri::command]
pub async fn read_today(shell: State<'_, Shell>) -> Result<Today, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().today_now().map_err(|error| error.failure())).await
}
