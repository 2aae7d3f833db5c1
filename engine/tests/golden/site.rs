//! Every engine call of the golden tests, so that a renamed call is a change of this file alone.

use std::path::{Path, PathBuf};

use engine::api::{Conflict, PlannedChange, Receipt, Story};
use engine::article::ArticleId;
use engine::decide::Decision;
use similar::{ChangeTag, TextDiff};

use crate::room::{Room, take_in};

/// A library with article files.
pub struct Site {
    room: Room,
}

/// What is known about an article after a step.
pub struct State {
    /// Its place, and whether a write would change its file.
    pub place: String,
    /// Its document with the decisions in it.
    pub document: Vec<u8>,
    pub conflicts: Vec<Conflict>,
}

/// What a write would do to one file.
pub struct Plan {
    /// The decisions that would be written, as sentences.
    pub decided: String,
    /// Why the file would be left as it is.
    pub rejected: Option<String>,
}

impl Site {
    pub fn new(files: &[(String, Vec<u8>)]) -> Self {
        let room = Room::with(&[]);
        for (name, bytes) in files {
            room.write(name, bytes);
        }
        Self { room }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.room.file(name)
    }

    pub fn import(&self, name: &str) -> Receipt {
        take_in(&self.room.desk, &self.path(name))
    }

    pub fn id(&self, name: &str) -> ArticleId {
        self.room.id(name)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn write_file(&self, name: &str, bytes: &[u8]) {
        self.room.write(name, bytes);
    }

    /// Decides, and returns the answer as a sentence.
    pub fn decide(&self, id: ArticleId, decisions: &[Decision]) -> Result<String, String> {
        self.room
            .desk
            .decide()
            .decide(&[id], decisions)
            .map(|changed| changed.message.to_string())
            .map_err(|error| rejection(&error))
    }

    /// The decision to use the image with this number, counted from 1.
    pub fn image(&self, id: ArticleId, number: usize) -> Result<Decision, String> {
        self.room.desk.images().choice(id, number).map_err(|error| rejection(&error))
    }

    pub fn topics(&self, id: ArticleId) -> Vec<String> {
        self.room.row(id).topics
    }

    pub fn state(&self, id: ArticleId) -> State {
        let details = self.room.desk.query().details(id).unwrap();
        let pending = if details.row.pending { ", pending" } else { "" };
        let document = self.room.desk.query().document(id).unwrap();
        State { place: format!("{}{pending}", details.row.place.word()), document, conflicts: details.conflicts }
    }

    pub fn document(&self, id: ArticleId) -> Vec<u8> {
        self.room.desk.query().document(id).unwrap()
    }

    /// What writing this article would do; `None` where there is nothing to write.
    pub fn plan(&self, id: ArticleId) -> Option<Plan> {
        let planned = self.room.desk.write().plan_hand_over(Some(&[id])).unwrap();
        planned.into_iter().next().map(|planned| plan(planned, self.room.folder.path()))
    }

    /// Writes all pending articles.
    pub fn write_all(&self) {
        self.room.desk.write().hand_over(None, None).unwrap();
    }

    pub fn revert_write(&self) {
        let done = self.room.desk.write().take_back_hand_over(None).unwrap();
        assert_eq!(done.refused, [], "nobody else touched the files");
    }

    pub fn undo(&self) -> Option<String> {
        self.room.desk.decide().undo().unwrap().map(|changed| changed.message.to_string())
    }

    pub fn redo(&self) -> Option<String> {
        self.room.desk.decide().redo().unwrap().map(|changed| changed.message.to_string())
    }

    pub fn use_incoming(&self, id: ArticleId, field: &str) -> Result<String, String> {
        self.room
            .desk
            .decide()
            .take_theirs(id, field)
            .map(|changed| changed.message.to_string())
            .map_err(|error| rejection(&error))
    }

    pub fn keep_mine(&self, id: ArticleId, field: &str) -> Result<String, String> {
        self.room
            .desk
            .decide()
            .keep_mine(id, field)
            .map(|changed| changed.message.to_string())
            .map_err(|error| rejection(&error))
    }

    /// What the last import did to this article, with a word for the kind of change.
    pub fn story(&self, receipt: &Receipt, id: ArticleId) -> Option<(String, Story)> {
        let lines = self.room.desk.import().receipt_lines(receipt.id?, 1000, 0).unwrap();
        lines.into_iter().find(|line| line.id == id).map(|line| (line.kind.word().to_owned(), line.story))
    }
}

fn rejection(error: &engine::error::Error) -> String {
    let failure = error.failure();
    let message = failure.message.to_string();
    let message = message.rsplit_once(".md: ").map_or(message.as_str(), |(_, message)| message);
    let hint = failure.hint.map(|hint| hint.to_string()).unwrap_or_default();
    format!("{message} {hint}").trim().to_owned()
}

fn plan(planned: PlannedChange, folder: &Path) -> Plan {
    let decided: Vec<String> = planned.decided.iter().map(ToString::to_string).collect();
    let folder = folder.display().to_string();
    let rejected = planned.refused.map(|refused| format!("{} {}", refused.message, refused.hint).replace(&folder, ""));
    Plan { decided: decided.join("; "), rejected }
}

/// The counters of an import that are not zero.
pub fn counters(receipt: &Receipt) -> String {
    let Receipt { new, updated, quiet, unchanged, noise, kept, conflicts, lost, refused, .. } = receipt;
    let rejected = u32::try_from(refused.len()).unwrap();
    let all = [
        ("new", *new),
        ("updated", *updated),
        ("quiet", *quiet),
        ("unchanged", *unchanged),
        ("noise", *noise),
        ("preserved", *kept),
        ("conflicts", *conflicts),
        ("reapplied", *lost),
        ("rejected", rejected),
    ];
    let counted = all.iter().filter(|(_, count)| *count > 0);
    counted.map(|(name, count)| format!("{name}={count}")).collect::<Vec<_>>().join(" ")
}

/// The changed lines between two texts, with their line numbers; characters that an editor hides are escaped.
pub fn changed_lines(before: &[u8], after: &[u8]) -> Vec<String> {
    let [before, after] = [before, after].map(|bytes| std::str::from_utf8(bytes).unwrap());
    let [before, after] = [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&before, &after);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    let line = |change: similar::Change<&str>| {
        let (sign, index) = match change.tag() {
            ChangeTag::Delete => ('-', change.old_index()),
            ChangeTag::Insert | ChangeTag::Equal => ('+', change.new_index()),
        };
        format!("{sign}{} {}", index.unwrap() + 1, visible(change.value()))
    };
    changes.map(line).collect()
}

/// A line without its line feed; where it has none, that is said.
pub fn visible(line: &str) -> String {
    let (line, end) = line.strip_suffix('\n').map_or((line, " (no line feed)"), |line| (line, ""));
    let escaped = |character: char| match character {
        ' ' | '\\' | '"' | '\'' => character.to_string(),
        _ => character.escape_debug().to_string(),
    };
    line.chars().map(escaped).collect::<String>() + end
}
