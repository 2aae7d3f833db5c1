//! Taking in: what to take in is picked in the system's dialog, dropped on the window or named at the start.

use std::path::PathBuf;

use engine::error::{Error, Failure};
use engine::screen::{Progress, Receipt};
use tauri::ipc::Channel;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use crate::events::taken_in;
use crate::jobs::beside;
use crate::shell::Shell;

/// The paths that the app was started with; empty when it is asked again.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn opened_with(shell: State<'_, Shell>) -> Vec<PathBuf> {
    shell.opened_with()
}

/// Asks for article files in the system's dialog; empty where it was closed.
#[tauri::command]
pub async fn pick_files<R: Runtime>(app: AppHandle<R>) -> Result<Vec<PathBuf>, Failure> {
    let dialog = app.dialog().file().set_title("Take in files").add_filter("Articles", &["md", "markdown"]);
    beside(move || Ok(paths(dialog.blocking_pick_files()))).await
}

/// Asks for folders in the system's dialog; empty where it was closed.
#[tauri::command]
pub async fn pick_folder<R: Runtime>(app: AppHandle<R>) -> Result<Vec<PathBuf>, Failure> {
    let dialog = app.dialog().file().set_title("Take in folders");
    beside(move || Ok(paths(dialog.blocking_pick_folders()))).await
}

fn paths(picked: Option<Vec<FilePath>>) -> Vec<PathBuf> {
    picked.unwrap_or_default().into_iter().filter_map(|path| path.into_path().ok()).collect()
}

/// Takes files and folders in; `progress` hears how far it is.
#[tauri::command]
pub async fn take_in<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    paths: Vec<PathBuf>,
    progress: Channel<Progress>,
) -> Result<Receipt, Failure> {
    let (desk, intake) = (shell.desk()?, shell.intake.clone());
    let work = move || {
        let watch = |now: &Progress| {
            // A page that is gone need not hear it.
            drop(progress.send(now.clone()));
            intake.goes_on()
        };
        let receipt = intake.run(|| desk.take_in(&paths, &watch))?;
        taken_in(&app, &desk, receipt.new)?;
        Ok(receipt)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}

/// Stops the intake that runs; what it took in stays.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn stop_take_in(shell: State<'_, Shell>) {
    shell.intake.stop();
}
