//! Receipts opened later: what they count, refused files as they are, and taking an import back.

use engine::error::Failure;
use engine::screen::{Changed, IntakeId, Receipt, ReceiptLine, ReceiptPart, Refusal, RefusedText};
use tauri::{AppHandle, Runtime, State};

use super::decide::confirmed;
use crate::jobs::beside;
use crate::shell::Shell;

/// The receipts of the last imports, newest first.
#[tauri::command]
pub async fn read_receipts(shell: State<'_, Shell>, limit: u32) -> Result<Vec<Receipt>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.receipts(limit).map_err(|error| error.failure())).await
}

/// The articles behind a number of a receipt.
#[tauri::command]
pub async fn read_receipt_part(
    shell: State<'_, Shell>,
    intake: IntakeId,
    part: ReceiptPart,
    page: (u32, u32),
) -> Result<Vec<ReceiptLine>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.receipt_part(intake, part, page).map_err(|error| error.failure())).await
}

/// Takes an import back whole; undo makes it again.
#[tauri::command]
pub async fn take_back<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    token: u32,
    intake: IntakeId,
) -> Result<Changed, Failure> {
    // A whole import goes: the page reads its view anew.
    let change = move |desk: &engine::desk::Desk| desk.take_back(intake).map(|changed| (Vec::new(), changed));
    let (_, changed) = confirmed(app, shell, token, change).await?;
    Ok(changed)
}

/// All files that were refused and have not been taken in since.
#[tauri::command]
pub async fn read_refused(shell: State<'_, Shell>) -> Result<Vec<Refusal>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.refused().map_err(|error| error.failure())).await
}

/// The text of a file that was refused, as it is.
#[tauri::command]
pub async fn open_refused(shell: State<'_, Shell>, path: String) -> Result<RefusedText, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.refused_text(&path).map_err(|error| error.failure())).await
}
