//! Every sentence that the engine and the window's shell make for a person stands in the page's catalogue of words, so that
//! a desk of another language finds it there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::api::Refusal;
use engine::desk::Desk;
use engine::error::{Error, Failure};
use support::fixtures;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A sentence of the catalogue: what always stands in it, in order; values stand between.
struct Template {
    name: String,
    fixed: Vec<String>,
    /// The value between is a sentence itself.
    said: Vec<bool>,
}

impl Template {
    fn of(name: &str, english: &str) -> Self {
        // The catalogue's own sign for a backslash.
        let english = english.replace(r"\\", r"\");
        let mut parts = english.split('{');
        let mut template =
            Self { name: name.to_owned(), fixed: vec![parts.next().unwrap().to_owned()], said: Vec::new() };
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap();
            template.said.push(matches!(name, "said" | "why"));
            template.fixed.push(rest.to_owned());
        }
        template
    }

    /// The values in a sentence, each with whether it is one itself; `None` where it is not this sentence.
    fn values<'a>(&self, sentence: &'a str) -> Option<Vec<(&'a str, bool)>> {
        let (first, others) = self.fixed.split_first()?;
        let mut rest = sentence.strip_prefix(first.as_str())?;
        let mut values = Vec::new();
        for (at, (fixed, said)) in others.iter().zip(&self.said).enumerate() {
            let last = at + 1 == others.len();
            let end =
                if last { rest.len().checked_sub(fixed.len())? } else { 1 + rest.get(1..)?.find(fixed.as_str())? };
            let value = rest.get(..end).filter(|value| !value.is_empty())?;
            rest = rest.get(end..)?.strip_prefix(fixed.as_str())?;
            values.push((value, *said));
        }
        rest.is_empty().then_some(values)
    }
}

struct Catalogue(Vec<Template>);

impl Catalogue {
    fn read() -> Self {
        let text = fs::read_to_string(root().join("ui/messages/en.json")).unwrap();
        let words: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
        let own = words.iter().filter(|(name, _)| name.starts_with("engine_"));
        Self(own.map(|(name, english)| Template::of(name, english.as_str().unwrap())).collect())
    }

    /// Whether a sentence stands in it, and what it says inside, too.
    fn knows(&self, sentence: &str) -> bool {
        let inside = |values: Vec<(&str, bool)>| values.iter().all(|(value, said)| !said || self.knows(value));
        self.0.iter().any(|template| template.values(sentence).is_some_and(inside))
    }
}

/// What is a sentence to a person among the literals of a source: it has words, and ends as a sentence does.
fn is_sentence(literal: &str) -> bool {
    literal.contains(' ') && literal.ends_with('.') && !literal.ends_with("..") && !literal.contains("SELECT")
}

/// The literals of a source without its own tests, with what is set into them as the catalogue has it.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n").replace("'\"'", "' '").replace("'\\\"'", "' '");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find('"') {
        let mut literal = String::new();
        let mut letters = rest[start + 1..].char_indices();
        let mut end = rest.len();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '"' => {
                    end = start + 1 + at + 1;
                    break;
                }
                '\\' => match letters.next() {
                    Some((_, '\n')) => {
                        let blank = letters.clone().take_while(|(_, letter)| letter.is_whitespace()).count();
                        for _ in 0..blank {
                            letters.next();
                        }
                    }
                    Some((_, 'n')) => literal.push('\n'),
                    Some((_, escaped)) => literal.push(escaped),
                    None => {}
                },
                letter => literal.push(letter),
            }
        }
        found.push(literal);
        rest = &rest[end..];
    }
    found
}

/// What is set into a literal, as any value.
fn with_values(literal: &str) -> String {
    let mut parts = literal.split('{');
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |sentence, part| {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        format!("{sentence}7{rest}")
    })
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// Files whose sentences no window shows: there is none yet.
const ELSEWHERE: &[&str] = &["src-tauri/src/lib.rs"];

#[test]
fn every_sentence_in_the_sources_is_in_the_catalogue() {
    let catalogue = Catalogue::read();
    let mut missing = Vec::new();
    let mut found = 0;
    for path in [root().join("engine/src"), root().join("src-tauri/src")].iter().flat_map(|folder| sources(folder)) {
        if ELSEWHERE.iter().any(|file| path.ends_with(file)) {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for literal in literals(&source).into_iter().filter(|literal| is_sentence(literal)) {
            found += 1;
            let sentence = with_values(&literal);
            // What is set into a sentence is said elsewhere.
            let inside = |values: Vec<(&str, bool)>| {
                values.iter().all(|(value, said)| !said || *value == "7" || catalogue.knows(value))
            };
            if !catalogue.0.iter().any(|template| template.values(&sentence).is_some_and(inside)) {
                missing.push(format!("{}: {literal}", path.file_name().unwrap().display()));
            }
        }
    }
    assert!(found > 60, "only {found} sentences were found in the sources");
    assert!(missing.is_empty(), "{} of {found} are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn the_catalogue_has_no_sentence_that_nobody_says() {
    let said: Vec<String> = sources(&root().join("engine/src"))
        .into_iter()
        .chain(sources(&root().join("src-tauri/src")))
        .flat_map(|path| literals(&fs::read_to_string(path).unwrap()))
        .collect();
    let declared: Vec<&str> = engine::declared_messages::all().map(|(id, _)| *id).collect();
    for template in Catalogue::read().0 {
        if declared.contains(&template.name.as_str()) {
            continue;
        }
        // Three words in a row: some are put together of two sentences. What has no three is a fragment or sets others.
        let words = template.fixed.iter().map(|part| part.split_whitespace().collect::<Vec<_>>());
        let mut runs = words.flat_map(|words| words.windows(3).map(|run| run.join(" ")).collect::<Vec<_>>()).peekable();
        let known = runs.peek().is_none() || runs.any(|run| said.iter().any(|literal| literal.contains(&run)));
        assert!(known, "nobody says “{}”", template.fixed.join("…"));
    }
}

#[test]
fn every_refusal_of_a_document_is_in_the_catalogue() {
    let catalogue = Catalogue::read();
    let home = TempDir::new().unwrap();
    let desk = Desk::open(&home.path().join("library")).unwrap();
    let receipt = desk.import().take_in(&[fixtures().join("refused")], &|_| ControlFlow::Continue(())).unwrap();
    assert!(receipt.refused.len() > 50, "{}", receipt.refused.len());
    for Refusal { path, message, hint, .. } in &receipt.refused {
        assert!(catalogue.knows(message), "{path}: {message}");
        assert!(catalogue.knows(hint), "{path}: {hint}");
    }
}

#[test]
fn every_failure_of_the_library_is_in_the_catalogue() {
    use std::io::ErrorKind as K;
    let catalogue = Catalogue::read();
    let path = || PathBuf::from("/site/a.md");
    let io = |kind: K| Error::Io { doing: "read", path: path(), source: kind.into() };
    let kinds =
        [K::NotFound, K::PermissionDenied, K::StorageFull, K::ReadOnlyFilesystem, K::IsADirectory, K::NotADirectory];
    let sqlite = |code| Error::Sqlite(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
    let codes = [
        rusqlite::ffi::SQLITE_FULL,
        rusqlite::ffi::SQLITE_READONLY,
        rusqlite::ffi::SQLITE_CANTOPEN,
        rusqlite::ffi::SQLITE_PERM,
        rusqlite::ffi::SQLITE_BUSY,
    ];
    let mut errors: Vec<Error> = kinds.into_iter().map(io).chain(codes.into_iter().map(sqlite)).collect();
    errors.extend([
        Error::NewerLibrary { found: 9, known: 7 },
        Error::NoSuchArticle("7".to_owned()),
        Error::NoSuchReceipt(7),
        Error::NoSuchHandOver(7),
        Error::DamagedLibrary { folder: path(), found: "row 7 missing from index".to_owned() },
        Error::Damaged("the settings".to_owned()),
    ]);
    let Failure { message, hint, .. } = Desk::open(Path::new("/dev/null/library")).map(drop).unwrap_err().failure();
    assert!(catalogue.knows(&message) && hint.is_some_and(|hint| catalogue.knows(&hint)), "{message}");
    for error in errors {
        let Failure { message, hint, .. } = error.failure();
        assert!(catalogue.knows(&message), "{message}");
        assert!(hint.as_ref().is_none_or(|hint| catalogue.knows(hint)), "{hint:?}");
    }
}
