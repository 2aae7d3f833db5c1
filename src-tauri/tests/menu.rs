//! The native menu over the mock IPC. Showing it needs a real window: the end-to-end tests do that.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use serde_json::json;
use support::Window;

#[test]
fn the_menu_is_laid_out_by_the_page_and_may_stay_hidden() {
    let window = Window::open(tempfile::tempdir().unwrap());
    let digits = json!([{ "id": "quality 7", "label": "70 (7)" }]);
    let lines = json!([{ "id": "publish", "label": "Publish (P)" },
        { "id": "quality", "label": "Quality (0–9)", "items": digits }]);
    let menus = json!([{ "id": "decide", "label": "Decide", "items": lines }]);
    let always = window.ask("set_menu", json!({ "menus": menus, "shown": false })).unwrap();
    assert_eq!(always, json!(cfg!(target_os = "macos")), "the page shows its setting where the system has no say");
}

#[test]
fn a_menu_line_without_a_label_is_refused() {
    let window = Window::open(tempfile::tempdir().unwrap());
    let menus = json!([{ "id": "decide" }]);
    assert!(window.ask("set_menu", json!({ "menus": menus, "shown": false })).is_err());
}
