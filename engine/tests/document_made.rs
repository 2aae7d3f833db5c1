//! Generated documents: whatever their quotes, comments, anchors, line ends, letters, brackets and indents,
//! an edit changes its one value, and taken back it gives the same bytes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/edits.rs"]
mod edits;

use edits::KINDS;
use engine::document::{Change, Document, NewValue, Path};
use proptest::prelude::*;

fn key() -> impl Strategy<Value = String> {
    let known =
        ["title", "excerpt", "quality", "heat", "published", "removed", "topics", "images", "related", "provider"];
    prop_oneof![
        6 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        2 => "[a-z]{1,8}",
        1 => "\"[a-zé ]{1,6}\"",
        1 => "'[a-z.]{1,6}'",
    ]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z]{1,8}",
        "[éüß—’漢字😀\u{200b}\u{a0}]{1,4}",
        "[0-9]{1,4}",
        "yes|no|null|~|true|0x1f|1e3|2026-11-02"
    ]
}

/// A value on one line, with what may follow it.
fn scalar() -> impl Strategy<Value = String> {
    let bare = prop_oneof![
        3 => proptest::collection::vec(word(), 1..4).prop_map(|words| words.join(" ")),
        2 => "[a-z \\\\\"']{0,12}".prop_map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))),
        2 => "[a-zé: #]{0,12}".prop_map(|text| format!("'{text}'")),
        1 => Just(String::new()),
        1 => "[a-z]{1,4}".prop_map(|name| format!("&{name} {name}")),
        1 => Just("!!str 12".to_owned()),
    ];
    (bare, prop_oneof![4 => Just(""), 1 => Just("  # a comment"), 1 => Just("   ")])
        .prop_map(|(value, after)| format!("{value}{after}"))
}

fn flow() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec("[a-z]{1,5}|\"[a-z, ]{0,5}\"", 0..4)
            .prop_map(|items| format!("[{}]", items.join(", "))),
        proptest::collection::vec(("[a-z]{1,5}", "[a-z0-9]{1,5}"), 0..3).prop_map(|entries| {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            format!("{{ {} }}", entries.join(" , "))
        }),
    ]
}

/// Everything behind a key's colon.
fn value() -> impl Strategy<Value = String> {
    let indent = 0..4_usize;
    let list =
        (indent.clone(), proptest::collection::vec(scalar(), 1..4), any::<bool>()).prop_map(|(indent, items, gaps)| {
            let gap = if gaps { "\n" } else { "" };
            items.iter().map(|item| format!("\n{gap}{}- {item}", " ".repeat(indent))).collect::<String>()
        });
    let map = (1..4_usize, proptest::collection::vec(scalar(), 1..4)).prop_map(|(indent, values)| {
        let entry = |(index, value): (usize, &String)| {
            format!("\n{}{}: {value}", " ".repeat(indent), ["name", "domain", "x", "y"][index])
        };
        values.iter().enumerate().map(entry).collect::<String>()
    });
    let maps = (0..4_usize, proptest::collection::vec((scalar(), scalar()), 1..4)).prop_map(|(indent, items)| {
        let blanks = " ".repeat(indent);
        let item = |(url, width): &(String, String)| format!("\n{blanks}-  url: {url}\n{blanks}   width: {width}");
        items.iter().map(item).collect::<String>()
    });
    prop_oneof![
        6 => scalar().prop_map(|value| format!(" {value}")),
        2 => flow().prop_map(|value| format!(" {value}")),
        2 => list, 2 => map, 2 => maps,
        1 => "[|>][-+]?".prop_map(|header| format!(" {header}\n  some text\n\n   more")),
    ]
}

fn document() -> impl Strategy<Value = String> {
    let entry = (key(), value(), prop_oneof![5 => Just(""), 1 => Just("# a comment\n"), 1 => Just("\n")]);
    let entries = proptest::collection::btree_map(key(), (entry, any::<bool>()), 0..9);
    (entries, any::<bool>(), any::<bool>(), prop_oneof![Just(""), Just("body\n---\n"), Just("\n")]).prop_map(
        |(entries, windows, mark, body)| {
            let lines = entries.into_iter().map(|(key, ((_, value, above), _))| format!("{above}{key}:{value}\n"));
            let text = format!("---\n{}---\n{body}", lines.collect::<String>());
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_kind_of_edit_changes_one_value_and_is_taken_back_to_the_byte(text in document()) {
        // Where too few of the generated documents can be read, this fails.
        let read = Document::read(text.as_bytes());
        prop_assume!(read.is_ok());
        let document = read.unwrap();
        for kind in KINDS {
            let outcome = edits::holds(kind, &document, text.as_bytes());
            prop_assert!(outcome.is_ok(), "{kind}: {outcome:?}\n{text}");
        }
    }

    #[test]
    fn any_text_can_be_a_title_and_reads_back_as_itself(text in document(), title in "\\PC{0,20}|[\u{0}-\u{ff}\u{2028}\u{feff}]{0,8}") {
        // Where too few of the generated documents can be read, this fails.
        let read = Document::read(text.as_bytes());
        prop_assume!(read.is_ok());
        let document = read.unwrap();
        let path = Path::top("title");
        let Ok(edited) = document.edit(&Change::Set(path.clone(), NewValue::Text(title.clone()))) else { return Ok(()) };
        let new = Document::read(edited.text.as_bytes()).unwrap();
        prop_assert_eq!(new.get(&path), Some(NewValue::Text(title)));
        prop_assert_eq!(edited.undo.apply(&edited.text).unwrap(), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut file = b"---\n".to_vec();
        file.extend(bytes);
        file.extend(b"\n---\n");
        if let Ok(document) = Document::read(&file) {
            let _ = document.fields();
        }
    }
}
