//! Requests that a compromised page could make: for files that nobody chose, with tokens that are made up, used twice
//! or used for something else, and with addresses that no article holds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::path::{Path, PathBuf};

use copytaster_desktop::Shell;
use copytaster_desktop::grants::{Kind, Purpose};
use serde_json::{Value, json};
use tauri::Manager;

use support::{ARTICLE, Window};

const CHANNEL: &str = "__CHANNEL__:7";
const FORGED: &str = "00112233445566778899aabbccddeeff";

/// The sentence of a refusal.
fn refused(window: &Window, command: &str, arguments: Value) -> String {
    let failure = window.ask(command, arguments).unwrap_err();
    failure["message"]["text"].as_str().unwrap().to_owned()
}

/// Every command that names files, with one token in the place of them.
fn commands(token: &Value) -> [(&'static str, Value); 8] {
    [
        ("take_in", json!({ "chosen": token, "progress": CHANNEL })),
        ("take_in_rejected", json!({ "files": [token], "progress": CHANNEL })),
        ("count_files", json!({ "held": token })),
        ("watch_folders", json!({ "chosen": token })),
        ("unwatch_folder", json!({ "folder": token })),
        ("open_refused", json!({ "file": token })),
        ("set_profile", json!({ "folder": token, "profile": "draft" })),
        ("restore_backup", json!({ "backup": token })),
    ]
}

fn receipts(window: &Window) -> usize {
    window.ask("read_receipts", json!({ "limit": 100 })).unwrap().as_array().unwrap().len()
}

#[test]
fn a_path_or_a_made_up_token_stands_for_nothing() {
    let window = Window::with_one_article();
    let before = receipts(&window);
    for token in [json!("/etc/passwd"), json!(window.site().join("a.md")), json!(FORGED), json!("")] {
        for (command, arguments) in commands(&token) {
            let sentence = refused(&window, command, arguments);
            assert!(!sentence.contains("passwd"), "{command}: {sentence}");
        }
    }
    // A path in the place of a token.
    for (command, arguments) in [
        ("take_in", json!({ "paths": ["/etc"], "progress": CHANNEL })),
        ("count_files", json!({ "paths": ["/etc"] })),
        ("watch_folders", json!({ "folders": ["/etc"] })),
        ("open_refused", json!({ "path": "/etc/passwd" })),
        ("hand_over", json!({ "changes": [], "copyPictures": false, "to": "/etc" })),
    ] {
        if let Ok(answer) = window.ask(command, arguments) {
            assert_eq!((command, &answer["written"]), ("hand_over", &json!(0)), "an unknown argument is not heard");
        }
    }
    assert_eq!(receipts(&window), before, "nothing was imported");
    assert_eq!(window.ask("read_watched", json!({})).unwrap(), json!([]));
}

#[test]
fn a_token_serves_its_own_purpose_and_only_once() {
    let window = Window::with_one_article();
    for (purpose, own) in
        [(Purpose::Import, "take_in"), (Purpose::Count, "count_files"), (Purpose::Watch, "watch_folders")]
    {
        let token = window.grant(purpose, &[window.site()]);
        for (command, arguments) in commands(&token).into_iter().filter(|(command, _)| *command != own) {
            refused(&window, command, arguments);
        }
        let used = commands(&token).into_iter().find(|(command, _)| *command == own);
        let (command, arguments) = used.unwrap();
        window.ask(command, arguments.clone()).unwrap();
        let sentence = refused(&window, command, arguments);
        assert!(sentence.contains("used already"), "{command}: {sentence}");
    }
}

#[test]
fn what_is_listed_has_a_token_for_its_own_kind_only() {
    let window = Window::with_one_article();
    let bad = window.site().join("bad.md");
    std::fs::write(&bad, "---\nquality: high\n---\n").unwrap();
    window.take_in();
    let listed = |kind| {
        let token = window.app.state::<Shell>().grants.list(kind, &bad).unwrap();
        serde_json::to_value(token).unwrap()
    };
    for kind in [Kind::Folder, Kind::Watched, Kind::Backup] {
        refused(&window, "open_refused", json!({ "file": listed(kind) }));
    }
    let file = listed(Kind::Rejected);
    assert_eq!(window.ask("open_refused", json!({ "file": file })).unwrap()["text"], "---\nquality: high\n---\n");
    std::fs::write(&bad, ARTICLE.replace("Reef", "Other")).unwrap();
    let receipt = window.ask("take_in_rejected", json!({ "files": [file], "progress": CHANNEL })).unwrap();
    assert_eq!(receipt["new"], 1, "a corrected file is imported again: {receipt}");
}

#[test]
fn another_library_on_the_screen_ends_what_was_listed() {
    let window = Window::with_one_article();
    std::fs::write(window.site().join("bad.md"), "---\nquality: high\n---\n").unwrap();
    let receipt = window.take_in();
    let file = receipt["refused_ids"][0].clone();
    window.ask("begin_rehearsal", json!({})).unwrap();
    refused(&window, "open_refused", json!({ "file": file }));
    window.ask("end_rehearsal", json!({})).unwrap();
    refused(&window, "open_refused", json!({ "file": file }));
    let refused = window.ask("read_refused", json!({})).unwrap();
    window.ask("open_refused", json!({ "file": refused[0]["id"] })).unwrap();
}

#[test]
fn only_markdown_that_an_import_rejected_is_shown() {
    let window = Window::with_one_article();
    let (other, secret) = (window.site().join("key.txt"), window.folder.path().join("secret.txt"));
    std::fs::write(&other, "a key").unwrap();
    std::fs::write(&secret, "a secret").unwrap();
    let link = link_to(&secret, &window.site());
    let chosen = window.grant(Purpose::Import, &[other, link]);
    let receipt = window.ask("take_in", json!({ "chosen": chosen, "progress": CHANNEL })).unwrap();
    let ids = receipt["refused_ids"].as_array().unwrap();
    assert!(!ids.is_empty(), "{receipt}");
    for id in ids {
        let sentence = refused(&window, "open_refused", json!({ "file": id }));
        assert!(sentence.contains("not a Markdown file"), "{sentence}");
    }
    let accepted = window.app.state::<Shell>().grants.list(Kind::Rejected, &window.site().join("a.md")).unwrap();
    let sentence = refused(&window, "open_refused", json!({ "file": accepted }));
    assert!(sentence.contains("no file that was refused"), "{sentence}");
}

#[cfg(unix)]
fn link_to(file: &Path, folder: &Path) -> PathBuf {
    let link = folder.join("link.md");
    std::os::unix::fs::symlink(file, &link).unwrap();
    link
}

#[cfg(not(unix))]
fn link_to(file: &Path, _: &Path) -> PathBuf {
    file.to_path_buf()
}

#[test]
fn only_links_that_the_article_holds_are_opened() {
    let window = Window::with_one_article();
    let linked = ARTICLE.replace("A body.", "See [this](https://reef.example/coral), not https://plain.example/.");
    std::fs::write(window.site().join("linked.md"), linked.replace("Reef robots", "Linked robots")).unwrap();
    window.take_in();
    for url in [
        "https://evil.example/?data=secret",
        "https://reef.example/coral?data=secret",
        "https://reef.example/coral#data",
        "https://plain.example/",
        "mailto:desk@evil.example",
    ] {
        let sentence = refused(&window, "open_link", json!({ "id": 2, "url": url }));
        assert!(sentence.contains("does not hold it"), "{url}: {sentence}");
    }
    for url in ["file:///etc/passwd", "javascript:alert(1)", ""] {
        let sentence = refused(&window, "open_link", json!({ "id": 2, "url": url }));
        assert!(sentence.contains("only web and mail addresses"), "{url}: {sentence}");
    }
    let sentence = refused(&window, "open_link", json!({ "id": 1, "url": "https://reef.example/coral" }));
    assert!(sentence.contains("does not hold it"), "a link of another article: {sentence}");
    refused(&window, "open_link", json!({ "id": 99, "url": "https://reef.example/coral" }));
}

#[test]
fn no_address_and_no_watched_folder_is_set_by_the_page() {
    let window = Window::with_one_article();
    for path in ["webUrl", "originalUrl", "images.0.url", "related.0.webUrl", "provider.domain", "body"] {
        let decisions = json!([{ "verb": "set", "path": path, "value": "https://evil.example/?data=secret" }]);
        let sentence = refused(&window, "decide", json!({ "token": 1, "ids": [1], "decisions": decisions }));
        assert!(sentence.contains(path), "{sentence}");
    }
    for (path, value) in [("title", "New"), ("excerpt", "New"), ("topics", "[AI]"), ("provider.name", "New")] {
        let decisions = json!([{ "verb": "set", "path": path, "value": value }]);
        window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": decisions })).unwrap();
    }
    let picture = json!([{ "verb": "picture", "url": "https://evil.example/?data", "width": null, "height": null }]);
    assert!(window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": picture })).is_err());
    refused(&window, "save_settings", json!({ "changed": { "watched": ["/etc"] } }));
    assert_eq!(window.ask("read_settings", json!({})).unwrap()["watched"], json!([]));
}

#[test]
fn the_docs_say_of_every_command_what_its_worst_misuse_is() {
    let read = |path: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (sources, docs) = (read("src/lib.rs"), read("../docs/security.md"));
    let commands: Vec<&str> = sources
        .lines()
        .filter_map(|line| line.trim().strip_prefix("commands::")?.strip_suffix(',')?.rsplit("::").next())
        .collect();
    assert!(commands.len() > 50, "{commands:?}");
    let missing: Vec<&&str> = commands.iter().filter(|command| !docs.contains(&format!("`{command}`"))).collect();
    assert!(missing.is_empty(), "docs/security.md says nothing of {missing:?}");
}
