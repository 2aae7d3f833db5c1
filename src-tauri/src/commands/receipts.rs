//! Receipts opened later: what they count, refused files as they are, and taking an import back.

use std::path::Path;

use engine::api::{Changed, IntakeId, Receipt, ReceiptLine, ReceiptPart, Refusal, RefusedText};
use engine::error::Failure;
use serde::Serialize;
use tauri::{AppHandle, Runtime, State};

use super::decide::confirmed;
use crate::grants::{Grants, Kind, Listed, Token};
use crate::jobs::beside;
use crate::shell::Shell;

/// A receipt as the page sees it.
#[derive(Debug, Serialize)]
pub struct ShownReceipt {
    #[serde(flatten)]
    receipt: Receipt,
    /// The tokens of the rejected files, in their order.
    refused_ids: Vec<Token>,
}

impl ShownReceipt {
    /// Gives the rejected files of a receipt their tokens.
    pub fn of(receipt: Receipt, grants: &Grants) -> Result<Self, Failure> {
        let ids = receipt.refused.iter().map(|refusal| grants.list(Kind::Rejected, Path::new(&refusal.path)));
        Ok(Self { refused_ids: ids.collect::<Result<_, _>>()?, receipt })
    }
}

/// The receipts of the last imports, newest first.
#[tauri::command]
pub async fn read_receipts(shell: State<'_, Shell>, limit: u32) -> Result<Vec<ShownReceipt>, Failure> {
    let desk = shell.desk()?;
    let receipts = beside(move || desk.import().receipts(limit).map_err(|error| error.failure())).await?;
    receipts.into_iter().map(|receipt| ShownReceipt::of(receipt, &shell.grants)).collect()
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
    beside(move || desk.import().receipt_part(intake, part, page).map_err(|error| error.failure())).await
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
    let change = move |desk: &engine::desk::Desk| desk.import().take_back(intake).map(|changed| (Vec::new(), changed));
    let (_, changed) = confirmed(app, shell, token, change).await?;
    Ok(changed)
}

/// All files that were refused and have not been taken in since.
#[tauri::command]
pub async fn read_refused(shell: State<'_, Shell>) -> Result<Vec<Listed<Refusal>>, Failure> {
    let desk = shell.desk()?;
    let refused = beside(move || desk.import().refused().map_err(|error| error.failure())).await?;
    shell.grants.list_all(Kind::Rejected, refused, |refusal| &refusal.path)
}

/// The text of a Markdown file that was refused, as it is.
#[tauri::command]
pub async fn open_refused(shell: State<'_, Shell>, file: Token) -> Result<RefusedText, Failure> {
    let desk = shell.desk()?;
    let path = shell.grants.listed(Kind::Rejected, &file)?;
    beside(move || desk.import().refused_text(&path.to_string_lossy()).map_err(|error| error.failure())).await
}
