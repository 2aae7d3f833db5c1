//! `diff`: how two article files differ, field by field. Needs no library and writes nothing.

use std::path::Path;

use engine::document::{Comparison, Difference, How};
use engine::error::Error;
use serde_json::Value;

use crate::lines::Lines;
use crate::output::{Outcome, Output};

/// Characters of a value that are printed.
const MOST: usize = 100;

/// Compares two files.
pub fn run(output: &Output, one: &Path, other: &Path) -> Result<Outcome, Error> {
    let comparison = engine::import::compare(one, other)?;
    output.result(&comparison, || words(&comparison));
    Ok(Outcome::Done)
}

fn words(comparison: &Comparison) -> Lines {
    let mut lines: Vec<String> = comparison.fields.iter().map(line).collect();
    if comparison.body {
        lines.push("The text below the front matter differs.".to_owned());
    }
    let noise: Vec<&str> = comparison.noise.iter().map(|noise| noise.path.as_str()).collect();
    if !noise.is_empty() {
        lines.push(format!("Noise: {}", noise.join(", ")));
    }
    if comparison.line_ends {
        lines.push("Noise: line ends".to_owned());
    }
    if lines.is_empty() {
        let same = if comparison.bytes { "The same, written in another way." } else { "The same, byte for byte." };
        lines.push(same.to_owned());
    }
    lines.into_iter().collect()
}

fn line(difference: &Difference) -> String {
    let value = |value: &Option<Value>| value.as_ref().map(short).unwrap_or_default();
    let (path, before, after) = (&difference.path, value(&difference.before), value(&difference.after));
    match difference.how {
        How::Came => format!("{path}: came: {after}"),
        How::Went => format!("{path}: went: {before}"),
        How::Changed => format!("{path}: {before} -> {after}"),
        How::Moved => format!("{path}: the same entries in another order"),
    }
}

/// A value on one line; a report or a picture by its title or address.
fn short(value: &Value) -> String {
    let name = ["title", "name", "url", "webUrl"].iter().find_map(|key| value.get(*key)?.as_str());
    let text = name.map_or_else(|| value.to_string(), |name| format!("“{name}”"));
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}
