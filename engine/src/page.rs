//! ④ The body of an article → HTML that is safe to be shown. What it may hold is listed in one place; everything else is
//! taken out. Knows no article and no window.

use std::collections::HashMap;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use crate::screen::Body;

/// Longest text that is shown, in bytes.
const LONGEST: usize = 128 * 1024;
/// Deepest nesting that is shown as it is: what cleans HTML takes a time that grows with the square of it.
const DEEPEST: usize = 128;
/// Tags that never nest by themselves, so that they need no end.
const FLAT: [&str; 14] = ["p", "br", "hr", "img", "li", "dt", "dd", "tr", "td", "th", "wbr", "input", "col", "source"];

static CLEAN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut clean = Builder::default();
    clean
        .rm_tags(["img", "map", "area"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer"));
    clean
});

/// A body in Markdown, with whatever HTML stands in it, as safe HTML. A picture is replaced by the words that describe
/// it. What is nested too deeply is shown as the text it is.
pub fn body(markdown: &str) -> Body {
    let shown = cut(markdown);
    let cut = shown.len() < markdown.len();
    if shown.trim().is_empty() {
        return Body { html: String::new(), cut };
    }
    let made = rendered(shown).filter(|html| !is_deep(html));
    let html = made.map_or_else(|| as_text(shown), |html| CLEAN.clean(&html).to_string());
    Body { html, cut }
}

/// The beginning that is shown, up to a whole letter.
fn cut(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

/// Markdown as HTML without pictures; `None` where it is nested too deeply.
fn rendered(markdown: &str) -> Option<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let (mut depth, mut events) = (0_usize, Vec::new());
    for event in Parser::new_ext(markdown, options) {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
        if !matches!(event, Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image)) {
            events.push(event);
        }
    }
    let mut made = String::new();
    html::push_html(&mut made, events.into_iter());
    Some(made)
}

/// Whether more tags stand open at once than are shown. An end counts only where a tag of its name is open.
fn is_deep(html: &str) -> bool {
    let (mut depth, mut open) = (0_usize, HashMap::<String, usize>::new());
    for tag in html.split('<').skip(1) {
        let ends = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || FLAT.contains(&name.as_str()) {
            continue;
        }
        let of_its_name = open.entry(name).or_default();
        if !ends {
            (depth, *of_its_name) = (depth + 1, *of_its_name + 1);
        } else if *of_its_name > 0 {
            (depth, *of_its_name) = (depth - 1, *of_its_name - 1);
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

fn as_text(text: &str) -> String {
    format!("<pre>{}</pre>", ammonia::clean_text(text))
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
        assert!(made.cut);
        assert!(made.html.len() <= LONGEST + 100, "the cap holds");
        assert!(!body("short").cut);
    }
}
