//! The English texts of the catalogue, for the command line.
//!
//! The catalogue is part of the program and is parsed when the first message is rendered.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Message;

const CATALOGUE: &str = include_str!("../../../ui/messages/en.json");

/// A text, or the variants of a text for a count. Only the page has messages with variants.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Text(String),
    Variants(IgnoredAny),
}

static TEXTS: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let entries: HashMap<&'static str, Entry> = serde_json::from_str(CATALOGUE).unwrap_or_default();
    let text = |(id, entry)| match entry {
        Entry::Text(text) => Some((id, text)),
        Entry::Variants(_) => None,
    };
    entries.into_iter().filter_map(text).collect()
});

/// Renders the message in English.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&render(self))
    }
}

/// Renders a message; a message that the catalogue does not know is its id.
fn render(message: &Message) -> String {
    let Some(text) = TEXTS.get(message.id.as_ref()) else { return message.id.to_string() };
    let mut rendered = String::with_capacity(text.len() + 32);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '\\']) {
        rendered.push_str(&rest[..at]);
        let (sign, after) = rest[at..].split_at(1);
        rest = after;
        if sign == "\\" {
            // A backslash escapes the character behind it.
            let mut escaped = after.chars();
            rendered.extend(escaped.next());
            rest = escaped.as_str();
        } else if let Some((name, behind)) = after.split_once('}') {
            match message.args.get(name) {
                Some(argument) => rendered.push_str(&argument.to_string()),
                None => rendered.push_str(name),
            }
            rest = behind;
        }
    }
    rendered.push_str(rest);
    rendered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_that_holds_braces_or_a_backslash_is_set_in_as_it_is() {
        let message = Message::new("engine_it_reads")
            .with("detail", Message::new("engine_front_never_ends"))
            .with("text", r"a: {text} \n");
        assert_eq!(
            message.to_string(),
            r"the front matter never ends: no closing --- was found. It reads: a: {text} \n"
        );
    }

    #[test]
    fn an_escaped_backslash_of_the_catalogue_is_one_backslash() {
        let text = Message::new("engine_hint_write_backslash").to_string();
        assert_eq!(text, r"Write a backslash inside double quotes as \\, and drop the file again.");
    }

    #[test]
    fn a_message_that_the_catalogue_does_not_know_is_its_id() {
        assert_eq!(Message::new("engine_unheard_of").to_string(), "engine_unheard_of");
    }

    #[test]
    fn a_message_reads_back_from_json() {
        let message =
            Message::new("engine_line").with("line", &3_u32).with("detail", Message::new("engine_file_empty"));
        let json = serde_json::to_string(&message).unwrap_or_default();
        assert_eq!(
            json,
            concat!(
                r#"{"id":"engine_line","args":{"detail":{"id":"engine_file_empty","args":{},"#,
                r#""text":"the file is empty; an article was expected."},"line":3},"#,
                r#""text":"Line 3: the file is empty; an article was expected."}"#,
            )
        );
        assert_eq!(serde_json::from_str::<Message>(&json).ok(), Some(message));
    }
}
