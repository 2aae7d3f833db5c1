//! Lists of texts, changed item by item: a topic put in or taken out is one line.

use std::ops::Range;

use granit_parser::ScalarStyle;
use similar::{ChangeTag, TextDiff};

use super::Document;
use super::broken::Broken;
use super::lines;
use super::path::Path;
use super::scalar;
use super::splice::{Splice, after_colon, refused};
use super::tree::NodeId;

/// Gives a list these items; those that stay keep their bytes.
pub fn replace(document: &Document<'_>, list: NodeId, flow: bool, wanted: &[String]) -> Result<Vec<Splice>, Broken> {
    let style = item_style(document, list);
    if flow {
        return Ok(vec![in_brackets(document, list, wanted, style)]);
    }
    let items = document.tree.items(list);
    let have: Option<Vec<&str>> = items.iter().map(|item| document.tree.scalar(*item).map(|(text, _)| text)).collect();
    let Some(have) = have else {
        return Err(Broken::whole(
            "The list holds more than texts. Nothing was changed.",
            "Change this list in the file itself, and drop the file again.",
        ));
    };
    if wanted.is_empty() {
        return Ok(empty(document, items));
    }
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    Ok(by_item(document, items, &have, &wanted, style))
}

/// A list in brackets that only grows or shrinks at its end keeps all its other bytes; any other is written anew.
fn in_brackets(document: &Document<'_>, list: NodeId, wanted: &[String], style: ScalarStyle) -> Splice {
    let items = document.tree.items(list);
    let end = |item: &NodeId| document.tree.written(*item).span.end;
    let same = |(item, text): (&NodeId, &String)| document.tree.scalar(*item).is_some_and(|(have, _)| have == text);
    let kept = items.len().min(wanted.len());
    if kept == 0 || !items.iter().zip(wanted).all(same) {
        return Splice { range: document.tree.written(list).span.clone(), with: flow(wanted, style) };
    }
    let more = wanted[kept..].iter().map(|text| format!(", {}", scalar::in_style(text, style, true)));
    Splice { range: end(&items[kept - 1])..end(&items[items.len() - 1]), with: more.collect() }
}

fn by_item(
    document: &Document<'_>,
    items: &[NodeId],
    have: &[&str],
    wanted: &[&str],
    style: ScalarStyle,
) -> Vec<Splice> {
    let Some(first) = items.first().map(|item| item_lines(document, *item)) else { return Vec::new() };
    let prefix = item_prefix(document, items[0], &first);
    let mut splices = Vec::new();
    let mut at = first.start;
    for change in TextDiff::from_slices(have, wanted).iter_all_changes() {
        let old = change.old_index().map(|index| item_lines(document, items[index]));
        match (change.tag(), old) {
            (ChangeTag::Insert, _) => {
                let item = scalar::in_style(change.value(), style, false);
                splices.push(insert_line(document, at, &format!("{prefix}{item}")));
            }
            (ChangeTag::Delete, Some(lines)) => {
                at = lines.end;
                splices.push(Splice::cut(lines));
            }
            (_, Some(lines)) => at = lines.end,
            _ => {}
        }
    }
    splices
}

/// A whole line put in at the start of a line, in the document's own line end.
fn insert_line(document: &Document<'_>, at: usize, line: &str) -> Splice {
    let end = document.parts.line_end;
    let unfinished = at > 0 && !document.text[..at].ends_with('\n');
    let with = if unfinished { format!("{end}{line}") } else { format!("{line}{end}") };
    Splice::insert(at, with)
}

/// Everything up to the item's text: blanks, dash and the blanks behind it.
fn item_prefix(document: &Document<'_>, item: NodeId, lines: &Range<usize>) -> String {
    document.text[lines.start..document.tree.written(item).span.start].to_owned()
}

fn item_lines(document: &Document<'_>, item: NodeId) -> Range<usize> {
    let span = &document.tree.written(item).span;
    lines::start(document.text, span.start)..lines::end_of_value(document.text, span)
}

/// All items gone: the list becomes `[]` behind its key.
fn empty(document: &Document<'_>, items: &[NodeId]) -> Vec<Splice> {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return Vec::new() };
    let start = item_lines(document, *first).start;
    let end = item_lines(document, *last).end;
    let line_above = document.text[..start].trim_end_matches(['\n', '\r']);
    let key_line = line_above.trim_end_matches(' ').len();
    vec![Splice { range: key_line..line_above.len(), with: " []".to_owned() }, Splice::cut(start..end)]
}

/// A list in place of a single value: words for Jekyll's string of words, a block under an empty key.
pub fn replace_scalar(
    document: &Document<'_>,
    path: &Path,
    node: NodeId,
    wanted: &[String],
) -> Result<Vec<Splice>, Broken> {
    let written = document.tree.written(node);
    let Some((text, style)) = document.tree.scalar(node) else { return Err(refused(path, "is no list")) };
    if scalar::meaning(text, style) == scalar::Meaning::Null {
        let colon = after_colon(document, path).ok_or_else(|| refused(path, "is no list"))?;
        let range = colon..written.span.end.max(colon);
        return Ok(vec![Splice { range, with: format!(" {}", flow(wanted, ScalarStyle::Plain)) }]);
    }
    let words = wanted.iter().all(|item| !item.contains(char::is_whitespace));
    let with = if words { scalar::in_style(&wanted.join(" "), style, false) } else { flow(wanted, ScalarStyle::Plain) };
    Ok(vec![Splice { range: written.span.clone(), with }])
}

/// Takes one item out of a list.
pub fn remove_item(document: &Document<'_>, list: NodeId, path: &Path) -> Result<Vec<Splice>, Broken> {
    let item = path.last().parse::<usize>().ok().and_then(|index| document.tree.items(list).get(index).copied());
    let item = item.ok_or_else(|| refused(path, "is not there"))?;
    let lines = item_lines(document, item);
    let dash = document.text[lines.start..].trim_start().starts_with('-');
    if dash { Ok(vec![Splice::cut(lines)]) } else { Err(refused(path, "is part of a line that holds more")) }
}

/// The style in which the first item of a list is written.
fn item_style(document: &Document<'_>, list: NodeId) -> ScalarStyle {
    let first = document.tree.items(list).first();
    first.and_then(|item| document.tree.scalar(*item)).map_or(ScalarStyle::Plain, |(_, style)| style)
}

/// A list in brackets.
pub fn flow(items: &[String], style: ScalarStyle) -> String {
    let items: Vec<String> = items.iter().map(|item| scalar::in_style(item, style, true)).collect();
    format!("[{}]", items.join(", "))
}
