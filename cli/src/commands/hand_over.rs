//! `hand-over`: decisions back into the files, and files back to what they were.

use std::path::Path;

use engine::api::{HandOverId, HandOverLine, HandOverPlan, HandedOver, PlannedChange};
use engine::desk::Desk;
use engine::error::Error;
use serde_json::json;

use crate::lines::Lines;
use crate::output::{Outcome, Output};

/// Writes what is decided.
pub fn run(desk: &Desk, output: &Output, names: &[String], to: Option<&Path>) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    Ok(report(output, &desk.write().hand_over(ids.as_deref(), to)?))
}

/// Writes cached pictures below the site, then what is decided, the new addresses among it.
pub fn run_with_pictures(desk: &Desk, output: &Output, names: &[String]) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    Ok(report(output, &desk.write().hand_over_with_images(ids.as_deref())?))
}

fn report(output: &Output, done: &HandedOver) -> Outcome {
    let document = json!({ "written": done.written, "unchanged": done.unchanged, "refused": done.refused });
    output.result(document, || {
        format!("{} written, {} unchanged, {} refused", done.written, done.unchanged, done.refused.len()).into()
    });
    output.refusals(&done.refused);
    Outcome::of(&done.refused)
}

/// Most hand-overs that are listed.
const MOST: u32 = 10_000;

/// Lists the hand-overs, newest first.
pub fn list(desk: &Desk, output: &Output) -> Result<Outcome, Error> {
    let all = desk.write().hand_overs(MOST)?;
    output.result(json!({ "hand_overs": all }), || all.iter().map(line).collect());
    Ok(Outcome::Done)
}

fn line(line: &HandOverLine) -> String {
    let time = chrono::DateTime::from_timestamp_millis(line.at_ms).unwrap_or_default();
    let back = match line.back {
        0 => String::new(),
        back if back == line.files => "  taken back".to_owned(),
        back => format!("  {back} taken back"),
    };
    format!("{:>5}  {}  {}  {} files{back}", line.id.0, time.format("%Y-%m-%d %H:%M"), line.by, line.files)
}

/// Takes a hand-over back: the last one where none is named.
pub fn undo(desk: &Desk, output: &Output, number: Option<i64>) -> Result<Outcome, Error> {
    let done = desk.write().take_back_hand_over(number.map(HandOverId))?;
    output.result(&done, || {
        format!(
            "Hand-over {}: {} files have their former bytes again, {} were left as they are.",
            done.id.0,
            done.back.len(),
            done.refused.len()
        )
        .into()
    });
    output.refusals(&done.refused);
    Ok(Outcome::of(&done.refused))
}

/// Prints what would be written, and names what would be left as it is; with pictures, the addresses that copying them
/// would change are in it.
pub fn plan(desk: &Desk, output: &Output, names: &[String], with_pictures: bool) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    let ids = ids.as_deref();
    let plan = if with_pictures {
        desk.write().plan_with_pictures(ids)?
    } else {
        HandOverPlan { changes: desk.write().plan_hand_over(ids)?, not_copied: Vec::new() }
    };
    Ok(print_plan(output, plan))
}

/// Plans a hand-over into another folder.
pub fn plan_elsewhere(desk: &Desk, output: &Output, names: &[String]) -> Result<Outcome, Error> {
    let ids = super::named(desk, names)?;
    let changes = desk.write().plan_hand_over_elsewhere(ids.as_deref())?;
    Ok(print_plan(output, HandOverPlan { changes, not_copied: Vec::new() }))
}

fn print_plan(output: &Output, plan: HandOverPlan) -> Outcome {
    let HandOverPlan { changes, not_copied: mut refused } = plan;
    let (left, written): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.refused.is_some());
    refused.extend(left.into_iter().filter_map(|change| change.refused));
    let diff: String = written.iter().map(|change| change.diff.as_str()).collect();
    let changes: Vec<_> = written.iter().map(of).collect();
    let document = json!({ "would_write": written.len(), "changes": changes, "diff": diff, "refused": refused });
    output.result(document, || {
        let mut lines = Lines::default();
        lines.push_text(&diff);
        lines
    });
    output.refusals(&refused);
    Outcome::of(&refused)
}

fn of(change: &PlannedChange) -> serde_json::Value {
    let PlannedChange { id, path, title, decided, copies, diff, .. } = change;
    let decided: Vec<String> = decided.iter().map(ToString::to_string).collect();
    json!({ "id": id, "path": path, "title": title, "decided": decided, "copies": copies, "diff": diff })
}
