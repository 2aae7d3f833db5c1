//! Escapes characters that would act on a terminal instead of being shown.
//!
//! Titles, addresses, file names and whatever else comes from outside may hold control characters that move the
//! cursor or write the clipboard, line breaks that add rows, and marks that change the direction of the text. Text for
//! people shows them as `\n`, `\r`, `\t` and `\u{202e}`; JSON holds them as `\u202e`. A backslash itself stays as it
//! is, so the visible form is for reading and cannot be converted back. JSON is exact.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns whether a terminal could act on a character instead of showing it: C0 and C1 controls, delete, line and
/// paragraph separators, marks of direction, and invisible format controls of Unicode that terminals interpret.
#[must_use]
pub const fn is_unsafe(character: char) -> bool {
    character.is_ascii_control()
        || matches!(character,
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}')
}

/// Returns the text as a single line: every unsafe character, line breaks and tabs included, is escaped.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, is_unsafe, visible)
}

/// Returns the text as a single line whose tabs stay, for lines of documents.
#[must_use]
pub fn line_with_tabs(text: &str) -> Cow<'_, str> {
    escaped(text, |character| character != '\t' && is_unsafe(character), visible)
}

/// Returns the same JSON document without unsafe characters. Its strings are equal to those of the original.
///
/// The document must come from a JSON serializer, which has escaped C0 controls inside strings already. White space
/// between the values stays.
#[must_use]
pub fn json(document: &str) -> Cow<'_, str> {
    escaped(document, |character| !matches!(character, '\n' | '\r' | '\t') && is_unsafe(character), json_escape)
}

fn escaped(text: &str, is_unsafe: impl Fn(char) -> bool, escape: fn(char, &mut String)) -> Cow<'_, str> {
    let Some(first) = text.find(&is_unsafe) else { return Cow::Borrowed(text) };
    let mut escaped = String::with_capacity(text.len() + 16);
    escaped.push_str(&text[..first]);
    for character in text[first..].chars() {
        if is_unsafe(character) { escape(character, &mut escaped) } else { escaped.push(character) }
    }
    Cow::Owned(escaped)
}

fn visible(character: char, escaped: &mut String) {
    match character {
        '\n' => escaped.push_str("\\n"),
        '\r' => escaped.push_str("\\r"),
        '\t' => escaped.push_str("\\t"),
        _ => {
            let _ = write!(escaped, "\\u{{{:x}}}", u32::from(character));
        }
    }
}

fn json_escape(character: char, escaped: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        let _ = write!(escaped, "\\u{unit:04x}");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}]52;c;eA==\u{7}\r\n\u{7f}\u{9b}2J\u{85}\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\t\0z";

    #[test]
    fn a_line_holds_no_character_that_a_terminal_acts_on() {
        let line = line(HOSTILE);
        assert!(!line.chars().any(is_unsafe), "{line:?}");
        assert_eq!(
            line,
            "a\\u{1b}]52;c;eA==\\u{7}\\r\\n\\u{7f}\\u{9b}2J\\u{85}\\u{202e}\\u{2066}\\u{200f}\\u{61c}\\u{2028}\\t\\u{0}z"
        );
        assert!(line_with_tabs(HOSTILE).contains('\t'), "a tab in a line of a document stays");
    }

    #[test]
    fn every_control_character_of_unicode_is_escaped() {
        let missed: Vec<char> = ('\0'..=char::MAX).filter(|c| c.is_control() && !is_unsafe(*c)).collect();
        assert!(missed.is_empty(), "{missed:?}");
    }

    #[test]
    fn text_of_all_scripts_stays_as_it_is() {
        for text in ["Größe – “Zitat”", "שלום", "مرحبا", "日本語", "👩‍🔬", "a\\b", ""] {
            assert!(matches!(line(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn json_keeps_its_meaning() {
        let document = serde_json::to_string_pretty(&[HOSTILE]).unwrap();
        let harmless = json(&document);
        assert!(harmless.chars().all(|character| character == '\n' || !is_unsafe(character)), "{harmless:?}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&harmless).unwrap(), [HOSTILE]);
    }
}
