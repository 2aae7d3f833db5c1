//! What is asked of the web view itself.

use tauri::AppHandle;

/// Keeps no pictures that nothing shows: they come from this disk in a moment, and a long sitting passes thousands.
#[cfg(target_os = "linux")]
pub fn keep_little(app: &AppHandle) {
    use tauri::Manager;
    use webkit2gtk::{CacheModel, WebContextExt, WebViewExt};
    for window in app.webview_windows().values() {
        // A window that is gone keeps nothing.
        drop(window.with_webview(|view| {
            if let Some(context) = view.inner().context() {
                context.set_cache_model(CacheModel::DocumentViewer);
            }
        }));
    }
}

/// Draws nothing of the web view before its page is loaded, or cannot be. The window system would ask for a picture of a
/// process that is only being loaded, wait half a second for it, and serve that process nothing meanwhile.
#[cfg(target_os = "linux")]
pub fn draw_when_there(app: &AppHandle) {
    use std::cell::Cell;

    use gtk::glib::Propagation;
    use gtk::prelude::{ObjectExt, WidgetExt};
    use tauri::Manager;
    use webkit2gtk::{LoadEvent, WebViewExt};
    for window in app.webview_windows().values() {
        // A window that is gone draws nothing.
        drop(window.with_webview(|view| {
            let blank = Cell::new(Some(view.inner().connect_draw(|_, _| Propagation::Stop)));
            view.inner().connect_load_changed(move |view, event| {
                if event == LoadEvent::Finished
                    && let Some(blank) = blank.take()
                {
                    view.disconnect(blank);
                    view.queue_draw();
                }
            });
        }));
    }
}

/// The web views of other systems are left to themselves.
#[cfg(not(target_os = "linux"))]
pub const fn keep_little(_app: &AppHandle) {}

/// The web views of other systems draw when they are there.
#[cfg(not(target_os = "linux"))]
pub const fn draw_when_there(_app: &AppHandle) {}
