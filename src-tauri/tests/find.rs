//! Finding and receipts over the mock IPC.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use copytaster_desktop::grants::Purpose;
use serde_json::{Value, json};
use support::{ARTICLE, Window, next};

#[test]
fn facets_and_suggestions_answer_a_query() {
    let window = Window::with_one_article();
    let facets = window.ask("read_facets", json!({ "query": "is:inbox" })).unwrap();
    assert_eq!(facets["topics"], json!([{ "value": "Robots", "count": 1 }]));
    assert_eq!(facets["quality"][3], 1, "39 stands in the fourth step");
    let suggested = window.ask("suggest", json!({ "typed": "rob" })).unwrap();
    assert_eq!(suggested, json!([{ "text": "topic:Robots", "kind": "topic", "count": 1 }]));
    assert_eq!(window.ask("read_reports", json!({ "lead": 1 })).unwrap(), json!([]));
}

#[test]
fn views_are_saved_counted_renamed_and_forgotten() {
    let window = Window::with_one_article();
    window.ask("save_view", json!({ "name": "Morning run", "query": "is:inbox" })).unwrap();
    window.ask("rename_view", json!({ "name": "Morning run", "newName": "Evening run" })).unwrap();
    let views = window.ask("read_views", json!({})).unwrap();
    assert_eq!(views, json!([{ "name": "Evening run", "query": "is:inbox", "count": 1 }]));
    assert_eq!(window.ask("forget_view", json!({ "name": "Evening run" })).unwrap(), true);
    assert_eq!(window.ask("read_views", json!({})).unwrap(), json!([]));
    let failure = window.ask("save_view", json!({ "name": " ", "query": "" })).unwrap_err();
    assert_eq!(failure["code"], "usage");
}

#[test]
fn receipts_are_opened_later_and_an_import_is_taken_back_and_made_again() {
    let window = Window::with_one_article();
    std::fs::write(window.site().join("bad.md"), "---\nquality: high\n---\n").unwrap();
    window.take_in();
    let receipts = window.ask("read_receipts", json!({ "limit": 10 })).unwrap();
    let (bad, first) = (&receipts[0], &receipts[1]);
    let refused = window.ask("read_refused", json!({})).unwrap()[0].clone();
    assert_eq!(refused["path"], bad["refused"][0]["path"]);
    assert_eq!(refused["id"], bad["refused_ids"][0], "one file has one id");
    let text = window.ask("open_refused", json!({ "file": refused["id"] })).unwrap();
    assert_eq!(text["text"], "---\nquality: high\n---\n");
    let part = json!({ "intake": first["id"], "part": "new", "page": [10, 0] });
    assert_eq!(window.ask("read_receipt_part", part).unwrap()[0]["title"], "Reef robots count coral");
    while window.facts.try_recv().is_ok() {}
    window.ask("take_back", json!({ "token": 8, "intake": first["id"] })).unwrap();
    let fact = next(&window.facts);
    assert_eq!((fact["token"].clone(), fact["counts"]["everything"].clone()), (json!(8), json!(0)));
    window.ask("undo", json!({ "token": 9 })).unwrap();
    assert_eq!(next(&window.facts)["counts"]["everything"], 1, "undo takes the taking back back");
}

#[test]
fn files_held_over_the_window_are_counted() {
    let window = Window::with_one_article();
    let held = window.ask("count_files", json!({ "held": window.grant(Purpose::Count, &[window.site()]) })).unwrap();
    assert_eq!(held, json!({ "files": 1, "more": false }));
}

#[test]
fn a_watched_folder_is_taken_in_by_itself_and_told() {
    let window = Window::with_one_article();
    while window.facts.try_recv().is_ok() {}
    let chosen = window.grant(Purpose::Watch, &[window.site()]);
    let watched = window.ask("watch_folders", json!({ "chosen": chosen })).unwrap();
    assert_eq!(watched.as_array().unwrap().len(), 1);
    std::fs::write(window.site().join("b.md"), ARTICLE.replace("Reef robots", "Other robots")).unwrap();
    let told = next(&window.watched);
    assert_eq!((told["what"].clone(), told["receipt"]["new"].clone()), (json!("taken_in"), json!(1)));
    assert_eq!(next(&window.facts)["arrived"], 1, "the page shows its line of arrivals");
    let none = window.ask("unwatch_folder", json!({ "folder": watched[0]["id"] })).unwrap();
    assert_eq!(none, json!([]));
}

#[test]
fn the_sample_desk_touches_nothing_of_the_curators_own() {
    let window = Window::with_one_article();
    window.ask("begin_rehearsal", json!({})).unwrap();
    let view = window.ask("read_view", json!({ "query": "" })).unwrap();
    let samples = view["counts"]["everything"].as_u64().unwrap();
    assert!(samples >= 30, "a desk with {samples} articles shows little");
    window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": [{ "verb": "spike" }] })).unwrap();
    let planned = window.ask("plan_hand_over", json!({ "ids": Value::Null })).unwrap();
    let done = window.ask("hand_over", json!({ "changes": planned["changes"], "copyPictures": false })).unwrap();
    assert_eq!(done["written"], 1, "{done}");
    let path = window.ask("read_rows", json!({ "ids": [1] })).unwrap()[0]["path"].clone();
    assert!(path.as_str().unwrap().contains("copytaster-rehearsal-"), "{path} is no file of the rehearsal");
    window.ask("end_rehearsal", json!({})).unwrap();
    let own = window.ask("read_view", json!({ "query": "" })).unwrap();
    assert_eq!((own["counts"]["everything"].clone(), own["counts"]["inbox"].clone()), (json!(1), json!(1)));
    assert_eq!(std::fs::read_to_string(window.site().join("a.md")).unwrap(), ARTICLE);
    assert!(!std::path::Path::new(path.as_str().unwrap()).exists(), "what was tried out is gone");
}
