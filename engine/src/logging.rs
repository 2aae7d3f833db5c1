//! The log: a file for each day in the folder `logs` of the library, and the terminal where it is asked for.
//!
//! Levels: `info` is one line for a step of work, with numbers only; `warn` is a failure that nobody is shown; `error`
//! is a panic. A line holds no text of an article, and at `info` no path but the library's.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tracing::level_filters::LevelFilter;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::prelude::*;

use crate::escape;

/// The folder of the log files, in the library's folder.
const FOLDER: &str = "logs";
/// Log files that are kept, one for each day on which something was logged.
const FILES: usize = 7;

/// Begins to log into the library's folder, and to stderr where `verbose` is set. Panics are logged, too. Does nothing
/// if this process logs already.
///
/// The file is created with the first line. A log that cannot be written costs nothing but its lines.
pub fn begin(library: &Path, verbose: bool) {
    let file = LogFile { folder: library.join(FOLDER), appender: OnceLock::new() };
    let to_file = tracing_subscriber::fmt::layer().with_ansi(false).with_target(false).with_writer(file);
    let to_terminal = verbose.then(|| {
        tracing_subscriber::fmt::layer().with_ansi(false).with_target(false).without_time().with_writer(Terminal)
    });
    let logged = tracing_subscriber::registry().with(LevelFilter::INFO).with(to_file).with(to_terminal).try_init();
    if logged.is_ok() {
        log_panics();
    }
}

fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // Its message can quote the text of an article; the terminal shows it.
        tracing::error!(location = panic.location().map(tracing::field::display), "panic");
        before(panic);
    }));
}

/// Opens the log file with the first line, because most commands log nothing.
struct LogFile {
    folder: PathBuf,
    appender: OnceLock<Option<RollingFileAppender>>,
}

impl LogFile {
    fn appender(&self) -> Option<&RollingFileAppender> {
        let open = || {
            // The appender would complain on stderr about a folder that is not there.
            std::fs::create_dir_all(&self.folder).ok()?;
            let builder = RollingFileAppender::builder().rotation(Rotation::DAILY).max_log_files(FILES);
            builder.filename_prefix("copytaster").filename_suffix("log").build(&self.folder).ok()
        };
        self.appender.get_or_init(open).as_ref()
    }
}

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = Line<Box<dyn Write + 'a>>;

    fn make_writer(&'a self) -> Self::Writer {
        match self.appender() {
            Some(appender) => Line(Box::new(appender.make_writer())),
            None => Line(Box::new(io::sink())),
        }
    }
}

/// Writes to stderr.
struct Terminal;

impl MakeWriter<'_> for Terminal {
    type Writer = Line<io::Stderr>;

    fn make_writer(&self) -> Self::Writer {
        Line(io::stderr())
    }
}

/// Writes each call as one line, without characters that a terminal would act on. A log line comes in one call.
struct Line<W>(W);

impl<W: Write> Write for Line<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        self.0.write_all(format!("{}\n", escape::line(text)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Logs a failure that the caller gets over: `what` was not done.
pub fn not_done<T, E: std::fmt::Display>(what: &str, done: Result<T, E>) -> Option<T> {
    done.map_err(|error| tracing::warn!("{what}: {error}")).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_cannot_act_on_a_terminal_or_forge_another_line() {
        let mut line = Line(Vec::new());
        line.write_all("a\x1b]52;c;x\x07b\nWARN forged\u{202e}\n".as_bytes()).unwrap();
        let text = String::from_utf8(line.0).unwrap();
        assert_eq!(text.matches('\n').count(), 1, "{text:?}");
        assert!(!text.trim_end().chars().any(escape::is_unsafe), "{text:?}");
    }
}
