//! Real keys from outside of the page: when each was painted, and which article it went to.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::Session;
use engine::article::ArticleId;
use engine::desk::Desk;
use serde::Deserialize;

use super::{calm, figure, held, percentile};

/// Between two keys: ten a second, as fast as a curator decides.
const PACE: &str = "100";
/// Between two keys of a curator who reads headlines.
const READING: &str = "333";
/// Between two keys that are pressed faster than a hand can.
const REPEAT: &str = "33";
/// The 95th percentile from key to paint must stay within this, and the worst within twice as much, in milliseconds.
const BAR: f64 = 50.0;

/// Notes for each key the article that was selected when it went down, how long it took until the second animation frame
/// after it, and until the frame after the one in which all of the article that is selected by then stands beside it.
const WATCH: &str = "window.keysSeen = []; window.watching?.abort(); window.watching = new AbortController(); \
     addEventListener('keydown', event => { \
       const row = document.querySelector('[data-test=row][aria-selected=true]'); \
       const seen = { key: event.key, id: row ? +row.dataset.id : null, took: null, whole: null }; \
       window.keysSeen.push(seen); const begun = event.timeStamp; \
       requestAnimationFrame(() => requestAnimationFrame(() => { seen.took = performance.now() - begun })); \
       const look = () => { \
         const [row, read] = ['[data-test=row][aria-selected=true]', '[data-test=detail] article:has(details)'].map( \
           name => document.querySelector(name)?.dataset.id); \
         requestAnimationFrame(row === read ? () => { seen.whole = performance.now() - begun } : look) }; \
       requestAnimationFrame(look) \
     }, { capture: true, signal: window.watching.signal })";

/// A key as the page saw it.
#[derive(Debug, Deserialize)]
struct Seen {
    key: String,
    id: Option<i64>,
    took: f64,
    whole: f64,
}

/// Decides with real keys, and prints how long each took to be painted and how many went to another article.
pub async fn decide(session: &Session, library: &Path, among: &str, decisions: usize) -> Result<()> {
    calm(session).await?;
    paint_only(session).await?;
    let seen = decided(session, PACE, decisions).await?;
    session.wait_until_stored().await?;
    let mut took: Vec<f64> = seen.iter().map(|seen| seen.took).collect();
    for (name, percent, bar) in [("median", 50, Some(BAR)), ("p95", 95, Some(BAR)), ("worst", 100, Some(2.0 * BAR))] {
        figure(&format!("key to paint among {among}, {name}"), percentile(&mut took, percent), "ms", bar);
    }
    whole(among, "ten keys a second", &seen);
    wrong(library, &seen, &format!("decisions on a wrong article among {among}"))?;
    whole(among, "three keys a second", &decided(session, READING, decisions / 10).await?);
    session.wait_until_stored().await
}

/// Prints when the next article stood beside the list.
fn whole(among: &str, pace: &str, seen: &[Seen]) {
    let mut took: Vec<f64> = seen.iter().map(|seen| seen.whole).collect();
    for (name, percent) in [("median", 50), ("p95", 95)] {
        let name = format!("key to all of the next article among {among}, {pace}, {name}");
        figure(&name, percentile(&mut took, percent), "ms", None);
    }
}

/// The same while the library answers each decision only after 200 ms: what is asserted is that none goes astray.
pub async fn decide_stalled(session: &Session, library: &Path) -> Result<()> {
    calm(session).await?;
    let ended = Arc::new(AtomicBool::new(false));
    let stalling = std::thread::spawn({
        let (library, ended) = (library.join("library.sqlite"), ended.clone());
        move || stall(&library, &ended)
    });
    let seen = decided(session, PACE, 200).await;
    ended.store(true, Ordering::SeqCst);
    let stalls = stalling.join().map_err(|_| anyhow::anyhow!("the stall broke"))??;
    let seen = seen?;
    session.wait_until_stored().await?;
    let mut took: Vec<f64> = seen.iter().map(|seen| seen.took).collect();
    figure("stalls of 200 ms meanwhile", f64::from(stalls), "", None);
    figure("key to paint with stalls of 200 ms, p95", percentile(&mut took, 95), "ms", Some(BAR));
    wrong(library, &seen, "decisions on a wrong article with stalls of 200 ms")
}

/// Holds the library's writer for 200 ms, again and again with a breath between.
fn stall(library: &Path, ended: &AtomicBool) -> Result<u32> {
    let connection = rusqlite::Connection::open(library)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    let mut stalls = 0;
    while !ended.load(Ordering::SeqCst) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        std::thread::sleep(Duration::from_millis(200));
        connection.execute_batch("ROLLBACK")?;
        std::thread::sleep(Duration::from_millis(20));
        stalls += 1;
    }
    Ok(stalls)
}

/// Prints how long a key takes that has the window painted anew and does nothing else: what of the other figures is the web
/// view's own on this machine.
async fn paint_only(session: &Session) -> Result<()> {
    const KEYS: usize = 100;
    session.script(PAINT).await?;
    let seen = pressed(session, PACE, &["F9"; KEYS]).await?;
    session.script("window.painting.abort()").await?;
    let mut took: Vec<f64> = seen.iter().map(|seen| seen.took).collect();
    for (name, percent) in [("median", 50), ("p95", 95)] {
        figure(&format!("key that only paints the window, {name}"), percentile(&mut took, percent), "ms", None);
    }
    Ok(())
}

/// Has the whole window painted with each key, in a colour that hardly differs.
const PAINT: &str = "window.painting = new AbortController(); let painted = 0; addEventListener('keydown', () => { \
     painted += 1; document.body.style.backgroundColor = painted % 2 ? 'rgb(250, 249, 247)' : 'rgb(249, 250, 247)' \
     }, { capture: true, signal: window.painting.signal }); \
     window.painting.signal.addEventListener('abort', () => document.body.style.removeProperty('background-color'))";

/// Presses so many keys that decide.
async fn decided(session: &Session, pace: &str, decisions: usize) -> Result<Vec<Seen>> {
    let keys: Vec<&str> = (0..decisions).map(|number| if number % 3 == 0 { "x" } else { "p" }).collect();
    pressed(session, pace, &keys).await
}

/// Presses keys, and waits until each was painted.
async fn pressed(session: &Session, pace: &str, keys: &[&str]) -> Result<Vec<Seen>> {
    session.focus().await?;
    session.script(WATCH).await?;
    session.press_for_real_each(pace, keys).await?;
    let painted =
        format!("window.keysSeen.filter(seen => seen.took !== null && seen.whole !== null).length >= {}", keys.len());
    session.wait_until("every key was painted", &painted).await?;
    held(session, "window.keysSeen").await
}

/// Holds what the library says against what was selected at each key.
fn wrong(library: &Path, seen: &[Seen], name: &str) -> Result<()> {
    let mut wanted = HashMap::new();
    for seen in seen {
        if let Some(id) = seen.id {
            wanted.insert(id, if seen.key == "p" { "published" } else { "spiked" });
        }
    }
    ensure!(wanted.len() * 10 > seen.len() * 9, "the keys met {} articles, not {}", wanted.len(), seen.len());
    let ids: Vec<ArticleId> = wanted.keys().copied().map(ArticleId).collect();
    let rows = Desk::open(library)?.query().rows(&ids)?;
    let place = |row: &engine::api::Row| serde_json::to_value(row.place).unwrap_or_default();
    let right = rows.iter().filter(|row| wanted.get(&row.id.0).is_some_and(|wanted| place(row) == *wanted)).count();
    let none = seen.iter().filter(|seen| seen.id.is_none()).count();
    figure(name, (wanted.len() - right + none) as f64, "", Some(0.0));
    Ok(())
}

/// Goes down the list with `j` held down, then with `j` pressed thirty times a second; prints how long the selection goes
/// on after the last key, and how often it was not on the screen.
pub async fn hold(session: &Session) -> Result<()> {
    const HELD: Duration = Duration::from_secs(5);
    const KEYS: usize = 150;
    calm(session).await?;
    session.focus().await?;
    session.script(WATCH).await?;
    session.script(FRAMES).await?;
    session.hold_for_real("j", HELD).await?;
    moved(session, "J held", Some(2.0 * BAR)).await?;
    let repeats: usize = held(session, "window.frames_.repeats").await?;
    ensure!(repeats > 50, "the display repeated the held key {repeats} times");
    session.script(WATCH).await?;
    session.script(FRAMES).await?;
    session.press_for_real_each(REPEAT, &vec!["j"; KEYS]).await?;
    session.wait_until("all keys came", &format!("window.keysSeen.length >= {KEYS}")).await?;
    moved(session, "J pressed 30 times a second", None).await
}

/// Watches each frame: where the selection is, when it last moved, and when the last key came.
const FRAMES: &str = "window.holding?.abort(); window.holding = new AbortController(); \
     window.frames_ = { lost: 0, moved: 0, last: null, key: 0, repeats: 0 }; \
     const { signal } = window.holding; \
     const look = () => { const seen = window.frames_; \
       const box = document.querySelector('[role=listbox]').getBoundingClientRect(); \
       const selected = document.querySelector('[data-test=row][aria-selected=true]'); \
       const row = selected?.getBoundingClientRect(); \
       if (!row || row.bottom < box.top + 1 || row.top > box.bottom - 1) seen.lost += 1; \
       const id = selected?.dataset.id; \
       if (id !== seen.last) { seen.last = id; seen.moved = performance.now() } \
       if (!signal.aborted) requestAnimationFrame(look) }; \
     requestAnimationFrame(look); \
     addEventListener('keydown', event => { const seen = window.frames_; \
       seen.key = event.timeStamp; if (event.repeat) seen.repeats += 1 }, { capture: true, signal })";

/// Prints what the frames showed, once nothing moves any more.
async fn moved(session: &Session, how: &str, bar: Option<f64>) -> Result<()> {
    calm(session).await?;
    session.script("window.holding.abort()").await?;
    let (late, lost): (f64, f64) =
        held(session, "[window.frames_.moved - window.frames_.key, window.frames_.lost]").await?;
    figure(&format!("{how}: the selection goes on after the last key for"), late.max(0.0), "ms", bar);
    figure(&format!("{how}: frames without the selection on the screen"), lost, "", Some(0.0));
    Ok(())
}
