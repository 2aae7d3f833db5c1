//! Lists and mappings in brackets: elements put in and taken out between their commas.

use std::ops::Range;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::Document;
use super::splice::{self, Splice};
use super::tree::{Kind, NodeId};

/// After this time the fewest changed lines of a very long list are looked for no more; it is changed all the same.
pub const LONGEST_DIFF: Duration = Duration::from_millis(200);

/// The bytes of each element: an item, or a key with its value.
fn elements(document: &Document<'_>, holder: NodeId) -> Vec<Range<usize>> {
    let span = |node: NodeId| document.tree.written(node).span.clone();
    match &document.tree.written(holder).kind {
        Kind::Sequence { items, .. } => items.iter().map(|item| span(*item)).collect(),
        Kind::Mapping { entries, .. } => entries
            .iter()
            .map(|(key, value)| {
                let (key, value) = (span(*key), span(*value));
                let end =
                    if value.is_empty() { splice::colon_behind(document, &key).unwrap_or(key.end) } else { value.end };
                key.start..end
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Takes one element out, with the comma that sets it off.
pub fn cut(document: &Document<'_>, holder: NodeId, index: usize) -> Splice {
    let all = elements(document, holder);
    let own = all[index].clone();
    Splice::cut(match (all.get(index + 1), index.checked_sub(1).and_then(|before| all.get(before))) {
        (Some(next), _) => own.start..next.start,
        (None, Some(before)) => before.end..own.end,
        (None, None) => own,
    })
}

/// Puts an element in so that it has this index.
pub fn insert(document: &Document<'_>, holder: NodeId, index: usize, element: &str) -> Splice {
    let all = elements(document, holder);
    match (all.get(index), all.last()) {
        (Some(next), _) => Splice::insert(next.start, format!("{element}, ")),
        (None, Some(last)) => Splice::insert(last.end, format!(", {element}")),
        (None, None) => Splice::insert(document.tree.written(holder).span.start + 1, element.to_owned()),
    }
}

/// Gives a list these texts, each with how it is written; those that stay keep their bytes.
pub fn replace(document: &Document<'_>, list: NodeId, have: &[&str], wanted: &[(&str, String)]) -> Splice {
    let all = elements(document, list);
    let brackets = document.tree.written(list).span.clone();
    let (Some(first), Some(end)) = (all.first(), all.last()) else {
        let items: Vec<&str> = wanted.iter().map(|(_, written)| written.as_str()).collect();
        return Splice { range: brackets, with: format!("[{}]", items.join(", ")) };
    };
    if wanted.is_empty() {
        return Splice { range: brackets, with: "[]".to_owned() };
    }
    let comma = all.get(1).map_or(", ", |second| &document.text[first.end..second.start]);
    let texts: Vec<&str> = wanted.iter().map(|(text, _)| *text).collect();
    let pieces = TextDiff::configure().timeout(LONGEST_DIFF).diff_slices(have, &texts);
    let pieces =
        pieces.iter_all_changes().filter_map(|change| match (change.tag(), change.old_index(), change.new_index()) {
            (ChangeTag::Equal, Some(old), _) => Some(&document.text[all[old].clone()]),
            (ChangeTag::Insert, _, Some(new)) => Some(wanted[new].1.as_str()),
            _ => None,
        });
    let pieces: Vec<&str> = pieces.collect();
    Splice { range: first.start..end.end, with: pieces.join(comma) }
}
