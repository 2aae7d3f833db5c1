//! The folders that files were taken in from, and the kind of site that each is read as.

use std::ops::ControlFlow;

use engine::api::ImportedFolder;
use engine::document::Profile;
use engine::error::{Error, Failure};
use tauri::{AppHandle, Runtime, State};

use crate::events::{library_changed, taken_in};
use crate::grants::{Kind, Listed, Token};
use crate::jobs::beside;
use crate::shell::Shell;

/// All folders that files were taken in from.
#[tauri::command]
pub async fn read_folders(shell: State<'_, Shell>) -> Result<Vec<Listed<ImportedFolder>>, Failure> {
    let desk = shell.desk()?;
    let folders = beside(move || desk.import().folders().map_err(|error| error.failure())).await?;
    shell.grants.list_all(Kind::Folder, folders, |folder| &folder.path)
}

/// Reads a folder as another kind of site; what was refused there before is tried again. Returns all folders.
#[tauri::command]
pub async fn set_profile<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    folder: Token,
    profile: Profile,
) -> Result<Vec<Listed<ImportedFolder>>, Failure> {
    let (desk, intake) = (shell.desk()?, shell.intake.clone());
    let folder = shell.grants.listed(Kind::Folder, &folder)?.to_string_lossy().into_owned();
    // In turn with imports: one that runs just now reads its files as the former kind of site.
    let read_anew = move || {
        let refused = desk.import().set_profile(&folder, profile)?;
        library_changed(&app, &desk, None, &[])?;
        if !refused.is_empty() {
            let receipt = desk.import().take_in(&refused, &|_| ControlFlow::Continue(()))?;
            taken_in(&app, &desk, receipt.new)?;
        }
        desk.import().folders()
    };
    let work = move || intake.run(read_anew);
    let folders = beside(move || work().map_err(|error: Error| error.failure())).await?;
    shell.grants.list_all(Kind::Folder, folders, |folder| &folder.path)
}
