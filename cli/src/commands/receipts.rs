//! `receipts`: what imports did, and taking one back.

use engine::api::{IntakeId, Receipt, ReceiptLine};
use engine::desk::Desk;
use engine::error::Error;
use engine::message::Argument;
use serde_json::json;

use crate::lines::Lines;
use crate::message::Refused;
use crate::output::{Outcome, Output};

/// Most receipts and lines that are shown.
const MOST: u32 = 10_000;

/// Lists receipts, shows one, or takes its import back.
pub fn run(desk: &Desk, output: &Output, number: Option<i64>, take_back: bool) -> Result<Outcome, Error> {
    match number.map(IntakeId) {
        None if take_back => Err(Error::usage(Refused::NoReceipt)),
        None => list(desk, output),
        Some(intake) if take_back => {
            let changed = desk.import().take_back(intake)?;
            let document = json!({ "batch": changed.batch, "changed": changed.changed });
            output.result(document, || format!("{}.", changed.message).into());
            Ok(Outcome::Done)
        }
        Some(intake) => show(desk, output, intake),
    }
}

fn list(desk: &Desk, output: &Output) -> Result<Outcome, Error> {
    let receipts = desk.import().receipts(MOST)?;
    output.result(json!({ "receipts": receipts }), || receipts.iter().map(line).collect());
    Ok(Outcome::Done)
}

fn show(desk: &Desk, output: &Output, intake: IntakeId) -> Result<Outcome, Error> {
    let receipt = desk.import().receipt(intake)?;
    let lines = desk.import().receipt_lines(intake, MOST, 0)?;
    output.result(json!({ "receipt": receipt, "articles": lines }), || {
        let mut words = Lines::from(line(&receipt));
        words.extend(lines.iter().map(article));
        words
    });
    output.refusals(&receipt.refused);
    Ok(Outcome::Done)
}

fn line(receipt: &Receipt) -> String {
    let number = receipt.id.map_or(0, |id| id.0);
    let time = chrono::DateTime::from_timestamp_millis(receipt.at_ms).unwrap_or_default();
    let taken_back = if receipt.taken_back && !receipt.stopped { "  taken back" } else { "" };
    format!("{number:>5}  {}  {}{taken_back}", time.format("%Y-%m-%d %H:%M"), super::import::sums(receipt))
}

fn article(line: &ReceiptLine) -> String {
    let story = &line.story;
    let moved = ("moved", Argument::from(&story.moved));
    let conflicts = ("conflict", Argument::from(&story.conflicts));
    let parts = [moved, ("kept", (&story.kept).into()), conflicts, ("lost", (&story.lost).into())];
    let parts = parts.into_iter().map(|(name, fields)| (name, fields.to_string()));
    let parts = parts.filter(|(_, fields)| !fields.is_empty());
    let told: String = parts.map(|(name, fields)| format!("; {name}: {fields}")).collect();
    format!("{:>7} {:<8} {}{told}", line.id.0, line.kind.word(), line.title)
}
