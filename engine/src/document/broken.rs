//! What is wrong with a document: the place, the reason, and what to do next.

use std::fmt::Display;

use super::rejection::{Location, Obstacle, Rejection, Remedy};
use crate::message::Message;

/// Why a file cannot be taken in as an article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Broken {
    /// Line in the file, from 1; `None` where there is no line to point at.
    pub line: Option<u32>,
    /// Column in that line, from 1, in characters.
    pub column: Option<u32>,
    /// What was found and what was expected, with the line.
    pub message: Message,
    /// What to do next.
    pub hint: Message,
}

impl Broken {
    /// Something wrong with the file as a whole.
    pub fn whole(message: impl Into<Message>, hint: impl Into<Message>) -> Self {
        Self { line: None, column: None, message: message.into(), hint: hint.into() }
    }

    /// Something wrong at a byte of the text.
    pub fn at(text: &str, byte: usize, message: impl Into<Message>, hint: impl Into<Message>) -> Self {
        let (line, column) = position(text, byte);
        let message = Location::Line { line, detail: message.into() };
        Self { line: Some(line), column: Some(column), message: message.into(), hint: hint.into() }
    }
}

/// Line and column, both from 1, of a byte offset; columns count characters, a byte-order mark is none.
pub fn position(text: &str, byte: usize) -> (u32, u32) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[line_start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (to_u32(line), to_u32(column))
}

/// The line that a byte stands in, shortened so that it can be quoted in a sentence.
pub fn quoted_line(text: &str, byte: usize) -> String {
    const MOST: usize = 60;
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    // A control character in a sentence would steer the terminal that prints it.
    let line = text[start..end].trim().replace(char::is_control, "\u{fffd}");
    match line.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The document cannot be given what was asked for.
pub fn refused(path: &impl Display, why: Obstacle) -> Broken {
    Broken::whole(Rejection::CannotBeChanged { path: path.to_string(), detail: why }, Remedy::ChangeInFile)
}
