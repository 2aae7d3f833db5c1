//! Proves that a splice changed one value and nothing else, with two parsers that share no code.

use serde_yaml::Value;

use super::Document;
use super::change::{Change, NewValue};
use super::lines;
use super::tree::{Kind, NodeId, Tree};

/// Whether `new` is `old` with this change and no other.
pub fn only(change: &Change, old: &Document<'_>, new: &Document<'_>) -> bool {
    by_tree(change, &old.tree, &new.tree) && by_values(change, old, new)
}

fn by_tree(change: &Change, old: &Tree<'_>, new: &Tree<'_>) -> bool {
    let steps: Vec<&str> = change.path().steps().iter().map(String::as_str).collect();
    match (old.root(), new.root()) {
        (Some(old_root), Some(new_root)) => Pair { old, new, change }.along(old_root, new_root, &steps),
        (None, Some(new_root)) => new.entries(new_root).len() == 1 && holds(change, new, change.path().find(new)),
        (Some(old_root), None) => old.entries(old_root).len() <= 1 && holds(change, new, None),
        (None, None) => holds(change, new, None),
    }
}

/// Whether a tree says what the change asks for at its path.
fn holds(change: &Change, tree: &Tree<'_>, node: Option<NodeId>) -> bool {
    match (change, node) {
        (Change::Remove(_), None) => true,
        (Change::Set(_, NewValue::List(items)), Some(node)) if items.is_empty() => tree.items(node).is_empty(),
        (Change::Set(_, value), Some(node)) => value.is(tree, node),
        _ => false,
    }
}

struct Pair<'a, 't> {
    old: &'a Tree<'t>,
    new: &'a Tree<'t>,
    change: &'a Change,
}

impl Pair<'_, '_> {
    /// Walks down the changed path; whatever lies beside it must be the same.
    fn along(&self, old: NodeId, new: NodeId, steps: &[&str]) -> bool {
        let [step, rest @ ..] = steps else { return holds(self.change, self.new, Some(new)) };
        match (&self.old.node(old).kind, &self.new.node(new).kind) {
            (Kind::Mapping { entries: before, .. }, Kind::Mapping { entries: after, .. }) => {
                self.mappings(before, after, step, rest)
            }
            (Kind::Sequence { items: before, .. }, Kind::Sequence { items: after, .. }) => {
                self.sequences(before, after, step, rest)
            }
            // Front matter that was empty or held only a comment.
            (Kind::Scalar { text, .. }, Kind::Mapping { entries, .. }) if text.is_empty() => {
                rest.is_empty() && entries.len() == 1 && holds(self.change, self.new, self.new.get(new, step))
            }
            (Kind::Mapping { entries, .. }, Kind::Scalar { text, .. }) if text.is_empty() => {
                rest.is_empty() && entries.len() == 1 && holds(self.change, self.new, None)
            }
            _ => false,
        }
    }

    fn mappings(&self, before: &[(NodeId, NodeId)], after: &[(NodeId, NodeId)], step: &str, rest: &[&str]) -> bool {
        let named = |tree: &Tree<'_>, key: NodeId| tree.scalar(key).is_some_and(|(text, _)| text == step);
        let others = |tree: &Tree<'_>, entries: &[(NodeId, NodeId)]| -> Vec<(NodeId, NodeId)> {
            entries.iter().copied().filter(|(key, _)| !named(tree, *key)).collect()
        };
        let (left, right) = (others(self.old, before), others(self.new, after));
        let same = left.len() == right.len()
            && left.iter().zip(&right).all(|(old, new)| self.same(old.0, new.0) && self.same(old.1, new.1));
        let old_value = before.iter().find(|(key, _)| named(self.old, *key)).map(|(_, value)| *value);
        let new_value = after.iter().find(|(key, _)| named(self.new, *key)).map(|(_, value)| *value);
        same && match (old_value, new_value) {
            (Some(old), Some(new)) => self.along(old, new, rest),
            (_, new) => rest.is_empty() && holds(self.change, self.new, new),
        }
    }

    fn sequences(&self, before: &[NodeId], after: &[NodeId], step: &str, rest: &[&str]) -> bool {
        let Ok(index) = step.parse::<usize>() else { return false };
        if rest.is_empty() && matches!(self.change, Change::Remove(_)) {
            let kept = before.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| item);
            return after.len() + 1 == before.len() && kept.zip(after).all(|(old, new)| self.same(*old, *new));
        }
        before.len() == after.len()
            && before
                .iter()
                .zip(after)
                .enumerate()
                .all(|(at, (old, new))| if at == index { self.along(*old, *new, rest) } else { self.same(*old, *new) })
    }

    fn same(&self, old: NodeId, new: NodeId) -> bool {
        match (&self.old.node(old).kind, &self.new.node(new).kind) {
            (Kind::Scalar { text: a, style: x }, Kind::Scalar { text: b, style: y }) => a == b && x == y,
            (Kind::Sequence { items: a, .. }, Kind::Sequence { items: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(*a, *b))
            }
            (Kind::Mapping { entries: a, .. }, Kind::Mapping { entries: b, .. }) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a.0, b.0) && self.same(a.1, b.1))
            }
            _ => false,
        }
    }
}

/// The second opinion. Where this parser cannot read the old text (joined surrogates, a raw U+2028), the first stands alone.
fn by_values(change: &Change, old: &Document<'_>, new: &Document<'_>) -> bool {
    let (before, after) = match (entry_text(change, old), entry_text(change, new)) {
        (Some(before), Some(after)) => (before, after),
        _ => (front(old), front(new)),
    };
    let Ok(mut expected) = serde_yaml::from_str::<Value>(before) else { return true };
    let Ok(found) = serde_yaml::from_str::<Value>(after) else { return false };
    if expected.is_null() {
        expected = Value::Mapping(serde_yaml::Mapping::new());
    }
    let found = if found.is_null() { Value::Mapping(serde_yaml::Mapping::new()) } else { found };
    expect(&mut expected, change, &found) && expected == found
}

fn front<'t>(document: &Document<'t>) -> &'t str {
    &document.text[document.parts.front.clone()]
}

/// The lines of the top-level entry that a change touches: nothing outside of them can read differently,
/// as long as no anchor or tag ties them to the rest. `None` where that is not so.
fn entry_text<'t>(change: &Change, document: &Document<'t>) -> Option<&'t str> {
    let tree = &document.tree;
    let root = tree.root()?;
    if tree.linked || !matches!(tree.node(root).kind, Kind::Mapping { flow: false, .. }) {
        return None;
    }
    let entries = tree.entries(root);
    let named = |key: NodeId| tree.scalar(key).is_some_and(|(text, _)| text == change.path().first());
    let Some(index) = entries.iter().position(|(key, _)| named(*key)) else { return Some("") };
    let start = tree.written(entries[index].0).span.start;
    let end = entries.get(index + 1).map_or(document.parts.front.end, |(key, _)| tree.written(*key).span.start);
    let at_line_starts = |at: usize| lines::start(document.text, at) == at;
    (at_line_starts(start) && at_line_starts(end)).then(|| &document.text[start..end])
}

/// Makes the change in a parsed value; false where its path leads nowhere.
fn expect(value: &mut Value, change: &Change, found: &Value) -> bool {
    let steps = change.path().steps();
    let Some((last, above)) = steps.split_last() else { return false };
    let Some(holder) = above.iter().try_fold(value, |value, step| below(value, step)) else { return false };
    let wanted = match change {
        Change::Remove(_) => None,
        Change::Set(_, new) => Some(as_value(new, steps.iter().try_fold(found, |value, step| look(value, step)))),
    };
    match (holder, wanted) {
        (Value::Mapping(entries), Some(wanted)) => {
            entries.insert(Value::String(last.clone()), wanted);
            true
        }
        (Value::Mapping(entries), None) => entries.shift_remove(last.as_str()).is_some(),
        (Value::Sequence(items), wanted) => in_sequence(items, last, wanted),
        _ => false,
    }
}

fn in_sequence(items: &mut Vec<Value>, step: &str, wanted: Option<Value>) -> bool {
    match (step.parse::<usize>().ok().filter(|index| *index < items.len()), wanted) {
        (Some(index), Some(wanted)) => items[index] = wanted,
        (Some(index), None) => drop(items.remove(index)),
        (None, _) => return false,
    }
    true
}

fn below<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match value {
        Value::Mapping(entries) => entries.get_mut(step),
        Value::Sequence(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    }
}

fn look<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Mapping(entries) => entries.get(step),
        Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What the second parser must find. A quoted number and a string of words are allowed to stay what they were.
fn as_value(new: &NewValue, found: Option<&Value>) -> Value {
    match new {
        NewValue::Bool(flag) => Value::Bool(*flag),
        NewValue::Int(number) => match found {
            Some(Value::String(text)) if *text == number.to_string() => Value::String(text.clone()),
            _ => Value::Number((*number).into()),
        },
        NewValue::Text(text) => Value::String(text.clone()),
        NewValue::Plain(text) => serde_yaml::from_str(text).unwrap_or(Value::Null),
        NewValue::List(items) => match found {
            Some(Value::String(words)) if *words == items.join(" ") => Value::String(words.clone()),
            Some(Value::Sequence(found)) => {
                Value::Sequence(items.iter().enumerate().map(|(at, item)| as_item(item, found.get(at))).collect())
            }
            _ => Value::Sequence(items.iter().map(|item| Value::String(item.clone())).collect()),
        },
        NewValue::Absent => Value::Null,
    }
}

/// An item of a list of texts; one that stands there as a number or a boolean (`404`) stays what it is.
fn as_item(item: &str, found: Option<&Value>) -> Value {
    let number = found.filter(|found| found.is_number() || found.is_bool());
    let same = number.filter(|found| serde_yaml::from_str::<Value>(item).is_ok_and(|value| value == **found));
    same.cloned().unwrap_or_else(|| Value::String(item.to_owned()))
}
