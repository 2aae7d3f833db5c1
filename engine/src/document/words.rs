//! Rejections of front matter that cannot be read, with the place of the mistake.

use granit_parser::{ErrorKind, ScanError};

use super::broken::{Broken, position, quoted_line};
use super::rejection::{Kind, Location, Rejection, Remedy};
use super::{limits, lines};

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
    let merge_conflict = text[byte..].starts_with("<<<<<<<");
    let (rejection, remedy) =
        if merge_conflict { (Rejection::GitConflict, Remedy::KeepOneVersion) } else { reason(kind, &error.info()) };
    let line = quoted_line(text, byte);
    if line.is_empty() { Broken::at(text, byte, rejection, remedy) } else { quoting(text, byte, rejection, remedy) }
}

/// Quotes the line of a byte behind the reason.
fn quoting(text: &str, byte: usize, rejection: Rejection, remedy: Remedy) -> Broken {
    let quoted = Location::Quoted { detail: rejection.into(), text: quoted_line(text, byte) };
    Broken::at(text, byte, quoted, remedy)
}

/// Returns the reason and the remedy for an error of the parser; `info` is the parser's own description.
fn reason(kind: &ErrorKind, info: &str) -> (Rejection, Remedy) {
    use ErrorKind as K;
    match kind {
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            (Rejection::QuoteNeverClosed, Remedy::CloseQuote)
        }
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => {
            (Rejection::TextBehindQuote, Remedy::EscapeQuote)
        }
        K::UnknownQuotedScalarEscape => (Rejection::UnknownEscape, Remedy::EscapeBackslash),
        K::UnexpectedCharacter { character } if !character.is_control() => {
            (Rejection::ValueCannotBegin { character: character.to_string() }, Remedy::QuoteValue)
        }
        K::UnexpectedCharacter { .. } => (Rejection::ControlCharacter, Remedy::RemoveCharacter),
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation => {
            (Rejection::TabForSpaces, Remedy::ReplaceTab)
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::MappingKeyNotAllowed | K::InvalidSimpleKey => {
            (Rejection::ColonMisplaced, Remedy::QuoteColon)
        }
        K::SimpleKeyExpected | K::ExpectedBlockMappingKey => (Rejection::KeyExpected, Remedy::WriteKey),
        K::InvalidIndentation | K::InvalidQuotedScalarIndent | K::InvalidFlowScalarIndent => {
            (Rejection::Indentation, Remedy::AlignLine)
        }
        K::UnclosedFlowCollection { .. } | K::UnexpectedEofFlowSequence | K::UnexpectedEofFlowMapping => {
            (Rejection::BracketNeverClosed, Remedy::CloseBracket)
        }
        K::MisplacedFlowCollectionEnd => (Rejection::BracketNeverOpened, Remedy::RemoveBracket),
        K::RecursionLimitExceeded => (deep(), Remedy::NotNestedLikeThis),
        K::UnknownAnchor => (Rejection::AnchorMissing, Remedy::CorrectLine),
        _ => (Rejection::NotYaml { text: info.to_owned() }, Remedy::CorrectLine),
    }
}

fn deep() -> Rejection {
    Rejection::NestedTooDeep { levels: limits::NESTING as u64 }
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
    Broken::at(text, byte, deep(), Remedy::NotNestedLikeThis)
}

/// A second YAML document inside the front matter.
pub fn second_document(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, Rejection::SecondDocument, Remedy::CorrectLine)
}

/// An alias that would contain itself.
pub fn endless_alias(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, Rejection::EndlessAlias, Remedy::CorrectLine)
}

/// More values than an article may hold.
pub fn too_many_values(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, Rejection::TooManyValues { number: limits::VALUES as u64 }, Remedy::NotLikeThis)
}

/// A key that stands twice in one mapping.
pub fn key_twice(text: &str, key: &str, first: usize, second: usize) -> Broken {
    let (line, _) = position(text, first);
    Broken::at(text, second, Rejection::KeyTwice { key: key.to_owned(), line }, Remedy::RemoveOneKey)
}

/// A known field that holds something of another type.
pub fn wrong_type(text: &str, byte: usize, key: &str, expected: Kind) -> Broken {
    quoting(text, byte, Rejection::WrongType { key: key.to_owned(), detail: expected }, Remedy::CorrectValue)
}

/// Front matter that is a list or a single value.
pub fn not_a_mapping(text: &str, byte: usize) -> Broken {
    Broken::at(text, byte, Rejection::NotAMapping, Remedy::CorrectLine)
}
