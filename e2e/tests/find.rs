//! Finding in the real window: search, facets, saved views, the sheet, and everything as it was after a restart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use e2e::Session;
use fantoccini::Locator;
use fantoccini::key::Key;
use support::{Room, article, press};

/// Three articles: two about robots, one of them scored high.
async fn newsroom() -> (Room, Session) {
    let room = Room::with(&["Reef robots count coral", "A quieter drill"]);
    let tide =
        article(2, "Tide tables for phones").replace("  - Robots", "  - Tides").replace("quality: 39", "quality: 85");
    std::fs::write(room.file(2), tide).unwrap();
    let session = room.start_with_all_taken_in().await;
    session.wait_for_count("inbox", 3).await.unwrap();
    (room, session)
}

async fn shows(session: &Session, rows: usize) {
    let count = format!("document.querySelectorAll('[data-test=row]').length === {rows}");
    session.wait_until(&format!("{rows} rows are shown"), &count).await.unwrap();
}

async fn click(session: &Session, css: &str) {
    let element = session.client.wait().for_element(Locator::Css(css)).await.unwrap();
    element.click().await.unwrap();
}

#[tokio::test]
async fn a_typed_word_is_found_and_suggestions_become_chips() {
    let (_room, session) = newsroom().await;
    session.press("/drill").await.unwrap();
    shows(&session, 1).await;
    session.wait_until("the hit is marked", "document.querySelector('mark')?.innerText === 'drill'").await.unwrap();
    press(&session, Key::Escape).await;
    shows(&session, 3).await;
    session.press("/tid").await.unwrap();
    session.element("suggestion").await.unwrap();
    press(&session, Key::Tab).await;
    session
        .wait_until("it stands as a chip", "document.querySelector('[data-test=chip]')?.innerText === 'topic:Tides'")
        .await
        .unwrap();
    shows(&session, 1).await;
    session.close().await.unwrap();
}

#[tokio::test]
async fn facets_the_histogram_and_a_saved_view_filter_the_list() {
    let (_room, session) = newsroom().await;
    click(&session, "[data-test=facet-topics] .shelf").await;
    shows(&session, 2).await;
    click(&session, "[data-test=save-view]").await;
    session.element("view-name").await.unwrap().send_keys("Robots of the morning").await.unwrap();
    press(&session, Key::Enter).await;
    let saved = "document.querySelector('[data-test=views]')?.innerText.includes('Robots of the morning')";
    session.wait_until("the view is saved", saved).await.unwrap();
    click(&session, "[data-test=facet-topics] .shelf").await;
    shows(&session, 3).await;
    session.script("document.querySelector('[data-test=quality-from]').focus()").await.unwrap();
    for _ in 0..5 {
        press(&session, Key::PageUp).await;
    }
    shows(&session, 1).await;
    click(&session, "[data-test=views] .shelf").await;
    shows(&session, 2).await;
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_restart_shows_place_search_layout_and_selection_as_they_were() {
    let (room, session) = newsroom().await;
    click(&session, "[data-test=facet-topics] .shelf").await;
    shows(&session, 2).await;
    session.press("vs").await.unwrap();
    session.wait_until("the sheet is shown", "document.querySelector('[role=grid]')").await.unwrap();
    session.press("j").await.unwrap();
    let second = session.rows().await.unwrap()[1].id;
    let selected =
        format!("document.querySelector('[data-id=\"{second}\"]')?.getAttribute('aria-selected') === 'true'");
    session.wait_until("the second is selected", &selected).await.unwrap();
    session.script("document.querySelector('[data-test=divide-side]').focus()").await.unwrap();
    press(&session, Key::End).await;
    let wide = "Math.round(document.querySelector('[data-test=side]').getBoundingClientRect().width) === 360";
    session.wait_until("the sidebar is wide", wide).await.unwrap();
    session.wait_until("it is remembered", "document.documentElement.dataset.unsaved === 'false'").await.unwrap();
    session.close().await.unwrap();

    let session = room.start().await;
    session.wait_until("the sheet is shown again", "document.querySelector('[role=grid]')").await.unwrap();
    shows(&session, 2).await;
    session.wait_until("the same article is selected", &selected).await.unwrap();
    session.wait_until("the sidebar is as wide as it was", wide).await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_refused_file_is_opened_and_an_import_is_taken_back() {
    let (room, session) = newsroom().await;
    std::fs::write(room.site().join("bad.md"), "---\nquality: high\n---\n").unwrap();
    session.drop_files((700, 450), &[room.site().join("bad.md")]).await.unwrap();
    click(&session, "[data-test=open-refused]").await;
    session
        .wait_until("the wrong line is marked", "document.querySelector('.wrong')?.innerText.includes('quality: high')")
        .await
        .unwrap();
    press(&session, Key::Escape).await;
    press(&session, Key::Escape).await;
    session.press("gr").await.unwrap();
    click(&session, "[data-test=past] li:last-child button").await;
    click(&session, "[data-test=take-back]").await;
    session.element("first-start").await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn the_sample_desk_is_tried_out_and_left() {
    let room = Room::with(&["Reef robots count coral"]);
    let session = room.start().await;
    click(&session, "[data-test=rehearse]").await;
    session.element("rehearsal").await.unwrap();
    session.wait_until("samples are shown", "document.querySelectorAll('[data-test=row]').length > 5").await.unwrap();
    session.press("p").await.unwrap();
    session.wait_until_stored().await.unwrap();
    click(&session, "[data-test=end-rehearsal]").await;
    session.element("first-start").await.unwrap();
    session.close().await.unwrap();
}

#[tokio::test]
async fn scrolling_fast_through_ten_thousand_never_shows_an_empty_screen() {
    let room = Room::with(&[]);
    for number in 0..10_000 {
        std::fs::write(room.file(number), article(number % 27, &format!("Report {number}"))).unwrap();
    }
    let session = room.start_with_all_taken_in().await;
    session.wait_for_count("inbox", 10_000).await.unwrap();
    let scroll = "const done = arguments[0]; const box = document.querySelector('.box'); let worst = Infinity; let from = 0; \
         const covered = () => { const { top, bottom } = box.getBoundingClientRect(); \
           return [...box.querySelectorAll('[data-test=row]')].filter(row => { const at = row.getBoundingClientRect(); \
             return at.bottom > top && at.top < bottom }).reduce((sum, row) => sum + row.getBoundingClientRect().height, 0) / (bottom - top) }; \
         const step = (frames) => { box.scrollTop = from += 50; requestAnimationFrame(() => { worst = Math.min(worst, covered()); \
           frames > 0 ? step(frames - 1) : done(worst) }) }; step(180);";
    let worst = session.client.execute_async(scroll, Vec::new()).await.unwrap();
    assert!(worst.as_f64().unwrap() >= 1.0, "rows covered {worst} of the list while it was scrolled");
    session.close().await.unwrap();
}
