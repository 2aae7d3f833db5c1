//! Turns one [`Change`] into the fewest bytes that make it: which range of the text becomes what.
//! Nothing is re-emitted; whatever is not named here stays as it was.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::Document;
use super::broken::Broken;
use super::change::{Change, NewValue};
use super::path::Path;
use super::scalar::{self, Meaning};
use super::tree::{Kind, NodeId};
use super::{insert, lines, list};

/// These bytes become this text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Bytes of the old text.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub with: String,
}

impl Splice {
    /// Puts text in without taking any out.
    pub fn insert(at: usize, with: String) -> Self {
        Self { range: at..at, with }
    }

    /// Takes text out.
    pub fn cut(range: Range<usize>) -> Self {
        Self { range, with: String::new() }
    }
}

/// The text after these splices; they must not overlap.
pub fn apply(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| splice.range.start);
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.range.start]);
        out.push_str(&splice.with);
        at = splice.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The splices that make a change; none where the document already says so.
pub fn plan(document: &Document<'_>, change: &Change) -> Result<Vec<Splice>, Broken> {
    let found = change.path().find(&document.tree);
    match (change, found) {
        (Change::Remove(_), None) => Ok(Vec::new()),
        (Change::Remove(path), Some(_)) => remove(document, path),
        (Change::Set(_, value), Some(node)) if value.is(&document.tree, node) => Ok(Vec::new()),
        (Change::Set(path, value), Some(node)) => replace(document, path, node, value),
        (Change::Set(path, value), None) => insert::key(document, path, value),
    }
}

fn replace(document: &Document<'_>, path: &Path, node: NodeId, value: &NewValue) -> Result<Vec<Splice>, Broken> {
    let written = document.tree.written(node);
    let in_flow = in_flow(document, path);
    match (&written.kind, value) {
        (Kind::Sequence { flow, .. }, NewValue::List(texts)) => list::replace(document, node, *flow, texts),
        (Kind::Scalar { text, style }, value) => {
            if matches!(value, NewValue::Bool(_)) && scalar::is_date(text) {
                return Err(refused(path, "holds a date; it is never changed to true or false"));
            }
            if let NewValue::List(texts) = value {
                return list::replace_scalar(document, path, node, texts);
            }
            let with = written_as(value, *style, scalar::meaning(text, *style), in_flow);
            replace_scalar(document, path, &written.span, *style, with)
        }
        (Kind::Alias(_), value) => {
            let with = written_as(value, ScalarStyle::Plain, Meaning::Text, in_flow);
            Ok(vec![Splice { range: written.span.clone(), with }])
        }
        _ => Err(refused(path, "holds a list or a mapping, and a single value was given")),
    }
}

/// How a scalar is written in place of one in this style and with this meaning.
pub fn written_as(value: &NewValue, style: ScalarStyle, was: Meaning, in_flow: bool) -> String {
    match value {
        NewValue::Bool(flag) => flag.to_string(),
        NewValue::Int(number) if style == ScalarStyle::DoubleQuoted => format!("\"{number}\""),
        NewValue::Int(number) if style == ScalarStyle::SingleQuoted => format!("'{number}'"),
        NewValue::Int(number) => number.to_string(),
        // What stood empty shows no style: the robots' own is the safe one.
        NewValue::Text(text) if was == Meaning::Null => scalar::double_quoted(text),
        NewValue::Text(text) => scalar::in_style(text, style, in_flow),
        NewValue::Plain(text) => text.clone(),
        NewValue::List(texts) => list::flow(texts, ScalarStyle::Plain),
        NewValue::Absent => String::new(),
    }
}

fn replace_scalar(
    document: &Document<'_>,
    path: &Path,
    span: &Range<usize>,
    style: ScalarStyle,
    with: String,
) -> Result<Vec<Splice>, Broken> {
    let text = document.text;
    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        // The block's last line end is not the value's own: it ends the line of what replaces it.
        let end = lines::end_of_value(text, span);
        let kept = if text[..end].ends_with("\r\n") { 2 } else { usize::from(text[..end].ends_with('\n')) };
        // The parser's span begins below the | or >, which goes too.
        let header = text[..span.start].trim_end().rfind(['|', '>']).unwrap_or(span.start);
        return Ok(vec![Splice { range: header..end - kept, with }]);
    }
    if !span.is_empty() {
        return Ok(vec![Splice { range: span.clone(), with }]);
    }
    let colon = after_colon(document, path).ok_or_else(|| refused(path, "stands in an empty list item"))?;
    let rest = &text[colon..];
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let taken = blanks.min(1);
    Ok(vec![Splice { range: colon..colon + taken, with: format!(" {with}") }])
}

/// The byte after the colon of the key that this path names.
pub fn after_colon(document: &Document<'_>, path: &Path) -> Option<usize> {
    let mapping = holder(document, path)?;
    let (key, _) = document.tree.entry(mapping, path.last())?;
    let end = document.tree.written(key).span.end;
    let gap = document.text[end..].find(':')?;
    document.text[end..end + gap].trim().is_empty().then_some(end + gap + 1)
}

/// The list or mapping that holds what a path names.
pub fn holder(document: &Document<'_>, path: &Path) -> Option<NodeId> {
    match path.parent() {
        Some(parent) => parent.find(&document.tree),
        None => document.tree.root(),
    }
}

/// Whether a path leads through a list or mapping in brackets.
pub fn in_flow(document: &Document<'_>, path: &Path) -> bool {
    let mut above = path.parent();
    let root = document.tree.root().is_some_and(|root| is_flow(&document.tree.node(root).kind));
    let mut found = root;
    while let Some(path) = above {
        found |= path.find(&document.tree).is_some_and(|node| is_flow(&document.tree.node(node).kind));
        above = path.parent();
    }
    found
}

fn is_flow(kind: &Kind<'_>) -> bool {
    matches!(kind, Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. })
}

fn remove(document: &Document<'_>, path: &Path) -> Result<Vec<Splice>, Broken> {
    let text = document.text;
    let holder = holder(document, path).ok_or_else(|| refused(path, "is not there"))?;
    let Some(index) = document
        .tree
        .entries(holder)
        .iter()
        .position(|(key, _)| document.tree.scalar(*key).is_some_and(|(name, _)| name == path.last()))
    else {
        return list::remove_item(document, holder, path);
    };
    if in_flow(document, path) || is_flow(&document.tree.node(holder).kind) {
        return Err(refused(path, "stands inside brackets, where keys cannot be taken out yet"));
    }
    let (key, value) = document.tree.entries(holder)[index];
    let key_span = document.tree.written(key).span.clone();
    if !lines::is_first_on_line(text, key_span.start) {
        let next = document.tree.entries(holder).get(index + 1);
        let next = next.ok_or_else(|| refused(path, "is the only key of its list item"))?;
        return Ok(vec![Splice::cut(key_span.start..document.tree.written(next.0).span.start)]);
    }
    let start = lines::start(text, key_span.start);
    let end = end_of_entry(document, &key_span, value);
    Ok(vec![Splice::cut(with_blank_line_above(document, start, end)..end)])
}

/// The end, line end included, of the last line of a key and its value.
pub fn end_of_entry(document: &Document<'_>, key: &Range<usize>, value: NodeId) -> usize {
    let span = &document.tree.written(value).span;
    let last = if span.is_empty() { key } else { span };
    lines::end_of_value(document.text, last)
}

/// A blank line above a block goes with it, where another blank line or the fence follows.
fn with_blank_line_above(document: &Document<'_>, start: usize, end: usize) -> usize {
    let text = document.text;
    if start <= document.parts.front.start {
        return start;
    }
    let above = lines::start(text, start - 1);
    let blank_above = above >= document.parts.front.start && lines::is_blank(text, above);
    let open_below = end >= document.parts.front.end || lines::is_blank(text, end);
    if blank_above && open_below { above } else { start }
}

/// The document cannot be given what was asked for.
pub fn refused(path: &Path, why: &str) -> Broken {
    Broken::whole(
        format!("“{path}” {why}. Nothing was changed."),
        "Change this value in the file itself, and drop the file again.",
    )
}
