//! Every view in both themes, looked at by axe in the real window: names, roles, contrast.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use e2e::Session;
use fantoccini::Locator;
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

/// Three articles, one of them with another report of its story; and a file that is refused.
fn newsroom() -> Room {
    let room = Room::with(&["Reef robots count coral", "A quieter drill", "Tide tables"]);
    let related = "related:\n  - title: \"Coral, counted\"\n    excerpt: \"One by one\"\n    type: article\n    provider:\n      \
                   name: Tides\n    quality: 12\n\n";
    let text = article(0, "Reef robots count coral").replace("topics:", &format!("{related}topics:"));
    std::fs::write(room.file(0), text + "A text with a [link](https://wire.example/).\n").unwrap();
    std::fs::write(room.file(9), "---\ntitle: \"It never ends\"\nquality: 3\n").unwrap();
    room
}

async fn shown(session: &Session, test: &str) {
    session.element(test).await.unwrap();
    looked_at(session, test).await;
}

/// Closes what has this test name.
async fn leave(session: &Session, test: &str) {
    press(session, Key::Escape).await;
    let gone = format!("!document.querySelector('[data-test={test}]')");
    session.wait_until(&format!("{test} is closed"), &gone).await.unwrap();
}

async fn click(session: &Session, css: &str) {
    session.client.wait().for_element(Locator::Css(css)).await.unwrap().click().await.unwrap();
}

#[tokio::test]
async fn no_view_of_the_desk_has_a_fault_that_axe_finds() {
    let room = newsroom();
    let session = with_axe(&room).await;
    looked_at(&session, "the first start").await;
    take_in(&session, &room.site()).await;
    session.element("open-story").await.unwrap();
    looked_at(&session, "the desk").await;
    for (keys, test) in [
        ("f", "story"),
        ("?", "keys"),
        ("s", "later-menu"),
        ("e", "edit-title"),
        ("t", "edit-topics"),
        ("gw", "failures"),
    ] {
        session.press(keys).await.unwrap();
        shown(&session, test).await;
        leave(&session, test).await;
    }
    session.press_with(&[Key::Control], 'k').await.unwrap();
    shown(&session, "palette").await;
    leave(&session, "palette").await;
    session.press("jx").await.unwrap();
    session.wait_for_count("spiked", 1).await.unwrap();
    looked_at(&session, "a decided row and its toast").await;
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    shown(&session, "planned").await;
    session.press_with(&[Key::Control], char::from(Key::Enter)).await.unwrap();
    shown(&session, "handed-over").await;
    session.close().await.unwrap();
}

#[tokio::test]
async fn no_way_to_look_for_articles_has_a_fault_that_axe_finds() {
    let room = newsroom();
    let session = with_axe(&room).await;
    take_in(&session, &room.site()).await;
    for (keys, role) in [("vs", "gridcell"), ("vt", "treeitem"), ("vl", "option")] {
        session.press(keys).await.unwrap();
        session.wait_until(role, &format!("document.querySelector('[role={role}]')")).await.unwrap();
        looked_at(&session, role).await;
    }
    session.press("/ro").await.unwrap();
    shown(&session, "suggestion").await;
    press(&session, Key::Tab).await;
    shown(&session, "chip").await;
    press(&session, Key::Escape).await;
    click(&session, "[data-test=save-view]").await;
    shown(&session, "view-name").await;
    session.element("view-name").await.unwrap().send_keys("Robots").await.unwrap();
    press(&session, Key::Enter).await;
    session
        .wait_until("the view is saved", "document.querySelector('[data-test=views]')?.innerText.includes('Robots')")
        .await
        .unwrap();
    session.script("for (const fold of document.querySelectorAll('nav details')) fold.open = true").await.unwrap();
    looked_at(&session, "the sidebar with filters and a saved view").await;
    session.press("/zzz").await.unwrap();
    session.wait_until("nothing is found", "!document.querySelector('[data-test=row]')").await.unwrap();
    looked_at(&session, "a search that finds nothing").await;
    session.close().await.unwrap();
}

#[tokio::test]
async fn no_view_beside_the_desk_has_a_fault_that_axe_finds() {
    let room = newsroom();
    let session = with_axe(&room).await;
    click(&session, "[data-test=rehearse]").await;
    session.wait_until("the samples are there", "document.querySelector('[data-test=row][data-id]')").await.unwrap();
    shown(&session, "rehearsal").await;
    session.press("i").await.unwrap();
    shown(&session, "strip").await;
    leave(&session, "strip").await;
    session.press("px").await.unwrap();
    session.wait_until_stored().await.unwrap();
    session.press("gn").await.unwrap();
    session.wait_until("the plots are drawn", "document.querySelector('[data-test=insight] canvas')").await.unwrap();
    shown(&session, "insight").await;
    leave(&session, "insight").await;
    click(&session, "[data-test=end-rehearsal]").await;
    session.element("first-start").await.unwrap();
    session.drop_files((700, 450), &[room.site()]).await.unwrap();
    shown(&session, "receipt").await;
    click(&session, "[data-test=receipt-new]").await;
    shown(&session, "receipt-lines").await;
    click(&session, "[data-test=receipt-refused]").await;
    click(&session, "[data-test=open-refused]").await;
    shown(&session, "refused-file").await;
    leave(&session, "refused-file").await;
    leave(&session, "receipt").await;
    session.press("gr").await.unwrap();
    shown(&session, "past").await;
    leave(&session, "past").await;
    session.close().await.unwrap();
}

#[tokio::test]
async fn no_section_of_the_settings_has_a_fault_that_axe_finds() {
    let room = newsroom();
    let session = with_axe(&room).await;
    session.press_with(&[Key::Control], ',').await.unwrap();
    session.element("settings").await.unwrap();
    click(&session, "[data-test=back-up]").await;
    session.element("backup").await.unwrap();
    let made = "document.querySelector('[data-test=look-over]:not(:disabled)')";
    session.wait_until("the backup is made", made).await.unwrap();
    session.script("document.querySelector('[data-test=look-over]').scrollIntoView()").await.unwrap();
    click(&session, "[data-test=look-over]").await;
    session.element("finding").await.unwrap();
    let open = "for (const fold of document.querySelectorAll('[data-test=settings] details')) fold.open = true";
    session.script(open).await.unwrap();
    // Contrast is told only of what is in sight.
    let sections = "[...document.querySelectorAll('[data-test=settings] section[aria-labelledby]')]";
    let count = session.script(&format!("return {sections}.length")).await.unwrap().as_u64().unwrap();
    assert!(count >= 5, "the sections of the settings were not found");
    for section in 0..count {
        session.script(&format!("{sections}[{section}].scrollIntoView()")).await.unwrap();
        looked_at(&session, &format!("section {section} of the settings")).await;
    }
    session.close().await.unwrap();
}

#[tokio::test]
async fn nothing_that_comes_unasked_has_a_fault_that_axe_finds() {
    let room = newsroom();
    let session = with_axe(&room).await;
    take_in(&session, &room.site()).await;
    session.press_with(&[Key::Shift], 'E').await.unwrap();
    shown(&session, "edit-excerpt").await;
    leave(&session, "edit-excerpt").await;
    session.press_with(&[Key::Shift], 'P').await.unwrap();
    shown(&session, "edit-provider").await;
    leave(&session, "edit-provider").await;
    session.press("75").await.unwrap();
    session
        .wait_until("the quality counts", "document.querySelector('[data-test=row]').innerText.includes('75')")
        .await
        .unwrap();
    session.wait_until_stored().await.unwrap();
    let wired = room.text(0).replace("quality: 39", "quality: 59");
    std::fs::write(room.file(0), wired).unwrap();
    std::fs::write(room.file(5), article(5, "It comes while somebody reads")).unwrap();
    take_in(&session, &room.site()).await;
    shown(&session, "clash").await;
    shown(&session, "arrivals").await;
    session.press("gf").await.unwrap();
    shown(&session, "all-refused").await;
    leave(&session, "all-refused").await;
    session.client.set_window_rect(0, 0, 880, 700).await.unwrap();
    session.press("vf").await.unwrap();
    shown(&session, "filters").await;
    leave(&session, "filters").await;
    session.close().await.unwrap();
}
