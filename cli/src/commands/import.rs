//! `import`: files and folders into the library.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::desk::Desk;
use engine::error::Error;
use engine::screen::Receipt;

use crate::output::{Outcome, Output};

/// Takes in what is named.
pub fn run(desk: &Desk, output: &Output, paths: Vec<PathBuf>) -> Result<Outcome, Error> {
    let mut named = Vec::with_capacity(paths.len());
    for path in paths {
        if path == Path::new("-") { named.extend(listed_on_stdin()?) } else { named.push(path) }
    }
    let receipt = desk.take_in(&named, &|progress| {
        let engine::screen::Progress { done, total, per_second, .. } = progress;
        output.progress(&format!("{done} of {total} files, {per_second} a second"));
        ControlFlow::Continue(())
    })?;
    output.progress("");
    // A day's work begins or ends with an import: the daily backup is made beside it.
    if let Err(error) = desk.back_up_if_due() {
        output.message(&format!("The daily backup was not made: {error}"));
    }
    output.result(&receipt, || words(&receipt));
    output.refusals(&receipt.refused);
    Ok(Outcome::of(&receipt.refused))
}

fn listed_on_stdin() -> Result<Vec<PathBuf>, Error> {
    let lines = std::io::stdin().lock().lines().collect::<Result<Vec<_>, _>>();
    let lines = lines.map_err(|error| Error::Usage(format!("The list on stdin could not be read: {error}.")))?;
    Ok(lines.into_iter().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

fn words(receipt: &Receipt) -> String {
    format!("{}, in {:.1} s\n", sums(receipt), receipt.seconds)
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
    let stopped = if receipt.stopped { ", stopped before the end" } else { "" };
    format!("{new} new, {updated} updated{updates}, {unchanged} unchanged{noise}, {refused} refused{stopped}")
}
