//! What the app holds after a long sitting.

use anyhow::Result;
use e2e::Session;

use super::processes::Processes;
use super::{calm, figure};

/// Decisions after which everything that is held once is there.
const WARM_UP: usize = 2_000;
/// Times that it is looked at meanwhile: what fills a cache once looks other than what grows for ever.
const PARTS: usize = 5;
/// Decided at once by one script.
const SOME: usize = 100;
/// Most that it may grow by, in percent.
const BAR: f64 = 10.0;

/// One key a frame; at the end everything is stored.
const DECIDE: &str = "const done = arguments[0]; let left = COUNT; \
     const step = () => { if (left === 0) { \
         if (document.documentElement.dataset.waiting === '0') done(null); else setTimeout(step, 20); return } \
       left -= 1; const key = left % 3 === 0 ? 'x' : 'p'; \
       dispatchEvent(new KeyboardEvent('keydown', { key, code: key === 'x' ? 'KeyX' : 'KeyP', bubbles: true })); \
       requestAnimationFrame(step) }; step()";

/// Decides so often after a warm-up, and prints by how much the memory of all processes grew.
pub async fn grow(session: &Session, decisions: usize) -> Result<()> {
    let app = Processes::of_the_app()?;
    decide(session, WARM_UP).await?;
    calm(session).await?;
    let before = told(&app, "after a warm-up")?;
    for part in 1..=PARTS {
        decide(session, decisions / PARTS).await?;
        calm(session).await?;
        let after = told(&app, &format!("{} decisions later", part * decisions / PARTS))?;
        let bar = (part == PARTS).then_some(BAR);
        let grown = (after / before - 1.0) * 100.0;
        figure(&format!("memory grown by over {} decisions", part * decisions / PARTS), grown, "%", bar);
    }
    Ok(())
}

/// Says what the processes hold, and returns the sum, in MB.
fn told(app: &Processes, when: &str) -> Result<f64> {
    let (own, web) = app.memory()?;
    let (own, web) = (own as f64 / 1e6, web as f64 / 1e6);
    figure(&format!("memory of the app's own process {when}"), own, "MB", None);
    figure(&format!("memory of the web view's processes {when}"), web, "MB", None);
    Ok(own + web)
}

async fn decide(session: &Session, decisions: usize) -> Result<()> {
    for _ in 0..decisions / SOME {
        session.client.execute_async(&DECIDE.replace("COUNT", &SOME.to_string()), Vec::new()).await?;
    }
    Ok(())
}
