//! No input makes reading panic or overflow the stack: it is read, or refused with a sentence.
//! That none takes long is measured by `cargo xtask bench`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/hostile.rs"]
mod hostile;

use engine::document::{Broken, Change, Document, NewValue, Path, Profile, limits};

fn read(bytes: &[u8]) -> Result<(), Broken> {
    let document = Document::read(bytes)?;
    document.article(Profile::ClusterNews, "n")?;
    let _ = document.fields();
    let _ = document.edit(&Change::Set(Path::top("title"), NewValue::Text("new".to_owned())));
    let _ = document.edit(&Change::Set(Path::top("topics"), NewValue::List(vec!["a".to_owned(), "b".to_owned()])));
    Ok(())
}

#[test]
fn hostile_files_are_read_or_refused_with_a_sentence_and_a_hint() {
    for (name, text) in hostile::files() {
        if let Err(broken) = read(text.as_bytes()) {
            assert!(
                broken.to_string().ends_with(['.', '…', ')']) || broken.to_string().contains("It reads:"),
                "{name}: {broken}"
            );
            assert!(!broken.hint.to_string().is_empty(), "{name}: what to do next is missing");
        }
    }
}

#[test]
fn what_is_larger_than_an_article_may_be_is_refused() {
    let long = format!("---\ntitle: \"{}\"\n---\n", "a".repeat(limits::FRONT_MATTER_BYTES));
    assert!(read(long.as_bytes()).unwrap_err().to_string().contains("front matter has"));
    let body = format!("---\ntitle: a\n---\n{}", "a".repeat(limits::DOCUMENT_BYTES));
    assert!(read(body.as_bytes()).unwrap_err().to_string().contains("MB"));
    let text = format!("---\ntitle: a\nnote: \"{}\"\n---\n", "n".repeat(limits::FRONT_MATTER_BYTES - 40));
    let document = Document::read(text.as_bytes()).unwrap();
    let longer = Change::Set(Path::top("title"), NewValue::Text("a".repeat(100)));
    assert!(document.edit(&longer).is_err(), "an edit may not make a file that would then be refused");
}
