//! What an edit should have made of a file, worked out in plain JSON: shares nothing with the engine's own proof.

use engine::document::{Change, Document, NewValue};
use serde_json::{Map, Value};

/// The whole file reads as before, but for this change.
pub fn one_change(change: &Change, old: &Document<'_>, new: &str) -> Result<(), String> {
    let new = Document::read(new.as_bytes()).map_err(|broken| format!("the edited file is broken: {broken}"))?;
    if old.body() != new.body() {
        return Err("the body changed".to_owned());
    }
    let found = Value::Object(new.fields());
    let mut expected = Value::Object(old.fields());
    if !apply(&mut expected, change, &found) {
        return Err("its path leads nowhere".to_owned());
    }
    let same = without_nothing(&expected) == without_nothing(&found);
    if same { Ok(()) } else { Err(format!("more than the one value changed: {found}")) }
}

/// An empty mapping and an empty document are the same here.
fn without_nothing(value: &Value) -> Value {
    if value.is_null() { Value::Object(Map::new()) } else { value.clone() }
}

/// The change, made in plain JSON.
fn apply(value: &mut Value, change: &Change, found: &Value) -> bool {
    let steps = change.path().steps();
    let Some((last, above)) = steps.split_last() else { return false };
    let new = steps.iter().try_fold(found, |value, step| child(value, step)).cloned();
    if let Change::Set(_, wanted) | Change::Insert(_, wanted) = change
        && !new.as_ref().is_some_and(|new| says(new, wanted))
    {
        return false;
    }
    let mut holder = value;
    for (depth, step) in above.iter().enumerate() {
        let missing = child(holder, step).is_none_or(Value::is_null);
        if missing && depth + 1 == above.len() && matches!(change, Change::Insert(..)) {
            put(holder, step, Value::Array(Vec::new()));
        }
        holder = match child_mut(holder, step) {
            Some(child) => child,
            None => return false,
        };
    }
    match (change, holder, new) {
        (Change::Remove(_), Value::Object(entries), _) => entries.shift_remove(last).is_some(),
        (Change::Remove(_), Value::Array(items), _) => index(items, last).map(|at| items.remove(at)).is_some(),
        (Change::Set(..), holder, Some(new)) => put(holder, last, new),
        (Change::Insert(..), Value::Array(items), Some(new)) => last.parse().is_ok_and(|at: usize| {
            at <= items.len() && {
                items.insert(at, new);
                true
            }
        }),
        (Change::Move(_, to), Value::Array(items), _) => index(items, last).is_some_and(|from| {
            let item = items.remove(from);
            items.insert(*to, item);
            true
        }),
        _ => false,
    }
}

fn put(holder: &mut Value, step: &str, new: Value) -> bool {
    match holder {
        Value::Object(entries) => {
            entries.insert(step.to_owned(), new);
            true
        }
        Value::Array(items) => index(items, step).is_some_and(|at| {
            items[at] = new;
            true
        }),
        _ => false,
    }
}

fn index(items: &[Value], step: &str) -> Option<usize> {
    step.parse().ok().filter(|at| *at < items.len())
}

fn child<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Object(entries) => entries.get(step),
        Value::Array(items) => items.get(index(items, step)?),
        _ => None,
    }
}

fn child_mut<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match value {
        Value::Object(entries) => entries.get_mut(step),
        Value::Array(items) => index(items, step).and_then(|at| items.get_mut(at)),
        _ => None,
    }
}

/// Whether a value read says what was to be written.
fn says(found: &Value, wanted: &NewValue) -> bool {
    match (wanted, found) {
        (NewValue::Bool(flag), Value::Bool(found)) => flag == found,
        (NewValue::Bool(flag), Value::String(found)) => {
            let words = if *flag { ["true", "yes", "on"] } else { ["false", "no", "off"] };
            words.contains(&found.to_lowercase().as_str())
        }
        (NewValue::Int(number), Value::Number(found)) => found.as_i64() == Some(*number),
        (NewValue::Int(number), Value::String(found)) => *found == number.to_string(),
        (NewValue::Text(text), Value::String(found)) => text == found,
        (NewValue::List(texts), Value::String(found)) => texts.join(" ") == *found,
        (NewValue::List(texts), Value::Array(found)) => {
            texts.len() == found.len() && texts.iter().zip(found).all(|(text, found)| says_text(found, text))
        }
        (NewValue::Items(items), Value::Array(found)) => {
            items.len() == found.len() && items.iter().zip(found).all(|(item, found)| says(found, item))
        }
        (NewValue::Map(entries), Value::Object(found)) => {
            entries.len() == found.len()
                && entries.iter().all(|(key, value)| found.get(key).is_some_and(|found| says(found, value)))
        }
        (NewValue::Plain(_), Value::Null | Value::Number(_)) => true,
        _ => false,
    }
}

fn says_text(found: &Value, text: &str) -> bool {
    // What stood there as a number or a boolean stays one.
    found.as_str().is_none_or(|found| found == text)
}
