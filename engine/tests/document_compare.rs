//! Two documents compared as a person means it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use engine::document::{Comparison, Document, How};

fn compare(old: &str, new: &str) -> Comparison {
    let (old, new) = (format!("---\n{old}---\nbody\n"), format!("---\n{new}---\nbody\n"));
    Document::read(old.as_bytes()).unwrap().compare(&Document::read(new.as_bytes()).unwrap())
}

fn said(comparison: &Comparison) -> Vec<(&str, How)> {
    comparison.fields.iter().map(|field| (field.path.as_str(), field.how)).collect()
}

#[test]
fn only_fields_that_say_something_else_differ() {
    let old = "title: \"a\"\nquality: 3\nheat:\nprovider:\n  name: A\n  domain: a.example\ntopics: [AI, Ethics]\n";
    let new =
        "quality: \"3\"\ntitle: a\nprovider: {domain: b.example, name: 'A'}\ntopics:\n  - AI\n  - Ethics\nlength: 3\n";
    let comparison = compare(old, new);
    assert_eq!(said(&comparison), [("provider.domain", How::Changed), ("length", How::Came)]);
    assert!(comparison.bytes && !comparison.body && !comparison.is_noise());
}

#[test]
fn a_signature_and_line_ends_are_noise() {
    let comparison = compare("title: a\nsecured: \"x\"\n", "title: a\nsecured: \"y\"\n");
    assert!(comparison.is_noise() && comparison.noise.len() == 1);
    let old = Document::read(b"---\ntitle: a\n---\nbody\n").unwrap();
    let new = Document::read(b"---\r\ntitle: a\r\n---\r\nbody\r\n").unwrap();
    let comparison = old.compare(&new);
    assert!(comparison.is_noise() && comparison.line_ends && !comparison.body);
    assert_eq!(old.compare(&old), Comparison::default(), "a document does not differ from itself");
}

#[test]
fn a_report_that_came_in_first_is_one_difference_and_an_order_is_one() {
    let one = "  - webUrl: \"https://a.example\"\n    title: A\n    quality: 3\n";
    let two = "  - webUrl: \"https://b.example\"\n    title: B\n    quality: 2\n";
    let new = "  - webUrl: \"https://c.example\"\n    title: C\n    quality: 9\n";
    let related = |entries: &[&str]| format!("related:\n{}", entries.concat());
    let comparison = compare(&related(&[one, two]), &related(&[new, one, two]));
    assert_eq!(said(&comparison), [("related.0", How::Came)]);
    let comparison = compare(&related(&[one, two]), &related(&[two, one]));
    assert_eq!(said(&comparison), [("related", How::Moved)]);
    let changed = one.replace("quality: 3", "quality: 4");
    let comparison = compare(&related(&[one, two]), &related(&[&changed]));
    assert_eq!(said(&comparison), [("related.1", How::Went), ("related.0.quality", How::Changed)]);
}

#[test]
fn the_text_below_is_told_apart_from_the_fields() {
    let old = Document::read(b"---\ntitle: a\n---\none\n").unwrap();
    let new = Document::read(b"---\ntitle: a\n---\ntwo\n").unwrap();
    let comparison = old.compare(&new);
    assert!(comparison.body && comparison.fields.is_empty() && !comparison.is_noise());
}
