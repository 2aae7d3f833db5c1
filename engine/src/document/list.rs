//! Lists, changed item by item: a topic put in or taken out is one line, a picture its own few.

use std::ops::Range;

use granit_parser::ScalarStyle;
use similar::{ChangeTag, TextDiff};

use super::Document;
use super::broken::{Broken, refused};
use super::change::NewValue;
use super::path::Path;
use super::rejection::Obstacle;
use super::render::{self, Pen};
use super::scalar;
use super::splice::{self, Splice};
use super::tree::{Kind, NodeId};
use super::{flow, insert, lines};

/// Gives a list these texts; those that stay keep their bytes.
pub fn replace(document: &Document<'_>, path: &Path, flow: bool, wanted: &[String]) -> Result<Vec<Splice>, Broken> {
    let list = path.find(&document.tree).ok_or_else(|| refused(path, Obstacle::NotThere))?;
    let style = item_style(document, list);
    let items = document.tree.items(list);
    let have: Option<Vec<&str>> = items.iter().map(|item| document.tree.scalar(*item).map(|(text, _)| text)).collect();
    let have = have.ok_or_else(|| refused(path, Obstacle::MoreThanTexts))?;
    if flow {
        if items.is_empty() && is_to_be_block(document, path) {
            return splice::whole(document, path, &NewValue::List(wanted.to_vec()));
        }
        let written: Vec<_> = wanted.iter().map(|text| (text.as_str(), scalar::in_style(text, style, true))).collect();
        return Ok(vec![flow::replace(document, list, &have, &written)]);
    }
    if wanted.is_empty() {
        return Ok(empty(document, path, list));
    }
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    by_item(document, items, (&have, &wanted), style).ok_or_else(|| refused(path, Obstacle::NotOneLinePerItem))
}

/// An empty list becomes a block where the file writes its lists so.
fn is_to_be_block(document: &Document<'_>, path: &Path) -> bool {
    !splice::in_flow(document, path) && Pen::of(document).writes_blocks
}

fn by_item(
    document: &Document<'_>,
    items: &[NodeId],
    (have, wanted): (&[&str], &[&str]),
    style: ScalarStyle,
) -> Option<Vec<Splice>> {
    let blocks: Vec<Range<usize>> = items.iter().map(|item| block(document, *item)).collect::<Option<_>>()?;
    let first = blocks.first()?;
    let prefix = &document.text[first.start..document.tree.written(items[0]).span.start];
    let mut splices: Vec<Splice> = Vec::new();
    let mut at = first.start;
    for change in TextDiff::configure().timeout(flow::LONGEST_DIFF).diff_slices(have, wanted).iter_all_changes() {
        let old = change.old_index().map(|index| blocks[index].clone());
        match (change.tag(), old) {
            (ChangeTag::Insert, _) => {
                let item = scalar::in_style(change.value(), style, false);
                splices.push(insert::line_at(document, at, &format!("{prefix}{item}")));
            }
            (ChangeTag::Delete, Some(lines)) => {
                at = lines.end;
                splices.push(Splice::cut(lines));
            }
            (_, Some(lines)) => at = lines.end,
            _ => {}
        }
    }
    Some(splices)
}

/// The whole lines of an item of a block list, its dash included; `None` where they hold something else too.
pub fn block(document: &Document<'_>, item: NodeId) -> Option<Range<usize>> {
    let span = &document.tree.written(item).span;
    let dash = dash(document, item)?;
    let start = lines::start(document.text, dash);
    let end = if span.is_empty() { lines::end(document.text, dash) } else { splice::end_of_node(document, item) };
    (start < end).then_some(start..end)
}

/// The byte of an item's dash, where it is the first thing on its line.
fn dash(document: &Document<'_>, item: NodeId) -> Option<usize> {
    let text = document.text;
    let span = &document.tree.written(item).span;
    let line = lines::start(text, span.start);
    let before = &text[line..span.start];
    let blanks = before.len() - before.trim_start_matches(' ').len();
    if let Some(rest) = before[blanks..].strip_prefix('-') {
        // A second dash is another list; an anchor or tag belongs to the item.
        let own = rest.trim().is_empty() || rest.trim_start().starts_with(['&', '!']);
        return own.then_some(line + blanks);
    }
    let above = text[..line].trim_end();
    let stands_above = before.trim().is_empty() && above.ends_with('-');
    (stands_above && lines::is_first_on_line(text, above.len() - 1)).then(|| above.len() - 1)
}

/// All items gone: the list becomes `[]` behind its key.
fn empty(document: &Document<'_>, path: &Path, list: NodeId) -> Vec<Splice> {
    if let Some((range, _)) = splice::tail(document, path) {
        return vec![Splice { range, with: " []".to_owned() }];
    }
    let span = &document.tree.written(list).span;
    let end = lines::without_end(document.text, splice::end_of_node(document, list));
    vec![Splice { range: span.start..end.max(span.start), with: "[]".to_owned() }]
}

/// A list in place of a single value: words for Jekyll's string of words, a list under an empty key.
pub fn replace_scalar(
    document: &Document<'_>,
    path: &Path,
    node: NodeId,
    wanted: &[String],
) -> Result<Vec<Splice>, Broken> {
    let written = document.tree.written(node);
    let Some((text, style)) = document.tree.scalar(node) else { return Err(refused(path, Obstacle::NotAList)) };
    let list = NewValue::List(wanted.to_vec());
    if scalar::meaning(text, style) == scalar::Meaning::Null {
        if is_to_be_block(document, path) && !wanted.is_empty() {
            return splice::whole(document, path, &list);
        }
        let colon = splice::after_colon(document, path).ok_or_else(|| refused(path, Obstacle::NotAList))?;
        let range = colon..written.span.end.max(colon);
        return Ok(vec![Splice { range, with: format!(" {}", Pen::of(document).flow(&list, node)) }]);
    }
    let words = !wanted.is_empty() && wanted.iter().all(|item| !item.contains(char::is_whitespace));
    let with = if words {
        scalar::in_style(&wanted.join(" "), style, splice::in_flow(document, path))
    } else {
        Pen::of(document).flow(&list, node)
    };
    Ok(vec![Splice { range: written.span.clone(), with }])
}

/// Takes one item out of a list.
pub fn remove_item(document: &Document<'_>, list: NodeId, path: &Path) -> Result<Vec<Splice>, Broken> {
    let items = document.tree.items(list);
    let index = path.last().parse::<usize>().ok().filter(|index| *index < items.len());
    let index = index.ok_or_else(|| refused(path, Obstacle::NotThere))?;
    if document.tree.is_flow(list) {
        return Ok(vec![flow::cut(document, list, index)]);
    }
    if let ([_], Some(parent)) = (items, path.parent()) {
        return Ok(empty(document, &parent, list));
    }
    let lines = block(document, items[index]).ok_or_else(|| refused(path, Obstacle::LineHoldsMore))?;
    Ok(vec![Splice::cut(lines)])
}

/// Puts an item into a list; a missing list is made.
pub fn insert_item(document: &Document<'_>, path: &Path, value: &NewValue) -> Result<Vec<Splice>, Broken> {
    render::writable(path, value)?;
    let parent = path.parent().ok_or_else(|| refused(path, Obstacle::NotAnItem))?;
    let index = path.last().parse::<usize>().map_err(|_| refused(path, Obstacle::NotAnItem))?;
    let alone = || NewValue::Items(vec![value.clone()]);
    let Some(list) = parent.find(&document.tree) else {
        return if index == 0 {
            insert::key(document, &parent, &alone())
        } else {
            Err(refused(path, Obstacle::HasNoList))
        };
    };
    let items = document.tree.items(list);
    let null =
        document.tree.scalar(list).is_some_and(|(text, style)| scalar::meaning(text, style) == scalar::Meaning::Null);
    let is_list = matches!(document.tree.written(list).kind, Kind::Sequence { .. });
    if index > items.len() || !(is_list || null) {
        return Err(refused(path, Obstacle::NoPlaceInList));
    }
    let pen = Pen::of(document);
    if items.is_empty() && (null || is_to_be_block(document, &parent)) {
        return splice::whole(document, &parent, &alone());
    }
    let like = items[index.min(items.len().saturating_sub(1))..].first().copied();
    if document.tree.is_flow(list) {
        let element = pen.flow(value, like.unwrap_or(list));
        return Ok(vec![flow::insert(document, list, index, &element)]);
    }
    in_block(document, items, index, value).ok_or_else(|| refused(path, Obstacle::WouldShareLine))
}

fn in_block(document: &Document<'_>, items: &[NodeId], index: usize, value: &NewValue) -> Option<Vec<Splice>> {
    let (first, end) = (block(document, *items.first()?)?, document.parts.line_end);
    let indent = lines::column(document.text, dash(document, items[0])?);
    let item = Pen::of(document).item(value, indent, Some(items[index.min(items.len() - 1)]));
    let Some(before) = index.checked_sub(1) else {
        return Some(vec![Splice::insert(first.start, format!("{item}{end}"))]);
    };
    let apart = items.len() > 1 && lines::is_blank(document.text, first.end);
    let at = block(document, items[before])?.end;
    Some(vec![insert::line_at(document, at, &if apart { format!("{end}{item}") } else { item })])
}

/// Brings an item of a list to another place. What stands between the items stays where it is.
pub fn move_item(document: &Document<'_>, path: &Path, to: usize) -> Result<Vec<Splice>, Broken> {
    let cannot = || refused(path, Obstacle::CannotBeMoved);
    let list = splice::holder(document, path).ok_or_else(cannot)?;
    let items = document.tree.items(list);
    let from = path.last().parse::<usize>().map_err(|_| cannot())?;
    if from.max(to) >= items.len() {
        return Err(cannot());
    }
    if from == to {
        return Ok(Vec::new());
    }
    let flow = document.tree.is_flow(list);
    let span =
        |item: &NodeId| if flow { Some(document.tree.written(*item).span.clone()) } else { block(document, *item) };
    let (low, high) = (from.min(to), from.max(to));
    let spans: Vec<Range<usize>> = items[low..=high].iter().map(span).collect::<Option<_>>().ok_or_else(cannot)?;
    let mut order: Vec<usize> = (0..spans.len()).collect();
    let moved = order.remove(from - low);
    order.insert(to - low, moved);
    let mut with = String::new();
    for (place, taken) in order.iter().enumerate() {
        with.push_str(&document.text[spans[*taken].clone()]);
        if let Some(next) = spans.get(place + 1) {
            with.push_str(&document.text[spans[place].end..next.start]);
        }
    }
    Ok(vec![Splice { range: spans[0].start..spans[spans.len() - 1].end, with }])
}

/// The style in which the first item of a list is written.
fn item_style(document: &Document<'_>, list: NodeId) -> ScalarStyle {
    let first = document.tree.items(list).first();
    first.and_then(|item| document.tree.scalar(*item)).map_or(ScalarStyle::Plain, |(_, style)| style)
}
