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
        output.progress(&format!("{} of {} files", progress.done, progress.total));
        ControlFlow::Continue(())
    })?;
    output.progress("");
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
    let Receipt { new, updated, unchanged, noise, kept, seconds, .. } = receipt;
    let refused = receipt.refused.len();
    let kept = if *kept > 0 { format!(" ({kept} of your decisions kept)") } else { String::new() };
    let noise = if *noise > 0 { format!(" ({noise} noise)") } else { String::new() };
    format!("{new} new, {updated} updated{kept}, {unchanged} unchanged{noise}, {refused} refused, in {seconds:.1} s\n")
}
