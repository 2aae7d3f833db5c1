//! Front matter as JSON, for those who read it by program: every key under its own name, typed as found.

use serde_json::{Map, Number, Value};

use super::scalar::{self, Meaning};
use super::tree::{Kind, NodeId, Tree};

/// All top-level fields, in the file's order.
pub fn fields(tree: &Tree<'_>) -> Map<String, Value> {
    tree.root().map(|root| mapping(tree, root)).unwrap_or_default()
}

fn mapping(tree: &Tree<'_>, node: NodeId) -> Map<String, Value> {
    let entries = tree.entries(node).iter();
    entries
        .map(|(key, value)| {
            (tree.scalar(*key).map_or_else(String::new, |(text, _)| text.to_owned()), json(tree, *value))
        })
        .collect()
}

fn json(tree: &Tree<'_>, node: NodeId) -> Value {
    match &tree.node(node).kind {
        Kind::Scalar { text, style } => match scalar::meaning(text, *style) {
            Meaning::Null => Value::Null,
            Meaning::Bool(flag) => Value::Bool(flag),
            Meaning::Int(number) => Value::Number(number.into()),
            Meaning::Float(number) => {
                Number::from_f64(number).map_or_else(|| Value::String(text.to_string()), Value::Number)
            }
            Meaning::Text => Value::String(text.to_string()),
        },
        Kind::Sequence { items, .. } => items.iter().map(|item| json(tree, *item)).collect(),
        Kind::Mapping { .. } => Value::Object(mapping(tree, node)),
        Kind::Alias(_) => Value::Null,
    }
}
