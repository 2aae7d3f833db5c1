//! The main job in the real window: files dropped, one decision, handed over, and a picture of it.

use std::path::Path;

use anyhow::{Context, Result};
use e2e::Session;

/// Drops `desk/site` on the window, publishes the first article and hands it over.
pub async fn show(desk: &Path, shot: &Path) -> Result<()> {
    let session = Session::start_for_pictures(desk).await?;
    session.drop_files((700, 450), &[desk.join("site")]).await?;
    session.element("receipt").await?;
    session.press_with(&[], char::from(fantoccini::key::Key::Escape)).await?;
    session.wait_until("the articles are there", "document.querySelector('[data-test=row]')").await?;
    let first = session.rows().await?.into_iter().find(|row| row.selected).context("no article is selected")?;
    println!("Took the samples in. Publishing: {}", first.text.lines().next().unwrap_or_default());
    session.press("p").await?;
    session.wait_for_place(first.id, "published").await?;
    session.wait_until_stored().await?;
    session.settled().await?;
    session.save_picture(shot).await?;
    session.press_with(&[fantoccini::key::Key::Control], char::from(fantoccini::key::Key::Enter)).await?;
    session.element("write").await?.click().await?;
    let written = session.element("handed-over").await?.text().await?;
    println!("{}", written.replace('\n', " "));
    session.close().await?;
    println!("What the window showed: {}", shot.display());
    Ok(())
}
