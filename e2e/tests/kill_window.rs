//! The window is killed while it decides: every decision that the page was told is stored is there afterwards.
//! `COPYTASTER_WINDOW_KILLS` sets how often it is killed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::ops::ControlFlow;

use engine::article::ArticleId;
use engine::desk::Desk;
use support::Room;

const ARTICLES: usize = 20;

/// Decides about one article after the other, and counts the answers.
const DECIDE: &str = "window.acknowledged = 0; (async () => { for (let n = 0; ; n++) { await \
     window.__TAURI_INTERNALS__.invoke('decide', { token: n, ids: [1 + n % ARTICLES], decisions: \
     [{ verb: 'quality', value: (BASE + n) % 100 }] }); window.acknowledged = n + 1; } })()";

#[tokio::test]
async fn no_decision_that_the_page_was_told_of_is_lost_when_the_window_is_killed() {
    let kills = std::env::var("COPYTASTER_WINDOW_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(4);
    let titles: Vec<String> = (0..ARTICLES).map(|number| format!("Report {number}")).collect();
    let room = Room::with(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let before: Vec<String> = (0..ARTICLES).map(|number| room.text(number)).collect();
    let library = room.home.path().join("library");
    Desk::open(&library).unwrap().import().take_in(&[room.site()], &|_| ControlFlow::Continue(())).unwrap();
    let mut known = vec![39; ARTICLES];
    for round in 0..kills {
        let session = room.start().await;
        let base = round * 7;
        let script = DECIDE.replace("ARTICLES", &ARTICLES.to_string()).replace("BASE", &base.to_string());
        session.script(&script).await.unwrap();
        let enough = format!("window.acknowledged > {}", 3 + round * 5 % 31);
        session.wait_until("some decisions are stored", &enough).await.unwrap();
        let acknowledged = session.script("return window.acknowledged").await.unwrap().as_u64().unwrap();
        session.kill();
        let stored = qualities(&Desk::open(&library).unwrap());
        // The page went on deciding until the window was killed.
        let mut possible = (acknowledged..acknowledged + 2_000).map(|count| after(&known, base, count));
        assert!(possible.any(|qualities| qualities == stored), "round {round}: after {acknowledged}: {stored:?}");
        let findings = engine::maintenance::doctor(&library).unwrap();
        assert!(findings.iter().all(|finding| finding.ok), "round {round}: {findings:?}");
        known = stored;
    }
    let after: Vec<String> = (0..ARTICLES).map(|number| room.text(number)).collect();
    assert_eq!(after, before, "no article file was touched");
}

/// The qualities once so many decisions of a round were stored.
fn after(known: &[u64], base: u64, count: u64) -> Vec<u64> {
    let mut qualities = known.to_vec();
    for number in 0..count {
        qualities[usize::try_from(number).unwrap() % ARTICLES] = (base + number) % 100;
    }
    qualities
}

/// The quality of each article, by its id.
fn qualities(desk: &Desk) -> Vec<u64> {
    let ids: Vec<ArticleId> = (1..=i64::try_from(ARTICLES).unwrap()).map(ArticleId).collect();
    let rows = desk.query().rows(&ids).unwrap();
    rows.iter().map(|row| u64::try_from(row.quality.unwrap()).unwrap()).collect()
}
