//! Puts a missing key in at its place: FORMAT's order, the file's own line end, indentation and blank lines.

use granit_parser::ScalarStyle;

use super::Document;
use super::broken::Broken;
use super::change::NewValue;
use super::lines;
use super::path::Path;
use super::scalar::{self, Meaning};
use super::splice::{self, Splice, refused};
use super::tree::{Kind, NodeId};

/// The order of keys in a news file; a missing key goes behind the nearest one above it.
const ORDER: &[&str] = &[
    "category",
    "title",
    "excerpt",
    "publishedDateTime",
    "originalUrl",
    "webUrl",
    "ampWebUrl",
    "cdnAmpWebUrl",
    "type",
    "quality",
    "heat",
    "removed",
    "published",
    "featuredContent",
    "provider",
    "topics",
    "images",
    "related",
    "secured",
];

/// Keys that stand plain in a news file; all other texts are double-quoted.
const PLAIN: &[&str] = &["category", "publishedDateTime", "type", "name", "domain", "topics"];

/// Keys that a blank line sets off.
const SET_OFF: &[&str] = &["featuredContent", "provider", "topics", "images", "related", "secured"];

/// The splice that puts a key in.
pub fn key(document: &Document<'_>, path: &Path, value: &NewValue) -> Result<Vec<Splice>, Broken> {
    if scalar_key(path.last()).is_none() {
        return Err(refused(path, "is no key that can be written"));
    }
    let Some(parent) = path.parent() else { return Ok(top(document, path, value)) };
    let holder = parent.find(&document.tree).ok_or_else(|| refused(path, "has no place: what holds it is missing"))?;
    let last = document.tree.entries(holder).last().copied();
    let block = matches!(document.tree.node(holder).kind, Kind::Mapping { flow: false, .. });
    let (true, Some((key, _))) = (block, last) else {
        return Err(refused(path, "is not there, and cannot be put in where it would stand"));
    };
    let span = document.tree.written(key).span.clone();
    let indent = document.text[lines::start(document.text, span.start)..span.start].chars().count();
    let end = last.map_or(span.end, |(_, value)| splice::end_of_entry(document, &span, value));
    Ok(vec![line_at(document, end, &entry(document, path, value, indent))])
}

fn scalar_key(key: &str) -> Option<&str> {
    scalar::plain_holds(key, false).then_some(key)
}

fn top(document: &Document<'_>, path: &Path, value: &NewValue) -> Vec<Splice> {
    let line = entry(document, path, value, 0);
    let root = document.tree.root();
    let Some(root) = root.filter(|root| !document.tree.entries(*root).is_empty()) else {
        return vec![line_at(document, document.parts.front.start, &line)];
    };
    if matches!(document.tree.node(root).kind, Kind::Mapping { flow: true, .. }) {
        let open = document.tree.written(root).span.start + 1;
        return vec![Splice::insert(open, format!("{line}, "))];
    }
    let at = place(document, root, path.last());
    let off = SET_OFF.contains(&path.last()) && has_blank_lines(document);
    let line = if off { format!("{}{line}", document.parts.line_end) } else { line };
    vec![line_at(document, at, &line)]
}

/// The byte at which the line of a top-level key is put in.
fn place(document: &Document<'_>, root: NodeId, key: &str) -> usize {
    let tree = &document.tree;
    let start_of =
        |name: &str| tree.entry(root, name).map(|(key, _)| lines::start(document.text, tree.written(key).span.start));
    let end_of = |name: &str| {
        tree.entry(root, name).map(|(key, value)| splice::end_of_entry(document, &tree.written(key).span, value))
    };
    // A person takes an item down with `removed: true` directly above `published: false`.
    if key == "removed"
        && let Some(published) = start_of("published")
    {
        return published;
    }
    let rank = ORDER.iter().position(|name| *name == key).unwrap_or(ORDER.len());
    let above = ORDER[..rank].iter().rev().find_map(|name| end_of(name));
    let last = || {
        let entry = tree.entries(root).last();
        entry.map(|(key, value)| splice::end_of_entry(document, &tree.written(*key).span, *value))
    };
    match above {
        Some(end) if rank < ORDER.len() => Some(end),
        _ if rank < ORDER.len() => ORDER[rank..].iter().find_map(|name| start_of(name)).or_else(last),
        _ => before_signature(document, root).or_else(last),
    }
    .unwrap_or(document.parts.front.start)
}

/// Unknown keys go to the end, but the robot's signature stays last.
fn before_signature(document: &Document<'_>, root: NodeId) -> Option<usize> {
    let entries = document.tree.entries(root);
    let [.., (key, value), (last, _)] = entries else { return None };
    let (name, _) = document.tree.scalar(*last)?;
    (name == "secured").then(|| splice::end_of_entry(document, &document.tree.written(*key).span, *value))
}

fn has_blank_lines(document: &Document<'_>) -> bool {
    let front = &document.text[document.parts.front.clone()];
    front.trim_end().lines().any(|line| line.trim().is_empty())
}

/// The key and its value as lines, without the last line end.
fn entry(document: &Document<'_>, path: &Path, value: &NewValue, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    let key = path.last();
    match value {
        NewValue::List(items) if !items.is_empty() => {
            let item = |text: &String| scalar::in_style(text, ScalarStyle::Plain, false);
            let lines = items.iter().map(|text| format!("{}{blanks}  - {}", document.parts.line_end, item(text)));
            format!("{blanks}{key}:{}", lines.collect::<String>())
        }
        value => {
            let style = if PLAIN.contains(&key) { ScalarStyle::Plain } else { ScalarStyle::DoubleQuoted };
            let text = match value {
                NewValue::Int(number) => number.to_string(),
                value => splice::written_as(value, style, Meaning::Text, splice::in_flow(document, path)),
            };
            format!("{blanks}{key}: {text}")
        }
    }
}

/// A line put in at the start of a line, or behind a last line that has no line end.
fn line_at(document: &Document<'_>, at: usize, line: &str) -> Splice {
    let end = document.parts.line_end;
    let unfinished = at > 0 && !document.text[..at].ends_with('\n');
    Splice::insert(at, if unfinished { format!("{end}{line}") } else { format!("{line}{end}") })
}
