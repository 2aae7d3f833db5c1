//! What the window can be started with.

use std::path::PathBuf;

use clap::Parser;

/// Copytaster's desk in a window.
#[derive(Debug, Default, Parser)]
#[command(name = "copytaster-desktop", version)]
pub struct Arguments {
    /// The library's folder; the platform's data folder where none is named
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// Article files and folders to take in at the start
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}
