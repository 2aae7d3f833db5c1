//! What each verb does to each fixture. One golden file for each fixture lists the verbs.
//!
//! Each verb is decided about all fixtures of a folder, written, reverted, undone and redone. The golden file holds
//! the answer and the changed lines; that the steps back restore the bytes is asserted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::goldens::Goldens;
use crate::site::{Site, changed_lines, visible};
use crate::verbs::{VERBS, Verb};

fn fixtures(kind: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/taken").join(kind);
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Compares all verbs on all fixtures of a folder, which is one site.
fn compare(kind: &str) {
    let files = fixtures(kind);
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    for (name, verb) in VERBS {
        for (file, section) in of_verb(*verb, &files) {
            sections.entry(file).or_default().push_str(&format!("== {name}\n{section}\n"));
        }
    }
    let mut goldens = Goldens::new(crate::folder().join("diffs").join(kind));
    for (file, text) in sections {
        goldens.add(file.replace(".md", ".txt"), text);
    }
    goldens.check();
}

/// The section of a verb in the golden file of each fixture.
fn of_verb(verb: Verb, files: &[(String, Vec<u8>)]) -> Vec<(String, String)> {
    let site = Site::new(files);
    site.import("");
    let sections: Vec<(String, String)> =
        files.iter().map(|(name, bytes)| (name.clone(), section(verb, &site, name, bytes))).collect();
    assert_the_plan_is_written_and_reverted(&site, files);
    assert_all_is_undone_and_redone(&site, files);
    sections
}

fn section(verb: Verb, site: &Site, name: &str, bytes: &[u8]) -> String {
    let id = site.id(name);
    let answer = verb.decisions(site, id).and_then(|decisions| site.decide(id, &decisions));
    let state = site.state(id);
    let answer = match answer {
        // The other article that has the same address depends on the other fixtures.
        Ok(answer) => answer.split(". The same page").next().unwrap_or_default().to_owned(),
        Err(rejection) => {
            assert_eq!(state.document, bytes, "{name}: a rejected decision changes nothing");
            return format!("rejected: {}\n", one_line(&rejection));
        }
    };
    let mut section = format!("{}.\nplace: {}\n", one_line(&answer), state.place);
    if let Some(plan) = site.plan(id) {
        section.push_str(&format!("to write: {}\n", one_line(&plan.decided)));
        section.extend(plan.rejected.map(|rejected| format!("not written: {}\n", one_line(&rejected))));
    }
    let lines = changed_lines(bytes, &state.document);
    section.extend(lines.iter().map(|line| format!("{line}\n")));
    section
}

fn one_line(text: &str) -> String {
    visible(&format!("{text}\n"))
}

fn assert_the_plan_is_written_and_reverted(site: &Site, files: &[(String, Vec<u8>)]) {
    let pending = files.iter().any(|(name, _)| site.plan(site.id(name)).is_some());
    site.write_all();
    for (name, _) in files {
        assert_eq!(site.read(name), site.document(site.id(name)), "{name}: the file holds what was shown");
    }
    if pending {
        site.revert_write();
    }
    for (name, bytes) in files {
        assert_eq!(site.read(name), *bytes, "{name}: reverting a write restores the bytes");
    }
}

fn assert_all_is_undone_and_redone(site: &Site, files: &[(String, Vec<u8>)]) {
    let documents = || files.iter().map(|(name, _)| site.document(site.id(name))).collect::<Vec<_>>();
    let decided = documents();
    while site.undo().is_some() {}
    for ((name, bytes), document) in files.iter().zip(documents()) {
        assert_eq!(document, *bytes, "{name}: undo restores the document");
    }
    while site.redo().is_some() {}
    assert_eq!(documents(), decided, "redo makes the same decisions");
}

#[test]
fn each_verb_writes_into_the_fixtures_of_a_news_site_what_it_wrote_before() {
    compare("news");
}

#[test]
fn each_verb_writes_into_the_fixtures_of_notable_yaml_what_it_wrote_before() {
    compare("yaml");
}

#[test]
fn each_verb_writes_into_the_fixtures_of_a_jekyll_site_what_it_wrote_before() {
    compare("jekyll");
}

#[test]
fn each_verb_writes_into_the_fixtures_of_a_site_with_drafts_what_it_wrote_before() {
    compare("draft");
}
