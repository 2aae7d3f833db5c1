//! Only what was decided changes: over the project's fixtures everywhere, over real files where they lie beside it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use engine::document::{Change, Document, NewValue, Path, Profile, Verdict, with_changes};
use rayon::prelude::*;
use support::{changed_lines, fixtures, markdown_below, real_articles};

/// Every edit that a curator makes, on every file below a folder; the number of articles, and who was refused.
fn edit_everything_below(folder: &std::path::Path) -> (usize, Vec<String>) {
    let files = markdown_below(folder);
    let refused: Vec<String> = files.par_iter().filter_map(|path| edit_file(path).err()).collect();
    (files.len() - refused.len(), refused)
}

fn edit_file(path: &std::path::Path) -> Result<(), String> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy();
    let refused = |broken| format!("{}: {broken}", path.display());
    let document = Document::read(&bytes).map_err(refused)?;
    let profile = document.guess_profile().unwrap_or_default();
    document.article(profile, &name).map_err(refused)?;
    edit(&path.display().to_string(), &bytes, profile);
    Ok(())
}

fn edit(file: &str, bytes: &[u8], profile: Profile) {
    let document = Document::read(bytes).unwrap();
    for verdict in [Verdict::Publish, Verdict::Spike] {
        let changes = document.verdict(profile, verdict);
        let new = with_changes(bytes, &changes).unwrap_or_else(|broken| panic!("{file}: {verdict:?}: {broken}"));
        let (out, put_in) = changed_lines(bytes, &new);
        let most = if verdict == Verdict::Spike { (1, 2) } else { (2, 1) };
        assert!(out.len() <= most.0 && put_in.len() <= most.1, "{file}: {verdict:?} took {out:?} for {put_in:?}");
    }
    for (field, value) in [
        ("quality", NewValue::Int(73)),
        ("heat", NewValue::Int(-7)),
        ("title", NewValue::Text("A “new” title: with \"quotes\", a # and a \\".to_owned())),
        ("excerpt", NewValue::Text("Two lines\nof 'teaser'".to_owned())),
        ("images.0.url", NewValue::Text("https://pictures.example/new.jpg?a=1&b=2".to_owned())),
        ("images.0.width", NewValue::Int(1)),
        ("provider.name", NewValue::Text("No".to_owned())),
    ] {
        one_line(file, bytes, field, value);
    }
    topic(file, bytes);
}

/// A value set anew changes its own lines and no other; set back, the bytes are the same.
fn one_line(file: &str, bytes: &[u8], field: &str, value: NewValue) {
    let path = Path::parse(field).unwrap();
    let document = Document::read(bytes).unwrap();
    let before = document.get(&path);
    let nowhere_to_stand = before.is_none() && field.contains('.');
    if nowhere_to_stand || before.as_ref() == Some(&value) {
        return;
    }
    let new = with_changes(bytes, &[Change::Set(path.clone(), value.clone())]);
    let new = new.unwrap_or_else(|broken| panic!("{file}: {field}: {broken}"));
    let (out, put_in) = changed_lines(bytes, &new);
    assert_eq!(put_in.len(), 1, "{file}: {field}: one line in, not {put_in:?} for {out:?}");
    let key = path.steps().last().unwrap();
    let bare: String = put_in[0].chars().filter(|found| !matches!(found, ' ' | '"' | '\'')).collect();
    assert!(bare.contains(&format!("{key}:")), "{file}: {put_in:?}");
    let kept_its_quotes = matches!((&before, &value), (Some(NewValue::Text(_)), NewValue::Int(_)));
    let wanted = if let (true, NewValue::Int(number)) = (kept_its_quotes, &value) {
        NewValue::Text(number.to_string())
    } else {
        value
    };
    assert_eq!(Document::read(&new).unwrap().get(&path), Some(wanted), "{file}: {field} reads back");
    let back = with_changes(&new, &[Change::to(path, before.clone().unwrap_or(NewValue::Absent))]);
    let one_line_before = out.len() <= 1;
    if one_line_before && before.is_some_and(|value| !matches!(value, NewValue::Plain(_))) {
        // A quoting style that could not hold the new value is not found again; the value is.
        let back = back.unwrap_or_else(|broken| panic!("{file}: {field} back: {broken}"));
        let (out, put_in) = changed_lines(bytes, &back);
        assert!(out.len() <= 1 && put_in.len() <= 1, "{file}: {field} back: {out:?} {put_in:?}");
    }
}

/// A topic added is one line in; taken out again, the bytes are the same.
fn topic(file: &str, bytes: &[u8]) {
    let path = Path::parse("topics").unwrap();
    let Some(NewValue::List(topics)) = Document::read(bytes).unwrap().get(&path) else { return };
    let more: Vec<String> = topics.iter().cloned().chain(["Zymurgy".to_owned()]).collect();
    let new = with_changes(bytes, &[Change::Set(path.clone(), NewValue::List(more))]);
    let new = new.unwrap_or_else(|broken| panic!("{file}: topics: {broken}"));
    let (out, put_in) = changed_lines(bytes, &new);
    assert!(out.len() <= 1 && put_in.len() == 1, "{file}: a topic took {out:?} for {put_in:?}");
    let back = with_changes(&new, &[Change::Set(path, NewValue::List(topics))]).unwrap();
    assert_eq!(back, bytes, "{file}: the topic taken out again");
}

#[test]
fn each_decision_changes_its_own_lines_in_every_fixture() {
    let (taken, refused) = edit_everything_below(&fixtures().join("taken"));
    assert_eq!(refused, Vec::<String>::new(), "these fixtures are articles");
    assert!(taken > 40, "only {taken} fixtures were found");
}

#[test]
fn each_decision_changes_its_own_lines_in_every_real_file() {
    let Some(folder) = real_articles() else { return };
    let (taken, refused) = edit_everything_below(&folder);
    assert!(taken > 6_000, "only {taken} real files were taken");
    assert_eq!(refused.len(), 2, "FORMAT names two broken files among these: {refused:#?}");
}
