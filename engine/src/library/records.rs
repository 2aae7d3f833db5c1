//! Stored formats: values that a column of the library holds as versioned JSON, `{"version": 1, "value": ...}`.
//!
//! A format is changed by a new version, never in place: `engine/tests/golden/records.json` holds one example of each.
//! A value that cannot be read is an error that names it, never a default; see unreadable.rs for what becomes of it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::api::{Receipt, Refusal, Said, Story};
use crate::document::NewValue;
use crate::error::Error;

/// A value that is stored in a column.
pub trait Record: Serialize + DeserializeOwned {
    /// Name for messages about a value that cannot be read.
    const NAME: &'static str;
    /// Version of the format that this program writes, and the only one that it reads.
    const VERSION: u32 = 1;
}

#[derive(Serialize)]
struct Written<'a, T> {
    version: u32,
    value: &'a T,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Deserialize)]
struct Read<T> {
    value: T,
}

/// Returns the text of a column.
///
/// # Errors
///
/// [`Error::Damaged`] if the value has no JSON form.
pub fn encode<T: Record>(value: &T) -> Result<String, Error> {
    serde_json::to_string(&Written { version: T::VERSION, value }).map_err(|error| damaged::<T>(&error.to_string()))
}

/// Reads the text of a column.
///
/// # Errors
///
/// [`Error::Damaged`], which names the record, if the text is not of this format and version.
pub fn decode<T: Record>(text: &str) -> Result<T, Error> {
    let not_read = |error: serde_json::Error| damaged::<T>(&error.to_string());
    // The version first: a value of another version has another shape.
    let Version { version } = serde_json::from_str(text).map_err(not_read)?;
    if version != T::VERSION {
        return Err(damaged::<T>(&format!("version {version}")));
    }
    let Read { value } = serde_json::from_str(text).map_err(not_read)?;
    Ok(value)
}

/// Returns a value that was read. `None`, with a warning in the log, where it is damaged: for values whose loss must not
/// stop what does not depend on them.
///
/// # Errors
///
/// Every error but [`Error::Damaged`].
pub fn unless_damaged<T>(read: Result<T, Error>) -> Result<Option<T>, Error> {
    match read {
        Ok(value) => Ok(Some(value)),
        Err(Error::Damaged(what)) => {
            tracing::warn!(what, "a stored value cannot be read and was skipped");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn damaged<T: Record>(found: &str) -> Error {
    Error::Damaged(format!("{} ({found})", T::NAME))
}

/// What a batch did.
impl Record for Said {
    const NAME: &'static str = "the summary of a batch";
}

/// A file that was not imported, and why.
impl Record for Refusal {
    const NAME: &'static str = "a rejected file";
}

/// Paths that an import was asked for.
impl Record for Vec<String> {
    const NAME: &'static str = "the paths of an import";
}

/// The counts and rejected files of an import. Its number, time and state have columns of their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportRecord {
    new: u32,
    updated: u32,
    quiet: u32,
    unchanged: u32,
    noise: u32,
    preserved: u32,
    conflicts: u32,
    lost: u32,
    rejected: Vec<Refusal>,
    stopped: bool,
    seconds: f64,
}

impl Record for ReportRecord {
    const NAME: &'static str = "the report of an import";
}

impl From<&Receipt> for ReportRecord {
    fn from(receipt: &Receipt) -> Self {
        Self {
            new: receipt.new,
            updated: receipt.updated,
            quiet: receipt.quiet,
            unchanged: receipt.unchanged,
            noise: receipt.noise,
            preserved: receipt.kept,
            conflicts: receipt.conflicts,
            lost: receipt.lost,
            rejected: receipt.refused.clone(),
            stopped: receipt.stopped,
            seconds: receipt.seconds,
        }
    }
}

impl From<ReportRecord> for Receipt {
    fn from(record: ReportRecord) -> Self {
        Self {
            new: record.new,
            updated: record.updated,
            quiet: record.quiet,
            unchanged: record.unchanged,
            noise: record.noise,
            kept: record.preserved,
            conflicts: record.conflicts,
            lost: record.lost,
            refused: record.rejected,
            stopped: record.stopped,
            seconds: record.seconds,
            ..Self::default()
        }
    }
}

/// What a changed file did to an article: paths of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRecord {
    moved: Vec<String>,
    preserved: Vec<String>,
    conflicts: Vec<String>,
    lost: Vec<String>,
}

impl Record for MergeRecord {
    const NAME: &'static str = "what an import changed in an article";
}

impl From<&Story> for MergeRecord {
    fn from(story: &Story) -> Self {
        let Story { moved, kept, conflicts, lost } = story.clone();
        Self { moved, preserved: kept, conflicts, lost }
    }
}

impl From<MergeRecord> for Story {
    fn from(record: MergeRecord) -> Self {
        let MergeRecord { moved, preserved, conflicts, lost } = record;
        Self { moved, kept: preserved, conflicts, lost }
    }
}

/// A decided field that an incoming file changed too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictRecord {
    /// Dotted path of the field.
    pub field: String,
    /// The row of the journal that decided it.
    pub journal_id: i64,
    /// What the file said when it was decided; `None` where it had no such field.
    pub base: Option<NewValue>,
    /// What the incoming file says; [`NewValue::Absent`] where it has no such field.
    pub theirs: NewValue,
}

impl Record for Vec<ConflictRecord> {
    const NAME: &'static str = "the conflicts of an article";
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use crate::api::{Did, LiveElsewhere};

    fn example() -> serde_json::Value {
        let live = LiveElsewhere { title: "B".to_owned(), file: "b.md".to_owned() };
        let text = |text: &str| text.to_owned();
        let did = vec![
            Did::Published,
            Did::Quality { value: 72 },
            Did::TookTitle { from: Some(text("Ocean Daily")) },
            Did::Changed { field: text("provider.name") },
            Did::TookImportBack { files: 3 },
        ];
        let rejected = Refusal {
            path: text("/site/a.md"),
            line: Some(3),
            column: Some(7),
            message: text("Line 3: no value"),
            hint: text("Give one."),
        };
        let report = Receipt { new: 1, updated: 2, kept: 3, refused: vec![rejected.clone()], ..Receipt::default() };
        let conflict = ConflictRecord {
            field: text("quality"),
            journal_id: 9,
            base: Some(NewValue::Int(39)),
            theirs: NewValue::Absent,
        };
        let merge = MergeRecord { moved: vec![text("heat")], lost: vec![text("published")], ..MergeRecord::default() };
        let json = |text: Result<String, Error>| serde_json::from_str::<serde_json::Value>(&text.unwrap()).unwrap();
        serde_json::json!({
            Said::NAME: json(encode(&Said { did, title: Some(text("A")), more: 2, live_elsewhere: Some(live) })),
            Refusal::NAME: json(encode(&rejected)),
            <Vec<String>>::NAME: json(encode(&vec![text("/site")])),
            ReportRecord::NAME: json(encode(&ReportRecord::from(&report))),
            MergeRecord::NAME: json(encode(&merge)),
            <Vec<ConflictRecord>>::NAME: json(encode(&vec![conflict])),
        })
    }

    #[test]
    fn the_stored_formats_are_those_of_the_golden_file() {
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/records.json");
        let now = format!("{:#}\n", example());
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(golden, &now).unwrap();
        }
        let known = std::fs::read_to_string(golden).unwrap_or_default();
        assert_eq!(now, known, "a format that changes needs a new version; UPDATE_GOLDENS=1 rewrites the file");
    }

    #[test]
    fn a_record_of_another_version_or_shape_is_an_error_that_names_it() {
        let text = encode(&MergeRecord { moved: vec!["title".to_owned()], ..MergeRecord::default() }).unwrap();
        assert_eq!(decode::<MergeRecord>(&text).unwrap().moved, ["title"]);
        for wrong in [text.replace("\"version\":1", "\"version\":2"), text.replace("moved", "changed"), String::new()] {
            let error = decode::<MergeRecord>(&wrong).unwrap_err().to_string();
            assert!(error.contains("what an import changed in an article"), "{error}");
        }
    }
}
