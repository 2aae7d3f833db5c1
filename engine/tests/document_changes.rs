//! Each kind of change, with the exact text before and after it: the file's own hand is kept.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use engine::document::{Change, Document, NewValue, Path};

fn at(path: &str) -> Path {
    Path::parse(path).unwrap()
}

fn text(text: &str) -> NewValue {
    NewValue::Text(text.to_owned())
}

fn map(entries: &[(&str, NewValue)]) -> NewValue {
    NewValue::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

fn list(items: &[&str]) -> NewValue {
    NewValue::List(items.iter().map(|item| (*item).to_owned()).collect())
}

fn picture(url: &str) -> NewValue {
    map(&[("url", text(url)), ("width", NewValue::Int(640))])
}

/// The front matter after a change; taken back, it must be what it was.
#[track_caller]
fn after(front: &str, change: &Change) -> String {
    let document = format!("---\n{front}---\n\nbody\n---\n");
    let read = Document::read(document.as_bytes()).unwrap();
    let edited = read.edit(change).unwrap_or_else(|broken| panic!("{change:?}: {broken}"));
    assert_eq!(edited.undo.apply(&edited.text).unwrap(), document, "taken back, the bytes are the same");
    let front = edited.text.strip_prefix("---\n").unwrap().strip_suffix("---\n\nbody\n---\n").unwrap();
    front.to_owned()
}

#[track_caller]
fn refused(front: &str, change: &Change) -> String {
    let document = format!("---\n{front}---\n");
    Document::read(document.as_bytes()).unwrap().edit(change).unwrap_err().to_string()
}

fn set(path: &str, value: NewValue) -> Change {
    Change::Set(at(path), value)
}

#[test]
fn a_value_keeps_its_quotes_its_comment_and_its_spaces() {
    assert_eq!(after("title:   'a b'  # why\n", &set("title", text("it's"))), "title:   'it''s'  # why\n");
    assert_eq!(after("title: plain\n", &set("title", text("still plain"))), "title: still plain\n");
    assert_eq!(after("title: plain\n", &set("title", text("a: b"))), "title: \"a: b\"\n");
    assert_eq!(after("title: |\n  two\n  lines\nnext: 1\n", &set("title", text("one"))), "title: \"one\"\nnext: 1\n");
}

#[test]
fn a_missing_key_is_written_as_the_file_writes() {
    assert_eq!(after("layout: post\n", &set("title", text("New"))), "layout: post\ntitle: New\n");
    assert_eq!(after("title: 'a'\n", &set("excerpt", text("New"))), "title: 'a'\nexcerpt: 'New'\n");
    assert_eq!(after("title: \"a\"\n", &set("excerpt", text("New"))), "title: \"a\"\nexcerpt: \"New\"\n");
    assert_eq!(after("title: a\n", &set("excerpt", text("no"))), "title: a\nexcerpt: \"no\"\n", "no would be false");
}

#[test]
fn a_missing_block_is_put_in_at_its_place_with_the_blank_line_of_its_neighbours() {
    let front = "title: \"a\"\n\ntopics:\n  - AI\n\nsecured: \"s\"\n";
    let change = Change::Insert(at("images.0"), picture("https://a.example/b.jpg"));
    let wanted = "title: \"a\"\n\ntopics:\n  - AI\n\nimages:\n  - url: \"https://a.example/b.jpg\"\n    width: 640\n\nsecured: \"s\"\n";
    assert_eq!(after(front, &change), wanted);
    let provider = set("provider", map(&[("name", text("Reef Watch")), ("domain", text("reef.example"))]));
    let wanted =
        "title: \"a\"\n\nprovider:\n  name: Reef Watch\n  domain: reef.example\n\ntopics:\n  - AI\n\nsecured: \"s\"\n";
    assert_eq!(after(front, &provider), wanted);
}

#[test]
fn an_item_is_put_in_with_the_indentation_and_quotes_of_its_neighbour() {
    let front = "images:\n- url: 'a'\n  width: 1\n- url: 'b'\n";
    let wanted = "images:\n- url: 'a'\n  width: 1\n- url: 'c'\n  width: 640\n- url: 'b'\n";
    assert_eq!(after(front, &Change::Insert(at("images.1"), picture("c"))), wanted);
    let wanted = "images:\n- url: 'c'\n  width: 640\n- url: 'a'\n  width: 1\n- url: 'b'\n";
    assert_eq!(after(front, &Change::Insert(at("images.0"), picture("c"))), wanted);
}

#[test]
fn a_picture_comes_to_the_front_and_comments_between_stay() {
    let front = "images:\n  - url: a\n    width: 1\n  # the better one\n  - url: b\n";
    let wanted = "images:\n  - url: b\n  # the better one\n  - url: a\n    width: 1\n";
    assert_eq!(after(front, &Change::Move(at("images.1"), 0)), wanted);
    assert_eq!(after("tags: [a, 'b', c]\n", &Change::Move(at("tags.2"), 0)), "tags: [c, a, 'b']\n");
}

#[test]
fn a_comment_below_a_block_stays_where_it_is() {
    let front = "provider:\n  name: a\n# of the picture\nimages:\n  - url: a\n";
    let wanted = "provider:\n  name: a\n  domain: b\n# of the picture\nimages:\n  - url: a\n";
    assert_eq!(after(front, &set("provider.domain", text("b"))), wanted);
    assert_eq!(after(front, &Change::Remove(at("provider"))), "# of the picture\nimages:\n  - url: a\n");
}

#[test]
fn lists_in_brackets_change_between_their_commas() {
    let front = "tags: [ a, \"b\" ,c ]\n";
    assert_eq!(after(front, &set("tags", list(&["a", "c"]))), "tags: [ a, c ]\n");
    assert_eq!(after(front, &set("tags", list(&["a", "b", "c", "d, e"]))), "tags: [ a, \"b\", c, \"d, e\" ]\n");
    assert_eq!(after(front, &Change::Remove(at("tags.2"))), "tags: [ a, \"b\" ]\n");
    assert_eq!(after(front, &Change::Insert(at("tags.0"), text("new"))), "tags: [ new, a, \"b\" ,c ]\n");
    assert_eq!(after(front, &set("tags", list(&[]))), "tags: []\n");
}

#[test]
fn mappings_in_brackets_change_between_their_commas() {
    let front = "cover: { image: a.jpg, alt: \"x\", width: 3 }\n";
    assert_eq!(after(front, &Change::Remove(at("cover.alt"))), "cover: { image: a.jpg, width: 3 }\n");
    assert_eq!(after(front, &Change::Remove(at("cover.width"))), "cover: { image: a.jpg, alt: \"x\" }\n");
    let wanted = "cover: { image: a.jpg, alt: \"x\", width: 3, height: 4 }\n";
    assert_eq!(after(front, &set("cover.height", NewValue::Int(4))), wanted);
}

#[test]
fn what_is_emptied_says_so() {
    assert_eq!(after("topics:\n  - AI\ntitle: a\n", &Change::Remove(at("topics.0"))), "topics: []\ntitle: a\n");
    assert_eq!(after("provider:\n  name: a\n", &Change::Remove(at("provider.name"))), "provider: {}\n");
    assert_eq!(after("images:\n  - url: a\n", &Change::Remove(at("images.0.url"))), "images:\n  - {}\n");
    assert_eq!(after("other:\n  - x\ntopics: []\n", &set("topics", list(&["AI"]))), "other:\n  - x\ntopics:\n  - AI\n");
}

#[test]
fn a_key_of_a_list_item_is_put_in_and_taken_out_in_its_lines() {
    let front = "images:\n  - url: a\n    height: 2\n";
    assert_eq!(
        after(front, &set("images.0.width", NewValue::Int(1))),
        "images:\n  - url: a\n    width: 1\n    height: 2\n"
    );
    assert_eq!(after(front, &Change::Remove(at("images.0.url"))), "images:\n  - height: 2\n");
    assert_eq!(
        after("images:\n  - height: 2\n", &set("images.0.url", text("a"))),
        "images:\n  - url: \"a\"\n    height: 2\n"
    );
}

#[test]
fn windows_line_ends_are_kept_by_what_is_put_in() {
    let document = "\u{feff}---\r\ntitle: \"a\"\r\n\r\ntopics:\r\n  - AI\r\n---\r\n";
    let read = Document::read(document.as_bytes()).unwrap();
    let edited = read.edit(&Change::Insert(at("images.0"), picture("b"))).unwrap();
    let wanted = "\r\n\r\nimages:\r\n  - url: \"b\"\r\n    width: 640\r\n---\r\n";
    assert!(edited.text.ends_with(wanted) && edited.text.starts_with('\u{feff}'), "{:?}", edited.text);
    assert!(!edited.text.replace("\r\n", "").contains('\n'), "no line may end in another way");
}

#[test]
fn what_would_change_something_else_is_refused() {
    assert!(refused("a: &x one\nb: *x\n", &set("a", text("two"))).contains("something else"), "b would change with it");
    assert!(refused("a: 1\n", &set("nowhere.b", NewValue::Int(1))).contains("no place"));
    assert!(refused("provider:\n  name: a\n", &set("provider", text("x"))).contains("holds a list or a mapping"));
    assert!(refused("published: 2026-11-02\n", &set("published", NewValue::Bool(true))).contains("holds a date"));
    assert!(refused("a:\n  - b\n", &Change::Move(at("a.0"), 4)).contains("cannot be moved"));
    assert!(refused("a: 1\n", &set("#key", NewValue::Int(1))).contains("no key"));
}

#[test]
fn an_undo_meets_only_the_text_that_its_edit_made() {
    let read = Document::read(b"---\ntitle: \"a\"\n---\n").unwrap();
    let edited = read.edit(&set("title", text("b"))).unwrap();
    assert!(edited.undo.apply(&edited.text.replace("\"b\"", "\"c\"")).is_err(), "someone else's value would be lost");
    assert!(edited.undo.apply("").is_err());
}

#[test]
fn a_closing_fence_cannot_be_put_into_the_front_matter() {
    for value in ["---", "--- x", "...", "a\n---\nb"] {
        let wanted = after("title: |\n  a\n", &set("title", text(value)));
        assert!(!wanted.lines().any(|line| line.trim_end() == "---" || line.trim_end() == "..."), "{wanted:?}");
    }
}

#[test]
fn odd_but_legal_front_matter_is_changed_in_place() {
    assert_eq!(after("\"title\" : \"a\"\n", &set("title", text("b"))), "\"title\" : \"b\"\n");
    assert_eq!(after("title:\n  a\nx: 1\n", &set("title", text("b"))), "title:\n  b\nx: 1\n");
    assert_eq!(
        after("topics:\n    -   AI\n    -   Ethics\n", &set("topics", list(&["AI", "X", "Ethics"]))),
        "topics:\n    -   AI\n    -   X\n    -   Ethics\n"
    );
    assert_eq!(after("# only a comment\n", &set("title", text("a"))), "title: \"a\"\n# only a comment\n");
    assert_eq!(after("{a: 1}\n", &set("b", NewValue::Int(2))), "{b: 2, a: 1}\n");
}
