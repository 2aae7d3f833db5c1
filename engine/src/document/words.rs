//! Says in words what is wrong with front matter that cannot be read.

use granit_parser::{ErrorKind, ScanError};

use super::broken::{Broken, position, quoted_line};
use super::limits;

const MEND: &str = "Mend that line in the file and drop it again. The file was left as it is.";

/// Broken YAML, where the parser stopped.
pub fn broken_yaml(text: &str, start: usize, error: &ScanError) -> Broken {
    let byte = start + error.marker().byte_offset().unwrap_or(0);
    let byte = match error.kind() {
        // The parser stops at the end of the text; the reader looks for the quote that opens.
        ErrorKind::UnclosedQuotedScalar => opening_quote(text, start, byte).unwrap_or(byte),
        _ => byte,
    };
    let (sentence, hint) = sentence(error);
    let line = quoted_line(text, byte);
    let shown = if line.is_empty() { String::new() } else { format!(" It reads: {line}") };
    Broken::at(text, byte, format!("{sentence}{shown}"), hint)
}

fn sentence(error: &ScanError) -> (String, &'static str) {
    use ErrorKind as K;
    let (sentence, hint) = match error.kind() {
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            ("a quotation mark opens here and is never closed.", "Close the quotation mark and drop the file again.")
        }
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation => {
            ("a tab stands where spaces were expected.", "Replace the tab with spaces and drop the file again.")
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::MappingKeyNotAllowed | K::InvalidSimpleKey => (
            "a colon stands where no new key can begin.",
            "If the colon belongs to the text, put the whole value in quotation marks, and drop the file again.",
        ),
        K::SimpleKeyExpected | K::ExpectedBlockMappingKey => (
            "a key with a colon was expected.",
            "Write the line as key: value, or indent it if it belongs to the value above, and drop the file again.",
        ),
        K::InvalidIndentation | K::InvalidQuotedScalarIndent | K::InvalidFlowScalarIndent => (
            "the indentation does not fit the lines above.",
            "Align the line with its neighbours and drop the file again.",
        ),
        K::UnclosedFlowCollection { .. } | K::UnexpectedEofFlowSequence | K::UnexpectedEofFlowMapping => {
            ("a bracket opens here and is never closed.", "Close the bracket and drop the file again.")
        }
        K::RecursionLimitExceeded => return (deep(), "No article is nested like this; the file was left as it is."),
        K::UnknownAnchor => ("an alias (*) points to an anchor (&) that is not there.", MEND),
        _ => return (format!("the front matter is not valid YAML ({}).", error.info()), MEND),
    };
    (sentence.to_owned(), hint)
}

fn deep() -> String {
    format!("lists and mappings are nested deeper than {} levels.", limits::NESTING)
}

/// The quote that opens the value in which the parser ran out of text: the first one of the last key line before it.
fn opening_quote(text: &str, start: usize, stopped: usize) -> Option<usize> {
    let before = text.get(start..stopped)?;
    let mut at = start;
    let mut found = None;
    for line in before.split_inclusive('\n') {
        let opens = line.find(": \"").or_else(|| line.find(": '")).map(|colon| colon + 2);
        if let Some(quote) = opens.filter(|quote| !closes(&line[*quote..])) {
            found.get_or_insert(at + quote);
        }
        at += line.len();
    }
    found
}

/// Whether a quoted value is closed again on its own line.
fn closes(value: &str) -> bool {
    let mut characters = value.chars();
    let Some(quote) = characters.next() else { return true };
    let mut escaped = false;
    for character in characters {
        if escaped {
            escaped = false;
        } else if character == '\\' && quote == '"' {
            escaped = true;
        } else if character == quote {
            return true;
        }
    }
    false
}

/// Values nested deeper than an article may, aliases followed.
pub fn too_deep(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, deep(), "No article is nested like this; the file was left as it is.")
}

/// A second YAML document inside the front matter.
pub fn second_document(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, "a second YAML document begins inside the front matter.", MEND)
}

/// An alias that would contain itself.
pub fn endless_alias(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, "an alias (*) points to a value that contains it.", MEND)
}

/// More values than an article may hold.
pub fn too_many_values(text: &str, byte: usize) -> Broken {
    let message = format!("the front matter holds more than {} values, aliases followed.", limits::VALUES);
    Broken::at(text, byte, message, "No article is like this; the file was left as it is.")
}

/// A key that stands twice in one mapping.
pub fn key_twice(text: &str, key: &str, first: usize, second: usize) -> Broken {
    let (line, _) = position(text, first);
    let message = format!("the key “{key}” stands here a second time; first on line {line}.");
    Broken::at(text, second, message, "Remove one of the two and drop the file again.")
}

/// A known field that holds something of another type.
pub fn wrong_type(text: &str, byte: usize, key: &str, expected: &str) -> Broken {
    let line = quoted_line(text, byte);
    let message = format!("“{key}” must be {expected}. It reads: {line}");
    Broken::at(text, byte, message, "Correct the value in the file and drop it again. The file was left as it is.")
}

/// Front matter that is a list or a single value.
pub fn not_a_mapping(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, "the front matter is not made of keys and values (key: value).", MEND)
}
