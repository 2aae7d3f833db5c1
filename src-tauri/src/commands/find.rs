//! Finding: what a query's hits have in common, suggestions, the reports of a story, saved views.

use engine::api::{Facets, SavedView, Suggestion};
use engine::article::ArticleId;
use engine::error::Failure;
use tauri::State;

use crate::jobs::beside;
use crate::shell::Shell;

/// What the hits of a query have in common.
#[tauri::command]
pub async fn read_facets(shell: State<'_, Shell>, query: String) -> Result<Facets, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().facets(&query).map_err(|error| error.failure())).await
}

/// What may stand in the search box in place of the word that is typed.
#[tauri::command]
pub async fn suggest(shell: State<'_, Shell>, typed: String) -> Result<Vec<Suggestion>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().suggest(&typed).map_err(|error| error.failure())).await
}

/// The reports that stand folded under an article.
#[tauri::command]
pub async fn read_reports(shell: State<'_, Shell>, lead: ArticleId) -> Result<Vec<ArticleId>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().reports(lead).map_err(|error| error.failure())).await
}

/// All saved views with what each shows now.
#[tauri::command]
pub async fn read_views(shell: State<'_, Shell>) -> Result<Vec<SavedView>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().views().map_err(|error| error.failure())).await
}

/// Saves a view; one of the same name gets the new query.
#[tauri::command]
pub async fn save_view(shell: State<'_, Shell>, name: String, query: String) -> Result<(), Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().save_view(&name, &query).map_err(|error| error.failure())).await
}

/// Gives a saved view another name.
#[tauri::command]
pub async fn rename_view(shell: State<'_, Shell>, name: String, new_name: String) -> Result<(), Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().rename_view(&name, &new_name).map_err(|error| error.failure())).await
}

/// Forgets a saved view; answers whether there was one.
#[tauri::command]
pub async fn forget_view(shell: State<'_, Shell>, name: String) -> Result<bool, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().forget_view(&name).map_err(|error| error.failure())).await
}
