//! What the web view is told apart from its page.

use tauri::{AppHandle, Runtime};

/// The web view keeps no pictures that nothing shows: they lie in the desk's own cache, on this machine, and a second
/// copy would only take memory. Other systems' web views cannot be told so.
#[cfg(target_os = "linux")]
pub fn keep_no_copies<R: Runtime>(app: &AppHandle<R>) {
    use tauri::Manager;
    use webkit2gtk::{CacheModel, WebContextExt, WebViewExt};

    for window in app.webview_windows().values() {
        // Where it cannot be told, it takes more memory and works all the same.
        let _ = window.with_webview(|view| {
            if let Some(context) = view.inner().context() {
                context.set_cache_model(CacheModel::DocumentViewer);
            }
        });
    }
}

/// Nothing.
#[cfg(not(target_os = "linux"))]
pub fn keep_no_copies<R: Runtime>(_: &AppHandle<R>) {}
