//! Taking in: what to take in is picked in the system's dialog, dropped on the window or named at the start.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::PathBuf;

use engine::desk::Desk;
use engine::error::{Error, Failure};
use engine::screen::{HeldFiles, Progress, Receipt};
use tauri::ipc::Channel;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use crate::events::taken_in;
use crate::jobs::beside;
use crate::shell::Shell;

/// Most files and folders that are looked at to say how many a drop holds.
const MOST_COUNTED: u32 = 50_000;

/// The paths that the app was started with; empty when it is asked again.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn opened_with(shell: State<'_, Shell>) -> Vec<PathBuf> {
    shell.opened_with()
}

/// The page stands, or says why it cannot: what works beside it begins now, once. A picture, a watched folder or the
/// daily backup keeps no first page waiting.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn work_beside<R: Runtime>(app: AppHandle<R>, shell: State<'_, Shell>) {
    if shell.begins_beside() {
        crate::begin_beside(&app);
    }
}

/// Asks for article files in the system's dialog, in the page's words; empty where it was closed.
#[tauri::command]
pub async fn pick_files<R: Runtime>(
    app: AppHandle<R>,
    title: String,
    articles: String,
) -> Result<Vec<PathBuf>, Failure> {
    let dialog = app.dialog().file().set_title(title).add_filter(articles, &["md", "markdown"]);
    beside(move || Ok(paths(dialog.blocking_pick_files()))).await
}

/// Asks for folders in the system's dialog, in the page's words; empty where it was closed.
#[tauri::command]
pub async fn pick_folder<R: Runtime>(app: AppHandle<R>, title: String) -> Result<Vec<PathBuf>, Failure> {
    let dialog = app.dialog().file().set_title(title);
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
        let receipt = intake.run(|| desk.take_in_until(&paths, &watch))?;
        taken_in(&app, &desk, if receipt.taken_back { 0 } else { receipt.new })?;
        Ok(receipt)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}

/// Stops the intake that runs; what it took in stays, or is taken back.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn stop_take_in(shell: State<'_, Shell>, roll_back: bool) {
    shell.intake.stop(roll_back);
}

/// How many article files lie in what is held over the window.
#[tauri::command]
pub async fn count_files(paths: Vec<PathBuf>) -> Result<HeldFiles, Failure> {
    let left = Cell::new(MOST_COUNTED);
    let goes_on = move || {
        left.set(left.get().saturating_sub(1));
        if left.get() == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    beside(move || Ok(Desk::count_files(&paths, &goes_on))).await
}
