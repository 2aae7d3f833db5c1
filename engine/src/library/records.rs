//! Stored formats: values that a column of the library holds as versioned JSON, `{"version": 1, "value": ...}`.
//!
//! A format is changed by a new version, never in place: `engine/tests/golden/records.json` holds one example of each.
//! A value that cannot be read is an error that names it, never a default; see unreadable.rs for what becomes of it.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::message::{RecordName, Unreadable};
use crate::document::NewValue;
use crate::error::Error;
use crate::library::import_report::{Receipt, Story};
use crate::message::{Argument, Message};
use crate::refusal::Refusal;

/// A value that is stored in a column.
pub trait Record: Serialize + DeserializeOwned {
    /// Name for messages about a value that cannot be read.
    const NAME: RecordName;
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
            tracing::warn!(%what, "a stored value cannot be read and was skipped");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn damaged<T: Record>(found: &str) -> Error {
    Error::damaged(Unreadable::Record { detail: T::NAME, text: found.to_owned() })
}

/// A message. Its id and the names of its arguments are part of the stored format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRecord {
    id: String,
    args: BTreeMap<String, ArgumentRecord>,
}

/// A value that is set into the text of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ArgumentRecord {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Several values.
    List(Vec<Self>),
    /// Another message.
    Message(MessageRecord),
}

impl From<&Message> for MessageRecord {
    fn from(message: &Message) -> Self {
        let args = message.args.iter().map(|(name, argument)| (name.to_string(), argument.into()));
        Self { id: message.id.to_string(), args: args.collect() }
    }
}

impl From<MessageRecord> for Message {
    fn from(record: MessageRecord) -> Self {
        record.args.into_iter().fold(Self::new(record.id), |message, (name, argument)| message.with(name, argument))
    }
}

impl From<&Argument> for ArgumentRecord {
    fn from(argument: &Argument) -> Self {
        match argument {
            Argument::Number(number) => Self::Number(*number),
            Argument::Text(text) => Self::Text(text.clone()),
            Argument::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Argument::Message(message) => Self::Message(message.into()),
        }
    }
}

impl From<ArgumentRecord> for Argument {
    fn from(record: ArgumentRecord) -> Self {
        match record {
            ArgumentRecord::Number(number) => Self::Number(number),
            ArgumentRecord::Text(text) => Self::Text(text),
            ArgumentRecord::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
            ArgumentRecord::Message(message) => Self::Message(message.into()),
        }
    }
}

/// What a batch did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BatchRecord(pub MessageRecord);

impl Record for BatchRecord {
    const NAME: RecordName = RecordName::BatchSummary;
}

/// Why there is no image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImageFailureRecord(pub MessageRecord);

impl Record for ImageFailureRecord {
    const NAME: RecordName = RecordName::ImageFailure;
}

/// A file that was not imported, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectionRecord {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
    message: MessageRecord,
    hint: MessageRecord,
}

impl Record for RejectionRecord {
    const NAME: RecordName = RecordName::RejectedFile;
}

impl From<&Refusal> for RejectionRecord {
    fn from(refusal: &Refusal) -> Self {
        let Refusal { path, line, column, message, hint } = refusal;
        Self { path: path.clone(), line: *line, column: *column, message: message.into(), hint: hint.into() }
    }
}

impl From<RejectionRecord> for Refusal {
    fn from(record: RejectionRecord) -> Self {
        let RejectionRecord { path, line, column, message, hint } = record;
        Self { path, line, column, message: message.into(), hint: hint.into() }
    }
}

/// Paths that an import was asked for.
impl Record for Vec<String> {
    const NAME: RecordName = RecordName::ImportPaths;
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
    rejected: Vec<RejectionRecord>,
    stopped: bool,
    seconds: f64,
}

impl Record for ReportRecord {
    const NAME: RecordName = RecordName::ImportReport;
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
            rejected: receipt.refused.iter().map(RejectionRecord::from).collect(),
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
            refused: record.rejected.into_iter().map(Refusal::from).collect(),
            stopped: record.stopped,
            seconds: record.seconds,
            ..Self::default()
        }
    }
}

/// What a changed file did to an article: paths of fields, and verdicts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRecord {
    moved: Vec<String>,
    preserved: Vec<ArgumentRecord>,
    conflicts: Vec<String>,
    lost: Vec<ArgumentRecord>,
}

impl Record for MergeRecord {
    const NAME: RecordName = RecordName::Merge;
}

impl From<&Story> for MergeRecord {
    fn from(story: &Story) -> Self {
        let records = |values: &[Argument]| values.iter().map(ArgumentRecord::from).collect();
        Self {
            moved: story.moved.clone(),
            preserved: records(&story.kept),
            conflicts: story.conflicts.clone(),
            lost: records(&story.lost),
        }
    }
}

impl From<MergeRecord> for Story {
    fn from(record: MergeRecord) -> Self {
        let MergeRecord { moved, preserved, conflicts, lost } = record;
        let values = |records: Vec<ArgumentRecord>| records.into_iter().map(Argument::from).collect();
        Self { moved, kept: values(preserved), conflicts, lost: values(lost) }
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
    const NAME: RecordName = RecordName::Conflicts;
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;
    use crate::error::{Problem, Reason};
    use crate::library::message::LostReason;
    use crate::summary::{self, Action};

    fn example() -> serde_json::Value {
        let text = |text: &str| text.to_owned();
        let did = vec![
            Action::Published,
            Action::Quality { value: 72 },
            Action::TookTitle { from: "Ocean Daily".into() },
            Action::Changed { field: text("provider.name") },
        ];
        let rejected = Refusal {
            path: text("/site/a.md"),
            line: Some(3),
            column: Some(7),
            message: Problem::NotRead { detail: Reason::LargerThan { number: 10 } }.into(),
            hint: LostReason::ImportAgain.into(),
        };
        let report = Receipt { new: 1, updated: 2, kept: 3, refused: vec![rejected.clone()], ..Receipt::default() };
        let conflict = ConflictRecord {
            field: text("quality"),
            journal_id: 9,
            base: Some(NewValue::Int(39)),
            theirs: NewValue::Absent,
        };
        let merge = MergeRecord {
            moved: vec![text("heat")],
            lost: vec![ArgumentRecord::Text(text("published"))],
            ..MergeRecord::default()
        };
        let json = |text: Result<String, Error>| serde_json::from_str::<serde_json::Value>(&text.unwrap()).unwrap();
        let name = ToString::to_string;
        serde_json::json!({
            name(&BatchRecord::NAME): json(encode(&BatchRecord((&summary::about(&did, &["A", "B", "C"])).into()))),
            name(&RejectionRecord::NAME): json(encode(&RejectionRecord::from(&rejected))),
            name(&ImageFailureRecord::NAME): json(encode(&ImageFailureRecord((&rejected.message).into()))),
            name(&<Vec<String>>::NAME): json(encode(&vec![text("/site")])),
            name(&ReportRecord::NAME): json(encode(&ReportRecord::from(&report))),
            name(&MergeRecord::NAME): json(encode(&merge)),
            name(&<Vec<ConflictRecord>>::NAME): json(encode(&vec![conflict])),
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
