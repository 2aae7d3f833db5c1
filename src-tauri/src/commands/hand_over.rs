//! Handing over: what would be written, and writing it.

use engine::article::ArticleId;
use engine::error::{Error, Failure};
use engine::screen::{HandedOver, PlannedChange};
use tauri::{AppHandle, Runtime, State};

use crate::events::library_changed;
use crate::jobs::beside;
use crate::shell::Shell;

/// What a hand-over would write; everything pending where no ids are given.
#[tauri::command]
pub async fn plan_hand_over(
    shell: State<'_, Shell>,
    ids: Option<Vec<ArticleId>>,
) -> Result<Vec<PlannedChange>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.plan_hand_over(ids.as_deref()).map_err(|error| error.failure())).await
}

/// Writes what is decided into the files it came from.
#[tauri::command]
pub async fn hand_over<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    ids: Option<Vec<ArticleId>>,
) -> Result<HandedOver, Failure> {
    let desk = shell.desk()?;
    let work = move || {
        let done = desk.hand_over(ids.as_deref(), None)?;
        library_changed(&app, &desk, None, ids.as_deref().unwrap_or_default())?;
        Ok(done)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}
