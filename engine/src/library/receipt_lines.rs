//! The lines of a receipt that belong to one of its numbers.

use rusqlite::{Connection, params};

use crate::api::{ArrivalKind, IntakeId, ReceiptLine, ReceiptPart};
use crate::article::ArticleId;
use crate::error::Error;

/// What an import did to the articles behind one of its numbers; `updated` holds those of which only coverage or heat
/// moved, too.
pub fn of(
    connection: &Connection,
    (intake, part): (IntakeId, ReceiptPart),
    (limit, offset): (u32, u32),
) -> Result<Vec<ReceiptLine>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT article_id, kind, story, title, rtrim(root.path, '/') || '/' || article.path
         FROM arrival JOIN article ON article.id = article_id JOIN root ON root.id = root_id
         WHERE intake_id = ?1 AND CASE ?2
           WHEN 'updated' THEN kind IN ('updated', 'quiet')
           WHEN kind THEN 1
           ELSE json_array_length(coalesce(story, '{}'), '$.' || ?2) > 0 AND kind <> 'noise' END
         ORDER BY article_id LIMIT ?3 OFFSET ?4",
    )?;
    let part = match part {
        ReceiptPart::New => "new",
        ReceiptPart::Updated => "updated",
        ReceiptPart::Kept => "kept",
        ReceiptPart::Conflicts => "conflicts",
        ReceiptPart::Lost => "lost",
        ReceiptPart::Noise => "noise",
    };
    let rows = statement.query_map(params![intake.0, part, limit, offset], |row| {
        let (kind, story): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        Ok(ReceiptLine {
            id: ArticleId(row.get(0)?),
            kind: ArrivalKind::from_word(&kind),
            title: row.get(3)?,
            path: row.get(4)?,
            story: story.and_then(|story| serde_json::from_str(&story).ok()).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
