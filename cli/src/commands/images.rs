//! `images`: fetching pictures into the cache, their states, and making room.

use std::ops::ControlFlow;

use engine::api::{PictureLine, PicturesProgress};
use engine::desk::Desk;
use engine::error::Error;
use engine::images::Fetching;
use serde_json::json;

use crate::arguments::Images;
use crate::lines::Lines;
use crate::message::Refused;
use crate::output::{Outcome, Output};

/// Carries out what is asked about pictures.
pub fn run(desk: &Desk, output: &Output, images: Images) -> Result<Outcome, Error> {
    match images {
        Images::Fetch { allow } => fetch(desk, output, allow),
        Images::List { state, limit } => list(desk, output, state.as_deref(), limit),
        Images::Retry { all: true, .. } => retry(desk, output, None),
        Images::Retry { ids, .. } => retry(desk, output, Some(&ids)),
        Images::Prune { limit } => prune(desk, output, limit),
        Images::Stat => {
            let progress = desk.images().pictures_progress()?;
            output.result(&progress, || sums(&progress));
            Ok(Outcome::Done)
        }
    }
}

fn fetch(desk: &Desk, output: &Output, allow: Vec<String>) -> Result<Outcome, Error> {
    let mut fetching = desk.images().fetching()?;
    fetching.allow.extend(allow);
    let hear = |now: &PicturesProgress, _: &[engine::article::ArticleId]| {
        let offline = if now.offline { ", nothing can be reached" } else { "" };
        output.progress(&format!("{} of {} pictures, {} failed{offline}", now.done, now.total, now.failed));
        ControlFlow::Continue(())
    };
    let fetching = Fetching { web: true, ..fetching };
    let done = desk.images().fetch_pictures(&fetching, &hear)?;
    output.progress("");
    let Some(done) = done else {
        return Err(Error::not_now(Refused::BeingFetched));
    };
    output.result(&done, || sums(&done));
    Ok(Outcome::Done)
}

fn list(desk: &Desk, output: &Output, state: Option<&str>, limit: u32) -> Result<Outcome, Error> {
    let lines = desk.images().picture_lines(state, limit)?;
    output.result(json!({ "pictures": lines }), || lines.iter().map(line).collect());
    Ok(Outcome::Done)
}

fn line(line: &PictureLine) -> String {
    let size = match (line.width, line.height) {
        (Some(width), Some(height)) if line.state == "cached" => format!("  {width} × {height}"),
        _ => String::new(),
    };
    let reason = line.reason.as_ref().map(|reason| format!("  {reason}")).unwrap_or_default();
    format!("{:>7} {:<8} {}{size}{reason}", line.id.0, line.state, line.address)
}

fn retry(desk: &Desk, output: &Output, ids: Option<&[String]>) -> Result<Outcome, Error> {
    let ids = match ids {
        Some(ids) => super::named(desk, ids)?,
        None => None,
    };
    let retried = desk.images().retry_pictures(ids.as_deref())?;
    output.result(json!({ "retried": retried }), || format!("{retried} pictures will be tried again.").into());
    Ok(Outcome::Done)
}

fn prune(desk: &Desk, output: &Output, limit: Option<u32>) -> Result<Outcome, Error> {
    let limit = limit
        .map_or_else(|| desk.images().fetching().map(|fetching| fetching.limit), |limit| Ok(u64::from(limit) << 20));
    let pruned = desk.images().prune_pictures(limit?)?;
    output.result(pruned, || {
        format!(
            "{} pictures and {} stray files let go, {} bytes freed; {} of {} bytes are used.",
            pruned.pictures, pruned.strays, pruned.freed, pruned.bytes, pruned.limit
        )
        .into()
    });
    Ok(Outcome::Done)
}

fn sums(now: &PicturesProgress) -> Lines {
    let PicturesProgress { total, cached, failed, waiting, evicted, bytes, .. } = now;
    let states = format!("{cached} cached, {failed} failed, {waiting} waiting, {evicted} let go");
    let mut lines = Lines::from(format!("{total} pictures: {states}; {bytes} bytes"));
    if now.offline {
        lines.push("Nothing can be reached; the tries do not count.");
    }
    lines
}
