//! What a person feels in the window, measured in the real one; figures as JSON lines.

#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "figures for a person")]

mod bulk;
mod cold;
mod fetching;
mod keys;
mod memory;
mod processes;
mod scroll;
#[path = "../../../engine/tests/room/server.rs"]
mod server;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use e2e::Session;
use fantoccini::key::Key;
use serde::de::DeserializeOwned;
use serde_json::json;

/// The parts of the large bench, in their order.
const PARTS: &[&str] = &["start", "keys", "hold", "bulk", "scroll", "stall", "memory", "fetching"];
/// Articles of the small bench.
const SMALL: usize = 250;

/// Prints a figure; without a bar it is only told.
fn figure(name: &str, value: f64, unit: &str, bar: Option<f64>) {
    let ok = bar.is_none_or(|bar| value <= bar);
    println!(
        "{}",
        json!({ "name": name, "value": (value * 100.0).round() / 100.0, "unit": unit, "bar": bar, "ok": ok })
    );
}

/// The value below which so many of a hundred lie; of nothing it is 0.
fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len().saturating_sub(1)) * percent / 100).copied().unwrap_or_default()
}

/// What an expression on the page holds.
async fn held<T: DeserializeOwned>(session: &Session, expression: &str) -> Result<T> {
    let value = session.script(&format!("return {expression}")).await?;
    serde_json::from_value(value).with_context(|| format!("the page does not hold {expression}"))
}

/// Key to paint among a few articles.
pub async fn small() -> Result<()> {
    let home = tempfile::tempdir()?;
    let site = home.path().join("site");
    std::fs::create_dir(&site)?;
    for number in 0..SMALL {
        std::fs::write(site.join(format!("{number:04}.md")), article(number))?;
    }
    let session = Session::start(home.path()).await?;
    session.drop_files((700, 450), &[site]).await?;
    session.element("receipt").await?;
    session.press_with(&[], char::from(Key::Escape)).await?;
    session.wait_until("the articles are there", "document.querySelectorAll('[data-test=row]').length > 5").await?;
    keys::decide(&session, &home.path().join("library"), "a small library", 200).await?;
    session.close().await
}

/// Everything that has a bar, or the named parts of it, in a library that was prepared: `prepared` holds it, and is left
/// as it is.
pub async fn desk(prepared: &Path, parts: &[&str]) -> Result<()> {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        bail!("There is no part “{unknown}”: {}.", PARTS.join(", "));
    }
    let home = tempfile::tempdir_in(prepared.parent().unwrap_or(prepared))?;
    let library = home.path().join("library");
    copy(prepared, &library)?;
    for part in PARTS.iter().filter(|part| parts.is_empty() || parts.contains(part)) {
        if *part == "start" {
            cold::start(home.path()).await?;
            continue;
        }
        if *part == "fetching" {
            fetching::decide(home.path(), &library).await?;
            continue;
        }
        let session = Session::start(home.path()).await?;
        match *part {
            "keys" => keys::decide(&session, &library, "100,000 articles", 500).await?,
            "hold" => keys::hold(&session).await?,
            "bulk" => bulk::spike(&session, 5_000).await?,
            "scroll" => scroll::sheet(&session).await?,
            "stall" => keys::decide_stalled(&session, &library).await?,
            _ => memory::grow(&session, &library, 10_000).await?,
        }
        session.close().await?;
    }
    Ok(())
}

/// A copy of a folder, on the disk when it returns: else the system writes it out while keys are measured.
fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
            std::fs::File::open(&target)?.sync_all()?;
        }
    }
    Ok(())
}

/// Lets the first reading of pictures and counts come to an end.
async fn calm(session: &Session) -> Result<()> {
    session.settled().await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}

fn article(number: usize) -> String {
    let (day, quality) = (1 + number % 28, number % 100);
    format!(
        "---\ncategory: news\ntitle: \"Measured report {number}\"\nexcerpt: \"One of many.\"\n\
         publishedDateTime: 2026-10-{day:02}T08:00:00Z\ntype: article\nquality: {quality}\nheat: {quality}\n\
         published: false\n\nprovider:\n  name: The Yardstick\n  domain: yardstick.example\n\ntopics:\n  - AI\n---\n\n"
    )
}
