//! Compares declared messages with a catalogue, for tests.

use std::collections::{BTreeMap, BTreeSet};

use super::Declared;

/// Returns what is wrong with the texts of these messages in a catalogue, which is the content of
/// `ui/messages/<language>.json`: a text that is missing, or one that does not name exactly the arguments.
///
/// ```
/// use engine::message::catalogue::problems;
///
/// let declared = [("engine_line", &["line", "detail"][..]), ("engine_gone", &[])];
/// let catalogue = r#"{"engine_line": "Line {line}"}"#;
/// assert_eq!(problems(catalogue, &declared), ["engine_line names line, not detail, line", "engine_gone is missing"]);
/// ```
pub fn problems<'a>(catalogue: &str, declared: impl IntoIterator<Item = &'a Declared>) -> Vec<String> {
    let texts: BTreeMap<String, serde_json::Value> = match serde_json::from_str(catalogue) {
        Ok(texts) => texts,
        Err(error) => return vec![error.to_string()],
    };
    let problem = |(id, expected): &Declared| {
        let Some(text) = texts.get(*id).and_then(serde_json::Value::as_str) else {
            return Some(format!("{id} is missing"));
        };
        let (named, expected) = (arguments(text), expected.iter().copied().collect::<BTreeSet<_>>());
        let list = |names: BTreeSet<&str>| names.into_iter().collect::<Vec<_>>().join(", ");
        (named != expected).then(|| format!("{id} names {}, not {}", list(named), list(expected)))
    };
    declared.into_iter().filter_map(problem).collect()
}

/// Returns the names in braces.
fn arguments(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}
