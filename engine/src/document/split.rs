//! Finds the front matter between its fences. Knows lines and bytes, no YAML.

use std::ops::Range;

use super::broken::Broken;
use super::limits;
use super::rejection::{Rejection, Remedy};

/// Where the parts of a document stand, as byte ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the fences, with its last line end.
    pub front: Range<usize>,
    /// All that follows the line of the closing fence.
    pub body: Range<usize>,
    /// The document's own line end: that of its first line.
    pub line_end: &'static str,
}

/// Checks that these bytes are text that can hold an article: size, UTF-8, no NUL.
pub fn text(bytes: &[u8]) -> Result<&str, Broken> {
    if bytes.len() > limits::DOCUMENT_BYTES {
        return Err(limits::document_too_large(bytes.len() as u64));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    match text.find('\0') {
        Some(at) => Err(Broken::at(text, at, Rejection::NulByte, Remedy::RestoreFile)),
        None => Ok(text),
    }
}

fn not_utf8(bytes: &[u8], valid: usize) -> Broken {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let found = bytes.get(valid).copied().unwrap_or_default();
    let byte = format!("{found:02X}");
    Broken::at(&before, before.len(), Rejection::NotUtf8 { byte }, Remedy::SaveAsUtf8)
}

/// Finds the fences.
pub fn split(text: &str) -> Result<Parts, Broken> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines(text, start);
    let first = lines.next().unwrap_or(start..start);
    if text[first.clone()].trim_end() != "---" {
        return Err(no_opening(text, start));
    }
    let line_end = if text[first.clone()].ends_with("\r\n") { "\r\n" } else { "\n" };
    for line in lines {
        let fence = matches!(text[line.clone()].trim_end(), "---" | "...");
        if fence {
            let front = first.end..line.start;
            if front.len() > limits::FRONT_MATTER_BYTES {
                return Err(limits::front_matter_too_large(front.len()));
            }
            return Ok(Parts { front, body: line.end..text.len(), line_end });
        }
    }
    Err(never_ends(text))
}

fn never_ends(text: &str) -> Broken {
    let last = text.trim_end().len();
    Broken::at(text, last, Rejection::FrontMatterNeverEnds, Remedy::CloseFrontMatter)
}

fn no_opening(text: &str, start: usize) -> Broken {
    let rest = &text[start..];
    let first = rest.lines().next().unwrap_or_default().trim_end();
    if rest.trim().is_empty() {
        return Broken::at(text, start, Rejection::Empty, Remedy::BeginWithFrontMatter);
    }
    let (message, hint) = match first {
        "+++" => (Rejection::Toml, Remedy::YamlOnly),
        line if line.starts_with('{') || line == ";;;" || line.starts_with("---json") => {
            (Rejection::Json, Remedy::YamlOnly)
        }
        _ => (Rejection::NoFrontMatter, Remedy::AddFrontMatter),
    };
    Broken::at(text, start, message, hint)
}

/// Byte ranges of the lines from `start`, each with its line end.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let end = text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
        let line = at..end;
        at = end;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_line_in_the_body_does_not_end_anything() {
        let text = "---\ntitle: a\n---\nbody\n---\nmore\n";
        let parts = split(text).unwrap();
        assert_eq!(&text[parts.front.clone()], "title: a\n");
        assert_eq!(&text[parts.body], "body\n---\nmore\n", "only the first closing fence counts");
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_no_obstacle() {
        let text = "\u{feff}---\r\ntitle: a\r\n---\r\n";
        let parts = split(text).unwrap();
        assert_eq!(parts.line_end, "\r\n");
        assert_eq!(&text[parts.front], "title: a\r\n");
    }

    #[test]
    fn a_fence_at_the_very_end_needs_no_line_end() {
        assert!(split("---\ntitle: a\n---").is_ok());
    }

    #[test]
    fn a_dashed_line_that_says_more_is_no_fence() {
        let broken = split("---\ntitle: a\n--- more\n").unwrap_err();
        assert_eq!((broken.line, broken.column), (Some(3), Some(9)));
    }

    #[test]
    fn toml_and_json_are_named() {
        assert!(split("+++\na = 1\n+++\n").unwrap_err().to_string().contains("TOML"));
        assert!(split("{\"a\": 1}\n").unwrap_err().to_string().contains("JSON"));
    }

    #[test]
    fn bytes_that_are_no_text_are_placed() {
        let broken = text(b"---\ntitle: caf\xe9\n---\n").unwrap_err();
        assert_eq!((broken.line, broken.column), (Some(2), Some(11)));
    }
}
