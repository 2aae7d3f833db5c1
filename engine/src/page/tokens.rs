//! Splits HTML into tags and text in one pass. Comments, declarations, scripts and styles are left out.

use super::tags::{is_dropped, keeps};

/// Most attributes of a tag that are looked at.
const ATTRIBUTES: usize = 32;

/// A part of an HTML text.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'h> {
    /// Text with its entities; a `<` in it does not begin a tag.
    Text(&'h str),
    /// A start tag: its name in lower case, and its attributes as they are written after it.
    Start {
        /// Its name.
        name: String,
        /// The attributes that are kept, each with a blank before it.
        attributes: String,
    },
    /// An end tag.
    End {
        /// Its name in lower case.
        name: String,
    },
}

/// The tokens of an HTML text.
pub struct Tokens<'h> {
    rest: &'h str,
}

impl<'h> Tokens<'h> {
    /// The tokens of this text.
    pub const fn of(html: &'h str) -> Self {
        Self { rest: html }
    }

    /// Leaves out everything up to the end of this mark; all the rest where there is none.
    fn skip_past(&mut self, mark: &str) {
        self.rest = self.rest.split_once(mark).map_or("", |(_, rest)| rest);
    }

    fn end_tag(&mut self) -> Token<'h> {
        let name = name_of(&self.rest[2..]);
        self.skip_past(">");
        Token::End { name }
    }

    /// A start tag; one that the text ends in is left out.
    fn start_tag(&mut self) -> Option<Token<'h>> {
        let name = name_of(&self.rest[1..]);
        let mut attributes = Attributes { rest: &self.rest[1 + name.len()..], kept: String::new(), seen: 0 };
        while attributes.next()? {}
        let (rest, attributes) = (attributes.rest, attributes.kept);
        self.rest = rest;
        if is_dropped(&name) {
            self.skip_content(&name);
        }
        Some(Token::Start { name, attributes })
    }

    /// Leaves out the content of an element that contains no tags but its own end.
    fn skip_content(&mut self, name: &str) {
        let end = self.rest.match_indices("</").find(|(at, _)| {
            let after = &self.rest[at + 2..];
            after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        });
        self.rest = end.map_or("", |(at, _)| &self.rest[at..]);
    }
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        loop {
            let after = self.rest.strip_prefix('<');
            match after.and_then(|after| after.bytes().next()) {
                Some(b'!') if self.rest.starts_with("<!--") => {
                    self.rest = &self.rest[4..];
                    self.skip_past("-->");
                }
                Some(b'!' | b'?') => self.skip_past(">"),
                Some(b'/') if self.rest[2..].starts_with(|letter: char| letter.is_ascii_alphabetic()) => {
                    return Some(self.end_tag());
                }
                Some(letter) if letter.is_ascii_alphabetic() => match self.start_tag() {
                    Some(tag) => return Some(tag),
                    None => self.rest = "",
                },
                // This `<` begins no tag, so it stays text.
                Some(_) => {
                    self.rest = &self.rest[1..];
                    return Some(Token::Text("&lt;"));
                }
                None if after.is_some() => {
                    self.rest = "";
                    return Some(Token::Text("&lt;"));
                }
                None if self.rest.is_empty() => return None,
                None => {
                    let (text, rest) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
                    self.rest = rest;
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

/// The name that a tag begins with, in lower case.
fn name_of(text: &str) -> String {
    let end = text.find(|letter: char| letter.is_ascii_whitespace() || letter == '/' || letter == '>');
    text[..end.unwrap_or(text.len())].to_ascii_lowercase()
}

/// The attributes of a tag, up to its end.
struct Attributes<'h> {
    rest: &'h str,
    kept: String,
    seen: usize,
}

impl Attributes<'_> {
    /// Reads the next one; `Some(false)` at the end of the tag, `None` where the text ends before it.
    fn next(&mut self) -> Option<bool> {
        self.rest = self.rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if let Some(rest) = self.rest.strip_prefix('>') {
            self.rest = rest;
            return Some(false);
        }
        // An equals sign may begin a name, and nowhere else stand in it.
        let first = self.rest.chars().next()?.len_utf8();
        let end = self.rest[first..].find(|letter: char| letter.is_ascii_whitespace() || "/>=".contains(letter))?;
        let (name, rest) = self.rest.split_at(first + end);
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
        let (value, rest) = match after.strip_prefix('=') {
            Some(value) => value_of(value.trim_start_matches(|letter: char| letter.is_ascii_whitespace()))?,
            None => ("", rest),
        };
        self.rest = rest;
        self.seen += 1;
        self.keep(&name.to_ascii_lowercase(), value);
        Some(true)
    }

    fn keep(&mut self, name: &str, value: &str) {
        if self.seen <= ATTRIBUTES && keeps(name, value) {
            self.kept.push_str(&format!(" {name}=\"{}\"", value.replace('"', "&quot;")));
        }
    }
}

/// The value that an attribute begins with, and what follows it.
fn value_of(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(text) = text.strip_prefix(quote) {
            return text.split_once(quote);
        }
    }
    let end = text.find(|letter: char| letter.is_ascii_whitespace() || letter == '>')?;
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(html: &str) -> Vec<Token<'_>> {
        Tokens::of(html).collect()
    }

    fn start(name: &str, attributes: &str) -> Token<'static> {
        Token::Start { name: name.to_owned(), attributes: attributes.to_owned() }
    }

    #[test]
    fn tags_and_text_are_told_apart() {
        let text = "a<B title='x\"y'>b</B >c<br/>1 < 2 <3";
        let end = || Token::End { name: "b".to_owned() };
        let wanted = [
            Token::Text("a"),
            start("b", " title=\"x&quot;y\""),
            Token::Text("b"),
            end(),
            Token::Text("c"),
            start("br", ""),
            Token::Text("1 "),
            Token::Text("&lt;"),
            Token::Text(" 2 "),
            Token::Text("&lt;"),
            Token::Text("3"),
        ];
        assert_eq!(tokens(text), wanted);
    }

    #[test]
    fn attributes_are_read_with_any_quotes_and_only_known_ones_are_kept() {
        let text = "<a onclick=x href = https://reef.example/a/b title=\"1>2\" data-x rowspan=9 =y colspan=\"70000\">";
        assert_eq!(tokens(text), [start("a", " href=\"https://reef.example/a/b\" title=\"1>2\" rowspan=\"9\"")]);
    }

    #[test]
    fn comments_scripts_and_styles_are_left_out() {
        assert_eq!(tokens("<!-- <b> --><!doctype html><?x?>a"), [Token::Text("a")]);
        let script = tokens("<script>a<b></SCRIPT>c");
        assert_eq!(script.last(), Some(&Token::Text("c")));
        assert!(!script.contains(&start("b", "")), "{script:?}");
        for open in ["<!-- ", "<script>", "<style>", "<a href=\"", "<a ", "</a", "<"] {
            let rest: Vec<_> = tokens(open).into_iter().filter(|token| matches!(token, Token::Text(_))).collect();
            assert!(rest.len() <= 1, "{open}");
        }
    }
}
