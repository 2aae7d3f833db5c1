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
    use std::rc::Rc;
    use std::time::Duration;

    use gtk::glib::{self, Propagation};
    use gtk::prelude::{ObjectExt, WidgetExt};
    use tauri::Manager;
    use webkit2gtk::{LoadEvent, WebViewExt};

    /// A page that takes longer is seen while it loads.
    const LATEST: Duration = Duration::from_secs(2);

    for window in app.webview_windows().values() {
        // A window that is gone draws nothing.
        drop(window.with_webview(|view| {
            let view = view.inner();
            let blank = Rc::new(Cell::new(Some(view.connect_draw(|_, _| Propagation::Stop))));
            let draw = move |view: &webkit2gtk::WebView| {
                if let Some(blank) = blank.take() {
                    view.disconnect(blank);
                    view.queue_draw();
                }
            };
            let late = (view.downgrade(), draw.clone());
            view.connect_load_changed(move |view, event| {
                if event == LoadEvent::Finished {
                    draw(view);
                }
            });
            glib::timeout_add_local_once(LATEST, move || {
                if let Some(view) = late.0.upgrade() {
                    late.1(&view);
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
