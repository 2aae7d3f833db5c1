//! What is fuzzed, as plain functions of any bytes. Each panics where a promise is broken. libFuzzer and the runner for
//! stable Rust call the same functions.

use std::sync::OnceLock;

use engine::api::{Receipt, Refusal, Settings, Story};
use engine::desk::Desk;
use engine::document::{Document, NewValue, Path, Profile};
use engine::imaging::examine::examine;
use engine::message::Message;
use engine::overrides::{Arrived, Decision, Override, Overrides};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::edits;

/// A target: its name, which is that of its corpus, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 6] = [
    ("document", document),
    ("query", query),
    ("page", page),
    ("image", image),
    ("records", records),
    ("merge", merge),
];

const PROFILES: [Profile; 3] = [Profile::ClusterNews, Profile::Jekyll, Profile::Draft];

/// Separates the parts of an input that has several.
const PART: &str = "\n=====\n";

/// Any bytes as a document are read or refused, and an edit that is made keeps every promise. The last byte chooses
/// the kind of edit, the rest is the file.
pub fn document(data: &[u8]) {
    let Some((kind, bytes)) = data.split_last() else { return };
    let Ok(document) = Document::read(bytes) else { return };
    for profile in PROFILES {
        let _ = document.article(profile, "name");
    }
    let kind = edits::KINDS[usize::from(*kind) % edits::KINDS.len()];
    if let Err(wrong) = edits::holds(kind, &document, bytes) {
        panic!("{wrong}");
    }
}

/// Any text as a query finds something or nothing, and what is not understood is a hint, never an error.
pub fn query(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let desk = small_library();
    let found = desk.query().page(&text, 10, 0).unwrap_or_else(|error| panic!("{text:?} ended with {error:?}"));
    assert!(found.0.articles.len() <= 10 && found.0.articles.len() as u64 <= u64::from(found.0.total), "{text:?}");
    let not = desk.query().page(&format!("-({text})"), 10, 0);
    assert!(not.is_ok(), "its opposite ended with {not:?}");
    assert!(
        desk.query().facets(&text).is_ok() && desk.query().suggest(&text).is_ok(),
        "{text:?} has no facets or suggestions"
    );
}

/// A library of the corpus of documents, opened once.
fn small_library() -> &'static Desk {
    static LIBRARY: OnceLock<(tempfile::TempDir, Desk)> = OnceLock::new();
    let open = || {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let desk = Desk::open(&folder.path().join("library")).expect("a new library can be opened");
        for (number, topics) in ["[AI, Robots]", "[]", "[\"a \\\"b\\\"\"]"].iter().enumerate() {
            let text = format!(
                "---\ntitle: Reef robots {number}\nquality: {number}\npublished: false\ntopics: {topics}\n---\n\nCoral.\n"
            );
            std::fs::write(folder.path().join(format!("{number}.md")), text).expect("a file can be written");
        }
        let paths = [folder.path().to_path_buf()];
        desk.import().take_in(&paths, &|_| std::ops::ControlFlow::Continue(())).expect("the files can be imported");
        (folder, desk)
    };
    &LIBRARY.get_or_init(open).1
}

/// Tags of which a safe text holds none.
const FORBIDDEN: [&str; 20] = [
    "script", "style", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "textarea", "select",
    "img", "video", "audio", "svg", "math", "link", "meta", "base",
];

/// Any text as a body becomes HTML in which nothing runs and nothing is fetched.
pub fn page(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let html = engine::fuzzing::page(&text).html;
    for tag in html.split('<').skip(1) {
        let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!FORBIDDEN.contains(&name.to_ascii_lowercase().as_str()), "{text:?} became {html:?}");
        // Every second part stands in quotes.
        let names: String = tag.split('"').step_by(2).collect::<String>().to_ascii_lowercase();
        let runs = names.split_ascii_whitespace().any(|word| word.starts_with("on") && word.contains('='));
        assert!(!runs && !names.contains("style="), "{text:?} became {html:?}");
    }
    for link in engine::fuzzing::links(&html) {
        let scheme = link.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let known = scheme.is_some_and(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str()));
        assert!(known, "{text:?} links to {link:?}");
    }
}

/// Any bytes as a picture are examined or refused within limits.
pub fn image(data: &[u8]) {
    if let Ok(examined) = examine(data) {
        assert!(examined.width > 0 && examined.height > 0, "{examined:?}");
        assert_eq!(examine(data).as_ref(), Ok(&examined), "the same bytes are the same picture");
    }
}

/// Any bytes as a record of the library are read or refused; what is read is written and read again as the same.
pub fn records(data: &[u8]) {
    again::<Receipt>(data);
    again::<Refusal>(data);
    again::<Story>(data);
    again::<Settings>(data);
    again::<NewValue>(data);
    if let Some(said) = again::<Message>(data) {
        let _ = said.to_string();
    }
    if let Ok(changed) = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(data) {
        let desk = small_library();
        let _ = desk.set_settings(&changed);
        assert!(desk.settings().is_ok(), "a setting that was accepted is read again");
    }
    if let Ok(text) = std::str::from_utf8(data)
        && let Some(place) = engine::overrides::PlaceDecision::from_text(text)
    {
        assert_eq!(engine::overrides::PlaceDecision::from_text(&place.to_text()), Some(place));
    }
}

fn again<T: Serialize + DeserializeOwned>(data: &[u8]) -> Option<T> {
    let read: T = serde_json::from_slice(data).ok()?;
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(serde_json::to_string(&again).ok().as_ref(), Some(&written));
    Some(read)
}

/// Three documents in, one out: a base, decisions about it (one a line), and what arrives later. What comes out is
/// read; decided fields stay as decided or are named as without a place, all others are those that arrived.
pub fn merge(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.splitn(3, PART);
    let (Some(base), Some(decisions), Some(theirs)) = (parts.next(), parts.next(), parts.next()) else { return };
    for profile in PROFILES {
        merged(profile, base.as_bytes(), decisions, theirs.as_bytes());
    }
}

fn merged(profile: Profile, base: &[u8], decisions: &str, theirs: &[u8]) {
    let base = Arrived { bytes: base, profile, name: "name" };
    let theirs = Arrived { bytes: theirs, profile, name: "name" };
    let mut overrides = Overrides::default();
    for decision in decisions.lines().take(8).filter_map(decision) {
        if let Ok((more, decided)) = base.decide(&overrides, &decision) {
            assert!(Document::read(&decided.bytes).is_ok(), "a decision broke its document");
            overrides = more;
        }
    }
    let Ok(out) = theirs.with(&overrides) else { return };
    let arrived = Document::read(theirs.bytes).expect("what was merged can be read");
    let document = Document::read(&out.bytes).expect("what comes out can be read");
    assert_eq!(document.body(), arrived.body(), "the body is never decided");
    let moves = overrides.iter().any(|one| matches!(one, Override::Lead(..) | Override::Excluded(..)));
    for one in &overrides {
        let key = one.key().stored();
        assert_eq!(Override::from_stored(&key, &one.stored_value()).as_ref(), Some(one), "stored and read again");
        let Override::Field(path, value) = one else { continue };
        let not_applied = out.not_applied.iter().any(|(key, _)| *key == one.key());
        let stays = moves || not_applied || says(&document, path, value);
        assert!(stays, "{path} was decided as {value:?} and is {:?}", document.get(path));
    }
    for (key, value) in arrived.fields() {
        let decided = moves
            || overrides.iter().any(|one| match one {
                Override::Field(path, _) => path.first() == key,
                Override::Place(_) => VERDICTS.contains(&key.as_str()),
                _ => false,
            });
        if !decided {
            assert_eq!(document.fields().get(&key), Some(&value), "{key} was not decided");
        }
    }
    assert_eq!(theirs.with(&overrides).map(|again| again.bytes).ok(), Some(out.bytes), "the same in, the same out");
}

/// Keys that say whether an article is published.
const VERDICTS: [&str; 3] = ["published", "draft", "removed"];

/// Whether the document holds the decided value. Of a value over several lines, only its presence is checked.
fn says(document: &Document<'_>, path: &Path, value: &NewValue) -> bool {
    match (document.get(path), value) {
        (None, NewValue::Absent) => true,
        (Some(_), NewValue::Map(_) | NewValue::Items(_)) => true,
        // A list that is written as words stays words.
        (Some(NewValue::Text(found)), NewValue::List(items)) => {
            [" ", ", ", ","].iter().any(|between| items.join(between) == found)
        }
        (Some(found), value) => text(&found) == text(value),
        (None, _) => false,
    }
}

fn text(value: &NewValue) -> String {
    match value {
        NewValue::Text(text) | NewValue::Plain(text) => text.clone(),
        NewValue::Int(number) => number.to_string(),
        NewValue::Bool(flag) => flag.to_string(),
        other => format!("{other:?}"),
    }
}

/// A line such as `publish`, `quality 72`, `take_title 0` or `set title New title`.
fn decision(line: &str) -> Option<Decision> {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let report = || rest.trim().parse().ok();
    Some(match verb {
        "publish" => Decision::Publish,
        "spike" => Decision::Spike,
        "as_is" => Decision::AsIs,
        "inbox" => Decision::Inbox,
        "later" => Decision::Later { until_ms: rest.trim().parse().ok()? },
        "quality" => Decision::Quality { value: rest.trim().parse().ok()? },
        "lead" => Decision::Lead { report: report()? },
        "not_this_story" => Decision::NotThisStory { report: report()? },
        "take_title" => Decision::TakeTitle { report: report()? },
        "take_excerpt" => Decision::TakeExcerpt { report: report()? },
        "take_picture" => Decision::TakePicture { report: report()? },
        "picture" => Decision::Picture { url: rest.to_owned(), width: Some(8), height: None },
        "set" => {
            let (path, value) = rest.split_once(' ')?;
            Decision::Set { path: path.to_owned(), value: value.to_owned() }
        }
        _ => return None,
    })
}
