//! Settings are kept one by one, with defaults, and survive a restart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use engine::api::{Settings, Theme};
use engine::desk::Desk;
use serde_json::{Map, Value, json};

fn patch(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

#[test]
fn what_is_set_is_there_after_a_restart_and_all_else_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (window, terminal) = (Desk::open(folder.path()).unwrap(), Desk::open(folder.path()).unwrap());
    assert_eq!(window.settings().unwrap(), Settings::default(), "nothing was set yet");
    window.set_settings(&patch(&json!({ "theme": "dark", "desk": { "query": "is:inbox ibm" } }))).unwrap();
    let settings = terminal.set_settings(&patch(&json!({ "watched": ["/site/_news"] }))).unwrap();
    assert_eq!(settings.theme, Theme::Dark, "what the other program set is not lost");
    drop((window, terminal));
    let again = Desk::open(folder.path()).unwrap().settings().unwrap();
    assert_eq!((again.watched, again.desk["query"].clone()), (vec!["/site/_news".to_owned()], json!("is:inbox ibm")));
    assert_eq!(again.cache_mb, 2048, "what was never set has its default");
}

#[test]
fn what_is_no_setting_is_refused_in_a_sentence_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(folder.path()).unwrap();
    for nonsense in [json!({ "colour": "red" }), json!({ "theme": "purple" }), json!({ "font_size": 900 })] {
        let both = patch(&json!({ "density": "dense" })).into_iter().chain(patch(&nonsense)).collect();
        let refused = desk.set_settings(&both).unwrap_err().failure();
        assert!(refused.message.to_string().ends_with('.'), "{refused:?}");
        assert_eq!(desk.settings().unwrap(), Settings::default(), "all or nothing: {nonsense}");
    }
}
