//! The views of the desk, in both themes and at two sizes.

use std::path::Path;

use anyhow::Result;
use e2e::Session;
use fantoccini::key::Key;

const SIZES: &[(&str, u32, u32)] = &[("", 1440, 900), ("-small", 1024, 700)];

/// Takes all pictures of the sample desk into a folder.
pub async fn take(desk: &Path, folder: &Path) -> Result<()> {
    let session = Session::start_for_pictures(desk).await?;
    all(&session, folder, "first-start").await?;
    session.drop_files((700, 450), &[desk.join("site")]).await?;
    session.element("receipt").await?;
    all(&session, folder, "receipt").await?;
    session.press_with(&[], char::from(Key::Escape)).await?;
    session.wait_until("the articles are there", "document.querySelectorAll('[data-test=row]').length > 5").await?;
    session.press("ppjx").await?;
    session.wait_until_stored().await?;
    all(&session, folder, "desk").await?;
    session.press_with(&[Key::Control], 'k').await?;
    session.wait_until("the commands are shown", "document.querySelector('[data-test=palette]')").await?;
    all(&session, folder, "commands").await?;
    session.press_with(&[], char::from(Key::Escape)).await?;
    session.press_with(&[Key::Control], char::from(Key::Enter)).await?;
    session.element("hand-over-sheet").await?;
    all(&session, folder, "hand-over").await?;
    session.close().await
}

async fn all(session: &Session, folder: &Path, view: &str) -> Result<()> {
    for (size, wide, high) in SIZES {
        session.client.set_window_rect(0, 0, *wide, *high).await?;
        session
            .wait_until("the window has its size", &format!("innerWidth === {wide} && innerHeight === {high}"))
            .await?;
        for theme in ["light", "dark"] {
            session.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await?;
            session.settled().await?;
            session.save_picture(&folder.join(format!("{view}-{theme}{size}.png"))).await?;
        }
    }
    session.client.set_window_rect(0, 0, 1440, 900).await?;
    Ok(())
}
