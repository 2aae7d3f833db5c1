//! Tokens → query.

use super::expression::{Expression, Query, Sort, Test};
use super::hint::Hint;
use super::keys;
use super::tokens::{Token, tokens};

impl Query {
    /// Reads a query. What cannot be understood is left out, and the first of it is named in the hint.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader { tokens: tokens(text).into_iter(), sort: Sort::default(), hint: None };
        let expression = reader.group(0);
        Self { expression, sort: reader.sort, hint: reader.hint }
    }
}

struct Reader {
    tokens: std::vec::IntoIter<Token>,
    sort: Sort,
    hint: Option<Hint>,
}

/// Brackets deeper than this are read as if they were not there.
const DEEPEST: usize = 32;

impl Reader {
    /// Reads up to the closing bracket, or the end.
    fn group(&mut self, depth: usize) -> Expression {
        let mut either = Vec::new();
        let mut all = Vec::new();
        let mut closed = false;
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Close => {
                    closed = true;
                    break;
                }
                Token::Open { not } if depth < DEEPEST => {
                    let inside = self.group(depth + 1);
                    if inside != Expression::All(Vec::new()) {
                        all.push(turned(not, inside));
                    }
                }
                Token::Open { .. } => self.hint(Hint::TooManyBrackets),
                Token::Item { not: false, text, .. } if text.eq_ignore_ascii_case("or") && depth > 0 => {
                    either.push(Expression::All(std::mem::take(&mut all)));
                }
                Token::Item { not, text, last } => {
                    all.extend(self.item(&text, last).map(|test| turned(not, Expression::Test(test))));
                }
            }
        }
        if depth > 0 && !closed {
            self.hint(Hint::BracketOpen);
        }
        either.push(Expression::All(all));
        either.retain(|part| *part != Expression::All(Vec::new()));
        match either.len() {
            0 => Expression::All(Vec::new()),
            1 => either.remove(0),
            _ => Expression::Any(either),
        }
    }

    fn item(&mut self, text: &str, last: bool) -> Option<Test> {
        let keyed = text.split_once(':').filter(|(key, _)| !key.is_empty() && key.chars().all(char::is_alphabetic));
        let Some((key, value)) = keyed else { return self.words(text, last, None) };
        match (key, unquoted(value).as_str()) {
            ("sort", value) => match keys::sort(value) {
                Ok(sort) => self.sort = sort,
                Err(hint) => self.hint(hint),
            },
            ("title", "") => self.hint(Hint::TitleNeedsWord),
            ("title", _) => return self.words(value, last, Some("title")),
            // A headline such as `Review: the new robot` is searched for as it is typed.
            _ if key.starts_with(char::is_uppercase) => return self.words(text, last, None),
            (key, value) => match keys::test(key, value) {
                Ok(condition) => return Some(condition),
                Err(hint) => self.hint(hint),
            },
        }
        None
    }

    fn words(&mut self, text: &str, last: bool, column: Option<&'static str>) -> Option<Test> {
        let quoted = text.starts_with('"');
        let starred = text.ends_with('*');
        let words = unquoted(text.trim_end_matches('*'));
        if !words.chars().any(char::is_alphanumeric) {
            if !words.trim().is_empty() {
                self.hint(Hint::NoLetter { text: words });
            }
            return None;
        }
        // A quotation mark that is still open is still being typed.
        let open = quoted && last && text.matches('"').count() % 2 == 1;
        let prefix = starred || open || (last && !quoted);
        if prefix && words.trim().chars().nth(1).is_none() {
            // Nearly every article has a word with that letter: the list waits for the second one.
            return None;
        }
        Some(Test::Words { text: words, prefix, column })
    }

    /// Keeps the first mistake; the next one is named when this one is corrected.
    fn hint(&mut self, hint: Hint) {
        self.hint.get_or_insert(hint);
    }
}

fn turned(not: bool, expression: Expression) -> Expression {
    if not { Expression::Not(Box::new(expression)) } else { expression }
}

fn unquoted(text: &str) -> String {
    text.replace('"', "")
}
