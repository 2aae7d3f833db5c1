//! The main job in the real window: drop, decide, hand over, undo, restart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use fantoccini::key::Key;
use support::{Room, article, press, take_in};

#[tokio::test]
async fn dropped_files_are_decided_and_handed_back_with_only_the_decision_changed() {
    let room = Room::with(&["Reef robots count coral", "A quieter drill", "Tide tables for phones"]);
    let session = room.start_with_all_taken_in().await;
    session.wait_for_count("inbox", 3).await.unwrap();
    let rows = session.rows().await.unwrap();
    assert!(rows[0].selected && rows[0].text.contains("Reef robots count coral"), "the newest is selected: {rows:?}");
    assert!(rows[0].text.contains("Reef Watch") && rows[0].text.contains("39"), "{}", rows[0].text);

    session.press("p").await.unwrap();
    session.wait_for_place(rows[0].id, "published").await.unwrap();
    let selected = session.rows().await.unwrap().into_iter().find(|row| row.selected).unwrap();
    assert_eq!(selected.id, rows[1].id, "the next undecided article is selected, and the decided one stays in place");
    session.press("x").await.unwrap();
    session.press("75").await.unwrap();
    session.wait_for_count("published", 1).await.unwrap();
    session.wait_for_count("spiked", 1).await.unwrap();
    session.wait_for_count("inbox", 1).await.unwrap();
    session.wait_until_stored().await.unwrap();
    assert_eq!(room.text(0), article(0, "Reef robots count coral"), "nothing is written before the hand-over");

    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    session.element("write").await.unwrap().click().await.unwrap();
    session.element("handed-over").await.unwrap();
    let published = article(0, "Reef robots count coral").replace("published: false", "published: true");
    assert_eq!(room.text(0), published);
    let spiked = article(1, "A quieter drill").replace("published: false", "removed: true\npublished: false");
    assert_eq!(room.text(1), spiked);
    let scored = article(2, "Tide tables for phones").replace("quality: 39", "quality: 75");
    assert_eq!(room.text(2), scored);
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_restart_shows_everything_as_it_was_and_undo_still_works() {
    let room = Room::with(&["Reef robots count coral", "A quieter drill"]);
    let session = room.start_with_all_taken_in().await;
    let first = session.rows().await.unwrap()[0].id;
    session.press("p").await.unwrap();
    session.wait_for_count("published", 1).await.unwrap();
    session.wait_until_stored().await.unwrap();
    session.close().await.unwrap();

    let session = room.start().await;
    session.wait_for_count("published", 1).await.unwrap();
    session.wait_for_count("inbox", 1).await.unwrap();
    session.press("u").await.unwrap();
    session.wait_for_count("inbox", 2).await.unwrap();
    session.press_with(&[Key::Shift], 'U').await.unwrap();
    session.wait_for_count("published", 1).await.unwrap();
    session.press("gp").await.unwrap();
    session.wait_for_place(first, "published").await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn every_verb_has_its_key_and_its_undo() {
    let room = Room::with(&["One", "Two", "Three", "Four"]);
    let session = room.start_with_all_taken_in().await;
    for (key, place) in [("p", "published"), ("x", "spiked"), ("ss", "later"), ("a", "spiked")] {
        let selected = session.rows().await.unwrap().into_iter().find(|row| row.selected).unwrap();
        session.press(key).await.unwrap();
        session.wait_for_place(selected.id, place).await.unwrap();
    }
    session.wait_for_count("inbox", 0).await.unwrap();
    session.wait_until_stored().await.unwrap();
    for undone in 1..=4 {
        session.press("u").await.unwrap();
        session.wait_for_count("inbox", undone).await.unwrap();
    }
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_bad_file_stands_in_the_receipt_with_line_and_column() {
    let room = Room::with(&["Reef robots count coral"]);
    std::fs::write(room.site().join("bad.md"), "---\ntitle: \"open\nquality: 3\n---\n").unwrap();
    let session = room.start().await;
    session.drop_files((700, 450), &[room.site()]).await.unwrap();
    let refused = session.element("refused").await.unwrap().text().await.unwrap();
    assert!(refused.contains("bad.md") && refused.contains("Line 2") && refused.contains("never closed"), "{refused}");
    press(&session, Key::Escape).await;
    session.wait_for_count("inbox", 1).await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_file_that_changed_on_disk_is_refused_at_hand_over_and_the_decision_stays() {
    let room = Room::with(&["Reef robots count coral"]);
    let session = room.start_with_all_taken_in().await;
    session.press("p").await.unwrap();
    session.wait_for_count("published", 1).await.unwrap();
    session.wait_until_stored().await.unwrap();
    let robots = article(0, "Reef robots count coral").replace("heat: 39", "heat: 59");
    std::fs::write(room.file(0), &robots).unwrap();
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    session.element("write").await.unwrap().click().await.unwrap();
    let said = session.element("handed-over").await.unwrap().text().await.unwrap();
    assert!(said.contains("changed on disk"), "{said}");
    assert_eq!(room.text(0), robots);
    press(&session, Key::Escape).await;
    take_in(&session, &room.site()).await;
    session.wait_for_count("published", 1).await.unwrap();
    session.close().await.unwrap();
}
