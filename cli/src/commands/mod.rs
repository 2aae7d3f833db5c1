//! One command a file; each asks the desk and prints what it says.

mod check;
mod decide;
mod diff;
mod hand_over;
mod images;
mod import;
mod keep;
mod list;
mod receipts;
mod show;
mod watch;

use engine::article::ArticleId;
use engine::desk::Desk;
use engine::error::Error;

use crate::arguments::{Arguments, Command};
use crate::output::{Outcome, Output};

/// Carries a command out.
pub fn run(arguments: Arguments, output: &Output) -> Result<Outcome, Error> {
    // What looks at files alone must not make a library.
    match &arguments.command {
        Command::Check { paths, profile } => return check::run(output, paths, profile.as_deref()),
        Command::Diff { one, other } => return diff::run(output, one, other),
        _ => {}
    }
    let library = match arguments.library {
        Some(library) => library,
        None => Desk::default_library()?,
    };
    engine::logging::begin(&library, arguments.verbose);
    match arguments.command {
        Command::Backup { list } => keep::backup(&library, output, list),
        Command::Restore { backup } => keep::restore(&library, output, backup.as_deref()),
        Command::Doctor => keep::doctor(&library, output),
        Command::Rebuild => keep::rebuild(&library, output),
        command => on_desk(&Desk::open(&library)?, output, command),
    }
}

/// Carries out what works on an open library.
fn on_desk(desk: &Desk, output: &Output, command: Command) -> Result<Outcome, Error> {
    // An import handles Ctrl C itself and writes no article files.
    if matches!(command, Command::HandOver { .. } | Command::Images(_)) {
        Desk::discard_temporary_files_on_signals()?;
    }
    match command {
        Command::Import { paths, on_stop } => import::run(desk, output, paths, on_stop),
        Command::List { query, more, limit, offset } => {
            let words: Vec<String> = query.into_iter().chain(more).collect();
            list::run(desk, output, &words.join(" "), limit, offset)
        }
        Command::Show { id, document } => show::run(desk, output, &id, document),
        Command::Decide(decide) => decide::run(desk, output, &decide),
        Command::Undo { batches } => decide::undo(desk, output, batches),
        Command::Redo => decide::redo(desk, output),
        Command::HandOver { list: true, .. } => hand_over::list(desk, output),
        Command::HandOver { undo: Some(number), .. } => hand_over::undo(desk, output, number),
        Command::HandOver { ids, dry_run: true, to: Some(_), .. } => hand_over::plan_elsewhere(desk, output, &ids),
        Command::HandOver { ids, dry_run: true, copy_pictures, .. } => {
            hand_over::plan(desk, output, &ids, copy_pictures)
        }
        Command::HandOver { ids, copy_pictures: true, .. } => hand_over::run_with_pictures(desk, output, &ids),
        Command::HandOver { ids, to, .. } => hand_over::run(desk, output, &ids, to.as_deref()),
        Command::Receipts { number, take_back } => receipts::run(desk, output, number, take_back),
        Command::Watch { folders } => watch::run(desk, output, &folders),
        Command::Images(images) => images::run(desk, output, images),
        Command::Check { .. }
        | Command::Diff { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Doctor
        | Command::Rebuild => Ok(Outcome::Done),
    }
}

/// The articles that ids or paths name; `None` where none is named.
fn named(desk: &Desk, names: &[String]) -> Result<Option<Vec<ArticleId>>, Error> {
    let mut found: Vec<ArticleId> = Vec::with_capacity(names.len());
    for name in names {
        let id = desk.query().find(name)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok((!found.is_empty()).then_some(found))
}
