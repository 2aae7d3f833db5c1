//! ④ The body of an article → HTML that is safe to be shown. What it may hold is listed in one place; everything else is
//! taken out. Knows no article and no window.

mod balance;
mod tags;
mod tokens;

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::balance::{Balanced, DEEPEST, ELEMENTS, balanced};
use crate::{links, marks};

/// The body of an article as safe HTML: no script, no style, no form, no picture, only links to the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Body {
    /// The HTML; empty where the article has no text.
    pub html: String,
    /// The text has more than is shown: it is very long, or has very many elements or combining characters.
    pub shortened: bool,
}

/// Longest text that is shown, in bytes.
const LONGEST: usize = 128 * 1024;
/// Most bytes of text and addresses in the resulting HTML: a footnote or an address that is named once can be referred
/// to ten thousand times.
const RENDERED: usize = 4 * LONGEST;

static CLEAN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut clean = Builder::default();
    clean
        .rm_tags(["img", "map", "area"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("a", "href") => links::allowed(value),
            _ => Some(value.into()),
        });
    clean
});

/// A body in Markdown, with whatever HTML stands in it, as safe HTML. A picture is replaced by the words that describe
/// it. What is nested too deeply is shown as the text it is.
///
/// The work is limited before it is done: the length of the text, the events of its Markdown, the elements of its HTML.
pub fn body(markdown: &str) -> Body {
    let cut = beginning(markdown);
    let text = marks::limited(cut);
    let shortened = text.len() < markdown.len();
    if text.trim().is_empty() {
        return Body { html: String::new(), shortened };
    }
    match rendered(&text) {
        Some((html, ended)) => Body { html: CLEAN.clean(&html).to_string(), shortened: shortened || ended },
        None => as_text(&text, shortened),
    }
}

/// The beginning that is shown, up to a whole letter.
fn beginning(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// Markdown as balanced HTML without pictures, and whether it ended early; `None` where it is nested too deeply.
fn rendered(markdown: &str) -> Option<(String, bool)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut events = Events { parser: Parser::new_ext(markdown, options), open: Vec::new(), state: State::default() };
    let mut made = String::new();
    html::push_html(&mut made, &mut events);
    if events.state.too_deep {
        return None;
    }
    match balanced(&made) {
        Balanced::Html(html, ended) => Some((html, ended || events.state.ended)),
        Balanced::TooDeep => None,
    }
}

/// The events of a text without its pictures, until one of the limits is reached. What is open then is closed.
struct Events<'m> {
    parser: Parser<'m>,
    open: Vec<TagEnd>,
    state: State,
}

/// How much of a text was read.
#[derive(Default)]
struct State {
    elements: usize,
    bytes: usize,
    ended: bool,
    too_deep: bool,
}

impl<'m> Iterator for Events<'m> {
    type Item = Event<'m>;

    fn next(&mut self) -> Option<Event<'m>> {
        while !self.state.ended {
            let event = self.parser.next()?;
            match &event {
                Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => continue,
                Event::Start(tag) => self.open.push(tag.to_end()),
                Event::End(_) => drop(self.open.pop()),
                _ => {}
            }
            self.state.too_deep = self.open.len() > DEEPEST;
            self.state.elements += usize::from(is_element(&event));
            self.state.bytes += size(&event);
            self.state.ended = self.state.too_deep || self.state.elements > ELEMENTS || self.state.bytes > RENDERED;
            if self.state.ended && matches!(event, Event::Start(_)) {
                self.open.pop();
            }
            if !self.state.ended || matches!(event, Event::End(_)) {
                return Some(event);
            }
        }
        self.open.pop().map(Event::End)
    }
}

const fn is_element(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(_) | Event::Rule | Event::HardBreak | Event::FootnoteReference(_))
}

/// Bytes that an event adds to a page, besides its tags.
fn size(event: &Event<'_>) -> usize {
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => text.len(),
        Event::Start(Tag::Link { dest_url, title, .. }) => dest_url.len() + title.len(),
        Event::Start(Tag::FootnoteDefinition(name)) | Event::FootnoteReference(name) => name.len(),
        _ => 0,
    }
}

/// The text as it stands in the file.
fn as_text(text: &str, shortened: bool) -> Body {
    let end = text.match_indices('\n').nth(ELEMENTS).map_or(text.len(), |(at, _)| at);
    let html = format!("<pre>{}</pre>", ammonia::clean_text(&text[..end]));
    Body { html, shortened: shortened || end < text.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        body(markdown).html
    }

    #[test]
    fn markdown_becomes_what_a_reader_reads() {
        let made = html("A *reef*.\n\n- one\n- two\n\n[more](https://reef.example/a?b=1&c=2)");
        assert!(made.contains("<em>reef</em>") && made.contains("<li>one</li>"), "{made}");
        let link = r#"<a href="https://reef.example/a?b=1&amp;c=2" rel="noopener noreferrer">more</a>"#;
        assert!(made.contains(link), "a link goes to the web and tells nothing of where it came from: {made}");
        assert_eq!(html(" \n\n"), "", "no text is no page");
    }

    #[test]
    fn nothing_that_acts_is_left() {
        let hostile = [
            "<script>alert(1)</script>",
            "<p onclick=\"alert(1)\">x</p>",
            "<svg onload=alert(1)><style>@import 'https://e.example'</style></svg>",
            "<form action=\"https://e.example\"><input name=a><button>x</button></form>",
            "<iframe src=\"https://e.example\"></iframe><object data=x></object><embed src=x>",
            "[x](javascript:alert(1)) <a href=\"JaVaScRiPt:alert(1)\">x</a> <a href=\"data:text/html,x\">x</a>",
            "<a href=\"&#106;avascript:alert(1)\">x</a> <a href=\"java\nscript:alert(1)\">x</a>",
            "<meta http-equiv=refresh content=\"0;url=https://e.example\"><base href=\"https://e.example\">",
            "<link rel=stylesheet href=\"https://e.example/a.css\"><div style=\"background:url(https://e.example)\">x</div>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        ];
        for source in hostile {
            let made = html(source).to_lowercase();
            for word in ["<script", "onclick", "onload", "onerror", "<form", "<input", "<button", "<iframe", "<object"]
            {
                assert!(!made.contains(word), "{word} is left of {source}: {made}");
            }
            for word in ["href=\"j", "href=\"d", "style", "<embed", "<meta", "<base", "<link", "<svg", "e.example"] {
                assert!(!made.contains(word), "{word} is left of {source}: {made}");
            }
        }
    }

    #[test]
    fn no_picture_is_fetched_from_the_web_and_its_words_are_kept() {
        let made = html("![a diver](https://e.example/p.jpg) <img src=\"https://e.example/q.jpg\" srcset=\"x 2x\">");
        assert!(made.contains("a diver"), "{made}");
        assert!(!made.contains("e.example") && !made.contains("<img"), "nothing leaves the machine: {made}");
        assert!(!html("[here](../elsewhere.html)").contains("href"), "a link into the site leads nowhere on the desk");
    }

    #[test]
    fn what_is_nested_without_end_is_shown_as_text() {
        let deep = ["<div>".repeat(20_000), "<div></span>".repeat(9_000), "<b>".repeat(20_000), ">".repeat(60_000)];
        for source in deep {
            let made = body(&source);
            assert!(made.html.starts_with("<pre>"), "cleaning this would take a time that grows with its square");
        }
        assert!(!html(&"<p>one<br>".repeat(500)).starts_with("<pre>"), "paragraphs without an end do not nest");
        assert!(!html(&"<div>one</div>".repeat(500)).starts_with("<pre>"), "what stands side by side does not nest");
    }

    #[test]
    fn a_long_text_is_cut_between_letters_and_says_so() {
        let made = body(&"é".repeat(LONGEST));
        assert!(made.shortened);
        assert!(made.html.len() <= LONGEST + 100, "the cap holds");
        assert!(!body("short").shortened);
    }
}
