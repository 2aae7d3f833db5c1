//! Two documents compared field by field, as a person means it: which fields differ, and what is mere noise.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Document;

/// Keys that a robot renews without a change that a person would see.
const NOISE: &[&str] = &["secured"];

/// By what an entry of a list is known again, best first.
const NAMED_BY: &[&str] = &["webUrl", "url", "originalUrl", "title", "name"];

/// How two documents differ.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Fields that say something else, in the order of the second document.
    pub fields: Vec<Difference>,
    /// Fields that differ without meaning anything, such as the robot's signature.
    pub noise: Vec<Difference>,
    /// The text below the front matter says something else.
    pub body: bool,
    /// The one has Windows line ends and the other has not.
    pub line_ends: bool,
    /// Some byte differs, whatever it means.
    pub bytes: bool,
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Its path; an entry of a list by its index in the second document, one that went by that in the first.
    pub path: String,
    /// How it differs.
    pub how: How,
    /// What the first document says; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What the second document says; absent where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// How a field differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// Only the second has it.
    Came,
    /// Only the first has it.
    Went,
    /// Both have it, and it says something else.
    Changed,
    /// The same entries in another order.
    Moved,
}

impl Comparison {
    /// Whether a person would see no difference.
    #[must_use]
    pub fn is_noise(&self) -> bool {
        self.fields.is_empty() && !self.body
    }
}

impl Document<'_> {
    /// How another document differs from this one.
    #[must_use]
    pub fn compare(&self, other: &Document<'_>) -> Comparison {
        let mut all = Vec::new();
        mappings("", (&self.fields(), &other.fields()), &mut all);
        let is_noise =
            |difference: &Difference| NOISE.iter().any(|key| difference.path.rsplit('.').next() == Some(*key));
        let (noise, fields) = all.into_iter().partition(is_noise);
        let body = |document: &Document<'_>| document.body().replace("\r\n", "\n");
        Comparison {
            fields,
            noise,
            body: body(self) != body(other),
            line_ends: self.parts.line_end != other.parts.line_end,
            bytes: self.text != other.text,
        }
    }
}

fn mappings(above: &str, (old, new): (&Map<String, Value>, &Map<String, Value>), out: &mut Vec<Difference>) {
    for (key, after) in new {
        values(&below(above, key), (old.get(key), Some(after)), out);
    }
    for (key, before) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        values(&below(above, key), (Some(before), None), out);
    }
}

fn below(above: &str, step: &str) -> String {
    let step = step.replace('\\', "\\\\").replace('.', "\\.");
    if above.is_empty() { step } else { format!("{above}.{step}") }
}

/// An empty value says as little as a missing one.
fn said(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}

fn values(path: &str, (old, new): (Option<&Value>, Option<&Value>), out: &mut Vec<Difference>) {
    let mut differs = |how| {
        out.push(Difference { path: path.to_owned(), how, before: said(old).cloned(), after: said(new).cloned() });
    };
    match (said(old), said(new)) {
        (None, None) => {}
        (None, Some(_)) => differs(How::Came),
        (Some(_), None) => differs(How::Went),
        (Some(Value::Object(old)), Some(Value::Object(new))) => mappings(path, (old, new), out),
        (Some(Value::Array(old)), Some(Value::Array(new))) if has_mappings(old) && has_mappings(new) => {
            lists(path, (old, new), out);
        }
        (Some(old), Some(new)) if same(old, new) => {}
        _ => differs(How::Changed),
    }
}

fn has_mappings(items: &[Value]) -> bool {
    items.is_empty() || items.iter().any(Value::is_object)
}

/// Numbers and booleans say the same with quotation marks as without.
fn same(old: &Value, new: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match (old, new) {
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(a, b)| same(a, b))
        }
        (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => old == new,
        _ => text(old) == text(new),
    }
}

/// Entries are matched by what they are known by, not by their place: a report that came in first is one difference.
fn lists(path: &str, (old, new): (&[Value], &[Value]), out: &mut Vec<Difference>) {
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut matched = Vec::new();
    let mut came = Vec::new();
    for (index, after) in new.iter().enumerate() {
        match left.iter().position(|at| known_by(&old[*at]) == known_by(after)) {
            Some(at) => matched.push((left.remove(at), index)),
            None => came.push(index),
        }
    }
    let one = |index: usize, how, before: Option<&Value>, after: Option<&Value>| Difference {
        path: below(path, &index.to_string()),
        how,
        before: before.cloned(),
        after: after.cloned(),
    };
    out.extend(left.iter().map(|index| one(*index, How::Went, Some(&old[*index]), None)));
    out.extend(came.iter().map(|index| one(*index, How::Came, None, Some(&new[*index]))));
    if !matched.is_sorted_by_key(|(before, _)| *before) {
        out.push(Difference { path: path.to_owned(), how: How::Moved, before: None, after: None });
    }
    for (before, after) in matched {
        values(&below(path, &after.to_string()), (Some(&old[before]), Some(&new[after])), out);
    }
}

fn known_by(entry: &Value) -> &Value {
    NAMED_BY.iter().find_map(|key| entry.get(*key)).unwrap_or(entry)
}
