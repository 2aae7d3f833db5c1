//! The curator's work from a distance.

use engine::error::Failure;
use engine::screen::{Insight, Today};
use tauri::State;

use crate::jobs::beside;
use crate::shell::Shell;

/// The work of the last 90 days, and what the library holds.
#[tauri::command]
pub async fn read_insight(shell: State<'_, Shell>) -> Result<Insight, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.insight_now().map_err(|error| error.failure())).await
}

/// The work of today so far.
#[tauri::command]
pub async fn read_today(shell: State<'_, Shell>) -> Result<Today, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.today_now().map_err(|error| error.failure())).await
}
