//! Watched folders: named here, kept in the settings, watched by a thread of the shell.

use std::path::PathBuf;

use engine::desk::Desk;
use engine::error::{Error, Failure};
use serde_json::{Map, json};
use tauri::State;

use crate::jobs::beside;
use crate::shell::Shell;

/// Watches these folders too; answers with all of them.
#[tauri::command]
pub async fn watch_folders(shell: State<'_, Shell>, folders: Vec<PathBuf>) -> Result<Vec<String>, Failure> {
    let more = move |watched: &mut Vec<String>| {
        for folder in folders {
            let folder = folder.canonicalize().map_err(Error::io("found", &folder))?.display().to_string();
            if !watched.contains(&folder) {
                watched.push(folder);
            }
        }
        Ok(())
    };
    changed(&shell, more).await
}

/// Watches a folder no longer; what was taken in stays.
#[tauri::command]
pub async fn unwatch_folder(shell: State<'_, Shell>, folder: String) -> Result<Vec<String>, Failure> {
    let fewer = move |watched: &mut Vec<String>| {
        watched.retain(|known| *known != folder);
        Ok(())
    };
    changed(&shell, fewer).await
}

async fn changed(
    shell: &Shell,
    change: impl FnOnce(&mut Vec<String>) -> Result<(), Error> + Send + 'static,
) -> Result<Vec<String>, Failure> {
    let desk = shell.own_desk()?;
    beside(move || set(&desk, change).map_err(|error| error.failure())).await
}

fn set(desk: &Desk, change: impl FnOnce(&mut Vec<String>) -> Result<(), Error>) -> Result<Vec<String>, Error> {
    let mut watched = desk.settings()?.watched;
    change(&mut watched)?;
    let setting = Map::from_iter([("watched".to_owned(), json!(watched))]);
    Ok(desk.set_settings(&setting)?.watched)
}
