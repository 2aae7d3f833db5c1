//! The desk behind the mock IPC: real configuration and capabilities, a real library and real files; no window.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test file uses a part of it")]

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use copytaster_desktop::grants::Purpose;
use copytaster_desktop::{Arguments, LIBRARY_CHANGED, Shell, WATCHED, builder};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, Manager, WebviewWindow};
use tempfile::TempDir;

pub const ARTICLE: &str = "---\ntitle: \"Reef robots count coral\"\nexcerpt: \"\"\n\
publishedDateTime: 2026-11-02T08:00:00Z\ntype: article\nquality: 39\nheat: 39\npublished: false\n\n\
provider:\n  name: Reef Watch\n\ntopics:\n  - Robots\n---\n\nA body.\n";

/// Far beyond what anything may take: a busy machine must not fail a test.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Window {
    pub folder: TempDir,
    pub app: App<MockRuntime>,
    webview: WebviewWindow<MockRuntime>,
    pub facts: Receiver<Value>,
    pub watched: Receiver<Value>,
}

impl Window {
    pub fn with_one_article() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("site/a.md"), ARTICLE).unwrap();
        let window = Self::open(folder);
        assert_eq!(window.take_in()["new"], 1);
        window
    }

    pub fn open(folder: TempDir) -> Self {
        let library = Some(folder.path().join("library"));
        let shell = Shell::open(Arguments { library, ..Arguments::default() });
        let mut app = builder(mock_builder(), shell).build(tauri::generate_context!()).unwrap();
        // Once, not in a loop: it brings the windows of the configuration up.
        #[allow(deprecated)]
        app.run_iteration(|_, _| {});
        let webview = app.get_webview_window("main").unwrap();
        let (facts, watched) = (heard(&app, LIBRARY_CHANGED), heard(&app, WATCHED));
        let window = Self { folder, app, webview, facts, watched };
        // As the page does once it stands: what works beside it begins.
        window.ask("work_beside", json!({})).unwrap();
        window
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub fn take_in(&self) -> Value {
        let chosen = self.grant(Purpose::Import, &[self.site()]);
        self.ask("take_in", json!({ "chosen": chosen, "progress": "__CHANNEL__:7" })).unwrap()
    }

    /// Returns a token for these paths, as if a person had chosen them outside of the page.
    pub fn grant(&self, purpose: Purpose, paths: &[PathBuf]) -> Value {
        let granted = self.app.state::<Shell>().grants.grant(purpose, paths.to_vec()).unwrap();
        serde_json::to_value(granted.token).unwrap()
    }

    pub fn ask(&self, command: &str, arguments: Value) -> Result<Value, Value> {
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

fn heard(app: &App<MockRuntime>, event: &str) -> Receiver<Value> {
    let (sender, receiver) = channel();
    app.listen_any(event, move |event| {
        let _ = sender.send(serde_json::from_str(event.payload()).unwrap());
    });
    receiver
}

/// The next thing that is heard.
pub fn next(heard: &Receiver<Value>) -> Value {
    heard.recv_timeout(PATIENCE).unwrap()
}
