//! The hardest promises, as a check of one file: an edit touches its own lines only, taking it back gives the
//! same bytes, and the file reads as before but for the one change. Shared by the tests and the corpus check.

#![allow(dead_code, reason = "each user takes a part of it")]

#[path = "oracle.rs"]
mod oracle;
#[path = "own_lines.rs"]
mod own_lines;

use engine::document::{Change, Document, Kept, NewValue, Path, Profile, Verdict};
use oracle::one_change;
use own_lines::{changed_lines, own_lines};
use serde_json::{Map, Value};

/// Every kind of edit that is checked.
pub const KINDS: &[&str] = &[
    "title",
    "excerpt",
    "quality",
    "heat",
    "published",
    "publish",
    "spike",
    "removed",
    "provider.name",
    "topic added",
    "topic removed",
    "topics reordered",
    "images[0].url",
    "images[0].width",
    "images[0].height",
    "picture added",
    "picture to the front",
    "pictures removed",
    "related[n].quality",
    "related entry moved",
    "related entry removed",
    "related entry added",
    "unknown scalar",
    "unknown scalar added",
    "lead swapped",
];

/// What became of one kind of edit in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Made, and as it should be.
    Right,
    /// The file has nothing of the kind.
    NotThere,
    /// The engine would not make it; the file is as it was.
    Refused,
}

/// Checks one kind of edit on a file; a sentence where a promise is broken.
pub fn check(kind: &str, document: &Document<'_>, bytes: &[u8]) -> Result<Outcome, String> {
    if kind == "lead swapped" {
        return swap(document, bytes);
    }
    let Some(changes) = changes(kind, document) else { return Ok(Outcome::NotThere) };
    made(kind, bytes, &changes, true)
}

/// As [`check`], for files that no site holds: the number of lines is not held against them.
pub fn holds(kind: &str, document: &Document<'_>, bytes: &[u8]) -> Result<Outcome, String> {
    if kind == "lead swapped" {
        return swap_taken_back(document, bytes);
    }
    let Some(changes) = changes(kind, document) else { return Ok(Outcome::NotThere) };
    made(kind, bytes, &changes, false)
}

/// Makes changes one after the other, holding each against the promises, and takes them back again.
fn made(kind: &str, bytes: &[u8], changes: &[Change], on_own_lines: bool) -> Result<Outcome, String> {
    let mut text = String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string())?;
    let mut undo = Vec::new();
    for change in changes {
        let document = Document::read(text.as_bytes()).map_err(|broken| broken.to_string())?;
        let Ok(edited) = document.edit(change) else { return Ok(Outcome::Refused) };
        one_change(change, &document, &edited.text).map_err(|wrong| format!("{kind}: {change:?}: {wrong}"))?;
        text = edited.text;
        undo.push(edited.undo);
    }
    if on_own_lines {
        own_lines(kind, bytes, text.as_bytes()).map_err(|wrong| format!("{kind}: {wrong}"))?;
    }
    for undo in undo.iter().rev() {
        text = undo.apply(&text).map_err(|broken| format!("{kind}: taking it back: {broken}"))?;
    }
    if text.as_bytes() == bytes { Ok(Outcome::Right) } else { Err(format!("{kind}: taken back, the bytes differ")) }
}

/// Swapping the lead twice gives the same bytes, and the file's own fields stay.
fn swap(document: &Document<'_>, bytes: &[u8]) -> Result<Outcome, String> {
    let Some(Value::Array(related)) = document.fields().get("related").cloned() else { return Ok(Outcome::NotThere) };
    let reports = related.iter().filter(|entry| entry.is_object()).count();
    if reports == 0 {
        return Ok(Outcome::NotThere);
    }
    for report in [0, reports / 2, reports - 1] {
        let Ok((swapped, kept)) = document.swap_lead(report, &Kept::default()) else { return Ok(Outcome::Refused) };
        let new =
            Document::read(swapped.text.as_bytes()).map_err(|broken| format!("swapped, it is broken: {broken}"))?;
        fields_moved(&document.fields(), &new.fields(), &related[report])?;
        let (back, _) = new.swap_lead(report, &kept).map_err(|broken| format!("swapped back: {broken}"))?;
        if back.text.as_bytes() != bytes {
            let (out, put_in) = changed_lines(bytes, back.text.as_bytes());
            return Err(format!("lead swapped with {report} and back: {out:?} became {put_in:?}"));
        }
        if swapped.undo.apply(&swapped.text).map_err(|broken| broken.to_string())?.as_bytes() != bytes {
            return Err("lead swapped and undone: the bytes differ".to_owned());
        }
    }
    Ok(Outcome::Right)
}

/// A swap in any file: undone, the bytes are the same, and what is beside head and coverage stays.
fn swap_taken_back(document: &Document<'_>, bytes: &[u8]) -> Result<Outcome, String> {
    let Ok((swapped, _)) = document.swap_lead(0, &Kept::default()) else { return Ok(Outcome::Refused) };
    let new = Document::read(swapped.text.as_bytes()).map_err(|broken| format!("swapped, it is broken: {broken}"))?;
    for key in ["category", "heat", "removed", "published", "topics", "secured"] {
        if document.fields().get(key) != new.fields().get(key) {
            return Err(format!("lead swapped: “{key}” belongs to the file and changed"));
        }
    }
    let back = swapped.undo.apply(&swapped.text).map_err(|broken| broken.to_string())?;
    if back.as_bytes() == bytes {
        Ok(Outcome::Right)
    } else {
        Err("lead swapped and undone: the bytes differ".to_owned())
    }
}

fn fields_moved(old: &Map<String, Value>, new: &Map<String, Value>, report: &Value) -> Result<(), String> {
    for key in ["category", "heat", "removed", "published", "topics", "secured"] {
        if old.get(key) != new.get(key) {
            return Err(format!("lead swapped: “{key}” belongs to the file and changed"));
        }
    }
    for key in [
        "title",
        "excerpt",
        "publishedDateTime",
        "webUrl",
        "ampWebUrl",
        "cdnAmpWebUrl",
        "type",
        "quality",
        "images",
        "provider",
    ] {
        if report.get(key) != new.get(key) {
            return Err(format!("lead swapped: “{key}” is not the report's: {:?}", new.get(key)));
        }
    }
    if new.contains_key("originalUrl") {
        Err("lead swapped: the former lead's originalUrl stayed".to_owned())
    } else {
        Ok(())
    }
}

fn at(path: &str) -> Path {
    // Every path in this file is well formed.
    Path::parse(path).unwrap_or_else(|| Path::top(path))
}

fn text(text: &str) -> NewValue {
    NewValue::Text(text.to_owned())
}

/// The changes of one kind; none where the file has nothing of the kind.
fn changes(kind: &str, document: &Document<'_>) -> Option<Vec<Change>> {
    let there = |path: &str| document.get(&at(path));
    let set = |path: &str, value: NewValue| there(path).map(|_| vec![Change::Set(at(path), value)]);
    let topics = || match there("topics") {
        Some(NewValue::List(topics)) if !topics.is_empty() => Some(topics),
        _ => None,
    };
    let with_topics = |topics: Vec<String>| Some(vec![Change::Set(at("topics"), NewValue::List(topics))]);
    let length = |path: &str| match there(path) {
        Some(NewValue::Items(items)) => items.len(),
        _ => 0,
    };
    match kind {
        "title" => Some(vec![Change::Set(at("title"), text("A “new” title: with \"quotes\", a # and a \\"))]),
        "excerpt" => Some(vec![Change::Set(at("excerpt"), text("Two lines\nof 'teaser'"))]),
        "quality" => Some(vec![Change::Set(at("quality"), NewValue::Int(73))]),
        "heat" => Some(vec![Change::Set(at("heat"), NewValue::Int(-7))]),
        "published" => {
            let flag = there("published") != Some(NewValue::Bool(true));
            Some(vec![Change::Set(at("published"), NewValue::Bool(flag))])
        }
        "publish" => Some(document.verdict(profile(document), Verdict::Publish)),
        "spike" => Some(document.verdict(profile(document), Verdict::Spike)),
        "removed" => match there("removed") {
            Some(_) => Some(vec![Change::Remove(at("removed"))]),
            None => Some(vec![Change::Set(at("removed"), NewValue::Bool(true))]),
        },
        "provider.name" => set("provider.name", text("No")),
        "topic added" => topics().and_then(|topics| with_topics([topics, vec!["Zymurgy".to_owned()]].concat())),
        "topic removed" => {
            topics().filter(|topics| topics.len() > 1).and_then(|topics| with_topics(topics[1..].to_vec()))
        }
        "topics reordered" => topics()
            .filter(|topics| topics.len() > 1 && topics[0] != topics[topics.len() - 1])
            .map(|topics| vec![Change::Move(at(&format!("topics.{}", topics.len() - 1)), 0)]),
        "images[0].url" => set("images.0.url", text("https://pictures.example/new.jpg?a=1&b=2")),
        "images[0].width" => set("images.0.width", NewValue::Int(1)),
        "images[0].height" => set("images.0.height", NewValue::Int(1)),
        "picture added" => Some(vec![Change::Insert(at("images.0"), picture())]),
        "picture to the front" => (length("images") > 1).then(|| vec![Change::Move(at("images.1"), 0)]),
        "pictures removed" => there("images").map(|_| vec![Change::Remove(at("images"))]),
        "related[n].quality" => {
            let last = length("related").checked_sub(1)?;
            set(&format!("related.{last}.quality"), NewValue::Int(73))
        }
        "related entry moved" => {
            let last = length("related").checked_sub(1).filter(|last| *last > 0)?;
            Some(vec![Change::Move(at(&format!("related.{last}")), last / 2), Change::Move(at("related.0"), last)])
        }
        "related entry removed" => {
            (length("related") > 0).then(|| vec![Change::Remove(at(&format!("related.{}", length("related") / 2)))])
        }
        "related entry added" => (length("related") > 0)
            .then(|| vec![Change::Insert(at(&format!("related.{}", length("related"))), report())]),
        "unknown scalar" => unknown(document).map(|key| vec![Change::Set(Path::top(&key), text("Any: value #1"))]),
        "unknown scalar added" => Some(vec![Change::Set(at("curatorsNote"), text("Any: value #1"))]),
        _ => None,
    }
}

fn profile(document: &Document<'_>) -> Profile {
    document.guess_profile().unwrap_or_default()
}

fn picture() -> NewValue {
    NewValue::Map(vec![
        ("url".to_owned(), text("https://pictures.example/added.jpg")),
        ("width".to_owned(), NewValue::Int(1200)),
        ("height".to_owned(), NewValue::Int(675)),
    ])
}

fn report() -> NewValue {
    let provider = vec![("name".to_owned(), text("Tides & Harbours")), ("domain".to_owned(), text("tides.example"))];
    NewValue::Map(vec![
        ("title".to_owned(), text("A report: \"found\" by hand")),
        ("excerpt".to_owned(), text("")),
        ("publishedDateTime".to_owned(), text("no date")),
        ("provider".to_owned(), NewValue::Map(provider)),
        ("quality".to_owned(), NewValue::Int(1)),
        ("images".to_owned(), NewValue::Items(vec![picture()])),
    ])
}

const KNOWN: &[&str] =
    &["title", "excerpt", "quality", "heat", "published", "removed", "provider", "topics", "images", "related"];

/// The last top-level key with a single value that no other kind of edit touches.
fn unknown(document: &Document<'_>) -> Option<String> {
    let fields = document.fields();
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    fields.iter().rfind(|(key, value)| scalar(value) && !KNOWN.contains(&key.as_str())).map(|(key, _)| key.clone())
}
