//! Pictures: which are on screen, how far the fetching is, and what is tried again.

use engine::article::ArticleId;
use engine::error::Failure;
use engine::screen::PicturesProgress;
use tauri::State;

use crate::jobs::beside;
use crate::shell::Shell;

/// These articles are on screen: their pictures come first.
#[tauri::command]
pub async fn show_pictures(shell: State<'_, Shell>, ids: Vec<ArticleId>) -> Result<(), Failure> {
    let desk = shell.desk()?;
    beside(move || desk.show_pictures(&ids).map_err(|error| error.failure())).await
}

/// How many pictures are in which state.
#[tauri::command]
pub async fn pictures_progress(shell: State<'_, Shell>) -> Result<PicturesProgress, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.pictures_progress().map_err(|error| error.failure())).await
}

/// Nothing new is fetched until it goes on.
#[tauri::command]
pub async fn pause_pictures(shell: State<'_, Shell>) -> Result<PicturesProgress, Failure> {
    let desk = shell.desk()?;
    desk.pause_pictures();
    beside(move || desk.pictures_progress().map_err(|error| error.failure())).await
}

/// Goes on.
#[tauri::command]
pub async fn resume_pictures(shell: State<'_, Shell>) -> Result<PicturesProgress, Failure> {
    let desk = shell.desk()?;
    desk.resume_pictures();
    beside(move || desk.pictures_progress().map_err(|error| error.failure())).await
}

/// What failed is tried again: of these articles, or all of it where none are given.
#[tauri::command]
pub async fn retry_pictures(shell: State<'_, Shell>, ids: Option<Vec<ArticleId>>) -> Result<u32, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.retry_pictures(ids.as_deref()).map_err(|error| error.failure())).await
}
