//! Every view in both themes, looked at by axe in the real window: names, roles, contrast.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use e2e::Session;
use fantoccini::key::Key;
use serde_json::Value;
use support::{Room, article, press, take_in};

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");

const RUN: &str = "const done = arguments[0]; axe.run(document, { iframes: false }).then(found => done(found.violations.map(\
     one => `${one.id}: ${one.nodes.map(node => node.target + ' ' + node.failureSummary).join(' | ')}`)))";

/// Asserts that axe finds nothing in what is shown, in either theme.
async fn looked_at(session: &Session, view: &str) {
    for theme in ["light", "dark"] {
        session.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await.unwrap();
        session.settled().await.unwrap();
        let found = session.client.execute_async(RUN, Vec::new()).await.unwrap();
        assert_eq!(found, Value::Array(Vec::new()), "axe finds this in {view}, {theme}");
    }
}

async fn with_axe(room: &Room) -> Session {
    let session = room.start().await;
    let axe = std::fs::read_to_string(AXE).unwrap();
    session.client.execute(&axe, Vec::new()).await.unwrap();
    session
}

#[tokio::test]
async fn no_view_of_the_desk_has_a_fault_that_axe_finds() {
    let room = Room::with(&["Reef robots count coral", "A quieter drill", "Tide tables"]);
    let related = "related:\n  - title: \"Coral, counted\"\n    excerpt: \"One by one\"\n    type: article\n    provider:\n      \
                   name: Tides\n    quality: 12\n\n";
    let text = article(0, "Reef robots count coral").replace("topics:", &format!("{related}topics:"));
    std::fs::write(room.file(0), text + "A text with a [link](https://wire.example/).\n").unwrap();
    let session = with_axe(&room).await;
    looked_at(&session, "the first start").await;
    take_in(&session, &room.site()).await;
    session.element("open-story").await.unwrap();
    looked_at(&session, "the desk").await;
    for (keys, test) in [("f", "story"), ("?", "keys"), ("s", "later-menu"), ("e", "edit-title"), ("t", "edit-topics")]
    {
        session.press(keys).await.unwrap();
        session.element(test).await.unwrap();
        looked_at(&session, test).await;
        press(&session, Key::Escape).await;
        let gone = format!("!document.querySelector('[data-test={test}]')");
        session.wait_until(&format!("{test} is closed"), &gone).await.unwrap();
    }
    session.press_with(&[Key::Control], 'k').await.unwrap();
    session.element("palette").await.unwrap();
    looked_at(&session, "the commands").await;
    press(&session, Key::Escape).await;
    session.press("jx").await.unwrap();
    session.wait_for_count("spiked", 1).await.unwrap();
    looked_at(&session, "a decided row and its toast").await;
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    session.element("planned").await.unwrap();
    looked_at(&session, "the hand-over").await;
    session.close().await.unwrap();
}
