//! How results are printed: for people, or as one JSON document. Nothing else in this program prints, and text for
//! people is printed only as [`Lines`], which hold no character that a terminal acts on.

use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use engine::api::Refusal;
use engine::error::{Code, Failure};
use engine::escape;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::lines::Lines;
use crate::message::{Hint, Refused};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of it was done.
    Done,
    /// Something was refused; the rest was done.
    Refused,
}

impl Outcome {
    /// Refused where there is a refusal.
    pub fn of(refused: &[Refusal]) -> Self {
        if refused.is_empty() { Self::Done } else { Self::Refused }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Refused => Self::from(1),
        }
    }
}

/// Where results go.
pub struct Output {
    /// One JSON document instead of text.
    pub json: bool,
}

impl Output {
    /// Prints a result: the document, or the lines that `words` makes.
    pub fn result(&self, document: impl Serialize, words: impl FnOnce() -> Lines) {
        if self.json {
            let mut object = serde_json::Map::from_iter([("ok".to_owned(), Value::Bool(true))]);
            if let Ok(Value::Object(fields)) = serde_json::to_value(document) {
                object.extend(fields.into_iter().filter(|(name, _)| name != "ok"));
            }
            print_json(&Value::Object(object));
        } else {
            print(words().as_str().as_bytes());
        }
    }

    /// Prints a document's bytes as they are. A terminal, which would act on control characters, gets escaped lines.
    #[expect(clippy::unused_self, reason = "one place decides what is printed where")]
    pub fn bytes(&self, bytes: &[u8]) {
        if std::io::stdout().is_terminal() {
            let mut lines = Lines::default();
            lines.push_text(&String::from_utf8_lossy(bytes));
            print(lines.as_str().as_bytes());
        } else {
            print(bytes);
        }
    }

    /// Says what was refused and what to do next, on stderr.
    pub fn refusals(&self, refused: &[Refusal]) {
        for refusal in refused {
            self.message(&format!("{}: {}", refusal.path, refusal.message));
            self.message(&format!("  {}", refusal.hint));
        }
    }

    /// Prints one line on stderr.
    #[expect(clippy::unused_self, reason = "one place decides what is printed where")]
    pub fn message(&self, line: &str) {
        print_error(&Lines::from(line));
    }

    /// How far something is, on one line of a terminal; nothing where nobody watches.
    pub fn progress(&self, text: &str) {
        let mut stderr = std::io::stderr();
        if !self.json && stderr.is_terminal() {
            let _ = write!(stderr, "\r\x1b[2K{}", escape::line(text));
            let _ = stderr.flush();
        }
    }

    /// Asks a question on stderr and returns the line that is typed.
    #[expect(clippy::unused_self, reason = "one place decides what is printed where")]
    pub fn ask(&self, question: &str) -> String {
        let _ = write!(std::io::stderr(), "\n{} ", escape::line(question));
        let mut answer = String::new();
        let _ = std::io::stdin().lock().read_line(&mut answer);
        answer
    }

    /// The command failed.
    pub fn failure(&self, failure: &Failure) -> ExitCode {
        if self.json {
            print_json(&json!({ "ok": false, "error": failure }));
        }
        self.message(&failure.message.to_string());
        if let Some(hint) = &failure.hint {
            self.message(&format!("  {hint}"));
        }
        ExitCode::from(if failure.code == Code::Usage { 2 } else { 1 })
    }
}

/// The command line was wrong, or asked for help.
pub fn wrong_use(error: clap::Error) -> ExitCode {
    let help = !error.use_stderr();
    let error = if help { error } else { about_escaped_arguments(error) };
    let mut lines = Lines::default();
    lines.push_text(&error.render().to_string());
    if help {
        print(lines.as_str().as_bytes());
        return ExitCode::SUCCESS;
    }
    if std::env::args_os().any(|argument| argument == "--json") {
        let first = lines.as_str().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let failure = Failure::new(Code::Usage, Refused::Arguments { text: first }, Hint::SeeHelp);
        print_json(&json!({ "ok": false, "error": failure }));
    }
    print_error(&lines);
    ExitCode::from(2)
}

/// Returns the same error for the command line with escaped arguments. Errors quote arguments, and a line break in an
/// argument would add a line to the message.
fn about_escaped_arguments(error: clap::Error) -> clap::Error {
    let escaped = std::env::args_os().map(|argument| escape::line(&argument.to_string_lossy()).into_owned());
    Arguments::try_parse_from(escaped).err().unwrap_or(error)
}

fn print_json(document: &Value) {
    print(format!("{}\n", escape::json(&document.to_string())).as_bytes());
}

fn print_error(lines: &Lines) {
    let _ = std::io::stderr().write_all(lines.as_str().as_bytes());
}

/// A reader that stops listening (`| head`) is no error.
fn print(bytes: &[u8]) {
    let mut stdout = std::io::stdout();
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}
