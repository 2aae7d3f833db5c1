//! What the app holds after a long sitting.

use std::path::Path;

use anyhow::{Result, ensure};
use e2e::Session;
use engine::desk::Desk;

use super::processes::Processes;
use super::{calm, figure};

/// Decisions after which everything that is held once is there: the rows that are kept, and every picture passed twice.
const WARM_UP: usize = 6_000;
/// Decisions in which the least is looked for; each stretch is told, because what fills a cache once looks other than what
/// grows for ever.
const STRETCH: usize = 2_000;
/// Decided at once by one script.
const SOME: usize = 50;
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
pub async fn grow(session: &Session, library: &Path, decisions: usize) -> Result<()> {
    let app = Processes::of_the_app()?;
    let decided =
        || Desk::open(library).and_then(|desk| desk.query().counts()).map(|counts| counts.everything - counts.inbox);
    let decided_before = decided()?;
    decide(session, &app, WARM_UP - STRETCH).await?;
    let before = decide(session, &app, STRETCH).await?.told("after a warm-up");
    for done in (STRETCH..=decisions).step_by(STRETCH) {
        let after = decide(session, &app, STRETCH).await?.told(&format!("{done} decisions later"));
        let bar = (done == decisions).then_some(BAR);
        figure(&format!("memory grown by over {done} decisions"), (after / before - 1.0) * 100.0, "%", bar);
    }
    calm(session).await?;
    // Some were published by the robot already.
    let found = usize::try_from(decided()? - decided_before)?;
    ensure!(found * 2 > WARM_UP + decisions, "only {found} of all those articles were decided");
    Ok(())
}

/// What was held in a stretch of decisions, in bytes: the least, because garbage that waits to be collected is not held.
struct Held {
    /// By the app's own process.
    own: u64,
    /// By those of the web view.
    web: u64,
    /// By all of them, garbage and all.
    most: u64,
}

impl Held {
    /// Says it, and returns the sum, in MB.
    fn told(&self, when: &str) -> f64 {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        figure(&format!("memory of the app's own process {when}"), megabytes(self.own), "MB", None);
        figure(&format!("memory of the web view's processes {when}"), megabytes(self.web), "MB", None);
        figure(
            &format!("memory of all of them with what waits to be collected {when}"),
            megabytes(self.most),
            "MB",
            None,
        );
        megabytes(self.own + self.web)
    }
}

async fn decide(session: &Session, app: &Processes, decisions: usize) -> Result<Held> {
    let mut held = Held { own: u64::MAX, web: u64::MAX, most: 0 };
    for _ in 0..decisions / SOME {
        session.client.execute_async(&DECIDE.replace("COUNT", &SOME.to_string()), Vec::new()).await?;
        let (own, web) = app.memory()?;
        held = Held { own: own.min(held.own), web: web.min(held.web), most: held.most.max(own + web) };
    }
    Ok(held)
}
