//! Nothing that comes from a file, a name, a setting or an argument acts on the terminal or adds a line to what the
//! program prints.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Characters that a terminal acts on: the clipboard is written, the screen cleared, the line overwritten, a row added,
/// the text turned around.
const HOSTILE: &str = "x\u{1b}]52;c;eA==\u{7}\u{1b}[2J\u{9b}2J\u{85}\r\n     9  published   99  forged  (row)\n\u{202e}\u{2066}\u{200f}\u{61c}\u{2028}\u{2029}\u{7f}\ty";

/// The same as part of a file name.
const NAME: &str =
    "x\u{1b}]52;c;eA==\u{7}\u{9b}2J\r\n     9  published   99  forged  (row)\n\u{202e}\u{2066}\u{2028}\u{7f}\ty";

/// Every command of the command line. Add each new command here, with a test.
const COMMANDS: [&str; 16] = [
    "import",
    "list",
    "show",
    "decide",
    "undo",
    "redo",
    "hand-over",
    "check",
    "diff",
    "receipts",
    "watch",
    "images",
    "backup",
    "restore",
    "doctor",
    "rebuild",
];

struct Site {
    folder: TempDir,
}

impl Site {
    /// A repository in a folder with a hostile name, whose author and articles are hostile, too.
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir_all(site.root()).unwrap();
        let git = |arguments: &[&str]| {
            let done = Command::new("git").arg("-C").arg(site.root()).args(arguments).status().unwrap();
            assert!(done.success(), "git {arguments:?}");
        };
        git(&["init", "--quiet"]);
        git(&["config", "user.name", HOSTILE]);
        std::fs::write(site.file("a"), article("39", "\n")).unwrap();
        std::fs::write(site.file("b"), article("40", "\r\n")).unwrap();
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join(format!("site {NAME}"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.root().join(format!("{name} {NAME}.md"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("copytaster"));
        command.arg("--library").arg(self.folder.path().join(format!("library {NAME}"))).args(arguments);
        command
    }

    /// Runs a command twice, first for people, then with `--json`, and returns the lines of stdout and stderr of the
    /// first run.
    fn run(&self, arguments: &[&str]) -> (Vec<String>, Vec<String>) {
        let output = self.command(arguments).output().unwrap();
        let lines = (harmless(&output.stdout, arguments), harmless(&output.stderr, arguments));
        let Output { stdout, stderr, .. } = self.command(arguments).arg("--json").output().unwrap();
        harmless(&stderr, arguments);
        let document = harmless(&stdout, arguments).join("\n");
        serde_json::from_str::<Value>(&document).unwrap_or_else(|error| panic!("{arguments:?}: {error} {document}"));
        lines
    }

    fn import(&self) {
        self.run(&["import", self.root().to_str().unwrap()]);
    }
}

/// An article whose every field is hostile.
fn article(quality: &str, line_end: &str) -> String {
    let hostile: String = HOSTILE.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let url = format!("https://reef.example/{hostile}");
    let text = format!(
        "---\ntitle: \"{hostile}\"\nexcerpt: \"{hostile}\"\npublishedDateTime: 2026-11-02T08:00:00Z\n\
         originalUrl: \"{url}\"\nwebUrl: \"{url}\"\ntype: article\nquality: {quality}\nheat: 39\npublished: false\n\
         \"key {hostile}\": \"{hostile}\"\n\nprovider:\n  name: \"{hostile}\"\n  domain: \"{hostile}\"\n\n\
         images:\n  - url: \"http://127.0.0.1:9/{hostile}\"\n\ntopics:\n  - \"{hostile}\"\n\n\
         related:\n  - title: \"{hostile}\"\n    webUrl: \"{url}\"\n    provider:\n      name: \"{hostile}\"\n---\n\n\
         Body \u{1b}]52;c;eA==\u{7} \u{9b}2J \u{202e} end\n"
    );
    text.replace('\n', line_end)
}

/// The lines of an output, none of which holds a character that a terminal acts on.
fn harmless(bytes: &[u8], arguments: &[&str]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    let raw = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found: Vec<String> = text.lines().filter(|line| line.contains(raw)).map(|line| format!("{line:?}")).collect();
    assert!(found.is_empty(), "{arguments:?} printed {found:#?}");
    text.lines().map(str::to_owned).collect()
}

fn counts(lines: &(Vec<String>, Vec<String>)) -> (usize, usize) {
    (lines.0.len(), lines.1.len())
}

#[test]
fn every_command_of_the_help_is_tried_here() {
    let help = Command::new(assert_cmd::cargo::cargo_bin("copytaster")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named: Vec<&str> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(named, COMMANDS, "a new command is tried here, too");
}

#[test]
fn an_import_and_its_receipts_are_a_line_for_each_fact() {
    let site = Site::new();
    std::fs::write(site.file("bad"), "---\nquality: high\n---\n").unwrap();
    let root = site.root();
    let root = root.to_str().unwrap();
    assert_eq!(counts(&site.run(&["import", root])), (1, 2), "a refusal is a sentence and a hint");
    assert_eq!(counts(&site.run(&["receipts"])), (2, 0));
    assert_eq!(site.run(&["receipts", "1"]).0.len(), 3, "the sums and two articles");
    assert_eq!(counts(&site.run(&["check", "--profile", root])), (2, 2));
    assert_eq!(counts(&site.run(&["receipts", "1", "--take-back"])).0, 1);
    assert_eq!(counts(&site.run(&["import", &format!("{root}/{NAME}")])), (1, 2), "a path that is not there");
}

#[test]
fn a_listed_article_is_one_line_and_a_shown_one_is_a_line_for_each_field() {
    let site = Site::new();
    site.import();
    let list = site.run(&["list"]);
    assert_eq!(counts(&list), (3, 0), "two articles and their number: {list:?}");
    assert!(list.0[0].contains("x\\u{1b}]52;c;eA==\\u{7}"), "what was hidden is visible: {list:?}");
    assert_eq!(site.run(&["list", HOSTILE]).0.len(), 3, "its words are found");
    assert_eq!(site.run(&["list", &format!("topic:\"{HOSTILE}\"")]).0.len(), 3);
    let shown = site.run(&["show", "1"]).0;
    assert_eq!(shown.iter().filter(|line| line.starts_with("title: ")).count(), 1);
    let empty = shown.iter().position(String::is_empty).unwrap();
    assert_eq!(shown[empty + 1..].len(), 1, "the body follows the only empty line: {shown:?}");
    assert_eq!(counts(&site.run(&["show", HOSTILE])), (0, 2));
}

#[test]
fn decisions_and_hand_overs_are_a_line_each_and_a_diff_has_the_lines_of_the_documents() {
    let site = Site::new();
    site.import();
    assert_eq!(counts(&site.run(&["decide", "1", "2", "--publish", "--quality", "72"])), (1, 0));
    assert_eq!(counts(&site.run(&["decide", "1", "--set", &format!("{HOSTILE}=x")])).0, 0);
    assert_eq!(counts(&site.run(&["decide", "1", "--set", &HOSTILE.replace('=', "")])), (0, 1));
    assert_eq!(counts(&site.run(&["decide", "1", "--later", HOSTILE])), (0, 1));
    assert_eq!(counts(&site.run(&["decide", "1", "--take-title", "0"])), (1, 0));
    assert_eq!(counts(&site.run(&["decide", HOSTILE, "--spike"])).0, 0);
    let diff = site.run(&["hand-over", "--dry-run"]).0;
    let headers = diff.iter().filter(|line| line.starts_with("--- ") || line.starts_with("+++ ")).count();
    assert_eq!(headers, 4, "{diff:#?}");
    assert!(diff.iter().all(|line| line.starts_with(['-', '+', ' ', '@', '\\'])), "{diff:#?}");
    assert_eq!(counts(&site.run(&["hand-over", "--to", site.folder.path().join(NAME).to_str().unwrap()])).0, 1);
    std::fs::write(site.file("a"), "changed by somebody else").unwrap();
    assert_eq!(counts(&site.run(&["hand-over"])), (1, 2));
    assert_eq!(site.run(&["hand-over", "--list"]).0.len(), 1, "one wrote a file");
    site.run(&["hand-over", "--undo"]);
    assert_eq!(counts(&site.run(&["undo"])), (1, 0));
    assert_eq!(counts(&site.run(&["redo"])), (1, 0));
}

#[test]
fn two_files_are_compared_on_a_line_for_each_field() {
    let site = Site::new();
    let other = site.folder.path().join(format!("other {NAME}.md"));
    std::fs::write(&other, article("41", "\n").replace("title: \"", "title: \"other ")).unwrap();
    let (a, other) = (site.file("a"), other.to_str().unwrap().to_owned());
    assert_eq!(counts(&site.run(&["diff", a.to_str().unwrap(), &other])), (3, 0));
    assert_eq!(counts(&site.run(&["diff", a.to_str().unwrap(), &format!("{other}{NAME}")])), (0, 2));
}

#[test]
fn pictures_and_their_failures_are_a_line_each() {
    let site = Site::new();
    site.import();
    site.run(&["images", "fetch", "--allow", HOSTILE]);
    let all = site.run(&["images", "list"]).0;
    assert!(!all.is_empty() && all.iter().all(|line| line.contains("http")), "{all:#?}");
    for arguments in [&["images", "retry", "--all"][..], &["images", "prune"], &["images", "stat"]] {
        assert_eq!(counts(&site.run(arguments)), (1, 0), "{arguments:?}");
    }
    assert_eq!(counts(&site.run(&["images", "retry", HOSTILE])).0, 0);
}

#[test]
fn keeping_the_library_is_a_line_for_each_finding() {
    let site = Site::new();
    site.import();
    std::fs::remove_file(site.file("a")).unwrap();
    assert_eq!(counts(&site.run(&["backup"])), (1, 0));
    let backups = site.run(&["backup", "--list"]).0;
    assert!(backups.iter().all(|line| line.contains("forged")), "every line is a path: {backups:#?}");
    let found = site.run(&["doctor"]).0;
    assert!(found.iter().all(|line| ["ok ", "wrong ", "       "].iter().any(|start| line.starts_with(start))));
    assert_eq!(site.run(&["restore"]).0.len(), 2);
    assert_eq!(counts(&site.run(&["restore", &format!("/nowhere/{NAME}")])).0, 0);
    let rebuilt = site.run(&["rebuild"]).0;
    assert_eq!(rebuilt.len(), 2, "counts, and where the former library is: {rebuilt:#?}");
}

#[test]
fn wrong_use_repeats_no_argument_raw() {
    let site = Site::new();
    for arguments in [
        &[HOSTILE][..],
        &[&format!("--{HOSTILE}")],
        &["list", "--limit", HOSTILE],
        &["import", "a", "--on-stop", HOSTILE],
        &["images", HOSTILE],
        &["images", "list", "--state", HOSTILE],
        &["undo", HOSTILE],
        &["check", &format!("--profile={HOSTILE}"), "a"],
        &["decide", "1", "--quality", HOSTILE],
    ] {
        let output = site.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        harmless(&output.stdout, arguments);
        let said = harmless(&output.stderr, arguments);
        assert!(!said.iter().any(|line| line.starts_with("     9")), "no row is forged: {said:#?}");
        site.run(arguments);
    }
}

#[test]
fn a_watched_folder_is_told_in_lines() {
    let site = Site::new();
    std::fs::write(site.file("bad"), "---\nquality: high\n---\n").unwrap();
    let mut command = site.command(&["watch", site.root().to_str().unwrap()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut errors = BufReader::new(child.stderr.take().unwrap()).lines();
    let told = [lines.next(), errors.next(), errors.next()].map(|line| line.unwrap().unwrap());
    child.kill().unwrap();
    child.wait().unwrap();
    for line in &told {
        harmless(line.as_bytes(), &["watch"]);
    }
    assert!(told[0].contains("2 new") && told[1].contains("\\u{1b}"), "{told:?}");
}

#[test]
fn exact_bytes_go_to_a_program_and_escaped_lines_to_a_terminal() {
    let site = Site::new();
    site.import();
    let id = site.file("a");
    let arguments = ["show", id.to_str().unwrap(), "--document"];
    assert_eq!(site.command(&arguments).output().unwrap().stdout, article("39", "\n").into_bytes());
    let shown = in_a_terminal(&site.command(&arguments));
    assert!(shown.contains("Body \\u{1b}]52;c;eA==\\u{7}"), "{shown}");
    harmless(shown.as_bytes(), &arguments);
}

/// Returns the bytes that a command writes to a terminal.
fn in_a_terminal(command: &Command) -> String {
    let quoted = |word: &std::ffi::OsStr| format!("'{}'", word.to_str().unwrap().replace('\'', "'\\''"));
    let words: Vec<String> = std::iter::once(command.get_program()).chain(command.get_args()).map(quoted).collect();
    let mut script = Command::new("script");
    let script = script.args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"]);
    let output = script.env("SHELL", "/bin/sh").stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    // A terminal gets a carriage return before each line feed.
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")
}
