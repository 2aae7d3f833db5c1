//! A stored value that cannot be read, whichever column holds it: the rest of the library works as before, the check
//! names it, and a rebuild repairs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use std::ops::ControlFlow;
use std::path::Path;

use engine::decide::Decision;
use engine::desk::Desk;
use engine::error::Error;
use engine::images::Fetching;
use rusqlite::Connection;

use room::{ARTICLE, Room, take_in};

const ARTICLES: usize = 4;
/// Text of a library that no program writes, as SQL: of no format, and not even UTF-8.
const GARBAGE: &[&str] = &["'?!'", "CAST(x'22FF3F' AS TEXT)"];
/// What names an article, a folder, a file, a setting or a view: any text is readable.
const NAMES: &[&str] = &["article.path", "root.path", "refused.path", "view.name", "setting.name", "conflict.field"];
/// The decisions themselves: an article with an unreadable one is not shown as if it had none, and nothing about it is
/// undone.
const DECISIONS: &[&str] = &["override.kind", "override.key", "override.value"];
/// The journal: what cannot be read of it cannot be undone.
const JOURNAL: &[&str] =
    &["journal.kind", "journal.key", "journal.before", "journal.after", "batch.summary", "batch.kind"];

/// Columns that hold any text. What is derived of a document is compared with it elsewhere.
const TEXTS: &[&str] = &[
    "article.picture",
    "article.published_at",
    "article.title",
    "batch.by_whom",
    "fact.kind",
    "fact.place",
    "fact.provider",
    "fact.topics",
    "hand_over.by_whom",
    "hand_over.state",
    "picture.address",
    "picture.etag",
    "picture.host",
    "picture.modified",
    "picture.reason",
    "pictured.picture",
    "view.query",
];
/// Keys of which any text may be the path of a field.
const ANY_KEY: &[&str] = &["journal.key", "override.key"];

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.to_owned(), value: value.to_owned() }
}

/// A closed library with a row in every table that holds text: conflicts, a rejected file, imports, a write, settings.
fn library() -> (tempfile::TempDir, usize) {
    let room = Room::with(&[]);
    room.write("red.png", include_bytes!("../../e2e/tests/red.png"));
    for number in 0..ARTICLES {
        let text = ARTICLE.replace("\nsecured:", "\nimages:\n  - url: red.png\n\nsecured:");
        room.write(&format!("{number}.md"), text.replace("coral", &format!("coral {number}")));
    }
    room.write("broken.md", "---\ntitle: [\n---\n");
    room.import();
    let ids = room.desk.query().view("").unwrap().ids;
    room.desk.decide().decide(&ids[..2], &[Decision::Quality { value: 72 }, set("title", "Reefs")]).unwrap();
    room.desk.decide().decide(&ids[2..], &[Decision::Publish]).unwrap();
    change_files(&room.site(), "quality: 39", "quality: 41");
    assert_eq!(room.import().conflicts, 2);
    room.desk.write().hand_over(Some(&ids[2..3]), None).unwrap();
    room.desk.decide().decide(&ids[3..], &[Decision::Quality { value: 50 }]).unwrap();
    room.desk.decide().decide(&ids[3..], &[Decision::Quality { value: 51 }]).unwrap();
    room.desk.query().save_view("Mine", "quality:72").unwrap();
    room.desk.set_settings(serde_json::json!({ "cache_mb": 777 }).as_object().unwrap()).unwrap();
    room.desk.images().fetch_pictures(&Fetching::default(), &|_, _| ControlFlow::Continue(())).unwrap().unwrap();
    let Room { folder, desk } = room;
    drop(desk);
    // What only an image from the web has.
    let connection = Connection::open(folder.path().join("library/library.sqlite")).unwrap();
    connection.execute("UPDATE picture SET reason = 'gone', etag = '1', modified = '2'", []).unwrap();
    (folder, ids.len())
}

fn change_files(site: &Path, from: &str, to: &str) {
    for number in 0..ARTICLES {
        let file = site.join(format!("{number}.md"));
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(file, text.replace(from, to)).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { drop(std::fs::copy(entry.path(), target)) }
    }
}

/// All columns of text, as `table.column`.
fn columns(library: &Path) -> Vec<String> {
    let connection = Connection::open(library.join("library.sqlite")).unwrap();
    let sql =
        "SELECT tables.name || '.' || columns.name FROM pragma_table_list AS tables, pragma_table_info(tables.name)
               AS columns WHERE tables.type = 'table' AND columns.type = 'TEXT' AND tables.schema = 'main'
                 AND tables.name <> 'sqlite_schema' AND tables.name <> 'library_state' ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<Result<_, _>>().unwrap()
}

/// Makes the last value of a column unreadable.
fn spoil(library: &Path, column: &str, garbage: &str) {
    let (table, name) = column.split_once('.').unwrap();
    let connection = Connection::open(library.join("library.sqlite")).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    let key: String = connection
        .query_row(
            "SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)",
            [table],
            |row| row.get(0),
        )
        .unwrap();
    let sql = format!(
        "UPDATE {table} SET {name} = {garbage} WHERE ({key}) IN
           (SELECT {key} FROM {table} WHERE {name} IS NOT NULL ORDER BY ({name} IN ('updated', 'later')), {key} DESC LIMIT 1)"
    );
    let changed = connection.execute(&sql, []).unwrap();
    assert!(changed == 1, "{column} holds no value");
}

/// Uses all of a library. `decision` allows one article to be refused because a decision about it cannot be read,
/// `journal` allows undo to stop there.
fn use_all(desk: &Desk, site: &Path, (articles, decision, journal): (usize, bool, bool)) {
    let refused = |error: &Error| matches!(error, Error::Damaged(_));
    let ids = desk.query().view("").unwrap().ids;
    assert_eq!(ids.len(), articles);
    assert_eq!(desk.query().rows(&ids).unwrap().len(), articles);
    let unread: Vec<_> = ids.iter().filter_map(|id| desk.query().details(*id).err()).collect();
    assert!(unread.len() <= usize::from(decision) && unread.iter().all(refused), "{unread:?}");
    for receipt in desk.import().receipts(10).unwrap() {
        desk.import().receipt_lines(receipt.id.unwrap(), 10, 0).unwrap();
    }
    desk.import().refused().unwrap();
    desk.write().hand_overs(10).unwrap();
    assert_eq!(desk.query().views().unwrap().len(), 1);
    desk.settings().unwrap();
    desk.query().counts().unwrap();
    desk.query().facets("").unwrap();
    desk.query().topics().unwrap();
    desk.query().insight_now().unwrap();
    desk.query().today_now().unwrap();
    desk.images().picture_lines(None, 10).unwrap();
    desk.images().fetch_pictures(&Fetching::default(), &|_, _| ControlFlow::Continue(())).unwrap().unwrap();
    change_files(site, "quality: 41", "quality: 43");
    let receipt = take_in(desk, site);
    assert!(receipt.refused.len() <= 1 + usize::from(decision), "{:?}", receipt.refused);
    let rest: Vec<_> = ids.iter().copied().filter(|id| desk.query().details(*id).is_ok()).collect();
    desk.decide().decide(&rest, &[Decision::Spike]).unwrap();
    let planned = desk.write().plan_hand_over(Some(&rest)).unwrap();
    assert!(planned.len() >= rest.len() - 1, "{planned:?}");
    desk.write().hand_over(Some(&rest), None).unwrap();
    desk.write().take_back_hand_over(None).unwrap();
    assert!(desk.decide().undo().unwrap().is_some(), "what was just decided");
    loop {
        match desk.decide().undo() {
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(error) => {
                assert!(journal && refused(&error), "undo: {error}");
                break;
            }
        }
    }
    desk.maintenance().back_up().unwrap();
}

/// A copy of the library and its site, so that each column is spoilt alone.
struct Copied(tempfile::TempDir);

impl Copied {
    fn of(folder: &Path) -> Self {
        let copied = Self(tempfile::tempdir_in(folder.parent().unwrap()).unwrap());
        copy(&folder.join("library"), &copied.library());
        copied
    }

    fn library(&self) -> std::path::PathBuf {
        self.0.path().join("library")
    }
}

/// Puts the article files back as they were when the library was closed.
fn reset(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        std::fs::write(folder.join("site").join(name), bytes).unwrap();
    }
}

fn site_files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.join("site")).unwrap().flatten();
    entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect()
}

/// The check names a column that holds garbage.
fn assert_named(library: &Path, column: &str, is_text: bool) {
    if is_text && (TEXTS.contains(&column) || ANY_KEY.contains(&column)) {
        return;
    }
    // A key is two columns.
    let name = column.replace(
        ".kind",
        if column.starts_with("journal") || column.starts_with("override") { ".key" } else { ".kind" },
    );
    let findings = engine::maintenance::doctor(library).unwrap();
    assert!(
        findings.iter().any(|finding| !finding.ok && finding.message.to_string().contains(&name)),
        "{name}: {findings:?}"
    );
}

fn attempt(column: &str, what: &str, run: impl FnOnce() + std::panic::UnwindSafe) -> Option<String> {
    let failed = std::panic::catch_unwind(run).err()?;
    let said = failed.downcast_ref::<String>().cloned();
    Some(format!("{column} {what}: {}", said.unwrap_or_else(|| format!("{:?}", failed.downcast_ref::<&str>()))))
}

#[test]
fn an_unreadable_value_costs_nothing_but_itself_and_is_named_and_repaired() {
    let (folder, articles) = library();
    let files = site_files(folder.path());
    let site = folder.path().join("site");
    let columns = columns(&folder.path().join("library"));
    assert!(columns.len() > 30, "{columns:?}");
    let mut failures = Vec::new();
    for column in columns.iter().filter(|column| !NAMES.contains(&&***column)) {
        for garbage in GARBAGE {
            let decision = DECISIONS.contains(&&**column);
            let allowed = (articles, decision, decision || JOURNAL.contains(&&**column));
            let copied = Copied::of(folder.path());
            spoil(&copied.library(), column, garbage);
            failures.extend(attempt(column, garbage, || {
                assert_named(&copied.library(), column, *garbage == GARBAGE[0]);
                use_all(&Desk::open(&copied.library()).unwrap(), &site, allowed);
            }));
            reset(folder.path(), &files);
            // Without the log, the decisions follow from the journal and the overrides alone.
            let is_decision = ["override", "journal", "batch"].iter().any(|table| column.starts_with(table));
            for log in if is_decision { &[true, false][..] } else { &[true][..] } {
                let copied = Copied::of(folder.path());
                spoil(&copied.library(), column, garbage);
                if !*log {
                    std::fs::remove_file(copied.library().join("decisions.log")).unwrap();
                }
                failures.extend(attempt(column, &format!("{garbage}, rebuilt, log: {log}"), || {
                    engine::maintenance::rebuild(&copied.library()).unwrap();
                    let findings = engine::maintenance::doctor(&copied.library()).unwrap();
                    assert!(findings.iter().all(|finding| finding.ok), "{findings:?}");
                    use_all(&Desk::open(&copied.library()).unwrap(), &site, (articles, false, false));
                }));
                reset(folder.path(), &files);
            }
        }
    }
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}
