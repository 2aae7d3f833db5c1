//! Decisions in words: for the toast, and for an article's history.

use crate::decide::{Decision, Lead, Out, PlaceDecision, names_origin_of};
use crate::document::NewValue;
use crate::library::journal::{Entry, Line, PLACE, Pinned};
use crate::screen::{HistoryLine, Row};

/// What a batch did: `Published “Reef robots count coral” and 11 more`. The entries are those of its journal.
pub fn batch(decisions: &[Decision], titles: &[&str], entries: &[Entry]) -> String {
    let verbs: Vec<String> = decisions.iter().map(|decision| verb(decision, entries)).collect();
    let verbs = verbs.join(", ");
    match titles {
        [] => verbs,
        [title] => format!("{verbs} “{title}”"),
        [title, rest @ ..] => format!("{verbs} “{title}” and {} more", rest.len()),
    }
}

/// What is said besides of a publication whose address the site shows already.
pub fn live_elsewhere(other: &Row) -> String {
    let file = other.path.rsplit(['/', '\\']).next().unwrap_or(&other.path);
    format!(". The same page is already live by “{}” ({file})", other.title)
}

fn verb(decision: &Decision, entries: &[Entry]) -> String {
    match decision {
        Decision::Publish => "Published".to_owned(),
        Decision::Spike => "Spiked".to_owned(),
        Decision::Later { .. } => "Put aside".to_owned(),
        Decision::AsIs => "Left as it is:".to_owned(),
        Decision::Inbox => "Back to the inbox:".to_owned(),
        Decision::Quality { value } => format!("Quality {value} for"),
        Decision::Lead { .. } => "Made the lead, for the robot to sign anew:".to_owned(),
        Decision::NotThisStory { .. } => format!("Took {} out of", out_of(entries)),
        Decision::TakeTitle { .. } => format!("Took the title from {} for", from(entries, "title")),
        Decision::TakeExcerpt { .. } => format!("Took the excerpt from {} for", from(entries, "excerpt")),
        Decision::TakePicture { .. } => format!("Took the picture from {} for", from(entries, "images")),
        Decision::Picture { .. } => "Chose another picture for".to_owned(),
        Decision::Set { path, .. } => format!("Changed {path} of"),
    }
}

/// The report that a batch took out of the coverage.
fn out_of(entries: &[Entry]) -> String {
    let named = entries.iter().find_map(|entry| Out::in_words(&entry.field, &parsed(entry.after.as_deref())?));
    named.unwrap_or_else(|| "a report".to_owned())
}

/// The publisher from whom a batch took a value.
fn from(entries: &[Entry], key: &str) -> String {
    let named = entries.iter().find(|entry| names_origin_of(&entry.field).as_deref() == Some(key));
    match named.and_then(|entry| parsed(entry.after.as_deref())) {
        Some(NewValue::Text(name)) => name,
        _ => "another report".to_owned(),
    }
}

fn parsed(json: Option<&str>) -> Option<NewValue> {
    serde_json::from_str(json?).ok()
}

/// What withdrawing the decision about a field did.
pub fn withdrawn(field: &str, pinned: &[Pinned]) -> String {
    let out = pinned.iter().find_map(|pinned| Out::in_words(field, &parsed(Some(&pinned.value))?));
    match out {
        Some(report) => format!("Put {report} back into the coverage"),
        None => format!("Took the wire's value of {field}"),
    }
}

/// One line of an article's history: `quality 39 to 72`; `None` where another line of its batch says it all.
pub fn history(line: &Line) -> Option<HistoryLine> {
    let sentence = entry(&line.entry)?;
    Some(HistoryLine { batch: line.batch, at_ms: line.at_ms, by: line.by.clone(), sentence, undone: line.undone })
}

/// What one entry of the journal did to an article.
pub fn entry(entry: &Entry) -> Option<String> {
    if entry.field == PLACE {
        Some(place_after(entry.after.as_deref()))
    } else if Lead::is_field(&entry.field) {
        Some(lead(&entry.field, entry.after.as_deref()))
    } else if Out::is_field(&entry.field) {
        Some(out(entry))
    } else if let Some(key) = names_origin_of(&entry.field) {
        let NewValue::Text(from) = parsed(entry.after.as_deref())? else { return None };
        Some(format!("{} taken from {from}", if key == "images" { "picture" } else { &key }))
    } else {
        Some(changed(entry))
    }
}

fn changed(entry: &Entry) -> String {
    let after = entry.after.as_deref().map_or_else(|| "the wire's value".to_owned(), value);
    match entry.was.as_deref() {
        Some(was) => format!("{} {} to {after}", entry.field, value(was)),
        None => format!("{} set to {after}", entry.field),
    }
}

fn out(entry: &Entry) -> String {
    let named = |json: Option<&str>| Out::in_words(&entry.field, &parsed(json)?);
    match (named(entry.after.as_deref()), named(entry.before.as_deref())) {
        (Some(report), _) => format!("{report} is not of this story"),
        (None, Some(report)) => format!("{report} is of this story again"),
        (None, None) => "the coverage changed".to_owned(),
    }
}

fn lead(field: &str, after: Option<&str>) -> String {
    parsed(after)
        .and_then(|value| Lead::in_words(field, &value))
        .unwrap_or_else(|| "the former lead back again".to_owned())
}

fn place_after(after: Option<&str>) -> String {
    place(after.and_then(PlaceDecision::from_text).unwrap_or(PlaceDecision::Inbox))
}

/// A verdict as a person would say it.
pub fn place(place: PlaceDecision) -> String {
    match place {
        PlaceDecision::Published => "published".to_owned(),
        PlaceDecision::Spiked => "spiked".to_owned(),
        PlaceDecision::Later(_) => "put aside".to_owned(),
        PlaceDecision::AsIs(place) => format!("left as it is: {}", place.word()),
        PlaceDecision::Inbox => "back to the inbox".to_owned(),
    }
}

/// A pinned value as a person would write it.
pub fn value(json: &str) -> String {
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
        Ok(NewValue::Plain(_) | NewValue::Absent) | Err(_) => "nothing".to_owned(),
    }
}
