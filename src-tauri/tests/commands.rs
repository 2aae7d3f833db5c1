//! Every command over the mock IPC: real configuration, real capabilities, a real library and real files; no window.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use copytaster_desktop::grants::Purpose;
use copytaster_desktop::{Arguments, LIBRARY_CHANGED, Shell, builder};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, Manager, WebviewWindow};
use tempfile::TempDir;

const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\n\
type: article\nquality: 39\nheat: 39\npublished: false\n---\n\nA body.\n";

/// After which time nothing more is waited for.
const LATEST: Duration = Duration::from_mins(1);

struct Window {
    folder: TempDir,
    app: App<MockRuntime>,
    webview: WebviewWindow<MockRuntime>,
    facts: Receiver<Value>,
}

impl Window {
    fn open(folder: TempDir) -> Self {
        let library = folder.path().join("library");
        let shell =
            Shell::open(Arguments { library: Some(library), paths: vec!["a.md".into()], ..Arguments::default() });
        let mut app = builder(mock_builder(), shell).build(tauri::generate_context!()).unwrap();
        // Once, not in a loop: it brings the windows of the configuration up.
        #[allow(deprecated)]
        app.run_iteration(|_, _| {});
        let webview = app.get_webview_window("main").unwrap();
        let (sender, facts) = channel();
        app.listen_any(LIBRARY_CHANGED, move |event| {
            let _ = sender.send(serde_json::from_str(event.payload()).unwrap());
        });
        Self { folder, app, webview, facts }
    }

    fn with_one_article() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("site/a.md"), ARTICLE).unwrap();
        let window = Self::open(folder);
        let receipt = window.take_in().unwrap();
        assert_eq!(receipt["new"], 1);
        assert_eq!(window.told(|_| true)["arrived"], 1, "the page hears of what arrived");
        window
    }

    /// The next fact that is the one; what never comes is a failure.
    fn told(&self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let fact = self.facts.recv_timeout(LATEST).expect("nothing of it was told");
            if is_it(&fact) {
                return fact;
            }
        }
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn take_in(&self) -> Result<Value, Value> {
        let grants = &self.app.state::<Shell>().grants;
        let chosen = grants.grant(Purpose::Import, vec![self.site()]).unwrap().token;
        self.ask("take_in", json!({ "chosen": chosen, "progress": "__CHANNEL__:7" }))
    }

    fn ask(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::new(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.webview, request).map(|body| body.deserialize().unwrap())
    }
}

#[test]
fn a_decision_is_confirmed_with_the_pages_own_token_after_it_is_stored() {
    let window = Window::with_one_article();
    let opened = window.ask("open_view", json!({ "query": "is:inbox", "around": 1 })).unwrap();
    let view = window.ask("read_view", json!({ "query": "is:inbox" })).unwrap();
    assert_eq!((view["ids"].clone(), view["counts"]["inbox"].clone()), (json!([1]), json!(1)));
    assert_eq!((opened["view"].clone(), opened["rows"][0]["id"].clone()), (view, json!(1)));
    let asked =
        json!({ "token": 41, "ids": [1], "decisions": [{ "verb": "publish" }, { "verb": "quality", "value": 72 }] });
    let changed = window.ask("decide", asked).unwrap();
    assert_eq!(changed["changed"], json!([1]));
    let fact = window.told(|_| true);
    assert_eq!((fact["token"].clone(), fact["rows"][0]["place"].clone()), (json!(41), json!("published")));
    assert_eq!((fact["rows"][0]["quality"].clone(), fact["counts"]["pending"].clone()), (json!(72), json!(1)));
    let rows = window.ask("read_rows", json!({ "ids": [1, 99] })).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 1, "an article that is not there is left out");
}

#[test]
fn undo_and_redo_answer_nothing_where_there_is_nothing() {
    let window = Window::with_one_article();
    assert_eq!(window.ask("undo", json!({ "token": 1 })).unwrap(), Value::Null);
    window.ask("decide", json!({ "token": 2, "ids": [1], "decisions": [{ "verb": "spike" }] })).unwrap();
    assert_eq!(window.ask("undo", json!({ "token": 3 })).unwrap()["changed"], json!([1]));
    assert_eq!(window.ask("redo", json!({ "token": 4 })).unwrap()["changed"], json!([1]));
    let tokens: Vec<Value> = window.facts.try_iter().map(|fact| fact["token"].clone()).collect();
    assert_eq!(tokens, [json!(1), json!(2), json!(3), json!(4)], "every change is confirmed, in order");
}

/// Writes all changes of a plan.
fn write(window: &Window, planned: &Value) -> Value {
    window.ask("hand_over", json!({ "changes": planned["changes"], "copyPictures": false })).unwrap()
}

#[test]
fn what_another_program_decided_after_the_plan_was_shown_is_not_written_unseen() {
    let window = Window::with_one_article();
    window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": [{ "verb": "publish" }] })).unwrap();
    let planned = window.ask("plan_hand_over", json!({ "ids": null })).unwrap();
    window.ask("decide", json!({ "token": 2, "ids": [1], "decisions": [{ "verb": "spike" }] })).unwrap();
    let done = write(&window, &planned);
    assert_eq!((done["written"].clone(), done["refused"].as_array().unwrap().len()), (json!(0), 1), "{done}");
    assert_eq!(std::fs::read_to_string(window.site().join("a.md")).unwrap(), ARTICLE);
}

#[test]
fn a_hand_over_is_planned_and_written() {
    let window = Window::with_one_article();
    window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": [{ "verb": "publish" }] })).unwrap();
    let planned = window.ask("plan_hand_over", json!({ "ids": null })).unwrap();
    let lines: Vec<Value> =
        planned["changes"][0]["changes"].as_array().unwrap().iter().map(|line| line["text"].clone()).collect();
    assert_eq!(lines, [json!("published: false"), json!("published: true")]);
    assert_eq!(std::fs::read_to_string(window.site().join("a.md")).unwrap(), ARTICLE, "a plan writes nothing");
    assert_eq!(write(&window, &planned)["written"], 1);
    let written = std::fs::read_to_string(window.site().join("a.md")).unwrap();
    assert_eq!(written, ARTICLE.replace("published: false", "published: true"));
}

#[test]
fn failures_cross_as_code_sentence_and_hint() {
    let window = Window::with_one_article();
    let failure = window.ask("read_article", json!({ "id": 77 })).unwrap_err();
    assert_eq!(failure["code"], "not_found");
    let quality = json!({ "token": 1, "ids": [1], "decisions": [{ "verb": "quality", "value": 300 }] });
    let failure = window.ask("decide", quality).unwrap_err();
    assert!(
        failure["message"]["text"].as_str().unwrap().contains("300") && failure["hint"]["text"].is_string(),
        "{failure}"
    );
    let failure = window.ask("open_source", json!({ "id": 1 })).unwrap_err();
    assert_eq!(failure["code"], "usage", "an article without a web address opens no browser");
}

#[test]
fn a_bad_file_is_data_in_the_receipt() {
    let window = Window::with_one_article();
    std::fs::write(window.site().join("bad.md"), "---\nquality: high\n---\n").unwrap();
    let receipt = window.take_in().unwrap();
    assert_eq!((receipt["unchanged"].clone(), receipt["refused"][0]["line"].clone()), (json!(1), json!(2)));
}

#[test]
fn one_article_is_read_whole() {
    let window = Window::with_one_article();
    let details = window.ask("read_article", json!({ "id": 1 })).unwrap();
    assert_eq!(details["has_text"], true, "the text itself is asked for when it is shown");
    assert_eq!(details["article"]["published_at"], "2026-11-02T08:00:00Z");
}

#[test]
fn nothing_works_beside_the_page_before_it_stands() {
    let window = Window::with_one_article();
    assert!(window.app.state::<Shell>().begins_beside(), "the first page would wait for pictures and backups");
}

#[test]
fn what_the_app_was_started_with_is_handed_out_once() {
    let window = Window::with_one_article();
    let opened = window.ask("opened_with", json!({})).unwrap();
    assert!(opened["items"] == 1 && opened["token"].is_string(), "the page hears no path: {opened}");
    let again = window.ask("opened_with", json!({})).unwrap();
    assert_eq!(again, Value::Null, "a page that is loaded again takes nothing twice");
}

#[test]
fn the_page_may_do_nothing_that_is_no_command_of_the_desk() {
    let window = Window::with_one_article();
    for command in ["plugin:window|close", "plugin:dialog|open", "plugin:opener|open_url", "plugin:event|emit"] {
        let refused = window.ask(command, json!({})).unwrap_err();
        assert!(refused.as_str().unwrap().contains("not allowed"), "{command}: {refused}");
    }
}

#[test]
fn a_library_that_cannot_be_opened_is_told_by_every_command() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library"), "a file where the folder should be").unwrap();
    let window = Window::open(folder);
    let failure = window.ask("open_view", json!({ "query": "" })).unwrap_err();
    assert_eq!(failure["code"], "storage");
    assert!(failure["message"]["text"].as_str().unwrap().contains("library"), "{failure}");
    assert!(window.app.webview_windows().contains_key("main"), "the window stays and can say so");
}

#[test]
fn the_wires_value_is_taken_and_another_programs_work_is_told() {
    let window = Window::with_one_article();
    window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": [{ "verb": "quality", "value": 72 }] })).unwrap();
    std::fs::write(window.site().join("a.md"), ARTICLE.replace("quality: 39", "quality: 59")).unwrap();
    assert_eq!(window.take_in().unwrap()["conflicts"], 1);
    let kept = window.ask("keep_mine", json!({ "token": 3, "id": 1, "field": "quality" })).unwrap();
    assert_eq!(kept["message"]["id"], "did_kept_mine");
    assert_eq!(window.told(|fact| fact["token"] == 3)["rows"][0]["conflicts"], 0);
    window.ask("undo", json!({ "token": 4 })).unwrap();
    assert_eq!(window.told(|fact| fact["token"] == 4)["rows"][0]["conflicts"], 1);
    window.ask("take_theirs", json!({ "token": 2, "id": 1, "field": "quality" })).unwrap();
    let fact = window.told(|fact| fact["token"] == 2);
    assert_eq!((fact["rows"][0]["quality"].clone(), fact["counts"]["conflicts"].clone()), (json!(59), json!(0)));

    window.ask("work_beside", json!({})).unwrap();
    let other = engine::desk::Desk::open(&window.folder.path().join("library")).unwrap();
    other.decide().decide(&[engine::article::ArticleId(1)], &[engine::decide::Decision::Publish]).unwrap();
    let told = window.told(|fact| fact["rows"][0]["place"] == "published");
    assert_eq!(told["token"], Value::Null, "it was no decision of this page");
}

#[test]
fn a_damaged_library_is_made_again_from_the_window_while_it_is_open_and_everything_goes_on() {
    let window = Window::with_one_article();
    window.ask("decide", json!({ "token": 1, "ids": [1], "decisions": [{ "verb": "publish" }] })).unwrap();
    // Nothing is wrong with it: it is made again all the same, and every program thread lets it go and takes it up.
    window.ask("work_beside", json!({})).unwrap();
    let rebuilt = window.ask("rebuild_library", json!({})).unwrap();
    assert_eq!(rebuilt["articles"], 1, "{rebuilt}");
    assert!(PathBuf::from(rebuilt["moved_aside"].as_str().unwrap()).exists(), "the former library is never deleted");
    let rows = window.ask("read_rows", json!({ "ids": [1] })).unwrap();
    assert_eq!(rows[0]["place"], "published", "what was decided is there");
    let handed = write(&window, &window.ask("plan_hand_over", json!({ "ids": null })).unwrap());
    assert_eq!(handed["written"], 1);
    let listed = window.ask("read_hand_overs", json!({ "limit": 5 })).unwrap();
    assert_eq!((listed[0]["id"].clone(), listed[0]["files"].clone()), (handed["id"].clone(), json!(1)));
    let back = window.ask("take_back_hand_over", json!({ "handOver": handed["id"] })).unwrap();
    assert_eq!(back["back"], json!([1]), "{back}");
    assert_eq!(std::fs::read_to_string(window.folder.path().join("site/a.md")).unwrap(), ARTICLE);
}

#[test]
fn a_library_of_which_nothing_can_be_read_says_so_with_a_code_and_is_never_replaced_by_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    std::fs::create_dir(&library).unwrap();
    std::fs::write(library.join("library.sqlite"), "A letter to the editor, and no library. ".repeat(200)).unwrap();
    let window = Window::open(folder);
    let failure = window.ask("open_view", json!({ "query": "" })).unwrap_err();
    assert_eq!(failure["code"], "damaged", "{failure}");
    let refused = window.ask("rebuild_library", json!({})).unwrap_err();
    assert_eq!(refused["code"], "damaged", "nothing empty takes the place of something: {refused}");
    assert!(std::fs::read_to_string(library.join("library.sqlite")).unwrap().starts_with("A letter"), "left as it is");
    std::fs::rename(&library, window.folder.path().join("kept")).unwrap();
    window.ask("reopen_library", json!({})).unwrap();
    assert_eq!(window.ask("read_view", json!({ "query": "" })).unwrap()["total"], 0, "the hint works");
}

#[test]
fn a_library_that_could_not_be_opened_is_opened_once_what_was_in_its_way_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    std::fs::write(&library, "A file where the folder should be.").unwrap();
    let window = Window::open(folder);
    assert_eq!(window.ask("open_view", json!({ "query": "" })).unwrap_err()["code"], "storage");
    assert_eq!(window.ask("reopen_library", json!({})).unwrap_err()["code"], "storage", "it is in its way still");
    std::fs::remove_file(&library).unwrap();
    window.ask("reopen_library", json!({})).unwrap();
    assert_eq!(window.ask("read_view", json!({ "query": "" })).unwrap()["total"], 0);
    std::fs::create_dir(window.folder.path().join("site")).unwrap();
    std::fs::write(window.folder.path().join("site/a.md"), ARTICLE).unwrap();
    assert_eq!(window.take_in().unwrap()["new"], 1);
    while window.facts.try_recv().is_ok() {}
    // What works beside the page does so on the library that was opened.
    let desk = engine::desk::Desk::open(&library).unwrap();
    desk.decide().decide(&[engine::article::ArticleId(1)], &[engine::decide::Decision::Publish]).unwrap();
    let patience = std::time::Duration::from_mins(1);
    let mut told = window.facts.recv_timeout(patience).unwrap();
    while told["rows"][0]["place"] != "published" {
        told = window.facts.recv_timeout(patience).unwrap();
    }
    assert_eq!(told["token"], Value::Null, "another program's work is told");
    window.ask("reopen_library", json!({})).unwrap();
    assert_eq!(window.ask("read_view", json!({ "query": "" })).unwrap()["total"], 1, "what is open stays so");
}
