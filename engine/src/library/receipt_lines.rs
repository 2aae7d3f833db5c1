//! The lines of a receipt that belong to one of its numbers.

use rusqlite::{Connection, params};

use super::intakes::{self, KIND};
use crate::article::IntakeId;
use crate::error::Error;
use crate::library::import_report::{ReceiptLine, ReceiptPart};

/// What an import did to the articles behind one of its numbers; `updated` holds those of which only coverage or heat
/// moved, too.
pub fn of(
    connection: &Connection,
    (intake, part): (IntakeId, ReceiptPart),
    (limit, offset): (u32, u32),
) -> Result<Vec<ReceiptLine>, Error> {
    let condition = match part {
        ReceiptPart::New => "kind = 'new'",
        ReceiptPart::Updated => "kind IN ('updated', 'quiet')",
        ReceiptPart::Noise => "kind = 'noise'",
        ReceiptPart::Kept => "preserved > 0 AND kind <> 'noise'",
        ReceiptPart::Conflicts => "arrival.conflicts > 0 AND kind <> 'noise'",
        ReceiptPart::Lost => "lost > 0 AND kind <> 'noise'",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT article_id, {KIND}, story, title, rtrim(root.path, '/') || '/' || article.path
         FROM arrival JOIN article ON article.id = article_id JOIN root ON root.id = root_id
         WHERE intake_id = ?1 AND {condition} ORDER BY article_id LIMIT ?2 OFFSET ?3"
    ))?;
    intakes::receipt_lines(statement.query(params![intake.0, limit, offset])?)
}
