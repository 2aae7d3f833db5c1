//! Scrolling through pictures: none leaves a hole, and each is there soon.

use anyhow::{Result, ensure};
use e2e::Session;
use serde::Deserialize;

use super::{calm, figure, held, percentile};

/// Most that a picture may take after its place came to the screen, in milliseconds.
const BAR: f64 = 100.0;

/// Scrolls for a while at 3,000 px a second, and notes for each card when it came and when its picture was there.
const SCROLL: &str = "const done = arguments[0]; const box = document.querySelector('[role=grid]'); \
     window.sheet = { took: [], holes: 0, frames: 0, gap: 0, cards: 0 }; const seen = window.sheet; const there = new Map(); \
     const begun = performance.now(); let last = begun; \
     const look = () => { const now = performance.now(); seen.frames += 1; seen.gap = Math.max(seen.gap, now - last); last = now; \
       const view = box.getBoundingClientRect(); \
       for (const card of document.querySelectorAll('[data-test=row]')) { \
         const at = card.getBoundingClientRect(); if (at.bottom < view.top || at.top > view.bottom) continue; \
         const id = card.dataset.id; const picture = card.querySelector('img'); \
         if (!there.has(id)) { there.set(id, { came: now, shown: null, hole: false }); seen.cards += 1 } \
         const known = there.get(id); \
         if (!picture) continue; \
         if (picture.complete && picture.naturalWidth > 0) { \
           if (known.shown === null) { known.shown = now; seen.took.push(now - known.came) } } \
         else if (!known.hole && !card.querySelector('[data-placeholder]')) { known.hole = true; seen.holes += 1 } } \
       if (now - begun < 6000) { box.scrollTop = (now - begun) * 3; requestAnimationFrame(look) } \
       else { seen.never = [...there.values()].filter(known => known.shown === null).length; done(null) } }; look()";

#[derive(Debug, Deserialize)]
struct Sheet {
    took: Vec<f64>,
    holes: f64,
    gap: f64,
    cards: usize,
}

/// Scrolls through the contact sheet.
pub async fn sheet(session: &Session) -> Result<()> {
    session.press("gi").await?;
    session.press("vs").await?;
    session.wait_until("the sheet is there", "document.querySelector('[role=grid] [data-test=row]')").await?;
    calm(session).await?;
    session.client.execute_async(SCROLL, Vec::new()).await?;
    let Sheet { mut took, holes, gap, cards } = held(session, "window.sheet").await?;
    ensure!(cards > 200 && took.len() > 100, "{cards} cards and {} pictures came by", took.len());
    figure("sheet at 3,000 px/s: picture after its card, p95", percentile(&mut took, 95), "ms", Some(BAR));
    figure("sheet at 3,000 px/s: picture after its card, worst", percentile(&mut took, 100), "ms", None);
    figure("sheet at 3,000 px/s: cards with neither picture nor placeholder", holes, "", Some(0.0));
    figure("sheet at 3,000 px/s: longest frame", gap, "ms", Some(BAR));
    session.press("vl").await
}
