//! The native menu bar: hidden until it is asked for, shown by the system, and its lines do what keys do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use e2e::Session;
use support::Room;

/// What the window leaves the page of its height.
async fn height(session: &Session) -> i64 {
    session.script("return window.innerHeight").await.unwrap().as_i64().unwrap()
}

#[tokio::test]
async fn f10_shows_and_hides_the_menu_bar_and_a_click_in_it_publishes() {
    let room = Room::with(&["Reef robots count coral", "A second one"]);
    let session = room.start_with_all_taken_in().await;
    session.focus().await.unwrap();
    let without = height(&session).await;
    session.press_for_real("F10").await.unwrap();
    session.wait_until("the menu bar takes its room", &format!("window.innerHeight < {without}")).await.unwrap();
    let id = session.rows().await.unwrap().into_iter().find(|row| row.selected).unwrap().id;
    // The first menu is about decisions, and publishing is its first line.
    session.press_for_real("alt+d").await.unwrap();
    e2e::pointer(&["key", "Return"]).await.unwrap();
    session.wait_for_place(id, "published").await.unwrap();
    session.press_for_real("F10").await.unwrap();
    session.wait_until("the room is the page's again", &format!("window.innerHeight === {without}")).await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_setting_keeps_the_menu_bar_shown_and_letters_are_still_typed() {
    let room = Room::with(&["Reef robots count coral"]);
    let shown = [("menu_bar".to_owned(), serde_json::Value::Bool(true))].into_iter().collect();
    engine::desk::Desk::open(&room.home.path().join("library")).unwrap().set_settings(&shown).unwrap();
    let session = room.start_with_all_taken_in().await;
    session.focus().await.unwrap();
    let shown = "window.innerHeight < window.outerHeight - 10";
    session.wait_until("the menu bar is there from the start", shown).await.unwrap();
    session.press_for_real("slash").await.unwrap();
    session.wait_until("the search has the keyboard", "document.activeElement.matches('input')").await.unwrap();
    for key in ["p", "x", "s"] {
        session.press_for_real(key).await.unwrap();
    }
    session.wait_until("letters are letters", "document.activeElement.value === 'pxs'").await.unwrap();
    session.wait_for_count("inbox", 1).await.unwrap();
    session.close().await.unwrap();
}
