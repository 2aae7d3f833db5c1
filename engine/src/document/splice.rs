//! Splices: which range of a document's text becomes what, and where values and entries lie in it.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::Document;
use super::broken::{Broken, refused};
use super::change::NewValue;
use super::lines;
use super::path::Path;
use super::rejection::Obstacle;
use super::render::{self, Pen};
use super::scalar::{self, Meaning};
use super::tree::{Kind, NodeId};

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

/// The text after these splices, which are in order and do not overlap.
pub fn apply(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len() + splices.iter().map(|splice| splice.with.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.range.start]);
        out.push_str(&splice.with);
        at = splice.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Splices in the order of the text; refused where two of them touch the same bytes.
pub fn in_order(path: &Path, mut splices: Vec<Splice>) -> Result<Vec<Splice>, Broken> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let apart = splices.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
    if apart { Ok(splices) } else { Err(refused(path, Obstacle::WhereItStands)) }
}

/// All of a value anew, in the style of the file.
pub fn whole(document: &Document<'_>, path: &Path, value: &NewValue) -> Result<Vec<Splice>, Broken> {
    render::writable(path, value)?;
    let pen = Pen::of(document);
    let node = path.find(&document.tree);
    if in_flow(document, path) {
        let node = node.ok_or_else(|| refused(path, Obstacle::NotThere))?;
        let range = document.tree.written(node).span.clone();
        return Ok(vec![Splice { range, with: pen.flow(value, node) }]);
    }
    let (range, indent) = tail(document, path).ok_or_else(|| refused(path, Obstacle::NotAsWhole))?;
    Ok(vec![Splice { range, with: pen.behind_key(path.last(), value, indent, node) }])
}

/// All that stands behind the colon of a block key, its last line end excluded, and the key's indentation.
pub fn tail(document: &Document<'_>, path: &Path) -> Option<(Range<usize>, usize)> {
    let mapping = holder(document, path)?;
    let (key, value) = document.tree.entry(mapping, path.last())?;
    entry_tail(document, key, value)
}

/// As [`tail`], of a key and its value.
pub fn entry_tail(document: &Document<'_>, key: NodeId, value: NodeId) -> Option<(Range<usize>, usize)> {
    let key = &document.tree.written(key).span;
    let colon = colon_behind(document, key)?;
    let end = lines::without_end(document.text, end_of_entry(document, key, value));
    (colon <= end).then(|| (colon..end, lines::column(document.text, key.start)))
}

/// How a scalar is written in place of one in this style and with this meaning.
pub fn written_as(value: &NewValue, style: ScalarStyle, was: Meaning, in_flow: bool) -> String {
    match value {
        // What stood empty shows no style: the robots' own is the safe one.
        NewValue::Text(text) if was == Meaning::Null => scalar::double_quoted(text),
        value => render::scalar(value, style, in_flow),
    }
}

/// The byte after the colon of the key that this path names.
pub fn after_colon(document: &Document<'_>, path: &Path) -> Option<usize> {
    let mapping = holder(document, path)?;
    let (key, _) = document.tree.entry(mapping, path.last())?;
    colon_behind(document, &document.tree.written(key).span)
}

/// The byte after the colon that follows a key.
pub fn colon_behind(document: &Document<'_>, key: &Range<usize>) -> Option<usize> {
    let rest = &document.text[key.end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    rest[gap..].starts_with(':').then_some(key.end + gap + 1)
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
    let mut found = document.tree.root().is_some_and(|root| document.tree.is_flow(root));
    while let Some(path) = above {
        found |= path.find(&document.tree).is_some_and(|node| document.tree.is_flow(node));
        above = path.parent();
    }
    found
}

/// The end, line end included, of the last line of a key and its value.
pub fn end_of_entry(document: &Document<'_>, key: &Range<usize>, value: NodeId) -> usize {
    let empty = document.tree.written(value).span.is_empty();
    if empty { lines::end_of_value(document.text, key) } else { end_of_node(document, value) }
}

/// The end, line end included, of the last line of a value; a block's span runs on over the comments below it.
pub fn end_of_node(document: &Document<'_>, node: NodeId) -> usize {
    let tree = &document.tree;
    let node = tree.written(node);
    let last = match &node.kind {
        Kind::Mapping { flow: false, entries } => entries.last().map(|(key, value)| (Some(*key), *value)),
        Kind::Sequence { flow: false, items } => items.last().map(|item| (None, *item)),
        _ => None,
    };
    match last {
        Some((Some(key), value)) => end_of_entry(document, &tree.written(key).span, value),
        Some((None, item)) if !tree.written(item).span.is_empty() => end_of_node(document, item),
        _ => lines::end_of_value(document.text, &node.span),
    }
}
