//! The format of the decision log: one checksummed line of JSON a record.
//!
//! A line is `CHECKSUM JSON\n`, where the checksum is the first 16 hexadecimal digits of the BLAKE3 hash of the JSON
//! text. JSON holds no line break, so a reader finds the next line after a damaged one.

use serde::{Deserialize, Serialize};

use crate::overrides::StoredKey;

/// Version of the format.
pub const FORMAT: u32 = 1;
/// Hexadecimal digits of a checksum.
const CHECKSUM: usize = 16;

/// A row of the table `batch`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    pub id: i64,
    pub at_ms: i64,
    pub by_whom: String,
    pub kind: String,
    pub summary: String,
    pub state: String,
    pub intake_id: Option<i64>,
}

/// A row of the table `journal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalRow {
    pub id: i64,
    pub batch_id: i64,
    pub article_id: i64,
    pub kind: String,
    pub key: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub was: Option<String>,
}

/// A decision in force, or (without a value) one that is no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideRow {
    pub article_id: i64,
    pub kind: String,
    pub key: String,
    pub value: Option<String>,
    pub journal_id: i64,
}

impl OverrideRow {
    /// Returns the key of the override.
    pub fn stored_key(&self) -> StoredKey {
        StoredKey { kind: self.kind.clone(), key: self.key.clone() }
    }
}

/// Which file an article id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleKey {
    pub id: i64,
    /// Absolute path of the root.
    pub root: String,
    pub site_type: String,
    /// Path below the root.
    pub path: String,
}

/// One row that a commit wrote. The SQL in `capture.rs` writes the same JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    Article(ArticleKey),
    Batch(BatchRow),
    Journal(JournalRow),
    Override(OverrideRow),
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The first line.
    Header {
        format: u32,
        /// Identifies the log; stored in the library, too.
        generation: String,
        /// Generation of the log that this one replaced; empty where there was none.
        replaces: String,
    },
    /// A part of what one commit wrote. The record with sequence number 0 is the state at which the log begins. A
    /// record replaces all earlier ones with the same or a higher sequence number: their commits failed.
    Record { sequence: i64, part: u32, parts: u32, rows: Vec<Row> },
}

/// Returns a line with its checksum and line break.
pub fn encode(line: &Line) -> Result<String, serde_json::Error> {
    let json = serde_json::to_string(line)?;
    Ok(format!("{} {json}\n", checksum(json.as_bytes())))
}

/// Reads a line without its line break; `None` where it is damaged.
pub fn decode(line: &[u8]) -> Option<Line> {
    let (sum, json) = line.split_at_checked(CHECKSUM)?;
    let json = json.strip_prefix(b" ")?;
    if checksum(json).as_bytes() != sum {
        return None;
    }
    serde_json::from_slice(json).ok()
}

fn checksum(json: &[u8]) -> String {
    let mut sum = blake3::hash(json).to_hex().to_string();
    sum.truncate(CHECKSUM);
    sum
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_any_changed_byte_is_damaged() {
        let line = Line::Header { format: FORMAT, generation: "a1".to_owned(), replaces: String::new() };
        let text = encode(&line).unwrap();
        let bytes = text.trim_end().as_bytes();
        assert_eq!(decode(bytes), Some(line));
        for at in 0..bytes.len() {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= 1;
            assert_eq!(decode(&damaged), None, "byte {at}");
            assert_eq!(decode(&bytes[..at]), None, "cut at {at}");
        }
    }
}
