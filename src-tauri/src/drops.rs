//! Files held over the window or dropped on it, as the window system reports them.
//!
//! Only native events of the window come here. The page may not emit events, and one that it could forge would hold no
//! token.

use std::path::PathBuf;

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, Runtime, WindowEvent};

use crate::grants::{Granted, Purpose};
use crate::shell::Shell;

/// The event's name.
pub const DRAGGED: &str = "dragged";

/// The event's payload.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
enum Dragged {
    /// Files are held over the window; the token serves to count them.
    Over(Granted),
    /// The files left the window.
    Gone,
    /// They were dropped; the token serves to import them.
    Dropped(Granted),
}

/// Handles an event of a window.
pub fn window_event<R: Runtime>(app: &AppHandle<R>, event: &WindowEvent) {
    if let WindowEvent::DragDrop(event) = event {
        dragged(app, event);
    }
}

fn dragged<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    let grants = &app.state::<Shell>().grants;
    let fact = match event {
        DragDropEvent::Enter { paths, .. } => {
            grants.withdraw(Purpose::Count);
            grants.grant(Purpose::Count, paths.clone()).map(Dragged::Over)
        }
        DragDropEvent::Drop { paths, .. } => dropped(app, paths.clone()),
        DragDropEvent::Leave => {
            grants.withdraw(Purpose::Count);
            Ok(Dragged::Gone)
        }
        _ => return,
    };
    // Emitting fails where the page is gone, and a drop without a token imports nothing.
    drop(app.emit(DRAGGED, fact.unwrap_or(Dragged::Gone)));
}

fn dropped<R: Runtime>(app: &AppHandle<R>, paths: Vec<PathBuf>) -> Result<Dragged, engine::error::Failure> {
    let grants = &app.state::<Shell>().grants;
    grants.withdraw(Purpose::Count);
    grants.grant(Purpose::Import, paths).map(Dragged::Dropped)
}
