//! Makes HTML of known size out of HTML that strangers wrote: only known tags, each closed inside its parent, so that a
//! parser makes no more elements of it than there are tags. Sanitizing is a later step.

use super::tags::{Kind, kind};
use super::tokens::{Token, Tokens};

/// Most elements that are kept.
///
/// A window stands still for about 0.3 ms per heading or rule. A long article of 20,000 words has fewer than 1,000.
pub const ELEMENTS: usize = 3_000;
/// Deepest nesting that is kept. A parser's time grows with the square of it.
pub const DEEPEST: usize = 128;

/// HTML whose tags match.
#[derive(Debug, PartialEq, Eq)]
pub enum Balanced {
    /// The HTML, and whether something was left out at its end.
    Html(String, bool),
    /// It is nested deeper than [`DEEPEST`].
    TooDeep,
}

/// Balances HTML, up to [`ELEMENTS`] elements; each line of preformatted text counts as one.
pub fn balanced(html: &str) -> Balanced {
    let mut balance = Balance { html: String::with_capacity(html.len()), open: Vec::new(), elements: 0 };
    let mut shortened = false;
    for token in Tokens::of(html) {
        match token {
            Token::Text(text) => shortened = !balance.text(text),
            Token::Start { name, attributes } => {
                shortened = kind(&name).is_some_and(|kind| !balance.start(&name, kind, &attributes));
            }
            Token::End { name } => balance.end(&name),
        }
        if balance.open.len() > DEEPEST {
            return Balanced::TooDeep;
        }
        if shortened {
            break;
        }
    }
    balance.close_to(0);
    Balanced::Html(balance.html, shortened)
}

struct Balance {
    html: String,
    /// Elements that are open, outermost first.
    open: Vec<(String, Kind)>,
    elements: usize,
}

impl Balance {
    /// Returns whether all of the text is kept.
    fn text(&mut self, text: &str) -> bool {
        if !self.open.iter().any(|(name, _)| name == "pre") {
            self.html.push_str(text);
            return true;
        }
        let mut lines = text.split_inclusive('\n');
        while self.elements < ELEMENTS {
            let Some(line) = lines.next() else { return true };
            self.html.push_str(line);
            self.elements += usize::from(line.ends_with('\n'));
        }
        lines.next().is_none()
    }

    /// Returns whether the element is kept.
    fn start(&mut self, name: &str, kind: Kind, attributes: &str) -> bool {
        if self.elements >= ELEMENTS {
            return false;
        }
        self.elements += 1;
        self.make_room(name, kind);
        self.html.push('<');
        self.html.push_str(name);
        self.html.push_str(attributes);
        self.html.push('>');
        if kind != Kind::Void {
            self.open.push((name.to_owned(), kind));
        }
        true
    }

    /// Closes open elements that cannot contain this one. A parser would otherwise reopen them inside each element that
    /// follows.
    fn make_room(&mut self, name: &str, kind: Kind) {
        if kind == Kind::Block || name == "hr" {
            while self.open.last().is_some_and(|(open, kind)| *kind == Kind::Inline || open == "p") {
                self.close();
            }
        }
        let (closes, stops_at): (&[&str], &[&str]) = match name {
            "a" => (&["a"], &[]),
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr", "caption", "colgroup"], &["table"]),
            "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => {
                (&["thead", "tbody", "tfoot", "caption", "colgroup"], &["table"])
            }
            "rt" | "rp" | "rtc" => (&["rt", "rp", "rtc"], &["ruby"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&["h1", "h2", "h3", "h4", "h5", "h6"], &["div", "li", "td"]),
            _ => return,
        };
        for (place, (open, _)) in self.open.iter().enumerate().rev() {
            if closes.contains(&open.as_str()) {
                return self.close_to(place);
            }
            if stops_at.contains(&open.as_str()) {
                return;
            }
        }
    }

    /// Closes the innermost element of this name; an end without one is left out. An end tag inside a cell closes no
    /// element outside of its table.
    fn end(&mut self, name: &str) {
        let is_part = matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption");
        for (place, (open, _)) in self.open.iter().enumerate().rev() {
            if open == name {
                return self.close_to(place);
            }
            if !is_part && matches!(open.as_str(), "td" | "th" | "caption") {
                return;
            }
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.close();
        }
    }

    fn close(&mut self) {
        if let Some((name, _)) = self.open.pop() {
            self.html.push_str("</");
            self.html.push_str(&name);
            self.html.push('>');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(html: &str) -> String {
        match balanced(html) {
            Balanced::Html(html, false) => html,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_matches_is_left_as_it_is() {
        for text in [
            "<p>A <em>reef</em>.</p>",
            "<ul><li>one<ul><li>two</li></ul></li></ul>",
            "<table><thead><tr><th align=\"left\">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
            "<div><a href=\"https://reef.example/?a=1&amp;b=2\">x</a><hr></div>",
        ] {
            assert_eq!(html(text), text);
        }
    }

    #[test]
    fn every_element_is_closed_inside_its_parent() {
        let cases = [
            ("<b><p>one<p>two", "<b></b><p>one</p><p>two</p>"),
            ("<li>a<li>b", "<li>a</li><li>b</li>"),
            ("<tr><td>a<td>b<tr><td>c", "<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>"),
            ("<i><b>x</i></b>", "<i><b>x</b></i>"),
            ("<a href=x><a href=y>z", "<a href=\"x\"></a><a href=\"y\">z</a>"),
            ("</div></b>x", "x"),
            ("<div><table><tr><td></div>x", "<div><table><tr><td>x</td></tr></table></div>"),
        ];
        for (text, wanted) in cases {
            assert_eq!(html(text), wanted, "{text}");
        }
    }

    #[test]
    fn it_ends_after_the_last_element_that_is_kept() {
        let Balanced::Html(made, shortened) = balanced(&"<h1>a</h1>".repeat(ELEMENTS + 1)) else { panic!() };
        assert!(shortened);
        assert_eq!(made, "<h1>a</h1>".repeat(ELEMENTS));
        let Balanced::Html(made, shortened) = balanced(&format!("<pre>{}</pre>", "a\n".repeat(10_000))) else {
            panic!()
        };
        assert!(shortened && made.lines().count() <= ELEMENTS + 1, "lines of code count, too");
        assert!(matches!(balanced(&"<div>".repeat(DEEPEST + 1)), Balanced::TooDeep));
    }
}
