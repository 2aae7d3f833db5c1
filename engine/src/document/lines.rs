//! Lines of a text, by byte offset.

use std::ops::Range;

/// Where the line that holds this byte begins.
pub fn start(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1)
}

/// Where the line that holds this byte ends, its line end included.
pub fn end(text: &str, at: usize) -> usize {
    // Bytes: `at` may be in the middle of a character.
    text.as_bytes()[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |found| at + found + 1)
}

/// The end, line end included, of the last line that a value's bytes really fill.
/// A block's span may run on over the blank lines and comments below it.
pub fn end_of_value(text: &str, span: &Range<usize>) -> usize {
    let filled = text[span.clone()].trim_end();
    let last = span.start + filled.len();
    end(text, last.saturating_sub(usize::from(!filled.is_empty())).max(span.start))
}

/// Whether only blanks stand between the start of the line and this byte.
pub fn is_first_on_line(text: &str, at: usize) -> bool {
    text[start(text, at)..at].chars().all(|character| character == ' ' || character == '\u{feff}')
}

/// Whether the line that begins here is blank.
pub fn is_blank(text: &str, at: usize) -> bool {
    text[at..end(text, at)].trim().is_empty()
}

/// An end without the line end before it.
pub fn without_end(text: &str, end: usize) -> usize {
    let line = text[..end].strip_suffix('\n').unwrap_or(&text[..end]);
    line.strip_suffix('\r').unwrap_or(line).len()
}

/// The column of a byte, from 0, in characters.
pub fn column(text: &str, at: usize) -> usize {
    text[start(text, at)..at].trim_start_matches('\u{feff}').chars().count()
}
