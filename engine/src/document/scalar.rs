//! What a plain scalar means (YAML 1.2 core schema), and how a value is written in each quoting style.

use granit_parser::ScalarStyle;

/// What a plain, unquoted scalar stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// `~`, `null` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text,
}

/// What a scalar stands for; whatever is quoted is text.
pub fn meaning(text: &str, style: ScalarStyle) -> Meaning {
    if style != ScalarStyle::Plain {
        return Meaning::Text;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Meaning::Null,
        "true" | "True" | "TRUE" => return Meaning::Bool(true),
        "false" | "False" | "FALSE" => return Meaning::Bool(false),
        _ => {}
    }
    if let Some(number) = whole_number(text) {
        return Meaning::Int(number);
    }
    if is_float(text) { text.parse().map_or(Meaning::Text, Meaning::Float) } else { Meaning::Text }
}

fn whole_number(text: &str) -> Option<i64> {
    if let Some(digits) = text.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16).ok();
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return i64::from_str_radix(digits, 8).ok();
    }
    text.parse().ok()
}

fn is_float(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'))
}

/// Booleans as the generators of sites read them: YAML 1.1 `yes`, `no`, `on` and `off` count too, `fAlse` does not.
pub fn site_bool(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Whether a plain scalar is a date, as Hugo writes it under `published`.
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-' && bytes[5].is_ascii_digit()
}

/// Text in the double-quoted style of the robots: what a JSON serialiser prints, non-ASCII raw.
pub fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => escaped(&mut out, character),
            control if control.is_control() => escaped(&mut out, control),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn escaped(out: &mut String, character: char) {
    use std::fmt::Write;
    // Writing to a String cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(character));
}

/// Text in the style of the value that it replaces; double-quoted where that style cannot hold it.
pub fn in_style(text: &str, style: ScalarStyle, in_flow: bool) -> String {
    match style {
        ScalarStyle::Plain if plain_holds(text, in_flow) => text.to_owned(),
        ScalarStyle::SingleQuoted if single_holds(text) => format!("'{}'", text.replace('\'', "''")),
        _ => double_quoted(text),
    }
}

fn single_holds(text: &str) -> bool {
    !text.chars().any(|character| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}'))
}

/// Whether text written plain reads back as the same text, in YAML 1.2 and for the YAML 1.1 readers of sites.
pub fn plain_holds(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let inside = text.contains(": ") || text.ends_with(':') || text.contains(" #") || !single_holds(text);
    let starts = "-?:".contains(first) && text[first.len_utf8()..].chars().next().is_none_or(|next| next == ' ')
        || ",[]{}#&*!|>'\"%@`".contains(first)
        || text.starts_with("---")
        || text.starts_with("...");
    let flow = in_flow && text.contains([',', '[', ']', '{', '}', ':']);
    let trimmed = text.trim() == text;
    trimmed && !inside && !starts && !flow && reads_as_text(text)
}

/// Whether no reader takes this plain word for a number, a boolean, a date or nothing.
fn reads_as_text(text: &str) -> bool {
    let one_dot_one =
        matches!(text.to_ascii_lowercase().as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "=" | "<<")
            || sexagesimal(text)
            || is_date(text)
            || text.replace('_', "").parse::<f64>().is_ok()
            || matches!(text.trim_start_matches(['-', '+']).to_ascii_lowercase().as_str(), ".inf" | ".nan");
    meaning(text, ScalarStyle::Plain) == Meaning::Text && !one_dot_one
}

fn sexagesimal(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'-' | b'+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_other_readers_take_for_a_boolean_is_not_written_plain() {
        for word in
            ["no", "Yes", "off", "null", "12:30", "1_000", "0x1F", "2020-06-09", "- a", "a: b", "#tag", " a", ""]
        {
            assert!(!plain_holds(word, false), "{word:?} would be read as something else");
        }
    }

    #[test]
    fn a_word_is_a_boolean_only_where_sites_read_one() {
        assert_eq!((site_bool("Off"), site_bool("YES")), (Some(false), Some(true)));
        assert_eq!(site_bool("fAlse"), None, "sites take it for text, and show what it should hide");
    }

    #[test]
    fn names_with_commas_and_ampersands_stay_plain() {
        for name in ["U.S. News & World Report", "Becker's Hospital Review", "Morningstar, Inc.", "01Net", "아크로팬"]
        {
            assert!(plain_holds(name, false), "{name:?} stands plain in real files");
        }
        assert!(!plain_holds("Morningstar, Inc.", true), "a comma ends an item of a flow list");
    }

    #[test]
    fn quotes_and_line_breaks_are_escaped_as_the_robots_do() {
        assert_eq!(double_quoted("a \"b\"\r\n\tc\\ ’\u{2028}"), "\"a \\\"b\\\"\\r\\n\\tc\\\\ ’\\u2028\"");
    }

    #[test]
    fn numbers_are_whole_where_they_fit() {
        assert_eq!(meaning("-2147483648", ScalarStyle::Plain), Meaning::Int(-2_147_483_648));
        assert_eq!(meaning("39", ScalarStyle::DoubleQuoted), Meaning::Text);
        assert_eq!(meaning("", ScalarStyle::Plain), Meaning::Null);
    }
}
