//! A query apart at its spaces: words, `key:"several words"`, brackets.

/// One piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `(`, or `-(`.
    Open {
        /// A dash stood before it.
        not: bool,
    },
    /// `)`
    Close,
    /// A word or `key:value`, quotation marks still in it.
    Item {
        /// A dash stood before it.
        not: bool,
        /// As typed.
        text: String,
        /// It ends the query: it may still be being typed.
        last: bool,
    },
}

/// Takes a query apart.
pub fn tokens(query: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    for (text, last) in pieces(query) {
        piece(text, last, &mut depth, &mut tokens);
    }
    tokens
}

fn piece(text: &str, last: bool, depth: &mut usize, tokens: &mut Vec<Token>) {
    let (not, mut rest) = match text.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, text),
    };
    if let Some(inside) = rest.strip_prefix('(') {
        tokens.push(Token::Open { not });
        *depth += 1;
        if !inside.is_empty() {
            piece(inside, last, depth, tokens);
        }
        return;
    }
    let mut closing = 0;
    while *depth > closing && rest.ends_with(')') {
        rest = &rest[..rest.len() - 1];
        closing += 1;
    }
    if !rest.is_empty() {
        tokens.push(Token::Item { not, text: rest.to_owned(), last: last && closing == 0 });
    }
    *depth -= closing;
    tokens.extend(std::iter::repeat_n(Token::Close, closing));
}

/// The pieces between spaces outside quotation marks, and whether each ends the query.
fn pieces(query: &str) -> Vec<(&str, bool)> {
    let (mut pieces, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, character) in query.char_indices() {
        match character {
            '"' => quoted = !quoted,
            space if space.is_whitespace() && !quoted => {
                pieces.push((&query[start..at], false));
                start = at + space.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push((&query[start..], true));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}
