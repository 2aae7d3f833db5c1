//! What the window can be started with.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use engine::escape;

/// Copytaster's desk in a window.
#[derive(Debug, Default, Parser)]
#[command(name = "copytaster-desktop", version)]
pub struct Arguments {
    /// The library's folder; the platform's data folder where none is named
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// Print the log to stderr, too
    #[arg(long)]
    pub verbose: bool,
    /// Article files and folders to take in at the start
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

impl Arguments {
    /// Reads the command line. Where it is wrong or asks for help, prints that and returns the exit code.
    pub fn read() -> Result<Self, ExitCode> {
        Self::try_parse().map_err(|error| {
            // Errors repeat arguments, which may hold characters that a terminal acts on.
            let escaped = std::env::args_os().map(|argument| escape::line(&argument.to_string_lossy()).into_owned());
            let error = Self::try_parse_from(escaped).err().unwrap_or(error);
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            drop(error.print());
            ExitCode::from(code)
        })
    }
}
