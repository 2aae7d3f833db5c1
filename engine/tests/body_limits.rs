//! A text of an article becomes a page of bounded size, whatever it is made of.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod room;

use engine::api::Body;
use room::{ARTICLE, Room};

/// Longest text that is shown, in bytes.
const LONGEST: usize = 128 * 1024;
/// Most elements of a page: a limit of 3,000, and what a parser adds to tables.
const ELEMENTS: usize = 9_000;

/// Bodies that are shown, each with whether it is shortened.
fn shown(bodies: &[(&str, String)]) -> Vec<Body> {
    let room = Room::with(&[]);
    for (place, (_, body)) in bodies.iter().enumerate() {
        room.write(&format!("{place}.md"), format!("{ARTICLE}{body}\n"));
    }
    room.import();
    (0..bodies.len()).map(|place| room.desk.query().body(room.id(&format!("{place}.md"))).unwrap()).collect()
}

/// Repeats `part` until it fills the longest text that is shown.
fn filled(part: &str) -> String {
    part.repeat(LONGEST / part.len())
}

fn elements(html: &str) -> usize {
    html.matches('<').count() - html.matches("</").count()
}

#[test]
fn nothing_makes_more_elements_or_bytes_than_a_window_bears() {
    let nested: String = (0..100).map(|number| format!("<b title=\"{number}{}\">", "x".repeat(500))).collect();
    let references: String = format!("[a]: https://e.example/{}\n\n", "x".repeat(2_000));
    let footnote: String = format!("[^a]: {}\n\n", "word ".repeat(2_000));
    let attacks = [
        ("headings", filled("# a\n")),
        ("rules", filled("---\n\n")),
        ("breaks", filled("a  \n")),
        ("list items", filled("- a\n")),
        ("nested lists", (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect()),
        ("quotes", filled("> a\n\n")),
        ("emphasis", filled("*a* ")),
        ("emphasis runs", filled("*a _b ")),
        ("stars", filled("*")),
        ("brackets", filled("[")),
        ("brackets with ends", filled("[a](")),
        ("images in links", filled("[![a](b)](c)")),
        (
            "a wide table",
            format!("|{}\n|{}\n{}", filled("a|").split_at(20_000).0, "-|".repeat(10_000), "|a\n".repeat(20_000)),
        ),
        ("a long table", format!("|a|b|\n|-|-|\n{}", filled("|a|b|\n"))),
        ("references", references + &filled("[a] ")),
        ("footnotes", footnote + &filled("[^a] ")),
        ("links", filled("<https://e.example> ")),
        ("entities", filled("&NotEqualTilde;")),
        ("code fences", filled("```\na\n```\n")),
        ("lines of code", format!("```\n{}", filled("a\n"))),
        ("formatting over paragraphs", nested.clone() + &filled("<p>x")),
        ("formatting over paragraphs of Markdown", nested + &filled("x\n\n")),
        ("links over paragraphs", format!("<a href=\"https://e.example/{}\">{}", "x".repeat(8_000), filled("<p>x"))),
        ("open tags of all kinds", filled("<div><b><table><td><ul><li><i>")),
        ("one tag of many attributes", format!("<b {}>", filled("a b c d "))),
        ("attributes without an end", filled("<a href=\"")),
        ("comments without an end", filled("<!-- ")),
        ("scripts without an end", filled("<script>")),
        ("cells of many columns", filled("<table><tr><td colspan=1000 rowspan=65534>x</table>")),
        ("smaller than", filled("<")),
        ("marks", filled("a\u{301}")),
        ("marks on one letter", filled("\u{301}")),
        ("blank lines", filled("\n")),
        ("no-break spaces", filled("\u{A0}")),
        ("directions", filled("\u{202E}a")),
    ];
    for ((name, source), body) in attacks.iter().zip(shown(&attacks)) {
        let (bytes, elements) = (body.html.len(), elements(&body.html));
        assert!(elements <= ELEMENTS, "{name}: {elements} elements");
        assert!(bytes <= 8 * LONGEST, "{name}: {bytes} bytes of HTML from {}", source.len());
        let spans = ["colspan=\"1000\"", "rowspan=\"65534\""];
        assert!(!spans.iter().any(|span| body.html.contains(span)), "{name}");
    }
}

#[test]
fn what_is_left_out_is_said() {
    let many = shown(&[
        ("headings", filled("# a\n")),
        ("marks", format!("a{}", "\u{301}".repeat(100))),
        ("long", filled("word ") + &filled("word ")),
        ("lines of code", format!("```\n{}", "a\n".repeat(10_000))),
        ("html", filled("<p>a")),
    ]);
    assert!(many.iter().all(|body| body.shortened), "{:?}", many.iter().map(|body| body.shortened).collect::<Vec<_>>());
}

#[test]
fn a_long_article_is_shown_whole() {
    let paragraph = "The *robots* counted **every** coral on the [reef](https://reef.example), and they never tire. ";
    let article = format!("## Coral\n\n{}\n\n- one\n- two\n\n", paragraph.repeat(5)).repeat(90);
    let marks = "Z̀́̂à́l̀g̀ò and ญี่ปุ่น नमस्ते".to_owned();
    let bodies = shown(&[("article", article), ("marks", marks.clone())]);
    assert!(bodies.iter().all(|body| !body.shortened));
    assert_eq!(bodies[0].html.matches("<h2>").count(), 90);
    assert!(bodies[1].html.contains(&marks), "{}", bodies[1].html);
}

#[test]
fn combining_marks_of_a_headline_are_limited_where_it_is_shown() {
    let marks = "\u{301}".repeat(5_000);
    let title =
        ARTICLE.replace("Reef robots", &format!("Ree{marks}f robots")).replace("never", &format!("ne{marks}ver"));
    let room = Room::with(&[("a.md", &title)]);
    room.import();
    let id = room.id("a.md");
    let row = room.row(id);
    let details = room.desk.query().details(id).unwrap();
    for text in [&row.title, &details.row.title, &details.article.title, &details.article.excerpt] {
        assert!(text.chars().filter(|letter| *letter == '\u{301}').count() <= 31, "{text}");
    }
    assert!(room.document(id).contains(&marks), "the file is as it was");
}

#[test]
fn a_mail_link_names_one_recipient_and_a_subject() {
    let body = shown(&[("mail", "[x](mailto:a@b.example?subject=s&bcc=c@d.example&attach=/etc/passwd)".to_owned())]);
    let link = body[0].html.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(link, Some("mailto:a@b.example?subject=s"), "{}", body[0].html);
    let body = shown(&[("no address", "<a href=\"mailto:?attach=/etc/passwd\">x</a>".to_owned())]);
    assert!(!body[0].html.contains("mailto"), "{}", body[0].html);
}
