//! Puts a missing key in at its place: FORMAT's order, the file's own line end, indentation and blank lines.

use super::Document;
use super::broken::{Broken, refused};
use super::change::NewValue;
use super::path::Path;
use super::rejection::Obstacle;
use super::render::{self, Pen};
use super::splice::{self, Splice};
use super::tree::{Kind, NodeId};
use super::{flow, lines};

/// The order of keys in a news file; a missing key goes behind the nearest one above it.
pub const ORDER: &[&str] = &[
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

/// The order of keys in an entry of `related`.
pub const REPORT: &[&str] = &[
    "title",
    "excerpt",
    "publishedDateTime",
    "webUrl",
    "ampWebUrl",
    "cdnAmpWebUrl",
    "type",
    "provider",
    "quality",
    "images",
];

const PROVIDER: &[&str] = &["name", "domain", "images"];
const PICTURE: &[&str] = &["url", "width", "height", "isCached", "title"];

/// Keys that a blank line sets off.
const SET_OFF: &[&str] = &["featuredContent", "provider", "topics", "images", "related", "secured"];

/// The splice that puts a key in.
pub fn key(document: &Document<'_>, path: &Path, value: &NewValue) -> Result<Vec<Splice>, Broken> {
    if !render::is_key(path.last()) {
        return Err(refused(path, Obstacle::NotAKey));
    }
    render::writable(path, value)?;
    let Some(parent) = path.parent() else { return Ok(vec![top(document, path.last(), value)]) };
    let holder = parent.find(&document.tree).ok_or_else(|| refused(path, Obstacle::ParentMissing))?;
    if !matches!(document.tree.written(holder).kind, Kind::Mapping { .. }) {
        return Err(refused(path, Obstacle::CannotBeInserted));
    }
    let pen = Pen::of(document);
    if document.tree.is_flow(holder) {
        let index = document.tree.entries(holder).len();
        let element = format!("{}: {}", path.last(), pen.flow(value, holder));
        return Ok(vec![flow::insert(document, holder, index, &element)]);
    }
    if splice::in_flow(document, path) {
        return Err(refused(path, Obstacle::InsideFlow));
    }
    nested(document, holder, order_below(&parent), |indent| (path.last(), pen.entry(path.last(), value, indent, None)))
        .map(|splice| vec![splice])
        .ok_or_else(|| refused(path, Obstacle::NoPlaceToInsert))
}

/// The order of keys in what this path names.
fn order_below(path: &Path) -> &'static [&'static str] {
    let steps = path.steps();
    let name = steps.iter().rev().find(|step| step.parse::<usize>().is_err());
    match name.map(String::as_str) {
        Some("related") => REPORT,
        Some("provider") => PROVIDER,
        Some("images") => PICTURE,
        _ => &[],
    }
}

/// Puts a key into a block mapping below the top; `write` is given the indentation and returns the key and its lines.
pub fn nested<'k>(
    document: &Document<'_>,
    holder: NodeId,
    order: &[&str],
    write: impl FnOnce(usize) -> (&'k str, String),
) -> Option<Splice> {
    let tree = &document.tree;
    let entries = tree.entries(holder);
    let first = tree.written(entries.first()?.0).span.start;
    let indent = lines::column(document.text, first);
    let (key, written) = write(indent);
    let blanks = " ".repeat(indent);
    let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
    let own = rank(key);
    let before = |(name, _): &&(NodeId, NodeId)| tree.scalar(*name).is_some_and(|(name, _)| rank(name) <= own);
    let above = if own == order.len() { entries.last() } else { entries.iter().rev().find(before) };
    Some(match above {
        Some((name, value)) => {
            let end = splice::end_of_entry(document, &tree.written(*name).span, *value);
            line_at(document, end, &format!("{blanks}{written}"))
        }
        None => Splice::insert(first, format!("{written}{}{blanks}", document.parts.line_end)),
    })
}

fn top(document: &Document<'_>, key: &str, value: &NewValue) -> Splice {
    let pen = Pen::of(document);
    let root = document.tree.root();
    if let Some(root) = root.filter(|root| document.tree.is_flow(*root)) {
        let element = format!("{key}: {}", pen.flow(value, root));
        return flow::insert(document, root, 0, &element);
    }
    top_lines(document, key, &pen.entry(key, value, 0, None))
}

/// The lines of a top-level key, put in at its place.
pub fn top_lines(document: &Document<'_>, key: &str, written: &str) -> Splice {
    let root = document.tree.root().filter(|root| !document.tree.entries(*root).is_empty());
    let Some(root) = root else { return line_at(document, document.parts.front.start, written) };
    let at = place(document, root, key);
    let off = SET_OFF.contains(&key) && has_blank_lines(document);
    if off {
        line_at(document, at, &format!("{}{written}", document.parts.line_end))
    } else {
        line_at(document, at, written)
    }
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

/// Lines put in at the start of a line, or behind a last line that has no line end.
pub fn line_at(document: &Document<'_>, at: usize, line: &str) -> Splice {
    let end = document.parts.line_end;
    let unfinished = at > 0 && !document.text[..at].ends_with('\n');
    Splice::insert(at, if unfinished { format!("{end}{line}") } else { format!("{line}{end}") })
}
