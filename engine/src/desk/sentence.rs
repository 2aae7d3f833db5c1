//! Decisions in words: for the toast, and for an article's history.

use crate::decide::{Decision, Lead, PlaceDecision};
use crate::document::NewValue;
use crate::library::journal::{Line, PLACE};
use crate::screen::HistoryLine;

/// What a batch did: `Published “Reef robots count coral” and 11 more`.
pub fn batch(decisions: &[Decision], titles: &[&str]) -> String {
    let verbs: Vec<String> = decisions.iter().map(verb).collect();
    let verbs = verbs.join(", ");
    match titles {
        [] => verbs,
        [title] => format!("{verbs} “{title}”"),
        [title, rest @ ..] => format!("{verbs} “{title}” and {} more", rest.len()),
    }
}

fn verb(decision: &Decision) -> String {
    match decision {
        Decision::Publish => "Published".to_owned(),
        Decision::Spike => "Spiked".to_owned(),
        Decision::Later { .. } => "Put aside".to_owned(),
        Decision::AsIs => "Left as it is:".to_owned(),
        Decision::Inbox => "Back to the inbox:".to_owned(),
        Decision::Quality { value } => format!("Quality {value} for"),
        Decision::Lead { .. } => "Made the lead, for the robot to sign anew:".to_owned(),
        Decision::Set { path, .. } => format!("Changed {path} of"),
    }
}

/// One line of an article's history: `quality 39 to 72`.
pub fn history(line: &Line) -> HistoryLine {
    let entry = &line.entry;
    let sentence = if entry.field == PLACE {
        place_after(entry.after.as_deref())
    } else if Lead::is_field(&entry.field) {
        lead(&entry.field, entry.after.as_deref())
    } else {
        let after = entry.after.as_deref().map_or_else(|| "the wire's value".to_owned(), value);
        match entry.was.as_deref() {
            Some(was) => format!("{} {} to {after}", entry.field, value(was)),
            None => format!("{} set to {after}", entry.field),
        }
    };
    HistoryLine { batch: line.batch, at_ms: line.at_ms, by: line.by.clone(), sentence, undone: line.undone }
}

fn lead(field: &str, after: Option<&str>) -> String {
    let value = after.and_then(|json| serde_json::from_str(json).ok());
    value.and_then(|value| Lead::in_words(field, &value)).unwrap_or_else(|| "the former lead back again".to_owned())
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
        Ok(NewValue::Map(entries)) => format!("{} fields", entries.len()),
        Ok(NewValue::Plain(text)) if !text.is_empty() => text,
        Ok(NewValue::Plain(_) | NewValue::Absent) | Err(_) => "nothing".to_owned(),
    }
}
