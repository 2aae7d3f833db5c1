//! Replaces what differs from run to run.

use serde_json::{Map, Value};

/// Keys of JSON whose values differ from run to run.
const VOLATILE: &[&str] = &["at_ms", "seconds", "per_second"];

/// The document with the values of volatile keys replaced by their names; a backup's size, too.
pub fn json(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let is_backup = object.contains_key("reason") && object.contains_key("bytes");
            let field = |(key, value): (String, Value)| {
                let volatile = VOLATILE.contains(&key.as_str()) || (is_backup && key == "bytes");
                let value = if volatile { Value::String(format!("${}", key.to_uppercase())) } else { json(value) };
                (key, value)
            };
            Value::Object(object.into_iter().map(field).collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(json).collect()),
        other => other,
    }
}

/// Texts that were printed, with volatile passages replaced by names. `names` are values and what stands for them.
pub fn text(text: &str, names: &[(String, &str)]) -> String {
    let text = names.iter().fold(text.to_owned(), |text, (value, name)| text.replace(value, name));
    let text = text.split_inclusive('\n').map(line).collect::<String>();
    text.replace('\r', "\\r")
}

/// A line without times of day, durations and sizes of files.
fn line(line: &str) -> String {
    // Names of backups and of folders moved aside: 2026-11-30T221122.123
    let line = replaced(line, "0000-00-00T000000.000", "$TIME");
    // Times in lists: two blanks, 2026-11-30 22:11, two blanks.
    let line = replaced(&line, "  0000-00-00 00:00  ", "  $TIME  ");
    let line =
        (0..3).fold(line, |line, digits| replaced(&line, &format!("in {}0.0 s", "0".repeat(digits)), "in $SECONDS"));
    if line.contains(".sqlite") && !line.contains('"') { without_size(&line) } else { line }
}

/// The size of a backup, which is before its path or in parentheses after it.
fn without_size(line: &str) -> String {
    let digits = |word: &str| word.len() > 3 && word.chars().all(|character| character.is_ascii_digit());
    let word = |word: &str| match word.strip_prefix('(') {
        _ if digits(word) => "$BYTES".to_owned(),
        Some(size) if digits(size) => "($BYTES".to_owned(),
        _ => word.to_owned(),
    };
    line.split(' ').filter(|word| !word.is_empty()).map(word).collect::<Vec<_>>().join(" ")
}

/// Replaces each passage that has the shape of `pattern`, in which `0` stands for any digit.
fn replaced(text: &str, pattern: &str, by: &str) -> String {
    let (mut result, mut rest) = (String::new(), text);
    while let Some(character) = rest.chars().next() {
        if fits(rest, pattern) {
            result.push_str(by);
            rest = &rest[pattern.len()..];
        } else {
            result.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    result
}

fn fits(text: &str, pattern: &str) -> bool {
    let same = |(character, expected): (u8, u8)| {
        if expected == b'0' { character.is_ascii_digit() } else { character == expected }
    };
    text.len() >= pattern.len() && text.bytes().zip(pattern.bytes()).all(same)
}
