//! `cargo xtask`: installs, builds, runs, tests and measures Copytaster. One file a task.

mod bench;
mod check;
mod command;
mod corpus;
mod failures;
mod folders;
mod fuzz;
mod layers;
mod run;
mod screenshots;
mod system;
mod test;
mod torture;
mod ui;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Installs, builds, runs, tests and measures Copytaster.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Install what is missing, build, and open the desk on the sample library
    Run,
    /// Install what is missing, and run everything that CI runs
    Test,
    /// Formatting, lints, type checks and the stale-types check alone
    Check,
    /// Format, and mend what the linters can mend
    Fix,
    /// Generate the TypeScript types from the engine
    Types,
    /// Make docs/screenshots anew, in both themes
    Screenshots,
    /// Measure: one JSON line a figure
    Bench {
        /// main, desk, documents, library, pictures, pictures-fetch or contention; all of them where none is named
        name: Option<String>,
    },
    /// Attack the command line: kills, concurrency, damage, full disks, hostile files, wrong clocks, links, terminals
    Torture(torture::Torture),
    /// Fuzz the parsers of untrusted input; prints the seed
    Fuzz {
        /// How long, for each target
        #[arg(long, value_name = "N", default_value_t = 60)]
        seconds: u64,
        /// The same seed gives the same inputs
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// document, query, page, image, records or merge; all of them where none is named
        #[arg(long, value_name = "NAME")]
        target: Option<String>,
    },
    /// Write generated article files
    Corpus {
        /// How many
        #[arg(long, value_name = "N")]
        articles: u32,
        /// The same seed gives the same files
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Into this folder
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Try every edit on every article file below a folder
    CorpusCheck {
        /// ../shared/articles where none is named
        folder: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Run => run::run()?,
        Task::Test => return test::test(),
        Task::Check => return test::checks(),
        Task::Fix => check::fix()?,
        Task::Types => check::types()?,
        Task::Screenshots => screenshots::make()?,
        Task::Bench { name } => return bench::bench(name.as_deref()),
        Task::Torture(asked) => return torture::torture(&asked),
        Task::Fuzz { seconds, seed, target } => fuzz::run(seconds, seed, target.as_deref())?,
        Task::Corpus { articles, seed, out } => corpus::generate(articles, seed, &out)?,
        Task::CorpusCheck { folder } => corpus::check(folder)?,
    }
    Ok(ExitCode::SUCCESS)
}
