//! From a real key to the painted decision, in milliseconds.

use std::time::Duration;

use anyhow::{Context, Result};
use e2e::Session;
use serde_json::json;

/// Decisions that are measured.
const DECISIONS: usize = 200;
/// From one key to the next: ten keys a second, as fast as a curator decides.
const PACE: Duration = Duration::from_millis(100);
/// The 95th percentile must stay within this, in milliseconds.
const BAR: f64 = 50.0;

/// Notes, for each key, the time until the second animation frame after it.
const WATCH: &str = "window.paints = []; addEventListener('keydown', event => { const begun = event.timeStamp; \
     requestAnimationFrame(() => requestAnimationFrame(() => window.paints.push(performance.now() - begun))) }, true)";

/// Publishes and spikes articles with real keys and prints the figures.
pub async fn key_to_paint() -> Result<()> {
    let home = tempfile::tempdir()?;
    let site = home.path().join("site");
    std::fs::create_dir(&site)?;
    for number in 0..DECISIONS + 50 {
        std::fs::write(site.join(format!("{number:04}.md")), article(number))?;
    }
    let session = Session::start(home.path()).await?;
    session.drop_files((700, 450), &[site]).await?;
    session.element("receipt").await?;
    session.press_with(&[], char::from(fantoccini::key::Key::Escape)).await?;
    session.wait_until("the articles are there", "document.querySelectorAll('[data-test=row]').length > 5").await?;
    session.focus().await?;
    session.script(WATCH).await?;
    let mut pace = tokio::time::interval(PACE);
    for number in 0..DECISIONS {
        pace.tick().await;
        session.press_for_real(if number % 3 == 0 { "x" } else { "p" }).await?;
    }
    session.wait_until("every key was painted", &format!("window.paints.length >= {DECISIONS}")).await?;
    session.wait_until_stored().await?;
    let paints = session.script("return window.paints").await?;
    let mut paints: Vec<f64> = serde_json::from_value(paints).context("the page noted no times")?;
    paints.sort_by(f64::total_cmp);
    let at = |percent: usize| paints[(paints.len() - 1) * percent / 100];
    for (name, value) in [("min", at(0)), ("median", at(50)), ("p95", at(95)), ("worst", at(100))] {
        let bar = if name == "worst" { 2.0 * BAR } else { BAR };
        let name = format!("key to paint of a decision, {name}");
        println!("{}", json!({ "name": name, "value": value, "unit": "ms", "bar": bar, "ok": value <= bar }));
    }
    session.close().await
}

fn article(number: usize) -> String {
    let (day, quality) = (1 + number % 28, number % 100);
    format!(
        "---\ncategory: news\ntitle: \"Measured report {number}\"\nexcerpt: \"One of many.\"\n\
         publishedDateTime: 2026-10-{day:02}T08:00:00Z\ntype: article\nquality: {quality}\nheat: {quality}\n\
         published: false\n\nprovider:\n  name: The Yardstick\n  domain: yardstick.example\n\ntopics:\n  - AI\n---\n\n"
    )
}
