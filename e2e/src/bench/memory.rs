//! What the app holds after a long sitting.

use anyhow::Result;
use e2e::Session;

use super::processes::Processes;
use super::{calm, figure};

/// Decisions after which everything that is held once is there.
const WARM_UP: usize = 2_000;
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
    let before = app.memory()?;
    decide(session, decisions).await?;
    calm(session).await?;
    let after = app.memory()?;
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    figure("memory of all processes after a warm-up", megabytes(before), "MB", None);
    figure(&format!("memory of all processes {decisions} decisions later"), megabytes(after), "MB", None);
    let grown = (megabytes(after) / megabytes(before) - 1.0) * 100.0;
    figure(&format!("memory grown by over {decisions} decisions"), grown, "%", Some(BAR));
    Ok(())
}

async fn decide(session: &Session, decisions: usize) -> Result<()> {
    for _ in 0..decisions / SOME {
        session.client.execute_async(&DECIDE.replace("COUNT", &SOME.to_string()), Vec::new()).await?;
    }
    Ok(())
}
