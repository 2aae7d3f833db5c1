//! Reading closely: the text as a page, the document line by line, the topics.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod room;

use engine::api::LineChange;
use engine::decide::Decision;
use room::{ARTICLE, Room};

#[test]
fn the_text_of_an_article_is_safe_html() {
    let room = Room::with(&[("a.md", &format!("{ARTICLE}A *reef* <script>x()</script>.\n"))]);
    room.import();
    let body = room.desk.query().body(room.id("a.md")).unwrap();
    assert_eq!(body.html.trim(), "<p>A <em>reef</em> .</p>");
}

#[test]
fn the_document_is_shown_whole_with_the_decided_line_marked() {
    let (room, id) = Room::one();
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 72 }]).unwrap();
    let lines = room.desk.query().lines(id).unwrap();
    let marked: Vec<(LineChange, &str)> = lines
        .iter()
        .filter(|line| line.change != LineChange::Same)
        .map(|line| (line.change, line.text.as_str()))
        .collect();
    assert_eq!(marked, [(LineChange::Out, "quality: 39"), (LineChange::In, "quality: 72")]);
    let kept = lines.iter().filter(|line| line.change != LineChange::Out).map(|line| line.text.as_str());
    assert_eq!(kept.collect::<Vec<_>>(), room.document(id).lines().collect::<Vec<_>>(), "nothing is left out");
}

#[test]
fn topics_are_those_of_the_library_most_frequent_first() {
    let second = ARTICLE.replace("  - Robots\n", "").replace("reef.example/robots", "reef.example/other");
    let room = Room::with(&[("a.md", ARTICLE), ("b.md", &second)]);
    room.import();
    let topics = room.desk.query().topics().unwrap();
    let said: Vec<(&str, u32)> = topics.iter().map(|topic| (topic.value.as_str(), topic.count)).collect();
    assert_eq!(said, [("AI", 2), ("Robots", 1)]);
}
