//! From nothing to a window that can be used.

use std::path::Path;

use anyhow::{Context, Result};
use e2e::Session;

use super::processes::Processes;
use super::{figure, held, percentile};

/// The bar, in milliseconds.
const BAR: f64 = 1_500.0;

/// Starts the app a few times, where the machine lets it with nothing of it in the memory of the disk.
pub async fn start(home: &Path) -> Result<()> {
    // Once without counting: the window system's own caches are made by the first window of a home.
    Session::start(home).await?.close().await?;
    let (mut took, mut cold) = (Vec::new(), true);
    for _ in 0..5 {
        rustix::fs::sync();
        cold &= std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok();
        let session = Session::start(home).await?;
        let ready: f64 =
            held(&session, "performance.timeOrigin + performance.getEntriesByName('ready')[0].startTime").await?;
        let began = Processes::of_the_app()?.began_ms().context("the app's process is not there")?;
        took.push(ready - began);
        session.close().await?;
    }
    let from = if cold { "nothing in memory" } else { "a warm disk (this account may not clear it)" };
    figure(&format!("start to the first page, from {from}, median"), percentile(&mut took, 50), "ms", Some(BAR));
    figure(&format!("start to the first page, from {from}, worst"), percentile(&mut took, 100), "ms", None);
    Ok(())
}
