//! What was decided, for the toast and for an article's history.

use crate::api::{Did, HistoryLine, LiveElsewhere, Row, Said, Told};
use crate::document::NewValue;
use crate::library::journal::{Entry, Line, PLACE, Pinned};
use crate::overrides::{Decision, Lead, Out, PlaceDecision, names_kept, names_origin_of};

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

/// The report that a batch took out of the coverage.
fn out_of(entries: &[Entry]) -> Option<String> {
    entries.iter().find_map(|entry| Out::in_words(&entry.field, &parsed(entry.after.as_deref())?))
}

/// The publisher from whom a batch took a value.
fn from(entries: &[Entry], key: &str) -> Option<String> {
    let named = entries.iter().find(|entry| names_origin_of(&entry.field).as_deref() == Some(key))?;
    match parsed(named.after.as_deref())? {
        NewValue::Text(name) => Some(name),
        _ => None,
    }
}

fn parsed(json: Option<&str>) -> Option<NewValue> {
    serde_json::from_str(json?).ok()
}

/// What withdrawing the decision about a field did.
pub fn withdrawn(field: &str, pinned: &[Pinned]) -> Said {
    let out = pinned.iter().find_map(|pinned| Out::in_words(field, &parsed(Some(&pinned.value))?));
    match out {
        Some(report) => Did::PutBack { report }.into(),
        None => Did::TookWires { field: field.to_owned() }.into(),
    }
}

/// One line of an article's history; `None` where another line of its batch says it all.
pub fn history(line: &Line) -> Option<HistoryLine> {
    let told = entry(&line.entry)?;
    let (batch, at_ms, by, undone) = (line.batch, line.at_ms, line.by.clone(), line.undone);
    Some(HistoryLine { batch, at_ms, by, sentence: told.to_string(), told: Some(told), undone })
}

/// What one entry of the journal did to an article.
pub fn entry(entry: &Entry) -> Option<Told> {
    if entry.field == PLACE {
        Some(place(entry.after.as_deref().and_then(PlaceDecision::from_text).unwrap_or(PlaceDecision::Inbox)))
    } else if Lead::is_field(&entry.field) {
        let after = parsed(entry.after.as_deref());
        Some(Told::Lead { report: after.and_then(|value| Lead::in_words(&entry.field, &value)) })
    } else if Out::is_field(&entry.field) {
        Some(out(entry))
    } else if let Some(field) = names_origin_of(&entry.field) {
        let NewValue::Text(from) = parsed(entry.after.as_deref())? else { return None };
        Some(Told::Taken { field, from })
    } else if let Some(field) = names_kept(&entry.field) {
        entry.after.as_ref().map(|_| Told::Kept { field: field.to_string() })
    } else {
        let (from, to) = (entry.was.as_deref().map(written), entry.after.as_deref().map(written));
        Some(Told::Value { field: entry.field.clone(), from, to })
    }
}

fn out(entry: &Entry) -> Told {
    let named = |json: Option<&str>| Out::in_words(&entry.field, &parsed(json)?);
    match named(entry.after.as_deref()) {
        Some(report) => Told::NotThisStory { report },
        None => Told::OfThisStory { report: named(entry.before.as_deref()) },
    }
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

/// A pinned value as a person would say it.
pub fn value(json: &str) -> String {
    let written = written(json);
    if written.is_empty() { "nothing".to_owned() } else { written }
}

/// The same as a person would write it; empty for nothing.
fn written(json: &str) -> String {
    match serde_json::from_str(json) {
        Ok(NewValue::Bool(flag)) => flag.to_string(),
        Ok(NewValue::Int(number)) => number.to_string(),
        Ok(NewValue::Text(text)) => format!("“{text}”"),
        Ok(NewValue::List(items)) => items.join(", "),
        Ok(NewValue::Items(items)) => format!("{} entries", items.len()),
        Ok(NewValue::Map(entries)) if entries.first().is_some_and(|(key, _)| key == "url") => match &entries[0].1 {
            NewValue::Text(url) => url.rsplit('/').next().unwrap_or(url).to_owned(),
            _ => "a picture".to_owned(),
        },
        Ok(NewValue::Map(entries)) => format!("{} fields", entries.len()),
        Ok(NewValue::Plain(text)) if !text.is_empty() => text,
        Ok(NewValue::Plain(_) | NewValue::Absent) | Err(_) => String::new(),
    }
}
