//! How results are printed: for people, or as one JSON document.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use engine::error::{Code, Failure};
use engine::screen::Refusal;
use serde::Serialize;
use serde_json::{Value, json};

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
    /// Prints a result: the document, or the text that `words` makes.
    pub fn result(&self, document: impl Serialize, words: impl FnOnce() -> String) {
        if self.json {
            let mut object = serde_json::Map::from_iter([("ok".to_owned(), Value::Bool(true))]);
            if let Ok(Value::Object(fields)) = serde_json::to_value(document) {
                object.extend(fields.into_iter().filter(|(name, _)| name != "ok"));
            }
            print(format!("{}\n", Value::Object(object)).as_bytes());
        } else {
            print(words().as_bytes());
        }
    }

    /// Prints bytes as they are.
    #[expect(clippy::unused_self, reason = "one place decides what is printed where")]
    pub fn bytes(&self, bytes: &[u8]) {
        print(bytes);
    }

    /// Says what was refused and what to do next, on stderr.
    pub fn refusals(&self, refused: &[Refusal]) {
        for refusal in refused {
            self.message(&format!("{}: {}\n  {}", refusal.path, refusal.message, refusal.hint));
        }
    }

    /// Says something on stderr.
    #[expect(clippy::unused_self, reason = "one place decides what is printed where")]
    pub fn message(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// How far something is, on one line of a terminal; nothing where nobody watches.
    pub fn progress(&self, text: &str) {
        let mut stderr = std::io::stderr();
        if !self.json && stderr.is_terminal() {
            let _ = write!(stderr, "\r\x1b[2K{text}");
            let _ = stderr.flush();
        }
    }

    /// The command failed.
    pub fn failure(&self, failure: &Failure) -> ExitCode {
        if self.json {
            print(format!("{}\n", json!({ "ok": false, "error": failure })).as_bytes());
        }
        self.message(&failure.message);
        if let Some(hint) = &failure.hint {
            self.message(&format!("  {hint}"));
        }
        ExitCode::from(if failure.code == Code::Usage { 2 } else { 1 })
    }
}

/// The command line was wrong, or asked for help.
pub fn wrong_use(error: &clap::Error) -> ExitCode {
    let help = !error.use_stderr();
    if help {
        print(error.render().to_string().as_bytes());
        return ExitCode::SUCCESS;
    }
    let json = std::env::args_os().any(|argument| argument == "--json");
    if json {
        let message = error.render().to_string();
        let first = message.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let hint = Some("See copytaster --help.".to_owned());
        let failure = Failure { code: Code::Usage, message: first, hint };
        print(format!("{}\n", json!({ "ok": false, "error": failure })).as_bytes());
    }
    let _ = write!(std::io::stderr(), "{}", error.render());
    ExitCode::from(2)
}

/// A reader that stops listening (`| head`) is no error.
fn print(bytes: &[u8]) {
    let mut stdout = std::io::stdout();
    let _ = stdout.write_all(bytes).and_then(|()| stdout.flush());
}
