//! The scripted sessions. Paths are relative to the folder of [`crate::terminal::Terminal`].

/// One step of a session.
pub enum Step {
    /// Runs the program with these arguments.
    Run(&'static [&'static str]),
    /// The same, with this text on stdin.
    Stdin(&'static [&'static str], &'static str),
    /// Replaces a passage of a file, as a robot would.
    Edit(&'static str, &'static str, &'static str),
    /// Removes a file.
    Remove(&'static str),
    /// Prints a file.
    Print(&'static str),
}

use Step::{Edit, Print, Remove, Run, Stdin};

/// Imports all sites; articles are numbered in the order of their paths.
const ALL: Step = Run(&["import", "news", "yaml", "jekyll", "draft"]);
const SHOW_1: Step = Run(&["show", "news/plain-article.md"]);

pub const IMPORT: &[Step] = &[
    ALL,
    ALL,
    Run(&["import", "refused", "nowhere.md"]),
    Stdin(&["import", "-"], "news/plain-article.md\nyaml/comments.md\n"),
    Edit("news/plain-article.md", "quality: ", "quality: 1"),
    Edit("news/quotes-in-title.md", "heat: ", "heat: 1"),
    Edit("news/two-images.md", "secured: \"", "secured: \"x"),
    Remove("news/no-picture.md"),
    Run(&["import", "news"]),
    Run(&["receipts"]),
    Run(&["receipts", "1"]),
    Run(&["receipts", "5"]),
    Run(&["receipts", "99"]),
];

pub const LIST: &[Step] = &[
    Run(&["list"]),
    ALL,
    Run(&["decide", "1", "2", "--publish"]),
    Run(&["decide", "3", "--later", "2100-01-01"]),
    Run(&["list"]),
    Run(&["list", "is:inbox"]),
    Run(&["list", "is:published"]),
    Run(&["list", "is:later"]),
    Run(&["list", "is:pending"]),
    Run(&["list", "quality:>50", "sort:quality"]),
    Run(&["list", "topic:AI", "--limit", "2", "--offset", "1"]),
    Run(&["list", "provider:tidewatch"]),
    Run(&["list", "is:nonsense"]),
    Run(&["list", "no such words at all"]),
];

pub const SHOW: &[Step] = &[
    ALL,
    SHOW_1,
    Run(&["show", "news/crlf-and-byte-order-mark.md"]),
    Run(&["show", "news/one-related-report.md"]),
    Run(&["show", "news/removed-true.md"]),
    Run(&["show", "yaml/comments.md"]),
    Run(&["show", "yaml/flow-mappings.md"]),
    Run(&["show", "yaml/no-title.md"]),
    Run(&["show", "jekyll/string-tags.md"]),
    Run(&["show", "draft/hugo-draft.md"]),
    Run(&["show", "yaml/comments.md", "--document"]),
    Run(&["show", "99"]),
    Run(&["show", "refused/json.md"]),
];

const RELATED: &str = "news/one-related-report.md";

pub const DECIDE: &[Step] = &[
    ALL,
    Run(&["decide", "news/plain-article.md", "--publish", "--quality", "72", "--set", "title=Plain words"]),
    Run(&["decide", "news/plain-article.md", "--publish"]),
    Run(&["decide", "1", "2", "3", "--spike"]),
    Run(&["decide", "4", "--later", "2100-01-01T18:00"]),
    Run(&["decide", "5", "6", "--as-is"]),
    Run(&["decide", "news/removed-true.md", "--inbox"]),
    Run(&["decide", "news/unscored.md", "--quality", "0"]),
    Run(&["decide", "news/two-images.md", "--picture", "2"]),
    Run(&["decide", "yaml/comments.md", "--set", "topics=[AI, Ethics, \"Tides, high\"]"]),
    Run(&["decide", "yaml/comments.md", "--set", "provider.name=The Orrery"]),
    Run(&["decide", "jekyll/published-false.md", "--publish"]),
    Run(&["decide", "jekyll/absent-published.md", "--spike"]),
    Run(&["decide", "draft/hugo-draft.md", "--publish"]),
    Run(&["decide", RELATED, "--lead", "0"]),
    Run(&["decide", RELATED, "--take-title", "0"]),
    Run(&["decide", RELATED, "--take-excerpt", "0"]),
    Run(&["decide", RELATED, "--take-picture", "0"]),
    Run(&["decide", RELATED, "--not-this-story", "0"]),
    Run(&["decide", RELATED, "--not-this-story", "0"]),
    Run(&["decide", "1", "--quality", "101"]),
    Run(&["decide", "1", "--quality", "-1"]),
    Run(&["decide", "1", "--set", "quality=high"]),
    Run(&["decide", "1", "--set", "nowhere.at.all=x"]),
    Run(&["decide", "1", "--set", "@place=x"]),
    Run(&["decide", "1", "--set", "title"]),
    Run(&["decide", "1", "--picture", "9"]),
    Run(&["decide", "1", "2", "--picture", "1"]),
    Run(&["decide", "1", "--later", "2020-01-01"]),
    Run(&["decide", "99", "--publish"]),
    Run(&["list", "is:pending"]),
    Run(&["hand-over", "--dry-run"]),
];

pub const UNDO: &[Step] = &[
    ALL,
    Run(&["undo"]),
    Run(&["redo"]),
    Run(&["decide", "news/plain-article.md", "--publish", "--quality", "72"]),
    SHOW_1,
    Run(&["decide", "news/plain-article.md", "news/two-images.md", "--set", "title=Plain words"]),
    SHOW_1,
    Run(&["decide", "news/plain-article.md", "--spike"]),
    SHOW_1,
    Run(&["undo"]),
    SHOW_1,
    Run(&["undo"]),
    SHOW_1,
    Run(&["redo"]),
    SHOW_1,
    Edit("news/plain-article.md", "heat: ", "heat: 1"),
    Edit("news/plain-article.md", "title: \"", "title: \"Again: "),
    Run(&["import", "news"]),
    SHOW_1,
    Run(&["receipts", "2", "--take-back"]),
    SHOW_1,
    Run(&["receipts"]),
    Run(&["undo"]),
    SHOW_1,
    Run(&["receipts"]),
    Run(&["undo"]),
    SHOW_1,
    Run(&["redo"]),
    SHOW_1,
    Run(&["redo"]),
    SHOW_1,
    Run(&["redo"]),
    Run(&["undo", "--batches", "10"]),
    SHOW_1,
    Run(&["redo"]),
    Run(&["decide", "news/plain-article.md", "--quality", "5"]),
    Run(&["redo"]),
    SHOW_1,
    Run(&["receipts", "1", "--take-back"]),
    Run(&["list"]),
    Run(&["undo"]),
    Run(&["list", "quality:5"]),
    Run(&["receipts", "--take-back"]),
    Run(&["receipts", "99", "--take-back"]),
];

pub const WRITE: &[Step] = &[
    ALL,
    Run(&["hand-over"]),
    Run(&["decide", "news/crlf-and-byte-order-mark.md", RELATED, "--publish", "--quality", "72"]),
    Run(&["decide", "jekyll/absent-published.md", "draft/hugo-draft.md", "yaml/comments.md", "--spike"]),
    Run(&["decide", RELATED, "--lead", "0"]),
    Run(&["hand-over", RELATED, "--dry-run"]),
    Run(&["hand-over", "--dry-run"]),
    Run(&["hand-over", "--to", "out"]),
    Print("out/one-related-report.md"),
    Run(&["hand-over", "yaml/comments.md"]),
    Print("yaml/comments.md"),
    Remove("jekyll/absent-published.md"),
    Edit("draft/hugo-draft.md", "draft: true", "draft: 2026-11-02"),
    Run(&["hand-over", "--dry-run"]),
    Run(&["hand-over"]),
    Run(&["hand-over", "--list"]),
    Edit(RELATED, "quality: 72", "quality: 73"),
    Run(&["hand-over", "--undo"]),
    Run(&["hand-over", "--undo", "2"]),
    Print("yaml/comments.md"),
    Run(&["hand-over", "--undo", "2"]),
    Run(&["hand-over", "--undo", "99"]),
    Run(&["hand-over", "--list"]),
    Run(&["list", "is:pending"]),
];

pub const MERGE: &[Step] = &[
    ALL,
    Run(&["decide", "news/plain-article.md", "--publish", "--quality", "72", "--set", "title=Plain words"]),
    Run(&["decide", "news/two-images.md", "--quality", "72"]),
    Run(&["decide", RELATED, "--not-this-story", "0"]),
    Run(&["hand-over", "news/plain-article.md"]),
    Edit("news/plain-article.md", "published: true", "published: false"),
    Edit("news/plain-article.md", "Plain words", "Other words"),
    Edit("news/two-images.md", "quality: ", "quality: 1"),
    Edit(RELATED, "quality: 44", "quality: 45"),
    Run(&["import", "news"]),
    Run(&["receipts", "2"]),
    Run(&["list", "is:pending"]),
    SHOW_1,
    Run(&["hand-over", "--dry-run"]),
    Run(&["hand-over"]),
    Run(&["import", "news"]),
    Run(&["list", "is:conflict"]),
];

pub const IMAGES: &[Step] = &[
    Run(&["images", "stat"]),
    Run(&["import", "sample"]),
    Run(&["images", "stat"]),
    Run(&["images", "list", "--state", "waiting"]),
    Run(&["images", "fetch"]),
    Run(&["images", "list"]),
    Run(&["images", "list", "--state", "failed", "--limit", "1"]),
    Run(&["images", "stat"]),
    Run(&["images", "retry", "--all"]),
    Run(&["images", "fetch", "--allow", "127.0.0.1"]),
    Run(&["images", "list", "--limit", "3"]),
    Run(&["images", "retry", "1"]),
    Run(&["images", "prune", "--limit", "0"]),
    Run(&["images", "stat"]),
];

pub const COPY_IMAGES: &[Step] = &[
    Run(&["import", "sample"]),
    Run(&["images", "fetch", "--allow", "127.0.0.1"]),
    Run(&["hand-over", "--dry-run", "--copy-pictures"]),
    Run(&["hand-over", "sample/_news/web.md", "--dry-run", "--copy-pictures"]),
    Run(&["decide", "sample/_news/web.md", "--quality", "6"]),
    Run(&["hand-over", "--dry-run", "--copy-pictures"]),
    Run(&["hand-over", "--copy-pictures"]),
    Run(&["hand-over", "--list"]),
    Print("sample/_news/web.md"),
    Run(&["undo"]),
    Run(&["hand-over", "--dry-run"]),
    Run(&["redo"]),
    Run(&["hand-over", "--undo"]),
    Print("sample/_news/web.md"),
];

pub const CHECK: &[Step] = &[
    Run(&["check", "news", "yaml", "jekyll", "draft"]),
    Run(&["check", "news", "yaml", "jekyll", "draft", "--profile"]),
    Run(&["check", "refused"]),
    Run(&["check", "jekyll", "--profile=draft"]),
    Run(&["check", "jekyll", "--profile=nonsense"]),
    Run(&["check", "nowhere"]),
];

pub const DIFF: &[Step] = &[
    Run(&["diff", "news/plain-article.md", "news/plain-article.md"]),
    Run(&["diff", "news/plain-article.md", "news/crlf-and-byte-order-mark.md"]),
    Run(&["diff", "news/plain-article.md", RELATED]),
    Run(&["diff", "yaml/comments.md", "yaml/flow-mappings.md"]),
    Run(&["diff", "news/plain-article.md", "refused/json.md"]),
    Run(&["diff", "news/plain-article.md", "nowhere.md"]),
];

pub const MAINTENANCE: &[Step] = &[
    Run(&["restore"]),
    Run(&["doctor"]),
    ALL,
    Run(&["decide", "1", "2", "--publish"]),
    Run(&["backup"]),
    Run(&["backup", "--list"]),
    Run(&["decide", "3", "--spike"]),
    Run(&["doctor"]),
    Run(&["rebuild"]),
    Run(&["restore"]),
    Run(&["list", "is:pending"]),
    Run(&["backup", "--list"]),
    Remove("news/plain-article.md"),
    Run(&["doctor"]),
];

pub const WRONG_USE: &[Step] = &[
    Run(&[]),
    Run(&["--version"]),
    Run(&["nonsense"]),
    Run(&["import"]),
    Run(&["decide", "1"]),
    Run(&["decide", "1", "--publish", "--spike"]),
    Run(&["decide", "1", "--later", "soon"]),
    Run(&["decide", "1", "--quality", "high"]),
    Run(&["show", "1"]),
    Run(&["hand-over", "--list", "--dry-run"]),
    Run(&["images"]),
    Run(&["images", "retry"]),
    Run(&["--help"]),
    Run(&["decide", "--help"]),
    Run(&["hand-over", "--help"]),
];
