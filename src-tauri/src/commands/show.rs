//! Reading the desk: views, rows, one article whole.

use engine::api::{Details, Opened, Row, View};
use engine::article::ArticleId;
use engine::error::{Code, Failure};
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_opener::OpenerExt;

use crate::jobs::beside;
use crate::message::{Hint, Refused};
use crate::shell::Shell;

/// Every hit of a query, in order, with the counts and the rows that are seen first: those around an article, or the first.
#[tauri::command]
pub async fn open_view(shell: State<'_, Shell>, query: String, around: Option<ArticleId>) -> Result<Opened, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().open_view(&query, around).map_err(|error| error.failure())).await
}

/// The same without rows: what the list would be by now.
#[tauri::command]
pub async fn read_view(shell: State<'_, Shell>, query: String) -> Result<View, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().view(&query).map_err(|error| error.failure())).await
}

/// Rows by id, in the order asked for.
#[tauri::command]
pub async fn read_rows(shell: State<'_, Shell>, ids: Vec<ArticleId>) -> Result<Vec<Row>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().rows(&ids).map_err(|error| error.failure())).await
}

/// One article whole.
#[tauri::command]
pub async fn read_article(shell: State<'_, Shell>, id: ArticleId) -> Result<Details, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().details(id).map_err(|error| error.failure())).await
}

/// Opens the article's page at its source in the system's browser.
#[tauri::command]
pub async fn open_source<R: Runtime>(app: AppHandle<R>, shell: State<'_, Shell>, id: ArticleId) -> Result<(), Failure> {
    let desk = shell.desk()?;
    let url = beside(move || desk.query().source(id).map_err(|error| error.failure())).await?;
    app.opener().open_url(url.as_str(), None::<&str>).map_err(|error| {
        let refused = Refused::BrowserNotOpened { text: error.to_string() };
        Failure::new(Code::Refused, refused, Hint::OpenYourself { url: url.to_string() })
    })
}
