//! `import`: files and folders into the library.

use std::io::{BufRead, IsTerminal, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::api::Receipt;
use engine::desk::Desk;
use engine::error::{Doing, Error};
use engine::import::OnStop;
use signal_hook::consts::SIGINT;

use crate::arguments;
use crate::lines::Lines;
use crate::message::Refused;
use crate::output::{Outcome, Output};

/// Takes in what is named, until it is done or Ctrl C stops it.
pub fn run(
    desk: &Desk,
    output: &Output,
    paths: Vec<PathBuf>,
    on_stop: Option<arguments::OnStop>,
) -> Result<Outcome, Error> {
    let mut named = Vec::with_capacity(paths.len());
    for path in paths {
        if path == Path::new("-") { named.extend(listed_on_stdin()?) } else { named.push(path) }
    }
    let stop = stop_at_ctrl_c()?;
    let receipt = desk.import().take_in_until(&named, &|progress| {
        let engine::api::Progress { done, total, per_second, .. } = progress;
        output.progress(&format!("{done} of {total} files, {per_second} a second"));
        if stop.load(Ordering::SeqCst) {
            ControlFlow::Break(chosen(output, on_stop))
        } else {
            ControlFlow::Continue(())
        }
    })?;
    output.progress("");
    // A day's work begins or ends with an import: the daily backup is made beside it.
    if let Err(error) = desk.maintenance().back_up_if_due() {
        output.message(&format!("The daily backup was not made: {error}"));
    }
    output.result(&receipt, || words(&receipt));
    output.refusals(&receipt.refused);
    Ok(if receipt.stopped { Outcome::Refused } else { Outcome::of(&receipt.refused) })
}

/// The first Ctrl C is noted here; the second one ends the program as if there were no note.
fn stop_at_ctrl_c() -> Result<Arc<AtomicBool>, Error> {
    let stop = Arc::new(AtomicBool::new(false));
    // In this order: the second one finds the note of the first.
    signal_hook::flag::register_conditional_default(SIGINT, stop.clone())
        .and_then(|_| signal_hook::flag::register(SIGINT, stop.clone()))
        .map_err(Error::io(Doing::Watched, Path::new("Ctrl C")))?;
    Ok(stop)
}

/// What was named, else what a person in a terminal answers, else what was taken in stays.
fn chosen(output: &Output, on_stop: Option<arguments::OnStop>) -> OnStop {
    match on_stop {
        Some(arguments::OnStop::RollBack) => OnStop::RollBack,
        None if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() => asked(output),
        Some(arguments::OnStop::Keep) | None => OnStop::Keep,
    }
}

fn asked(output: &Output) -> OnStop {
    let answer = output.ask("Stopped. Keep what was taken in? [Y/n]");
    if answer.trim().to_lowercase().starts_with('n') { OnStop::RollBack } else { OnStop::Keep }
}

/// Longest list of paths that is read, in bytes.
const LONGEST_LIST: u64 = 256 << 20;

fn listed_on_stdin() -> Result<Vec<PathBuf>, Error> {
    let mut list = std::io::stdin().lock().take(LONGEST_LIST + 1);
    let lines = list.by_ref().lines().collect::<Result<Vec<_>, _>>();
    let lines = lines.map_err(|error| Error::usage(Refused::ListNotRead { text: error.to_string() }))?;
    if list.limit() == 0 {
        return Err(Error::usage(Refused::ListTooLong { size: LONGEST_LIST >> 20 }));
    }
    Ok(lines.into_iter().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

fn words(receipt: &Receipt) -> Lines {
    format!("{}, in {:.1} s", sums(receipt), receipt.seconds).into()
}

/// A receipt in one line.
pub fn sums(receipt: &Receipt) -> String {
    let Receipt { new, updated, unchanged, .. } = receipt;
    let refused = receipt.refused.len();
    let inside = |count: u32, what: &str| if count > 0 { format!("{count} {what}") } else { String::new() };
    let listed = |parts: [String; 4]| {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    };
    let updates = listed([
        inside(receipt.quiet, "quietly"),
        inside(receipt.kept, "of your decisions kept"),
        inside(receipt.conflicts, "in conflict"),
        inside(receipt.lost, "lost by the robot and to be put back"),
    ]);
    let noise = listed([inside(receipt.noise, "noise"), String::new(), String::new(), String::new()]);
    let stopped = match (receipt.stopped, receipt.taken_back) {
        (true, true) => ", stopped before the end and rolled back",
        (true, false) => ", stopped before the end",
        (false, _) => "",
    };
    let damaged = if receipt.unreadable { ", as far as can be counted: the report is damaged" } else { "" };
    format!("{new} new, {updated} updated{updates}, {unchanged} unchanged{noise}, {refused} refused{stopped}{damaged}")
}
