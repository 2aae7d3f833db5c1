//! What can be said on the command line.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

/// Curate article files: take them in, decide what runs, hand the decisions back into the files.
#[derive(Debug, Parser)]
#[command(name = "copytaster", version, max_term_width = 100)]
pub struct Arguments {
    /// The library's folder; the desktop app's own where none is named
    #[arg(long, value_name = "DIR", global = true)]
    pub library: Option<PathBuf>,
    /// One JSON document on stdout instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Print the log to stderr, too
    #[arg(long, global = true)]
    pub verbose: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take files and folders in
    Import {
        /// Article files, folders of them, or - for a list on stdin, one path a line
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// What becomes of what was taken in when Ctrl C stops it; asked in a terminal, else kept. A second Ctrl C
        /// ends the program at once, and keeps
        #[arg(long, value_name = "WHAT", value_enum)]
        on_stop: Option<OnStop>,
    },
    /// List articles, newest first
    List {
        /// Such as: is:inbox quality:40-60 topic:"Computer Vision" before:2020-07 (ibm or robot*) sort:quality
        #[arg(value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
        /// More words of the query; one that begins with a dash wants the whole query in quotes
        #[arg(value_name = "WORD")]
        more: Vec<String>,
        /// Most articles to list
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: u32,
        /// Articles to pass over first
        #[arg(long, value_name = "N", default_value_t = 0)]
        offset: u32,
    },
    /// Show one article
    Show {
        /// Its id, or the path of its file
        #[arg(value_name = "ID")]
        id: String,
        /// The exact bytes of the document with the decisions in it
        #[arg(long)]
        document: bool,
    },
    /// Decide about articles: one batch, undone at once
    Decide(Decide),
    /// Take the last decisions back
    Undo {
        /// How many batches
        #[arg(long, value_name = "N", default_value_t = 1)]
        batches: u32,
    },
    /// Make the decisions again that were taken back last
    Redo,
    /// Write the decisions into the article files, or take that back
    HandOver {
        /// Articles by id or path; everything pending where none is named
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// Print what would change, as a unified diff, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Write below this folder instead, keeping relative paths
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// Write cached pictures below the site first, and let the documents' addresses lead there
        #[arg(long, conflicts_with = "to")]
        copy_pictures: bool,
        /// List the hand-overs instead
        #[arg(long, conflicts_with_all = ["ids", "dry_run", "to", "copy_pictures", "undo"])]
        list: bool,
        /// Take a hand-over back, the last one where none is named: files that are still as they were written get
        /// their former bytes again, and the decisions wait
        #[arg(long, value_name = "N", num_args = 0..=1, conflicts_with_all = ["ids", "dry_run", "to", "copy_pictures"])]
        #[expect(clippy::option_option, reason = "not said, said, and said with a number")]
        undo: Option<Option<i64>>,
    },
    /// Say what an import would refuse, and why; writes nothing and needs no library
    Check {
        /// Article files, or folders of them
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Print the kind of site of each root; with a name (cluster-news, jekyll, draft), read all files as such
        #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = "")]
        profile: Option<String>,
    },
    /// Say how two article files differ, field by field
    Diff {
        /// The one
        #[arg(value_name = "A")]
        one: PathBuf,
        /// The other
        #[arg(value_name = "B")]
        other: PathBuf,
    },
    /// List the receipts of imports, show one, or take its import back
    Receipts {
        /// The receipt's number
        #[arg(value_name = "N")]
        number: Option<i64>,
        /// Take the import back whole; undo brings it back
        #[arg(long)]
        take_back: bool,
    },
    /// Take folders in, and again whenever something in them changes, until ended
    Watch {
        /// The folders
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
    /// Fetch the articles' pictures into the cache, list their states, make room
    #[command(subcommand)]
    Images(Images),
    /// Make a backup of the library now
    Backup {
        /// List the backups instead
        #[arg(long)]
        list: bool,
    },
    /// Put a backup in the library's place; the library is moved aside, never deleted
    Restore {
        /// The backup's file; the newest where none is named
        #[arg(value_name = "FILE")]
        backup: Option<PathBuf>,
    },
    /// Look at library, files, pictures and backups, and say what would mend what is wrong
    Doctor,
    /// Make all that is derived again; a damaged library is moved aside and what can be read of it taken over
    Rebuild,
}

/// What becomes of an import that is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnStop {
    /// What was taken in until then stays
    Keep,
    /// The library is as it was before
    RollBack,
}

#[derive(Debug, Subcommand)]
pub enum Images {
    /// Fetch what waits, newest first, until nothing does
    Fetch {
        /// A host that may lie on the local net
        #[arg(long, value_name = "HOST")]
        allow: Vec<String>,
    },
    /// List pictures, newest first, with their states
    List {
        /// Only those that are waiting, cached, failed or evicted
        #[arg(long, value_name = "STATE", value_parser = ["waiting", "cached", "failed", "evicted"])]
        state: Option<String>,
        /// Most pictures to list
        #[arg(long, value_name = "N", default_value_t = 1000)]
        limit: u32,
    },
    /// Try again what failed; the next fetch does it
    Retry {
        /// Articles by id or path
        #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
        ids: Vec<String>,
        /// Everything that failed
        #[arg(long)]
        all: bool,
    },
    /// Let the least recently used go until the cache fits its limit; never what the inbox shows
    Prune {
        /// Another limit, in MB
        #[arg(long, value_name = "MB")]
        limit: Option<u32>,
    },
    /// Say how many pictures are in which state, and what they take
    Stat,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(group = ArgGroup::new("what").required(true).multiple(true))]
#[command(group = ArgGroup::new("verdict").multiple(false))]
pub struct Decide {
    /// Articles by id or path
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// It runs
    #[arg(long, groups = ["what", "verdict"])]
    pub publish: bool,
    /// It does not run
    #[arg(long, groups = ["what", "verdict"])]
    pub spike: bool,
    /// Put aside until a date or time, such as 2026-12-01 or 2026-12-01T18:00
    #[arg(long, value_name = "UNTIL", groups = ["what", "verdict"])]
    pub later: Option<String>,
    /// Accept the robot's verdict; nothing is written
    #[arg(long, groups = ["what", "verdict"])]
    pub as_is: bool,
    /// Undecided again
    #[arg(long, groups = ["what", "verdict"])]
    pub inbox: bool,
    /// Score, 0 to 100
    #[arg(long, value_name = "N", group = "what", allow_negative_numbers = true)]
    pub quality: Option<i64>,
    /// Make this report of the coverage the lead, counted from 0 as in related.0
    #[arg(long, value_name = "N", group = "what")]
    pub lead: Option<u32>,
    /// Take this report of the coverage out of it: it is not of this story
    #[arg(long, value_name = "N", group = "what")]
    pub not_this_story: Option<u32>,
    /// Take the title of this report of the coverage
    #[arg(long, value_name = "N", group = "what")]
    pub take_title: Option<u32>,
    /// Take the excerpt of this report of the coverage
    #[arg(long, value_name = "N", group = "what")]
    pub take_excerpt: Option<u32>,
    /// Take the best picture of this report of the coverage
    #[arg(long, value_name = "N", group = "what")]
    pub take_picture: Option<u32>,
    /// Put this picture first, counted from 1, the fittest of the article and its coverage
    #[arg(long, value_name = "N", group = "what")]
    pub picture: Option<usize>,
    /// Any value of the document, such as title="New title", images.0.url=… or topics=[AI, Ethics]
    #[arg(long, value_name = "PATH=VALUE", group = "what")]
    pub set: Vec<String>,
}
