//! Pictures: which are on screen, how far the fetching is, and what is tried again.

use engine::api::{PictureCache, PicturesProgress, Pruned};
use engine::article::ArticleId;
use engine::error::{Error, Failure};
use tauri::{AppHandle, Runtime, State};

use crate::events::library_changed;
use crate::jobs::beside;
use crate::shell::Shell;

/// These articles are on screen: their pictures come first.
#[tauri::command]
pub async fn show_pictures(shell: State<'_, Shell>, ids: Vec<ArticleId>) -> Result<(), Failure> {
    let desk = shell.desk()?;
    beside(move || desk.images().show_pictures(&ids).map_err(|error| error.failure())).await
}

/// How many pictures are in which state.
#[tauri::command]
pub async fn pictures_progress(shell: State<'_, Shell>) -> Result<PicturesProgress, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.images().pictures_progress().map_err(|error| error.failure())).await
}

/// What the picture cache takes, may take, and could let go.
#[tauri::command]
pub async fn picture_cache(shell: State<'_, Shell>) -> Result<PictureCache, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.images().picture_cache().map_err(|error| error.failure())).await
}

/// Lets every picture go that no article of the inbox names; each is fetched again when somebody looks.
#[tauri::command]
pub async fn prune_pictures<R: Runtime>(app: AppHandle<R>, shell: State<'_, Shell>) -> Result<Pruned, Failure> {
    let desk = shell.desk()?;
    let work = move || {
        let pruned = desk.images().prune_pictures(0)?;
        library_changed(&app, &desk, None, &[])?;
        Ok(pruned)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}

/// Nothing new is fetched until it goes on.
#[tauri::command]
pub async fn pause_pictures(shell: State<'_, Shell>) -> Result<PicturesProgress, Failure> {
    let desk = shell.desk()?;
    desk.images().pause_pictures();
    beside(move || desk.images().pictures_progress().map_err(|error| error.failure())).await
}

/// Goes on.
#[tauri::command]
pub async fn resume_pictures(shell: State<'_, Shell>) -> Result<PicturesProgress, Failure> {
    let desk = shell.desk()?;
    desk.images().resume_pictures();
    beside(move || desk.images().pictures_progress().map_err(|error| error.failure())).await
}

/// What failed is tried again: of these articles, or all of it where none are given.
#[tauri::command]
pub async fn retry_pictures(shell: State<'_, Shell>, ids: Option<Vec<ArticleId>>) -> Result<u32, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.images().retry_pictures(ids.as_deref()).map_err(|error| error.failure())).await
}
