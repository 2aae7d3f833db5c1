//! Thousands at once: how long until it is stored, and whether the window answers meanwhile.

use anyhow::Result;
use e2e::Session;
use serde::Deserialize;

use super::{calm, figure, held};

/// Most that a frame may take meanwhile, in milliseconds: the window still answers.
const GAP: f64 = 100.0;
/// Most that it may take, in milliseconds.
const BAR: f64 = 2_000.0;

/// Selects so many from the first on, as a click and a click with Shift do.
const SELECT: &str = "const box = document.querySelector('[role=listbox]'); \
     const frame = () => new Promise(requestAnimationFrame); \
     const click = (row, shiftKey) => row.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey })); \
     const height = document.querySelector('.slot').clientHeight; \
     box.scrollTop = 0; await frame(); await frame(); \
     click(document.getElementById('row-0'), false); await frame(); \
     const last = COUNT - 1; box.scrollTop = last * height; \
     while (!document.getElementById(`row-${last}`)) await frame(); \
     click(document.getElementById(`row-${last}`), true); await frame(); await frame();";

/// From a key until the rows on the screen stand elsewhere and everything is stored.
const WATCH: &str = "window.bulk = { begun: null, shown: null, ended: null, gap: 0 }; \
     const stand = () => [...document.querySelectorAll('[data-test=row]')].map(row => row.dataset.place).join(); \
     const before = stand(); \
     addEventListener('keydown', event => { const bulk = window.bulk; bulk.begun = event.timeStamp; let last = event.timeStamp; \
       const look = () => { const now = performance.now(); bulk.gap = Math.max(bulk.gap, now - last); last = now; \
         if (bulk.shown === null && stand() !== before) bulk.shown = now; \
         if (bulk.shown !== null && document.documentElement.dataset.waiting === '0') bulk.ended = now; \
         if (bulk.ended === null) requestAnimationFrame(look) }; requestAnimationFrame(look) \
     }, { capture: true, once: true })";

#[derive(Debug, Deserialize)]
struct Bulk {
    begun: f64,
    shown: f64,
    ended: f64,
    gap: f64,
}

/// Spikes so many articles with one key and takes it back with another.
pub async fn spike(session: &Session, articles: usize) -> Result<()> {
    session.press("gi").await?;
    calm(session).await?;
    let inbox: String = held(session, "document.querySelector('[data-test=count-inbox]').innerText").await?;
    select(session, articles).await?;
    say(&format!("{articles} articles spiked"), &key(session, "x").await?);
    say(&format!("{articles} articles spiked, undone as one step"), &key(session, "u").await?);
    session.wait_until_stored().await?;
    let counts = format!("document.querySelector('[data-test=count-inbox]').innerText === '{inbox}'");
    session.wait_until(&format!("the inbox counts {inbox} again"), &counts).await
}

async fn select(session: &Session, articles: usize) -> Result<()> {
    let script = SELECT.replace("COUNT", &articles.to_string());
    let script = format!("const done = arguments[0]; (async () => {{ {script} }})().then(() => done(null))");
    session.client.execute_async(&script, Vec::new()).await?;
    Ok(())
}

async fn key(session: &Session, key: &str) -> Result<Bulk> {
    session.focus().await?;
    session.script(WATCH).await?;
    session.press_for_real(key).await?;
    session.wait_until("it is stored", "window.bulk.ended !== null").await?;
    held(session, "window.bulk").await
}

fn say(name: &str, bulk: &Bulk) {
    figure(&format!("{name}: shown"), bulk.shown - bulk.begun, "ms", Some(BAR));
    figure(&format!("{name}: stored"), bulk.ended - bulk.begun, "ms", Some(BAR));
    figure(&format!("{name}: longest frame meanwhile"), bulk.gap, "ms", Some(GAP));
}
