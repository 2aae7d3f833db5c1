//! The focus in the real window: what ends gives it back, one Escape closes one thing, and the palette reaches the page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use e2e::Session;
use fantoccini::key::Key;
use support::{Room, press};

const LIST: &str = "document.activeElement?.matches('[aria-activedescendant^=row]')";

async fn newsroom() -> (Room, Session) {
    let room = Room::with(&["Reef robots count coral", "A quieter drill", "Tide tables"]);
    let session = room.start_with_all_taken_in().await;
    session.wait_for_count("inbox", 3).await.unwrap();
    (room, session)
}

async fn list_has_it(session: &Session, when: &str) {
    session.wait_until(&format!("the list has the focus {when}"), LIST).await.unwrap();
}

/// Waits until what has this test name has the focus, or something in it.
async fn has_it(session: &Session, test: &str) {
    let has = format!("document.querySelector('[data-test={test}]')?.contains(document.activeElement)");
    session.wait_until(&format!("{test} has the focus"), &has).await.unwrap();
}

async fn gone(session: &Session, test: &str) {
    let gone = format!("!document.querySelector('[data-test={test}]')");
    session.wait_until(&format!("{test} is closed"), &gone).await.unwrap();
}

async fn selected(session: &Session, count: usize) {
    let marked = "document.querySelectorAll('[data-test=row][aria-selected=true]').length";
    session.wait_until(&format!("{count} are selected"), &format!("{marked} === {count}")).await.unwrap();
}

#[tokio::test]
async fn the_list_has_the_focus_and_what_ends_gives_it_back() {
    let (room, session) = newsroom().await;
    list_has_it(&session, "once there is one").await;
    for (keys, test) in
        [("?", "keys"), ("e", "edit-title"), ("E", "edit-excerpt"), ("P", "edit-provider"), ("t", "edit-topics")]
    {
        let held: &[Key] = if keys.chars().all(char::is_uppercase) { &[Key::Shift] } else { &[] };
        session.press_with(held, keys.chars().next().unwrap()).await.unwrap();
        has_it(&session, test).await;
        press(&session, Key::Escape).await;
        gone(&session, test).await;
        list_has_it(&session, &format!("after {test}")).await;
    }
    session.press("vs").await.unwrap();
    session.wait_until("the sheet is shown", "document.querySelector('[role=grid]')").await.unwrap();
    list_has_it(&session, "as a sheet").await;
    session.press("vl").await.unwrap();
    session.wait_until("the list is shown", "document.querySelector('main [role=listbox]')").await.unwrap();
    session.script("document.querySelector('[data-test=receipts]').focus()").await.unwrap();
    session.press("?").await.unwrap();
    has_it(&session, "keys").await;
    press(&session, Key::Escape).await;
    has_it(&session, "receipts").await;
    session.close().await.unwrap();

    let session = room.start().await;
    list_has_it(&session, "at the start").await;
    session.press("j").await.unwrap();
    session
        .wait_until(
            "those who hear the list are told of the row",
            "document.activeElement.getAttribute('aria-activedescendant') === 'row-1'",
        )
        .await
        .unwrap();
    let ring = "getComputedStyle(document.activeElement).outlineStyle";
    session.wait_until("the cursor alone shows it", &format!("{ring} === 'none'")).await.unwrap();
    press(&session, Key::Tab).await;
    session.press_with(&[Key::Shift], char::from(Key::Tab)).await.unwrap();
    list_has_it(&session, "by Tab").await;
    session.wait_until("a ring shows where Tab went", &format!("{ring} === 'solid'")).await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn one_escape_closes_one_thing_whichever_has_the_focus() {
    let (_room, session) = newsroom().await;
    session.press_with(&[Key::Shift], 'J').await.unwrap();
    selected(&session, 2).await;
    for dialog_has_it in [true, false] {
        session.press("?").await.unwrap();
        has_it(&session, "keys").await;
        if !dialog_has_it {
            session.script("document.activeElement.blur()").await.unwrap();
        }
        press(&session, Key::Escape).await;
        gone(&session, "keys").await;
        session.settled().await.unwrap();
        selected(&session, 2).await;
    }
    press(&session, Key::Escape).await;
    selected(&session, 1).await;
    session.close().await.unwrap();
}

#[tokio::test]
async fn the_palette_and_the_order_of_the_list_are_used_by_keyboard() {
    let (_room, session) = newsroom().await;
    session.press_with(&[Key::Control], 'k').await.unwrap();
    has_it(&session, "palette").await;
    session.press("search").await.unwrap();
    press(&session, Key::Enter).await;
    gone(&session, "palette").await;
    has_it(&session, "search").await;
    session.press("drill").await.unwrap();
    session.wait_until("it is searched", "document.querySelectorAll('[data-test=row]').length === 1").await.unwrap();
    press(&session, Key::Escape).await;
    session.wait_until("all are shown", "document.querySelectorAll('[data-test=row]').length === 3").await.unwrap();
    list_has_it(&session, "after the search").await;
    session.script("document.querySelector('[data-test=order]').focus()").await.unwrap();
    press(&session, Key::Down).await;
    session
        .wait_until("another order is chosen", "document.querySelector('[data-test=order]').value !== 'newest'")
        .await
        .unwrap();
    session.press("x").await.unwrap();
    session.settled().await.unwrap();
    session.wait_for_count("spiked", 0).await.unwrap();
    session.close().await.unwrap();
}
