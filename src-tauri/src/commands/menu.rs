//! The native menu, laid out by the page.

use engine::error::{Code, Failure};
use tauri::{Runtime, WebviewWindow};

use crate::jobs::beside;
use crate::menu::{self, Line};
use crate::message::{Hint, Refused};

/// Lays the menu out anew and shows it, or not. True where the system always shows it.
#[tauri::command]
pub async fn set_menu<R: Runtime>(window: WebviewWindow<R>, menus: Vec<Line>, shown: bool) -> Result<bool, Failure> {
    let failed = |error: tauri::Error| {
        Failure::new(Code::Refused, Refused::MenuNotShown { text: error.to_string() }, Hint::UsePalette)
    };
    beside(move || menu::lay(&window, menus, shown).map_err(failed)).await?;
    Ok(menu::ALWAYS)
}
