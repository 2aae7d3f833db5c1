//! Takes a key or an item out, and nothing that is not its own.

use std::ops::Range;

use super::Document;
use super::broken::{Broken, refused};
use super::lines;
use super::path::Path;
use super::rejection::Obstacle;
use super::splice::{self, Splice, end_of_entry};
use super::tree::NodeId;
use super::{flow, list};

/// The splices that take out what a path names.
pub fn remove(document: &Document<'_>, path: &Path) -> Result<Vec<Splice>, Broken> {
    let holder = splice::holder(document, path).ok_or_else(|| refused(path, Obstacle::NotThere))?;
    let entries = document.tree.entries(holder);
    let named = |key: NodeId| document.tree.scalar(key).is_some_and(|(name, _)| name == path.last());
    let Some(index) = entries.iter().position(|(key, _)| named(*key)) else {
        return list::remove_item(document, holder, path);
    };
    if document.tree.is_flow(holder) {
        return Ok(vec![flow::cut(document, holder, index)]);
    }
    if splice::in_flow(document, path) {
        return Err(refused(path, Obstacle::RemovalInsideFlow));
    }
    if entries.len() == 1 && path.parent().is_some() {
        return Ok(only_key(document, path, holder));
    }
    Ok(vec![Splice::cut(entry(document, holder, index).ok_or_else(|| refused(path, Obstacle::CannotBeRemoved))?)])
}

/// The last key of a mapping: an empty mapping stays.
fn only_key(document: &Document<'_>, path: &Path, holder: NodeId) -> Vec<Splice> {
    let parent = path.parent().unwrap_or_else(|| path.clone());
    if let Some((range, _)) = splice::tail(document, &parent) {
        return vec![Splice { range, with: " {}".to_owned() }];
    }
    let span = &document.tree.written(holder).span;
    let end = lines::without_end(document.text, splice::end_of_node(document, holder));
    vec![Splice { range: span.start..end.max(span.start), with: "{}".to_owned() }]
}

/// The bytes of one entry of a block mapping that go with it.
pub fn entry(document: &Document<'_>, holder: NodeId, index: usize) -> Option<Range<usize>> {
    let (key, value) = *document.tree.entries(holder).get(index)?;
    let span = document.tree.written(key).span.clone();
    let end = end_of_entry(document, &span, value);
    if lines::is_first_on_line(document.text, span.start) {
        let start = lines::start(document.text, span.start);
        return Some(with_blank_line_above(document, start, end)..end);
    }
    // The first key of a list item: the next one takes its place behind the dash.
    let (next, _) = document.tree.entries(holder).get(index + 1)?;
    let next = document.tree.written(*next).span.start;
    // Comments between the two would go too.
    document.text[end..next].trim().is_empty().then_some(span.start..next)
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
