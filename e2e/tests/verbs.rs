//! Each verb by its own keys in the real window, down to the lines that it writes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use e2e::Session;
use fantoccini::key::Key;
use support::{Room, article, press, take_in};

const RED: &[u8] = include_bytes!("red.png");
const ICON: &[u8] = include_bytes!("../../icons/32x32.png");
const REPORT: &str = "related:\n  - title: \"Coral, counted\"\n    excerpt: \"One by one\"\n    \
publishedDateTime: 2026-11-01T08:00:00Z\n    webUrl: \"https://tides.example/coral\"\n    type: article\n    provider:\n      \
name: Tides\n      domain: tides.example\n    quality: 12\n    images:\n      - url: \"coral.png\"\n\n";

fn with(number: usize, title: &str, more: &str) -> String {
    article(number, title).replace("topics:", &format!("{more}topics:"))
}

/// Writes all that is pending, and closes the sheet.
async fn hand_over(session: &Session) {
    session.wait_until_stored().await.unwrap();
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    session.element("write").await.unwrap().click().await.unwrap();
    session.element("handed-over").await.unwrap();
    press(session, Key::Escape).await;
    session.wait_until("the sheet is closed", "!document.querySelector('dialog[open]')").await.unwrap();
}

/// Types over what is edited in place: all of it is selected.
async fn retype(session: &Session, field: &str, text: &str) {
    session.element(field).await.unwrap().send_keys(text).await.unwrap();
    press(session, Key::Enter).await;
    session.wait_until("it is no longer edited", "!document.querySelector('[data-test^=edit-]')").await.unwrap();
}

async fn wait_for_selected(session: &Session, count: usize) {
    let selected = format!("document.querySelectorAll('[data-test=row][aria-selected=true]').length === {count}");
    session.wait_until(&format!("{count} are selected"), &selected).await.unwrap();
}

#[tokio::test]
async fn headline_and_excerpt_are_mended_in_place() {
    let room = Room::with(&["Reef robots count coral"]);
    let session = room.start_with_all_taken_in().await;
    session.press("e").await.unwrap();
    retype(&session, "edit-title", "Robots count \"coral\": all of it").await;
    session.press_with(&[Key::Shift], 'E').await.unwrap();
    retype(&session, "edit-excerpt", "Corals & more").await;
    hand_over(&session).await;
    let mended = article(0, "Robots count \\\"coral\\\": all of it").replace("A teaser &amp; more.", "Corals & more");
    assert_eq!(room.text(0), mended);
    session.close().await.unwrap();
}

#[tokio::test]
async fn quality_goes_up_and_down_for_a_range_and_for_all() {
    let room = Room::with(&["One", "Two", "Three"]);
    let session = room.start_with_all_taken_in().await;
    session.press_with(&[Key::Shift], 'J').await.unwrap();
    wait_for_selected(&session, 2).await;
    session.press("++").await.unwrap();
    session.wait_until_stored().await.unwrap();
    session.press("u").await.unwrap();
    session.wait_until_stored().await.unwrap();
    session.press_with(&[Key::Control], 'a').await.unwrap();
    wait_for_selected(&session, 3).await;
    session.press("60").await.unwrap();
    session.press("-").await.unwrap();
    hand_over(&session).await;
    for (number, title) in ["One", "Two", "Three"].into_iter().enumerate() {
        assert_eq!(room.text(number), article(number, title).replace("quality: 39", "quality: 55"));
    }
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_report_gives_excerpt_and_picture_and_another_is_taken_out_of_the_story() {
    let room = Room::with(&["Reef robots count coral", "A quieter drill"]);
    std::fs::write(room.site().join("coral.png"), RED).unwrap();
    std::fs::write(room.file(0), with(0, "Reef robots count coral", REPORT)).unwrap();
    std::fs::write(room.file(1), with(1, "A quieter drill", REPORT)).unwrap();
    let session = room.start_with_all_taken_in().await;
    session.element("open-story").await.unwrap();
    session.press("f").await.unwrap();
    session.element("story").await.unwrap();
    session.press("jmemi").await.unwrap();
    session.wait_until_stored().await.unwrap();
    press(&session, Key::Escape).await;
    session.press("j").await.unwrap();
    session.element("open-story").await.unwrap();
    session.press("f").await.unwrap();
    session.element("story").await.unwrap();
    session.press("jn").await.unwrap();
    session.wait_until_stored().await.unwrap();
    press(&session, Key::Escape).await;
    hand_over(&session).await;
    let taken = room.text(0);
    assert!(
        taken.contains("excerpt: \"One by one\"") && taken.contains("\nimages:\n  - url: \"coral.png\""),
        "{taken}"
    );
    assert_eq!(room.text(1), article(1, "A quieter drill"), "nothing but the report is gone");
    session.close().await.unwrap();
}

#[tokio::test]
async fn another_picture_is_chosen_from_the_strip() {
    let room = Room::with(&["Reef robots count coral"]);
    std::fs::write(room.site().join("red.png"), RED).unwrap();
    std::fs::write(room.site().join("icon.png"), ICON).unwrap();
    let pictures = "images:\n  - url: \"red.png\"\n    width: 8\n    height: 6\n  - url: \"icon.png\"\n\n";
    std::fs::write(room.file(0), with(0, "Reef robots count coral", pictures)).unwrap();
    let session = room.start_with_all_taken_in().await;
    let cached = "[...document.querySelectorAll('[data-test=row] img')].some(picture => picture.naturalWidth > 0)";
    session.wait_until("the picture is there", cached).await.unwrap();
    session.press("i").await.unwrap();
    session.element("strip").await.unwrap();
    session.press("i").await.unwrap();
    session.wait_until_stored().await.unwrap();
    press(&session, Key::Escape).await;
    hand_over(&session).await;
    let text = room.text(0);
    let first = text.split("images:\n").nth(1).unwrap();
    assert!(first.starts_with("  - url: \"icon.png\""), "{text}");
    session.press("u").await.unwrap();
    session.wait_until_stored().await.unwrap();
    hand_over(&session).await;
    assert_eq!(room.text(0), with(0, "Reef robots count coral", pictures), "and back: the bytes are the same");
    session.close().await.unwrap();
}

#[tokio::test]
async fn what_the_wire_changed_too_is_taken_or_kept() {
    let titles = ["Reef robots count coral", "A quieter drill"];
    let room = Room::with(&titles);
    let session = room.start_with_all_taken_in().await;
    session.press_with(&[Key::Control], 'a').await.unwrap();
    wait_for_selected(&session, 2).await;
    session.press("72").await.unwrap();
    session
        .wait_until("the quality counts", "document.querySelector('[data-test=row]').innerText.includes('72')")
        .await
        .unwrap();
    session.wait_until_stored().await.unwrap();
    let robots = |number: usize| article(number, titles[number]).replace("quality: 39", "quality: 59");
    for number in 0..2 {
        std::fs::write(room.file(number), robots(number)).unwrap();
    }
    take_in(&session, &room.site()).await;
    press(&session, Key::Home).await;
    session.element("clash").await.unwrap();
    session.press("w").await.unwrap();
    session.wait_until("the wire's is taken", "!document.querySelector('[data-test=clash]')").await.unwrap();
    session.press("j").await.unwrap();
    session.element("clash").await.unwrap();
    session.press_with(&[Key::Shift], 'W').await.unwrap();
    session.wait_until("mine is kept", "!document.querySelector('[data-test=clash]')").await.unwrap();
    hand_over(&session).await;
    assert_eq!(room.text(0), robots(0));
    assert_eq!(room.text(1), robots(1).replace("quality: 59", "quality: 72"));
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_place_is_taken_back_without_undo() {
    let room = Room::with(&["One", "Two"]);
    let session = room.start_with_all_taken_in().await;
    session.press("x").await.unwrap();
    session.wait_for_count("spiked", 1).await.unwrap();
    session.press("gx").await.unwrap();
    wait_for_selected(&session, 1).await;
    session.press("b").await.unwrap();
    session.wait_for_count("inbox", 2).await.unwrap();
    session.press("r").await.unwrap();
    session.wait_until("the list is as it is now", "!document.querySelector('[data-test=row]')").await.unwrap();
    session.wait_until_stored().await.unwrap();
    session.close().await.unwrap();
}
