//! Reading an article closely: its text, its document; and the topics that are suggested.

use engine::api::{Body, DiffLine, Facet};
use engine::article::ArticleId;
use engine::error::{Code, Failure};
use engine::links;
use tauri::{AppHandle, Runtime, State};
use tauri_plugin_opener::OpenerExt;

use crate::jobs::beside;
use crate::message::{Hint, LinkReason, Refused};
use crate::shell::Shell;

/// The text of an article as safe HTML.
#[tauri::command]
pub async fn read_page(shell: State<'_, Shell>, id: ArticleId) -> Result<Body, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().body(id).map_err(|error| error.failure())).await
}

/// The whole document, with the lines marked that a hand-over would change.
#[tauri::command]
pub async fn read_document(shell: State<'_, Shell>, id: ArticleId) -> Result<Vec<DiffLine>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().lines(id).map_err(|error| error.failure())).await
}

/// The library's topics, most frequent first.
#[tauri::command]
pub async fn list_topics(shell: State<'_, Shell>) -> Result<Vec<Facet>, Failure> {
    let desk = shell.desk()?;
    beside(move || desk.query().topics().map_err(|error| error.failure())).await
}

/// Opens a link of an article's text in the system's browser or mail program; see [`links::allowed`]. The text must hold
/// exactly that link: the page can send nothing out through here.
#[tauri::command]
pub async fn open_link<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    id: ArticleId,
    url: String,
) -> Result<(), Failure> {
    let refused = |reason: LinkReason| {
        Failure::new(Code::Refused, Refused::LinkNotOpened { detail: reason.into() }, Hint::OpenSource)
    };
    let opened = links::allowed(&url).ok_or_else(|| refused(LinkReason::NoWebAddress))?.into_owned();
    let desk = shell.desk()?;
    let asked = url.clone();
    if !beside(move || desk.query().holds_link(id, &asked).map_err(|error| error.failure())).await? {
        return Err(refused(LinkReason::NotInText));
    }
    app.opener().open_url(opened, None::<&str>).map_err(|error| refused(LinkReason::System { text: error.to_string() }))
}
