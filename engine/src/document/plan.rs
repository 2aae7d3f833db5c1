//! Turns one [`Change`] into the fewest bytes that make it: which range of the text becomes what.
//! Nothing is re-emitted; whatever is not named here stays as it was.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::Document;
use super::broken::{Broken, refused};
use super::change::{Change, NewValue};
use super::path::Path;
use super::rejection::Obstacle;
use super::scalar::{self, Meaning};
use super::splice::{Splice, after_colon, in_flow, in_order, whole, written_as};
use super::tree::{Kind, NodeId};
use super::{insert, lines, list, take_out};

/// The splices that make a change, in order; none where the document already says so.
pub fn plan(document: &Document<'_>, change: &Change) -> Result<Vec<Splice>, Broken> {
    let found = change.path().find(&document.tree);
    let splices = match (change, found) {
        (Change::Remove(_), None) => Vec::new(),
        (Change::Remove(path), Some(_)) => take_out::remove(document, path)?,
        (Change::Set(_, value), Some(node)) if value.is(&document.tree, node) => Vec::new(),
        (Change::Set(path, value), Some(node)) => replace(document, path, node, value)?,
        (Change::Set(path, value), None) => insert::key(document, path, value)?,
        (Change::Insert(path, value), _) => list::insert_item(document, path, value)?,
        (Change::Move(path, to), _) => list::move_item(document, path, *to)?,
    };
    in_order(change.path(), splices)
}

fn replace(document: &Document<'_>, path: &Path, node: NodeId, value: &NewValue) -> Result<Vec<Splice>, Broken> {
    let written = document.tree.written(node);
    let text = document.tree.scalar(node).map(|(text, _)| text);
    if matches!(value, NewValue::Bool(_)) && text.is_some_and(scalar::is_date) {
        return Err(refused(path, Obstacle::HoldsDate));
    }
    match (&written.kind, value) {
        (Kind::Sequence { flow, .. }, NewValue::List(texts)) => list::replace(document, path, *flow, texts),
        (Kind::Scalar { text, style }, value) => match value {
            NewValue::List(texts) => list::replace_scalar(document, path, node, texts),
            NewValue::Items(_) | NewValue::Map(_) => whole(document, path, value),
            value => {
                let was = scalar::meaning(text, *style);
                let with = written_as(value, *style, was, in_flow(document, path));
                replace_scalar(document, path, &written.span, *style, with)
            }
        },
        (Kind::Alias(_), NewValue::Items(_) | NewValue::Map(_) | NewValue::List(_)) => whole(document, path, value),
        (Kind::Alias(_), value) => {
            let with = written_as(value, ScalarStyle::Plain, Meaning::Text, in_flow(document, path));
            Ok(vec![Splice { range: written.span.clone(), with }])
        }
        (_, NewValue::Items(_) | NewValue::Map(_) | NewValue::List(_)) => whole(document, path, value),
        _ => Err(refused(path, Obstacle::HoldsList)),
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
        let end = lines::without_end(text, lines::end_of_value(text, span));
        // The parser's span begins below the | or >, which goes too.
        let header = text[..span.start].trim_end().rfind(['|', '>']).unwrap_or(span.start);
        return Ok(vec![Splice { range: header..end.max(header), with }]);
    }
    if !span.is_empty() {
        return Ok(vec![Splice { range: span.clone(), with }]);
    }
    let colon = after_colon(document, path).ok_or_else(|| refused(path, Obstacle::EmptyItem))?;
    let rest = &text[colon..];
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let taken = blanks.min(1);
    Ok(vec![Splice { range: colon..colon + taken, with: format!(" {with}") }])
}
