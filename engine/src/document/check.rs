//! Proves that a splice changed one value and nothing else, with two parsers that share no code.
//!
//! Only the top-level entries that a splice touches are read again: in a block mapping without anchors,
//! aliases and tags, nothing outside of their lines can come to read differently.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::change::{Change, NewValue};
use super::scalar::{self, Meaning};
use super::splice::Splice;
use super::tree::{Kind, NodeId, Tree};
use super::{Document, limits, lines};

/// What a change makes of the values before it; it may look at what was found, and says whether it led anywhere.
pub type Expect<'e> = &'e dyn Fn(&mut Value, &Value, Reader) -> bool;

/// One of the two parsers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The one that knows where values stand.
    Tree,
    /// The one that most sites' tools share.
    Decoder,
}

/// Whether `new`, which these splices made, is `old` with what is expected and nothing else.
pub fn only(expect: Expect<'_>, old: &Document<'_>, splices: &[Splice], new: &str) -> bool {
    match touched(old, splices) {
        Some(range) => entries(expect, old, range, (splices, new)).unwrap_or(false),
        None => whole(expect, old, new).unwrap_or(false),
    }
}

/// Whether a change makes what is expected of it.
pub fn change(change: &Change) -> impl Fn(&mut Value, &Value, Reader) -> bool {
    |expected, found, reader| expect(expected, change, (found, reader))
}

fn whole(expect: Expect<'_>, old: &Document<'_>, new: &str) -> Option<bool> {
    let new = Document::read(new.as_bytes()).ok()?;
    let value = |document: &Document<'_>| document.tree.root().map_or(Value::Null, |root| value(&document.tree, root));
    let front = |document: &Document<'_>| document.text[document.parts.front.clone()].to_owned();
    let body = old.body() == new.body() && old.text[..old.parts.front.start] == new.text[..new.parts.front.start];
    Some(body && holds(expect, value(old), value(&new), Reader::Tree) && decoded(expect, &front(old), &front(&new)))
}

/// The lines of the top-level entries that splices touch, and of the one before; `None` where they cannot be told apart.
fn touched(document: &Document<'_>, splices: &[Splice]) -> Option<Range<usize>> {
    let (tree, front) = (&document.tree, &document.parts.front);
    let root = tree.root()?;
    if tree.linked || !matches!(tree.node(root).kind, Kind::Mapping { flow: false, .. }) {
        return None;
    }
    let (first, last) = (splices.first()?.range.start, splices.last()?.range.end);
    let starts = || tree.entries(root).iter().map(|(key, _)| tree.written(*key).span.start);
    let start = starts().take_while(|start| *start < first).last().unwrap_or(front.start);
    let end = starts().find(|start| *start >= last).unwrap_or(front.end);
    let at_line_starts = lines::start(document.text, start) == start && lines::start(document.text, end) == end;
    (at_line_starts && front.start <= first && last <= front.end && start <= end).then_some(start..end)
}

fn entries(
    expect: Expect<'_>,
    old: &Document<'_>,
    range: Range<usize>,
    (splices, new): (&[Splice], &str),
) -> Option<bool> {
    let out: usize = splices.iter().map(|splice| splice.range.len()).sum();
    let put_in: usize = splices.iter().map(|splice| splice.with.len()).sum();
    let now = range.start..range.end + put_in - out;
    let text = new.get(now.clone())?;
    let tree = Tree::parse(new, now).ok()?;
    let front = old.parts.front.len() + put_in - out;
    let fits = front <= limits::FRONT_MATTER_BYTES
        && new.len() <= limits::DOCUMENT_BYTES
        && old.tree.len() + tree.len() <= limits::VALUES;
    if !fits || tree.linked || text.lines().any(is_fence) || !is_block_at_start(&tree, new) {
        return whole(expect, old, new);
    }
    let before = root_entries(&old.tree, |start| range.contains(&start));
    let after = root_entries(&tree, |_| true);
    let root = old.tree.root().map_or(&[][..], |root| old.tree.entries(root));
    let mut elsewhere = root.iter().filter(|(key, _)| !range.contains(&old.tree.written(*key).span.start));
    let twice = elsewhere.any(|(key, _)| after.contains_key(value(&old.tree, *key)));
    let same = holds(expect, Value::Mapping(before), Value::Mapping(after), Reader::Tree);
    Some(!twice && same && decoded(expect, &old.text[range], text))
}

fn is_fence(line: &str) -> bool {
    matches!(line.trim_end(), "---" | "...")
}

/// Whether this is nothing, or a block mapping whose keys begin their lines: only such lines can stand among others.
fn is_block_at_start(tree: &Tree<'_>, text: &str) -> bool {
    let Some(root) = tree.root() else { return true };
    match &tree.node(root).kind {
        Kind::Mapping { flow: false, entries } => entries.iter().all(|(key, _)| {
            let start = tree.written(*key).span.start;
            lines::start(text, start) == start
        }),
        Kind::Scalar { text, .. } => text.is_empty(),
        _ => false,
    }
}

/// The top-level entries of a tree whose keys begin where `wanted` says.
fn root_entries(tree: &Tree<'_>, wanted: impl Fn(usize) -> bool) -> Mapping {
    let entries = tree.root().map_or(&[][..], |root| tree.entries(root));
    let wanted = entries.iter().filter(|(key, _)| wanted(tree.written(*key).span.start));
    wanted.map(|(key, node)| (value(tree, *key), value(tree, *node))).collect()
}

/// The second opinion. Where this parser cannot read the old text (joined surrogates, a raw U+2028), the first stands alone.
fn decoded(expect: Expect<'_>, before: &str, after: &str) -> bool {
    let Ok(before) = serde_yaml::from_str::<Value>(before) else { return true };
    let Ok(after) = serde_yaml::from_str::<Value>(after) else { return false };
    holds(expect, before, after, Reader::Decoder)
}

fn holds(expect: Expect<'_>, before: Value, after: Value, reader: Reader) -> bool {
    let (mut expected, found) = (or_empty(before), or_empty(after));
    expect(&mut expected, &found, reader) && expected == found
}

/// Front matter without a key is a mapping without entries.
fn or_empty(value: Value) -> Value {
    match value {
        Value::Null => Value::Mapping(Mapping::new()),
        Value::String(text) if text.is_empty() => Value::Mapping(Mapping::new()),
        value => value,
    }
}

/// A value of a tree, typed as found, aliases followed.
fn value(tree: &Tree<'_>, node: NodeId) -> Value {
    match &tree.node(node).kind {
        Kind::Scalar { text, style } => match scalar::meaning(text, *style) {
            Meaning::Null => Value::Null,
            Meaning::Bool(flag) => Value::Bool(flag),
            Meaning::Int(number) => Value::Number(number.into()),
            Meaning::Float(number) => Value::Number(number.into()),
            Meaning::Text => Value::String(text.to_string()),
        },
        Kind::Sequence { items, .. } => items.iter().map(|item| value(tree, *item)).collect(),
        Kind::Mapping { entries, .. } => {
            let entries = entries.iter().map(|(key, node)| (value(tree, *key), value(tree, *node)));
            Value::Mapping(entries.collect())
        }
        Kind::Alias(_) => Value::Null,
    }
}

/// Makes a change in values; false where its path leads nowhere.
fn expect(value: &mut Value, change: &Change, (found, reader): (&Value, Reader)) -> bool {
    let steps = change.path().steps();
    let Some((last, above)) = steps.split_last() else { return false };
    let at_path = steps.iter().try_fold(found, |value, step| look(value, step));
    let at_list = above.iter().try_fold(found, |value, step| look(value, step));
    if let (Change::Insert(_, new), Some((list, holders))) = (change, above.split_last())
        && above.iter().try_fold(&*value, |value, step| look(value, step)).is_none_or(Value::is_null)
    {
        // The list itself was missing.
        let alone = Value::Sequence(vec![as_value(new, at_path, reader)]);
        let Some(holder) = holders.iter().try_fold(value, |value, step| below(value, step)) else { return false };
        return last == "0" && at_list.is_some() && set(holder, list, alone);
    }
    let Some(holder) = above.iter().try_fold(value, |value, step| below(value, step)) else { return false };
    match change {
        Change::Remove(_) => remove(holder, last),
        Change::Set(_, new) => set(holder, last, as_value(new, at_path, reader)),
        Change::Insert(_, new) => match (holder, last.parse::<usize>()) {
            (Value::Sequence(items), Ok(index)) if index <= items.len() => {
                items.insert(index, as_value(new, at_path, reader));
                true
            }
            _ => false,
        },
        Change::Move(_, to) => match (holder, last.parse::<usize>()) {
            (Value::Sequence(items), Ok(from)) if from.max(*to) < items.len() => {
                let moved = items.remove(from);
                items.insert(*to, moved);
                true
            }
            _ => false,
        },
    }
}

/// Gives a key or an item a value.
pub fn set(holder: &mut Value, step: &str, new: Value) -> bool {
    match holder {
        Value::Mapping(entries) => {
            entries.insert(Value::String(step.to_owned()), new);
            true
        }
        Value::Sequence(items) => match step.parse::<usize>().ok().and_then(|index| items.get_mut(index)) {
            Some(item) => {
                *item = new;
                true
            }
            None => false,
        },
        _ => false,
    }
}

fn remove(holder: &mut Value, step: &str) -> bool {
    match holder {
        Value::Mapping(entries) => entries.shift_remove(step).is_some(),
        Value::Sequence(items) => {
            let index = step.parse::<usize>().ok().filter(|index| *index < items.len());
            index.map(|index| items.remove(index)).is_some()
        }
        _ => false,
    }
}

/// The value one step below, to be changed.
pub fn below<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match value {
        Value::Mapping(entries) => entries.get_mut(step),
        Value::Sequence(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The value one step below.
pub fn look<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Mapping(entries) => entries.get(step),
        Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What a parser must find. A quoted number and a string of words are allowed to stay what they were.
fn as_value(new: &NewValue, found: Option<&Value>, reader: Reader) -> Value {
    match new {
        NewValue::Bool(flag) => Value::Bool(*flag),
        NewValue::Int(number) => match found {
            Some(Value::String(text)) if *text == number.to_string() => Value::String(text.clone()),
            _ => Value::Number((*number).into()),
        },
        NewValue::Text(text) => Value::String(text.clone()),
        NewValue::Plain(text) => plain(text, reader),
        NewValue::List(items) => match found {
            Some(Value::String(words)) if *words == items.join(" ") => Value::String(words.clone()),
            Some(Value::Sequence(found)) => {
                items.iter().enumerate().map(|(at, item)| as_item(item, found.get(at), reader)).collect()
            }
            _ => Value::Sequence(items.iter().map(|item| Value::String(item.clone())).collect()),
        },
        NewValue::Items(items) => {
            let found = |index: usize| found.and_then(|found| look(found, &index.to_string()));
            items.iter().enumerate().map(|(index, item)| as_value(item, found(index), reader)).collect()
        }
        NewValue::Map(entries) => {
            let found = |key: &str| found.and_then(|found| look(found, key));
            let entries =
                entries.iter().map(|(key, new)| (Value::String(key.clone()), as_value(new, found(key), reader)));
            Value::Mapping(entries.collect())
        }
        NewValue::Absent => Value::Null,
    }
}

/// An item of a list of texts; one that stands there as a number or a boolean (`404`) stays what it is.
fn as_item(item: &str, found: Option<&Value>, reader: Reader) -> Value {
    let number = found.filter(|found| found.is_number() || found.is_bool());
    let same = number.filter(|found| plain(item, reader) == **found);
    same.cloned().unwrap_or_else(|| Value::String(item.to_owned()))
}

/// A text as this parser reads it.
pub fn plain(text: &str, reader: Reader) -> Value {
    if reader == Reader::Decoder {
        return serde_yaml::from_str(text).unwrap_or(Value::Null);
    }
    match Tree::parse(text, 0..text.len()) {
        Ok(tree) => tree.root().map_or(Value::Null, |root| value(&tree, root)),
        Err(_) => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::Path;
    use super::*;

    const OLD: &str = "---\ntitle: \"a\"\nquality: 39\ntopics:\n  - AI\nnote: x\n---\n";

    /// Whether replacing `out` with `with` passes for setting the quality to 72.
    fn passes(out: &str, with: &str) -> bool {
        let old = Document::of(OLD).unwrap();
        let start = OLD.find(out).unwrap();
        let splices = [Splice { range: start..start + out.len(), with: with.to_owned() }];
        let wanted = Change::Set(Path::top("quality"), NewValue::Int(72));
        let new = super::super::splice::apply(OLD, &splices);
        only(&change(&wanted), &old, &splices, &new)
    }

    #[test]
    fn the_wanted_splice_passes() {
        assert!(passes("39", "72"));
        assert!(passes("quality: 39", "quality: 72 # by hand"), "a comment is no value");
    }

    #[test]
    fn a_splice_that_does_something_else_does_not() {
        for (out, with) in [
            ("39", "73"),
            ("39", "\"72 \""),
            ("quality: 39\n", ""),
            ("39\n", "72\nmore: 1\n"),
            ("39\ntopics:\n  - AI\n", "72\n"),
            ("39\ntopics:\n  - AI", "72\ntopics:\n  - AI\n  - Ethics"),
            ("39\n", "72\nnote: y\n"),
            ("39\n", "72\n---\n"),
            ("39\n", "72\n  - AI\n"),
            ("39\n", "72\ntitle: b\n"),
            ("39\n", "72 \"\n"),
            ("quality: 39\n", "quality: 72\n? note\n: 3\n"),
        ] {
            assert!(!passes(out, with), "{with:?} in place of {out:?} is more, or other, than was asked for");
        }
    }
}
