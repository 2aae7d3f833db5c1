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

/// The web views of other systems are left to themselves.
#[cfg(not(target_os = "linux"))]
pub const fn keep_little(_app: &AppHandle) {}
