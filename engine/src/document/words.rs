//! Says in words what is wrong with front matter that cannot be read.

use granit_parser::{ErrorKind, ScanError};

use super::broken::{Broken, position, quoted_line};
use super::{limits, lines};

const MEND: &str = "Mend that line in the file and drop it again. The file was left as it is.";

/// Broken YAML, where the parser stopped; `bracket` is the outermost one that was open there.
pub fn broken_yaml(text: &str, start: usize, error: &ScanError, bracket: Option<usize>) -> Broken {
    use ErrorKind as K;
    let stopped = start + error.marker().byte_offset().unwrap_or(0);
    let (byte, kind) = match error.kind() {
        // The parser stops far behind the mistake; the reader looks for the quote or bracket that opens.
        K::UnclosedQuotedScalar => (opening_quote(text, start, stopped).unwrap_or(stopped), error.kind()),
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => {
            match opening_quote(text, start, lines::start(text, stopped)) {
                Some(quote) => (quote, &K::UnclosedQuotedScalar),
                None => (stopped, error.kind()),
            }
        }
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation => {
            let line = lines::start(text, stopped);
            (text[line..stopped].find('\t').map_or(stopped, |tab| line + tab), error.kind())
        }
        K::RecursionLimitExceeded => (stopped, error.kind()),
        kind => match bracket.filter(|bracket| *bracket < lines::start(text, stopped)) {
            Some(bracket) => (bracket, &K::UnexpectedEofFlowSequence),
            None => (stopped, kind),
        },
    };
    let (sentence, hint) = sentence(kind, text[byte..].starts_with("<<<<<<<"), &error.info());
    let line = quoted_line(text, byte);
    let shown = if line.is_empty() { String::new() } else { format!(" It reads: {line}") };
    Broken::at(text, byte, format!("{sentence}{shown}"), hint)
}

fn sentence(kind: &ErrorKind, merge_conflict: bool, info: &str) -> (String, &'static str) {
    use ErrorKind as K;
    let (sentence, hint) = match kind {
        _ if merge_conflict => (
            "git could not merge two versions of this file and left both in it.",
            "Keep one of the two versions, take out the lines of <, = and >, and drop the file again.",
        ),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            ("a quotation mark opens here and is never closed.", "Close the quotation mark and drop the file again.")
        }
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => (
            "more text stands behind a closing quotation mark.",
            "Write a quotation mark inside a quoted value as \\\" (between single quotes as ''), and drop the file again.",
        ),
        K::UnknownQuotedScalarEscape => (
            "a backslash stands before a letter that it does not go with.",
            "Write a backslash inside double quotes as \\\\, and drop the file again.",
        ),
        K::UnexpectedCharacter { character } if !character.is_control() => {
            let sentence = format!("a value cannot begin with {character} outside quotation marks.");
            return (sentence, "Put the whole value in quotation marks and drop the file again.");
        }
        K::UnexpectedCharacter { .. } => (
            "a control character stands here; text was expected.",
            "Take the character out, or restore the file from the robot or from git, and drop it again.",
        ),
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
        K::MisplacedFlowCollectionEnd => {
            ("a bracket closes here that was never opened.", "Take the bracket out and drop the file again.")
        }
        K::RecursionLimitExceeded => return (deep(), "No article is nested like this; the file was left as it is."),
        K::UnknownAnchor => ("an alias (*) points to an anchor (&) that is not there.", MEND),
        _ => return (format!("the front matter is not valid YAML ({info})."), MEND),
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
        let opens = [": \"", ": '", "- \"", "- '"].iter().find_map(|opens| line.find(opens)).map(|found| found + 2);
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
