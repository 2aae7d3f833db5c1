//! Watched folders: named here, kept in the settings, watched by a thread of the shell.

use std::path::Path;

use engine::desk::Desk;
use engine::error::{Doing, Error, Failure};
use serde::Serialize;
use serde_json::{Map, json};
use tauri::{AppHandle, Runtime, State};

use super::take_in::picked_folders;
use crate::grants::{Granted, Grants, Kind, Listed, Purpose, Token};
use crate::jobs::beside;
use crate::shell::Shell;

/// A folder that is watched.
#[derive(Debug, Serialize)]
pub struct WatchedFolder {
    path: String,
}

/// All watched folders.
#[tauri::command]
pub async fn read_watched(shell: State<'_, Shell>) -> Result<Vec<Listed<WatchedFolder>>, Failure> {
    changed(&shell, |_| Ok(())).await
}

/// Opens the system's dialog for folders, with a title from the page; the token serves to watch them.
#[tauri::command]
pub async fn pick_watched<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    title: String,
) -> Result<Option<Granted>, Failure> {
    let folders = picked_folders(app, title).await?;
    if folders.is_empty() { Ok(None) } else { shell.grants.grant(Purpose::Watch, folders).map(Some) }
}

/// Watches these folders too; answers with all of them.
#[tauri::command]
pub async fn watch_folders(shell: State<'_, Shell>, chosen: Token) -> Result<Vec<Listed<WatchedFolder>>, Failure> {
    let folders = shell.grants.redeem(&chosen, Purpose::Watch)?;
    changed(&shell, move |watched| folders.iter().try_for_each(|folder| add(watched, folder))).await
}

fn add(watched: &mut Vec<String>, folder: &Path) -> Result<(), Error> {
    let folder = folder.canonicalize().map_err(Error::io(Doing::Found, folder))?.display().to_string();
    if !watched.contains(&folder) {
        watched.push(folder);
    }
    Ok(())
}

/// Stops watching a folder; imported articles stay.
#[tauri::command]
pub async fn unwatch_folder(shell: State<'_, Shell>, folder: Token) -> Result<Vec<Listed<WatchedFolder>>, Failure> {
    let folder = shell.grants.listed(Kind::Watched, &folder)?;
    let fewer = move |watched: &mut Vec<String>| {
        watched.retain(|known| *known != folder.to_string_lossy());
        Ok(())
    };
    changed(&shell, fewer).await
}

async fn changed(
    shell: &Shell,
    change: impl FnOnce(&mut Vec<String>) -> Result<(), Error> + Send + 'static,
) -> Result<Vec<Listed<WatchedFolder>>, Failure> {
    let desk = shell.own_desk()?;
    let watched = beside(move || set(&desk, change).map_err(|error| error.failure())).await?;
    listed(&shell.grants, watched)
}

fn listed(grants: &Grants, watched: Vec<String>) -> Result<Vec<Listed<WatchedFolder>>, Failure> {
    let folders = watched.into_iter().map(|path| WatchedFolder { path }).collect();
    grants.list_all(Kind::Watched, folders, |folder| &folder.path)
}

fn set(desk: &Desk, change: impl FnOnce(&mut Vec<String>) -> Result<(), Error>) -> Result<Vec<String>, Error> {
    let before = desk.settings()?.watched;
    let mut watched = before.clone();
    change(&mut watched)?;
    if watched == before {
        return Ok(watched);
    }
    let setting = Map::from_iter([("watched".to_owned(), json!(watched))]);
    Ok(desk.set_settings(&setting)?.watched)
}
