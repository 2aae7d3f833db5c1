//! Keeping the library over the mock IPC: backups put back in the open window, folders read anew, pictures let go.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use copytaster_desktop::grants::Purpose;
use serde_json::{Value, json};

use support::{ARTICLE, Window, next};

fn place(window: &Window) -> Value {
    window.ask("read_rows", json!({ "ids": [1] })).unwrap()[0]["place"].clone()
}

fn publish(window: &Window, token: u32) {
    let decisions = json!([{ "verb": "publish" }]);
    window.ask("decide", json!({ "token": token, "ids": [1], "decisions": decisions })).unwrap();
}

fn newest(backups: &Value) -> (Value, Value) {
    (backups[0]["id"].clone(), backups[0]["reason"].clone())
}

#[test]
fn a_backup_is_put_back_in_the_open_window_and_that_is_taken_back_the_same_way() {
    let window = Window::with_one_article();
    let backup = window.ask("back_up", json!({})).unwrap();
    publish(&window, 1);
    while window.facts.try_recv().is_ok() {}
    let backups = window.ask("restore_backup", json!({ "backup": backup["id"] })).unwrap();
    assert_eq!(place(&window), "inbox", "the library is as it was");
    assert_eq!(next(&window.facts)["ids"], json!([]), "the page is told to read everything anew");
    let (present, reason) = newest(&backups);
    assert_eq!(reason, "restore", "what was there before is the newest backup: {backups}");
    publish(&window, 2);
    window.ask("undo", json!({ "token": 3 })).unwrap();
    window.ask("restore_backup", json!({ "backup": present })).unwrap();
    assert_eq!(place(&window), "published", "and it is taken back by putting that one back");
    let findings = window.ask("look_over", json!({})).unwrap();
    assert!(findings.as_array().unwrap().iter().all(|finding| finding["ok"] == true), "{findings}");
}

#[test]
fn a_restore_waits_for_nothing_that_it_began_itself() {
    let window = Window::with_one_article();
    let chosen = window.grant(Purpose::Watch, &[window.site()]);
    window.ask("watch_folders", json!({ "chosen": chosen })).unwrap();
    let backup = window.ask("back_up", json!({})).unwrap();
    window.ask("restore_backup", json!({ "backup": backup["id"] })).unwrap();
    std::fs::write(window.site().join("b.md"), ARTICLE.replace("Reef robots", "Other robots")).unwrap();
    // The watch goes on over the library that was put back; that it looked over the folder may be told before.
    while next(&window.watched)["receipt"]["new"] != 1 {}
}

#[test]
fn a_library_is_restored_and_rebuilt_while_its_folders_are_watched() {
    let window = Window::with_one_article();
    let chosen = window.grant(Purpose::Watch, &[window.site()]);
    window.ask("watch_folders", json!({ "chosen": chosen })).unwrap();
    let is_taken_in = |name: &str, articles: u32| {
        std::fs::write(window.site().join(name), ARTICLE.replace("Reef robots", name)).unwrap();
        let counted = || window.ask("read_view", json!({ "query": "" })).unwrap()["counts"]["everything"].clone();
        while counted() != articles {
            next(&window.watched);
        }
    };
    is_taken_in("b.md", 2);
    let backup = window.ask("back_up", json!({})).unwrap();
    window.ask("restore_backup", json!({ "backup": backup["id"] })).unwrap();
    is_taken_in("c.md", 3);
    window.ask("rebuild_library", json!({})).unwrap();
    is_taken_in("d.md", 4);
}

#[test]
fn a_daily_backup_that_fails_is_listed_among_the_problems() {
    let Window { folder, .. } = Window::with_one_article();
    let backups = folder.path().join("library/backups");
    let _ = std::fs::remove_dir_all(&backups);
    std::fs::write(&backups, "not a folder").unwrap();
    let window = Window::open(folder);
    let fact = next(&window.watched);
    assert_eq!((fact["what"].clone(), fact["failure"]["code"].clone()), (json!("failed"), json!("storage")), "{fact}");
    assert_eq!(fact["failure"]["message"]["id"], "engine_background_backup", "{fact}");
}

#[test]
fn only_a_backup_of_this_library_is_put_back_and_never_from_the_sample_desk() {
    let window = Window::with_one_article();
    let failure = window.ask("restore_backup", json!({ "backup": window.site().join("a.md") })).unwrap_err();
    assert_eq!(failure["code"], "refused", "{failure}");
    let backup = window.ask("back_up", json!({})).unwrap();
    window.ask("begin_rehearsal", json!({})).unwrap();
    let failure = window.ask("restore_backup", json!({ "backup": backup["id"] })).unwrap_err();
    assert!(failure["message"]["text"].as_str().unwrap().contains("your own library"), "{failure}");
    let failure = window.ask("rebuild_library", json!({})).unwrap_err();
    assert!(failure["message"]["text"].as_str().unwrap().contains("your own library"), "{failure}");
    window.ask("end_rehearsal", json!({})).unwrap();
    assert_eq!(place(&window), "inbox", "nothing was changed");
}

#[test]
fn a_folder_is_read_anew_and_what_was_refused_there_is_tried_again() {
    let window = Window::with_one_article();
    let odd = "---\ntitle: Odd\ntype: article\ndraft: true\npublished: perhaps\n---\n";
    std::fs::write(window.site().join("b.md"), odd).unwrap();
    assert_eq!(window.take_in()["refused"].as_array().unwrap().len(), 1);
    let folder = window.ask("read_folders", json!({})).unwrap()[0].clone();
    assert_eq!((folder["profile"].clone(), folder["articles"].clone()), (json!("cluster-news"), json!(1)));
    while window.facts.try_recv().is_ok() {}
    let read = json!({ "folder": folder["id"], "profile": "draft" });
    let folders = window.ask("set_profile", read).unwrap();
    assert_eq!((folders[0]["profile"].clone(), folders[0]["articles"].clone()), (json!("draft"), json!(2)));
    assert_eq!(next(&window.facts)["ids"], json!([]), "every row may be another");
    assert_eq!(next(&window.facts)["arrived"], 1, "and what was refused may be an article now");
    assert_eq!(window.ask("read_refused", json!({})).unwrap(), json!([]));
    let nonsense = json!({ "folder": folder["id"], "profile": "wordpress" });
    assert!(window.ask("set_profile", nonsense).is_err());
}

#[test]
fn the_cache_says_what_it_takes_and_lets_go_what_it_may() {
    let window = Window::with_one_article();
    let cache = window.ask("picture_cache", json!({})).unwrap();
    assert_eq!((cache["files"].clone(), cache["limit"].clone()), (json!(0), json!(2_048_u64 << 20)));
    let pruned = window.ask("prune_pictures", json!({})).unwrap();
    assert_eq!((pruned["pictures"].clone(), pruned["freed"].clone()), (json!(0), json!(0)));
}

#[test]
fn the_sample_desk_says_how_many_articles_lie_on_it_and_leaves_nothing_behind() {
    let window = Window::with_one_article();
    window.ask("begin_rehearsal", json!({})).unwrap();
    let counts = window.ask("read_view", json!({ "query": "" })).unwrap()["counts"].clone();
    assert_eq!(window.ask("count_samples", json!({})).unwrap(), counts["everything"], "the true number: {counts}");
    let path = window.ask("read_rows", json!({ "ids": [1] })).unwrap()[0]["path"].clone();
    let path = std::path::Path::new(path.as_str().unwrap());
    assert!(path.exists(), "it lies on real files");
    window.ask("end_rehearsal", json!({})).unwrap();
    assert!(!path.exists(), "which go with it");
}
