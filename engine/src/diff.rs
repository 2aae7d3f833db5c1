//! What a hand-over would change, line by line.

use similar::{Algorithm, ChangeTag, TextDiff};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one line of a unified diff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineChange {
    /// Stands in both.
    Same,
    /// Taken out.
    Out,
    /// Put in.
    In,
}

/// One line of a diff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiffLine {
    /// Same, out or in.
    pub change: LineChange,
    /// Line number in the file (old number for `same` and `out`, new for `in`), from 1.
    pub line: u32,
    /// The line without its line end.
    pub text: String,
}

/// Only the lines that differ.
pub fn changed_lines(old: &[u8], new: &[u8]) -> Vec<DiffLine> {
    let mut lines = all_lines(old, new);
    lines.retain(|line| line.change != LineChange::Same);
    lines
}

/// Every line of both, with what became of it; lines that stay have their new number.
pub fn all_lines(old: &[u8], new: &[u8]) -> Vec<DiffLine> {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(&*old, &*new);
    let lines = diff.iter_all_changes().map(|change| {
        let (kind, index) = match change.tag() {
            ChangeTag::Equal => (LineChange::Same, change.new_index()),
            ChangeTag::Delete => (LineChange::Out, change.old_index()),
            ChangeTag::Insert => (LineChange::In, change.new_index()),
        };
        let line = u32::try_from(index.unwrap_or(0) + 1).unwrap_or(u32::MAX);
        DiffLine { change: kind, line, text: change.value().trim_end_matches(['\r', '\n']).to_owned() }
    });
    lines.collect()
}

/// The same as a unified diff with three lines of context; empty where nothing differs.
pub fn unified(path: &str, old: &[u8], new: &[u8]) -> String {
    if old == new {
        return String::new();
    }
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(&*old, &*new);
    diff.unified_diff().context_radius(3).header(&quoted("a", path), &quoted("b", path)).to_string()
}

/// A path as the header of a diff holds it: where it holds control characters, quotes or backslashes, it stands in
/// quotes with C escapes, as git writes it. Otherwise a line break in a file name would add lines to the diff.
fn quoted(side: &str, path: &str) -> String {
    let escape = |character: char| match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '"' | '\\' => format!("\\{character}"),
        _ if character.is_ascii_control() => format!("\\{:03o}", u32::from(character)),
        _ => character.to_string(),
    };
    let named = format!("{side}/{path}");
    let escaped: String = named.chars().map(escape).collect();
    if escaped == named { named } else { format!("\"{escaped}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_of_one_line_is_one_out_and_one_in() {
        let lines = changed_lines(b"a: 1\nb: 2\nc: 3\n", b"a: 1\nb: 7\nc: 3\n");
        let seen: Vec<(LineChange, u32, &str)> = lines.iter().map(|l| (l.change, l.line, l.text.as_str())).collect();
        assert_eq!(seen, [(LineChange::Out, 2, "b: 2"), (LineChange::In, 2, "b: 7")]);
        assert!(unified("x.md", b"a\n", b"b\n").contains("--- a/x.md\n+++ b/x.md\n"));
    }

    #[test]
    fn a_line_break_in_a_path_adds_no_line_to_a_diff() {
        let diff = unified("x\n+forged \"\\\u{1b}.md", b"a\n", b"b\n");
        assert!(diff.starts_with("--- \"a/x\\n+forged \\\"\\\\\\033.md\"\n+++ \"b/x\\n"), "{diff}");
        assert_eq!(diff.lines().count(), 5, "{diff}");
    }
}
