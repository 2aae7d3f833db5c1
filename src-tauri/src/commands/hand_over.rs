//! Handing over: what would be written, writing it, and taking that back.

use engine::api::{ApprovedChange, HandOverId, HandOverLine, HandOverPlan, HandedBack, HandedOver};
use engine::article::ArticleId;
use engine::error::{Error, Failure};
use tauri::{AppHandle, Runtime, State};

use crate::events::library_changed;
use crate::jobs::beside;
use crate::shell::Shell;

/// What a hand-over would write; everything pending where no ids are given. On request with the pictures that would be
/// copied first.
#[tauri::command]
pub async fn plan_hand_over(
    shell: State<'_, Shell>,
    ids: Option<Vec<ArticleId>>,
    copy_pictures: Option<bool>,
) -> Result<HandOverPlan, Failure> {
    let desk = shell.desk()?;
    let work = move || match copy_pictures {
        Some(true) => desk.write().plan_with_pictures(ids.as_deref()),
        _ => Ok(HandOverPlan { changes: desk.write().plan_hand_over(ids.as_deref())?, not_copied: Vec::new() }),
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}

/// Writes what was shown of a plan into the files; on request, cached images below the site first.
#[tauri::command]
pub async fn hand_over<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    changes: Vec<ApprovedChange>,
    copy_pictures: bool,
) -> Result<HandedOver, Failure> {
    let desk = shell.desk()?;
    let work = move || {
        let done = desk.write().hand_over_approved(&changes, copy_pictures)?;
        let ids: Vec<ArticleId> = changes.iter().map(|change| change.id).collect();
        library_changed(&app, &desk, None, &ids)?;
        Ok(done)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}

/// The hand-overs of the past, newest first, at most so many.
#[tauri::command]
pub async fn read_hand_overs(shell: State<'_, Shell>, limit: u32) -> Result<Vec<HandOverLine>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.write().hand_overs(limit).map_err(|error| error.failure())).await
}

/// Takes a hand-over back: files that are as they were written get their former bytes again.
#[tauri::command]
pub async fn take_back_hand_over<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    hand_over: HandOverId,
) -> Result<HandedBack, Failure> {
    let desk = shell.desk()?;
    let work = move || {
        let done = desk.write().take_back_hand_over(Some(hand_over))?;
        library_changed(&app, &desk, None, &done.back)?;
        Ok(done)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}
