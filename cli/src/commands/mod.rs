//! One command a file; each asks the desk and prints what it says.

mod check;
mod decide;
mod diff;
mod hand_over;
mod import;
mod list;
mod show;

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
    let desk = Desk::open(&library)?;
    match arguments.command {
        Command::Import { paths } => import::run(&desk, output, paths),
        Command::List { query, more, limit, offset } => {
            let words: Vec<String> = query.into_iter().chain(more).collect();
            list::run(&desk, output, &words.join(" "), limit, offset)
        }
        Command::Show { id, document } => show::run(&desk, output, &id, document),
        Command::Decide(decide) => decide::run(&desk, output, &decide),
        Command::Undo { batches } => decide::undo(&desk, output, batches),
        Command::Redo => decide::redo(&desk, output),
        Command::HandOver { ids, dry_run: true, .. } => hand_over::plan(&desk, output, &ids),
        Command::Check { .. } | Command::Diff { .. } => Ok(Outcome::Done),
        Command::HandOver { ids, to, .. } => hand_over::run(&desk, output, &ids, to.as_deref()),
    }
}

/// The articles that ids or paths name; `None` where none is named.
fn named(desk: &Desk, names: &[String]) -> Result<Option<Vec<ArticleId>>, Error> {
    let mut found: Vec<ArticleId> = Vec::with_capacity(names.len());
    for name in names {
        let id = desk.find(name)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok((!found.is_empty()).then_some(found))
}
