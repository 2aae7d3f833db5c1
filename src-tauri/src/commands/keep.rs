//! Keeping the library: its backups, what the doctor finds, and making it again.

use engine::desk::Desk;
use engine::error::Failure;
use engine::screen::{BackupFile, Finding, Rebuilt};
use tauri::{AppHandle, Manager, Runtime, State};

use crate::events::library_changed;
use crate::jobs::beside;
use crate::shell::Shell;

/// All backups, newest first.
#[tauri::command]
pub async fn list_backups(shell: State<'_, Shell>) -> Result<Vec<BackupFile>, Failure> {
    let desk = shell.desk()?;
    beside(move || Desk::backups(desk.folder()).map_err(|error| error.failure())).await
}

/// Makes a backup now, and proves it by opening it.
#[tauri::command]
pub async fn back_up(shell: State<'_, Shell>) -> Result<BackupFile, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.back_up().map_err(|error| error.failure())).await
}

/// Puts a backup in the library's place; the library as it is becomes a backup first. The page reads everything anew.
#[tauri::command]
pub async fn restore_backup<R: Runtime>(app: AppHandle<R>, path: String) -> Result<Vec<BackupFile>, Failure> {
    let work = move || {
        let shell = app.state::<Shell>();
        shell.restore(&path, || crate::begin_beside(&app))?;
        let desk = shell.own_desk()?;
        let told = library_changed(&app, &desk, None, &[]).and_then(|()| Desk::backups(desk.folder()));
        told.map_err(|error| error.failure())
    };
    beside(work).await
}

/// Looks the library, its files and its pictures over. Changes nothing.
#[tauri::command]
pub async fn look_over(shell: State<'_, Shell>) -> Result<Vec<Finding>, Failure> {
    let desk = shell.desk()?;
    beside(move || Desk::doctor(desk.folder()).map_err(|error| error.failure())).await
}

/// Makes a damaged library again; the damaged file is moved aside, never deleted. What works beside the page goes on
/// with the new one.
#[tauri::command]
pub async fn rebuild_library<R: Runtime>(app: AppHandle<R>) -> Result<Rebuilt, Failure> {
    beside(move || app.state::<Shell>().rebuild(|| crate::begin_beside(&app))).await
}

/// Opens the library that could not be opened, as where another program held it; what is open stays so.
#[tauri::command]
pub async fn reopen_library<R: Runtime>(app: AppHandle<R>) -> Result<(), Failure> {
    beside(move || app.state::<Shell>().reopen(|| crate::begin_beside(&app))).await
}
