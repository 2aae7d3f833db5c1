//! Keeping the library: its backups, what the doctor finds, and making it again.

use std::path::Path;

use engine::api::{BackupFile, Finding, Rebuilt};
use engine::error::Failure;
use tauri::{AppHandle, Manager, Runtime, State};

use crate::events::library_changed;
use crate::grants::{Kind, Listed, Token};
use crate::jobs::beside;
use crate::shell::Shell;

/// All backups, newest first.
#[tauri::command]
pub async fn list_backups(shell: State<'_, Shell>) -> Result<Vec<Listed<BackupFile>>, Failure> {
    let desk = shell.desk()?;
    let backups = beside(move || engine::maintenance::backups(desk.folder()).map_err(|error| error.failure())).await?;
    shell.grants.list_all(Kind::Backup, backups, |backup| &backup.path)
}

/// The newest backup of the curator's own library that can be opened, also where the library cannot.
#[tauri::command]
pub async fn newest_good_backup(shell: State<'_, Shell>) -> Result<Option<Listed<BackupFile>>, Failure> {
    let folder = shell.folder()?;
    let newest =
        beside(move || engine::maintenance::newest_good_backup(&folder).map_err(|error| error.failure())).await?;
    let list = |of: BackupFile| Ok(Listed { id: shell.grants.list(Kind::Backup, Path::new(&of.path))?, of });
    newest.map(list).transpose()
}

/// Makes a backup now, and proves it by opening it.
#[tauri::command]
pub async fn back_up(shell: State<'_, Shell>) -> Result<Listed<BackupFile>, Failure> {
    let desk = shell.desk()?;
    let of = beside(move || desk.maintenance().back_up().map_err(|error| error.failure())).await?;
    Ok(Listed { id: shell.grants.list(Kind::Backup, Path::new(&of.path))?, of })
}

/// Puts a backup in the library's place; the library as it is becomes a backup first. The page reads everything anew.
#[tauri::command]
pub async fn restore_backup<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    backup: Token,
) -> Result<Vec<Listed<BackupFile>>, Failure> {
    shell.shows_own_library()?;
    let path = shell.grants.listed(Kind::Backup, &backup)?;
    let work = move || {
        let shell = app.state::<Shell>();
        shell.restore(&path.to_string_lossy(), || crate::begin_beside(&app))?;
        let desk = shell.own_desk()?;
        let told = library_changed(&app, &desk, None, &[]).and_then(|()| engine::maintenance::backups(desk.folder()));
        shell.grants.forget_listed();
        told.map_err(|error| error.failure())
    };
    let backups = beside(work).await?;
    shell.grants.list_all(Kind::Backup, backups, |backup| &backup.path)
}

/// Looks the library, its files and its pictures over. Changes nothing.
#[tauri::command]
pub async fn look_over(shell: State<'_, Shell>) -> Result<Vec<Finding>, Failure> {
    let desk = shell.desk()?;
    beside(move || engine::maintenance::doctor(desk.folder()).map_err(|error| error.failure())).await
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
