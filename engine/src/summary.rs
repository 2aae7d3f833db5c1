//! What was decided, for the toast and for an article's history.

use crate::api::{Did, HistoryLine, LiveElsewhere, Row, Said, Told};
use crate::document::NewValue;
use crate::library::journal::{Entry, Line};
use crate::overrides::{Decision, Key, Override, PlaceDecision};

/// What a batch did. The entries are those of its journal.
pub fn batch(decisions: &[Decision], titles: &[&str], entries: &[Entry]) -> Said {
    Said::about(decisions.iter().map(|decision| did(decision, entries)).collect(), titles)
}

/// The other article by which a page is live already.
pub fn live_elsewhere(other: Row) -> LiveElsewhere {
    let file = other.path.rsplit(['/', '\\']).next().unwrap_or(&other.path).to_owned();
    LiveElsewhere { title: other.title, file }
}

fn did(decision: &Decision, entries: &[Entry]) -> Did {
    match decision {
        Decision::Publish => Did::Published,
        Decision::Spike => Did::Spiked,
        Decision::Later { .. } => Did::PutAside,
        Decision::AsIs => Did::LeftAsIs,
        Decision::Inbox => Did::BackToInbox,
        Decision::Quality { value } => Did::Quality { value: *value },
        Decision::Lead { .. } => Did::MadeLead,
        Decision::NotThisStory { .. } => Did::TookOut { report: out_of(entries) },
        Decision::TakeTitle { .. } => Did::TookTitle { from: from(entries, "title") },
        Decision::TakeExcerpt { .. } => Did::TookExcerpt { from: from(entries, "excerpt") },
        Decision::TakePicture { .. } => Did::TookPicture { from: from(entries, "images") },
        Decision::Picture { .. } => Did::ChosePicture,
        Decision::Set { path, .. } => Did::Changed { field: path.clone() },
    }
}

/// Returns the report that a batch took out of the coverage.
fn out_of(entries: &[Entry]) -> Option<String> {
    entries.iter().find_map(|entry| excluded(entry.after.as_ref()))
}

/// Returns the name of the report that an override takes out of the coverage.
fn excluded(value: Option<&Override>) -> Option<String> {
    match value? {
        Override::Excluded(_, excluded) => Some(excluded.name()),
        _ => None,
    }
}

/// Returns the publisher from whom a batch took a value.
fn from(entries: &[Entry], wanted: &str) -> Option<String> {
    entries.iter().find_map(|entry| match &entry.after {
        Some(Override::Origin(key, publisher)) if key == wanted => Some(publisher.clone()),
        _ => None,
    })
}

/// Returns what withdrawing the decision about a key did.
pub fn withdrawn(key: &Key, withdrawn: &[Override]) -> Said {
    match withdrawn.iter().find_map(|one| excluded(Some(one))) {
        Some(report) => Did::PutBack { report }.into(),
        None => Did::TookWires { field: key.to_string() }.into(),
    }
}

/// One line of an article's history; `None` where another line of its batch says it all.
pub fn history(line: &Line) -> Option<HistoryLine> {
    let told = entry(&line.entry)?;
    let (batch, at_ms, by, undone) = (line.batch, line.at_ms, line.by.clone(), line.undone);
    Some(HistoryLine { batch, at_ms, by, sentence: told.to_string(), told: Some(told), undone })
}

/// Returns what one entry of the journal did to an article; `None` where another entry of its batch says it.
pub fn entry(entry: &Entry) -> Option<Told> {
    let after = entry.after.as_ref();
    Some(match (&entry.key, after) {
        (Key::Place, Some(Override::Place(decided))) => place(*decided),
        (Key::Place, _) => Told::Inbox,
        (Key::Lead(_), Some(Override::Lead(_, swap))) => Told::Lead { report: Some(swap.name()) },
        (Key::Lead(_), _) => Told::Lead { report: None },
        (Key::Excluded(_), _) => match excluded(after) {
            Some(report) => Told::NotThisStory { report },
            None => Told::OfThisStory { report: excluded(entry.before.as_ref()) },
        },
        (Key::Origin(field), Some(Override::Origin(_, from))) => {
            Told::Taken { field: field.clone(), from: from.clone() }
        }
        (Key::KeptAgainst(field), Some(_)) => Told::Kept { field: field.to_string() },
        (Key::Origin(_) | Key::KeptAgainst(_), _) => return None,
        (Key::Field(path), after) => {
            let to =
                after.and_then(|after| if let Override::Field(_, value) = after { Some(written(value)) } else { None });
            Told::Value { field: path.to_string(), from: entry.was.as_ref().map(written), to }
        }
    })
}

/// A verdict.
pub fn place(place: PlaceDecision) -> Told {
    match place {
        PlaceDecision::Published => Told::Published,
        PlaceDecision::Spiked => Told::Spiked,
        PlaceDecision::Later(_) => Told::PutAside,
        PlaceDecision::AsIs(place) => Told::AsIs { place },
        PlaceDecision::Inbox => Told::Inbox,
    }
}

/// Returns a value as a person would say it.
pub fn value(value: &NewValue) -> String {
    let written = written(value);
    if written.is_empty() { "nothing".to_owned() } else { written }
}

/// Returns a value as a person would write it; empty for nothing.
fn written(value: &NewValue) -> String {
    match value {
        NewValue::Bool(flag) => flag.to_string(),
        NewValue::Int(number) => number.to_string(),
        NewValue::Text(text) => format!("“{text}”"),
        NewValue::List(items) => items.join(", "),
        NewValue::Items(items) => format!("{} entries", items.len()),
        NewValue::Map(entries) if entries.first().is_some_and(|(key, _)| key == "url") => match &entries[0].1 {
            NewValue::Text(url) => url.rsplit('/').next().unwrap_or(url).to_owned(),
            _ => "a picture".to_owned(),
        },
        NewValue::Map(entries) => format!("{} fields", entries.len()),
        NewValue::Plain(text) => text.clone(),
        NewValue::Absent => String::new(),
    }
}
