//! Taking in: what to take in is picked in the system's dialog, dropped on the window or named at the start.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use engine::api::{HeldFiles, Progress};
use engine::desk::Desk;
use engine::error::{Error, Failure};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, Runtime, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use super::receipts::ShownReceipt;
use crate::events::taken_in;
use crate::grants::{Granted, Kind, Purpose, Token};
use crate::jobs::beside;
use crate::shell::Shell;

/// Most files and folders that are looked at to say how many a drop holds.
const MOST_COUNTED: u32 = 50_000;

/// The files that the app was started with, to be imported; `None` where there are none, and on every later call.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn opened_with(shell: State<'_, Shell>) -> Result<Option<Granted>, Failure> {
    granted(&shell, Purpose::Import, shell.opened_with())
}

/// Grants a token for the chosen paths; `None` where there are none.
fn granted(shell: &Shell, purpose: Purpose, paths: Vec<PathBuf>) -> Result<Option<Granted>, Failure> {
    if paths.is_empty() { Ok(None) } else { shell.grants.grant(purpose, paths).map(Some) }
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

/// Opens the system's dialog for article files to import, with texts from the page; `None` where it was cancelled.
#[tauri::command]
pub async fn pick_files<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    title: String,
    articles: String,
) -> Result<Option<Granted>, Failure> {
    let dialog = app.dialog().file().set_title(title).add_filter(articles, &["md", "markdown"]);
    let picked = beside(move || Ok(paths(dialog.blocking_pick_files()))).await?;
    granted(&shell, Purpose::Import, picked)
}

/// Opens the system's dialog for folders to import, with a title from the page; `None` where it was cancelled.
#[tauri::command]
pub async fn pick_folder<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    title: String,
) -> Result<Option<Granted>, Failure> {
    granted(&shell, Purpose::Import, picked_folders(app, title).await?)
}

/// Asks for folders in the system's dialog.
pub(super) async fn picked_folders<R: Runtime>(app: AppHandle<R>, title: String) -> Result<Vec<PathBuf>, Failure> {
    let dialog = app.dialog().file().set_title(title);
    beside(move || Ok(paths(dialog.blocking_pick_folders()))).await
}

fn paths(picked: Option<Vec<FilePath>>) -> Vec<PathBuf> {
    picked.unwrap_or_default().into_iter().filter_map(|path| path.into_path().ok()).collect()
}

/// Imports the chosen files and reports to `progress`.
#[tauri::command]
pub async fn take_in<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    chosen: Token,
    progress: Channel<Progress>,
) -> Result<ShownReceipt, Failure> {
    let desk = shell.desk()?;
    let paths = shell.grants.redeem(&chosen, Purpose::Import)?;
    taken(app, desk, paths, progress).await
}

/// Imports files of the list of rejected ones, after they were corrected.
#[tauri::command]
pub async fn take_in_rejected<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    files: Vec<Token>,
    progress: Channel<Progress>,
) -> Result<ShownReceipt, Failure> {
    let desk = shell.desk()?;
    let paths: Result<Vec<PathBuf>, Failure> =
        files.iter().map(|file| shell.grants.listed(Kind::Rejected, file)).collect();
    taken(app, desk, paths?, progress).await
}

async fn taken<R: Runtime>(
    app: AppHandle<R>,
    desk: Arc<Desk>,
    paths: Vec<PathBuf>,
    progress: Channel<Progress>,
) -> Result<ShownReceipt, Failure> {
    let intake = app.state::<Shell>().intake.clone();
    let (told, shown) = (app.clone(), Arc::clone(&desk));
    let work = move || {
        let watch = |now: &Progress| {
            // A page that is gone need not hear it.
            drop(progress.send(now.clone()));
            intake.goes_on()
        };
        let receipt = intake.run(|| desk.import().take_in_until(&paths, &watch))?;
        taken_in(&told, &shown, if receipt.taken_back { 0 } else { receipt.new })?;
        Ok(receipt)
    };
    let receipt = beside(move || work().map_err(|error: Error| error.failure())).await?;
    ShownReceipt::of(receipt, &app.state::<Shell>().grants)
}

/// Stops the intake that runs; what it took in stays, or is taken back.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's state is passed by value")]
pub fn stop_take_in(shell: State<'_, Shell>, roll_back: bool) {
    shell.intake.stop(roll_back);
}

/// How many article files lie in what is held over the window.
#[tauri::command]
pub async fn count_files(shell: State<'_, Shell>, held: Token) -> Result<HeldFiles, Failure> {
    let paths = shell.grants.redeem(&held, Purpose::Count)?;
    let left = Cell::new(MOST_COUNTED);
    let goes_on = move || {
        left.set(left.get().saturating_sub(1));
        if left.get() == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    beside(move || Ok(engine::import::count_files(&paths, &goes_on))).await
}
