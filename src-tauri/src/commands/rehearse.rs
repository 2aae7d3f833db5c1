//! Trying the desk out on samples: nothing real is read or written until the curator goes back.

use engine::error::Failure;
use tauri::{AppHandle, Manager, Runtime};

use crate::jobs::beside;
use crate::rehearsal::Rehearsal;
use crate::shell::Shell;

/// How many articles lie on the sample desk.
#[tauri::command]
pub fn count_samples() -> usize {
    Rehearsal::articles()
}

/// Puts the sample desk on the screen; the page reads its view anew.
#[tauri::command]
pub async fn begin_rehearsal<R: Runtime>(app: AppHandle<R>) -> Result<(), Failure> {
    beside(move || app.state::<Shell>().rehearse()).await
}

/// Goes back to the curator's own library.
#[tauri::command]
pub async fn end_rehearsal<R: Runtime>(app: AppHandle<R>) -> Result<(), Failure> {
    beside(move || {
        app.state::<Shell>().end_rehearsal();
        Ok(())
    })
    .await
}
