//! Messages about queries that are not understood, or find nothing because of a name that no article has.

use crate::message::Declared;
use crate::messages;

messages! {
    /// What of a query is not understood.
    pub enum Hint {
        TooManyBrackets => "engine_query_brackets",
        BracketOpen => "engine_query_bracket_open",
        TitleNeedsWord => "engine_query_title_wants_word",
        NoLetter { text: String } => "engine_query_no_letter",
        NeedsValue { key: String } => "engine_query_wants_value",
        UnknownValue { key: String, value: String, values: Vec<String> } => "engine_query_value_unknown",
        UnknownKey { key: String, keys: Vec<String> } => "engine_query_key_unknown",
        NeedsNumber { key: String, value: String } => "engine_query_wants_number",
        NeedsDate { key: String, value: String } => "engine_query_wants_date",
        NoArticleHas { detail: Name, name: String } => "engine_query_no_article_has",
    }
}

messages! {
    /// What a name in a query is the name of.
    pub enum Name {
        Topic => "engine_query_topic",
        Provider => "engine_query_provider",
        Kind => "engine_query_type",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 2] {
    [Hint::MESSAGES, Name::MESSAGES]
}
