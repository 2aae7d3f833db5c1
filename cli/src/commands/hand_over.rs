//! `hand-over`: decisions back into the files.

use std::path::Path;

use engine::desk::Desk;
use engine::error::Error;
use engine::screen::{HandedOver, PlannedChange};
use serde_json::json;

use crate::output::{Outcome, Output};

/// Writes what is decided.
pub fn run(desk: &Desk, output: &Output, names: &[String], to: Option<&Path>) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    Ok(report(output, &desk.hand_over(ids.as_deref(), to)?))
}

/// Writes cached pictures below the site, then what is decided, the new addresses among it.
pub fn run_with_pictures(desk: &Desk, output: &Output, names: &[String]) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    let (_, mut refused) = desk.copy_pictures(ids.as_deref())?;
    let mut done = desk.hand_over(ids.as_deref(), None)?;
    refused.append(&mut done.refused);
    done.refused = refused;
    Ok(report(output, &done))
}

fn report(output: &Output, done: &HandedOver) -> Outcome {
    output.result(done, || {
        format!("{} written, {} unchanged, {} refused\n", done.written, done.unchanged, done.refused.len())
    });
    output.refusals(&done.refused);
    Outcome::of(&done.refused)
}

/// Prints what would be written; with pictures, the addresses that copying them would change are in it.
pub fn plan(desk: &Desk, output: &Output, names: &[String], with_pictures: bool) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    let ids = ids.as_deref();
    let planned = if with_pictures { desk.plan_with_pictures(ids)? } else { desk.plan_hand_over(ids)? };
    let diff: String = planned.iter().map(|change| change.diff.as_str()).collect();
    let changes: Vec<_> = planned.iter().map(of).collect();
    output.result(json!({ "would_write": planned.len(), "changes": changes, "diff": diff }), || diff.clone());
    Ok(Outcome::Done)
}

fn of(change: &PlannedChange) -> serde_json::Value {
    let PlannedChange { id, path, title, decided, copies, diff, .. } = change;
    json!({ "id": id, "path": path, "title": title, "decided": decided, "copies": copies, "diff": diff })
}
