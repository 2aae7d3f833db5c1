//! `check`, `diff` and the lead: tried with the real program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::path::Path;

use assert_cmd::Command;
use serde_json::{Value, json};

const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\n\
originalUrl: \"https://reef.example/coral\"\nwebUrl: \"https://reef.example/coral\"\n\
type: article\nquality: 39\nheat: 59\npublished: false\n\nprovider:\n  name: Reef Watch\n  domain: reef.example\n\n\
topics:\n  - AI\n\nrelated:\n  - title: \"Coral counted\"\n    excerpt: \"\"\n    publishedDateTime: 2026-11-01T08:00:00Z\n    \
webUrl: \"https://tides.example/coral\"\n    type: article\n    provider:\n      name: Tides\n      domain: tides.example\n    \
quality: 12\n\nsecured: \"AAAA;BBBB\"\n---\n\n";

fn copytaster(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let mut command = Command::cargo_bin("copytaster").unwrap();
    let output =
        command.arg("--library").arg(folder.join("library")).current_dir(folder).args(arguments).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

fn parsed(folder: &Path, arguments: &[&str]) -> (Value, i32) {
    let (text, code) = copytaster(folder, &[arguments, &["--json"]].concat());
    (serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text:?}")), code)
}

#[test]
fn a_check_names_what_would_be_refused_and_makes_no_library() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("site")).unwrap();
    std::fs::write(folder.join("site/good.md"), ARTICLE).unwrap();
    assert_eq!(parsed(folder, &["check", "site"]).1, 0, "nothing was to be refused");
    std::fs::write(folder.join("site/bad.md"), "---\ntitle: \"open\n---\n").unwrap();
    let (checked, code) = parsed(folder, &["check", "site", "--profile"]);
    assert_eq!((checked["ok"].clone(), checked["articles"].clone(), code), (json!(true), json!(1), 1));
    assert_eq!((checked["refused"][0]["line"].clone(), checked["refused"][0]["column"].clone()), (json!(2), json!(8)));
    assert_eq!(checked["profiles"][0]["profile"], "cluster-news");
    let (words, _) = copytaster(folder, &["check", "--profile=jekyll", "site"]);
    assert!(words.contains(": jekyll\n") && words.contains("1 would be taken in, 1 refused"), "{words}");
    assert_eq!(copytaster(folder, &["check", "--profile=wordpress", "site"]).1, 2, "no such profile");
    assert!(!folder.join("library").exists(), "a check needs no library");
}

#[test]
fn a_diff_tells_what_changed_from_noise() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.md"), ARTICLE).unwrap();
    let newer = ARTICLE.replace("heat: 59", "heat: 79").replace("AAAA;BBBB", "CCCC;DDDD").replace('\n', "\r\n");
    std::fs::write(folder.join("b.md"), newer).unwrap();
    let (words, code) = copytaster(folder, &["diff", "a.md", "b.md"]);
    assert_eq!((words.as_str(), code), ("heat: 59 -> 79\nNoise: secured\nNoise: line ends\n", 0));
    let (document, _) = parsed(folder, &["diff", "a.md", "b.md"]);
    assert_eq!(document["fields"], json!([{ "path": "heat", "how": "changed", "before": 59, "after": 79 }]));
    assert_eq!((document["body"].clone(), document["line_ends"].clone()), (json!(false), json!(true)));
    assert_eq!(copytaster(folder, &["diff", "a.md", "a.md"]).0, "The same, byte for byte.\n");
    assert_eq!(parsed(folder, &["diff", "a.md", "nowhere.md"]).1, 1);
}

#[test]
fn another_report_is_made_the_lead_and_swapped_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.md"), ARTICLE).unwrap();
    parsed(folder, &["import", "a.md"]);
    let (decided, code) = parsed(folder, &["decide", "a.md", "--lead", "0"]);
    assert_eq!((decided["changed"].as_array().unwrap().len(), code), (1, 0), "{decided}");
    let (shown, _) = parsed(folder, &["show", "a.md"]);
    assert_eq!((shown["title"].clone(), shown["quality"].clone()), (json!("Coral counted"), json!(12)));
    assert_eq!((shown["heat"].clone(), shown["related"][0]["quality"].clone()), (json!(59), json!(39)));
    assert!(shown.get("originalUrl").is_none(), "the coverage carries no originalUrl, and the new lead has none");
    parsed(folder, &["decide", "a.md", "--lead", "0"]);
    assert_eq!(copytaster(folder, &["show", "a.md", "--document"]).0, ARTICLE, "swapped back, the bytes are the same");
    assert_eq!(parsed(folder, &["decide", "a.md", "--lead", "7"]).1, 1, "there is no such report");
}
