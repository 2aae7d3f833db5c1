//! Deciding, undo and redo. `token` is the page's own mark, which comes back with the fact after commit.

use engine::api::Changed;
use engine::article::ArticleId;
use engine::decide::Decision;
use engine::desk::Desk;
use engine::error::{Code, Error, Failure};
use tauri::{AppHandle, Runtime, State};

use crate::events::library_changed;
use crate::jobs::beside;
use crate::message::{Hint, Refused};
use crate::shell::Shell;

/// Paths that the page may set. Addresses are not among them, because addresses in articles are fetched and opened.
const SETTABLE: [&str; 4] = ["title", "excerpt", "provider.name", "topics"];

/// Decides the same about all these articles, as one batch.
#[tauri::command]
pub async fn decide<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
    ids: Vec<ArticleId>,
    decisions: Vec<Decision>,
) -> Result<Changed, Failure> {
    decisions.iter().try_for_each(settable)?;
    let change = move |desk: &Desk| desk.decide().decide(&ids, &decisions).map(|changed| (ids, changed));
    let (_, changed) = confirmed(app, shell, token, change).await?;
    Ok(changed)
}

fn settable(decision: &Decision) -> Result<(), Failure> {
    match decision {
        Decision::Set { path, .. } if !SETTABLE.contains(&path.as_str()) => {
            Err(Failure::new(Code::Usage, Refused::NotSetHere { path: path.clone() }, Hint::SetElsewhere))
        }
        _ => Ok(()),
    }
}

/// Takes the last batch back; `None` where there is nothing to take back.
#[tauri::command]
pub async fn undo<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
) -> Result<Option<Changed>, Failure> {
    let (_, changed) = confirmed(app, shell, token, |desk| desk.decide().undo().map(touched)).await?;
    Ok(changed)
}

/// Makes the batch that was taken back last again.
#[tauri::command]
pub async fn redo<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
) -> Result<Option<Changed>, Failure> {
    let (_, changed) = confirmed(app, shell, token, |desk| desk.decide().redo().map(touched)).await?;
    Ok(changed)
}

/// Takes the wire's value of a field that was decided here; the decision is withdrawn, as one batch.
#[tauri::command]
pub async fn take_theirs<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
    id: ArticleId,
    field: String,
) -> Result<Changed, Failure> {
    let change = move |desk: &Desk| desk.decide().take_theirs(id, &field).map(|changed| (vec![id], changed));
    let (_, changed) = confirmed(app, shell, token, change).await?;
    Ok(changed)
}

/// Keeps what was decided about a field although the wire changed it too, as one batch.
#[tauri::command]
pub async fn keep_mine<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
    id: ArticleId,
    field: String,
) -> Result<Changed, Failure> {
    let change = move |desk: &Desk| desk.decide().keep_mine(id, &field).map(|changed| (vec![id], changed));
    let (_, changed) = confirmed(app, shell, token, change).await?;
    Ok(changed)
}

pub(super) fn touched(changed: Option<Changed>) -> (Vec<ArticleId>, Option<Changed>) {
    (changed.as_ref().map(|changed| changed.changed.clone()).unwrap_or_default(), changed)
}

/// Makes a change beside the window's thread and, once it is stored, confirms it to the page.
pub(super) async fn confirmed<R: Runtime, T: Send + 'static>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
    change: impl FnOnce(&Desk) -> Result<(Vec<ArticleId>, T), Error> + Send + 'static,
) -> Result<(Vec<ArticleId>, T), Failure> {
    let desk = shell.desk()?;
    let work = move || {
        let done = change(&desk)?;
        library_changed(&app, &desk, Some(token), &done.0)?;
        Ok(done)
    };
    beside(move || work().map_err(|error: Error| error.failure())).await
}
