//! Checks a library, its files, its images and its backups. Changes nothing.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::api::Finding;
use crate::context::Context;
use crate::derive::{self, AT_ONCE};
use crate::error::Error;
use crate::file;
use crate::library::{self, articles, check, pictures};

/// Looks at the library in a folder, its files and its pictures, and says what it would mend. Changes nothing.
pub fn doctor(folder: &Path) -> Result<Vec<Finding>, Error> {
    let mut findings = vec![check::library(folder)?];
    if findings.iter().any(|finding| !finding.ok) || !folder.join(library::FILE).exists() {
        return Ok(findings);
    }
    findings.push(check::values(folder)?);
    findings.push(check::decisions(folder)?);
    let context = Context::open(folder)?;
    findings.push(derived_is_right(&context)?);
    findings.push(files_are_there(&context)?);
    findings.push(images_are_usable(&context)?);
    findings.extend(check::backups(folder)?);
    Ok(findings)
}

/// Whether rows, facts and hashes are what documents and journal say.
fn derived_is_right(context: &Context) -> Result<Finding, Error> {
    let connection = context.library.connect()?;
    let (mut wrong, mut put_aside) = (Vec::new(), 0_usize);
    let ids = articles::all(&connection)?;
    for ids in ids.chunks(AT_ONCE) {
        for (stored, derived) in derive::each_derived(&connection, ids)? {
            let whole = derived.as_ref().is_ok_and(|_| stored.is_whole());
            if !whole && stored.gone {
                put_aside += 1;
            } else if !whole || derived.is_ok_and(|derived| derived.hash != stored.known.decided) {
                wrong.push(stored.id);
            }
        }
    }
    let ok = wrong.is_empty() && check::derived(&connection)?;
    let sentence = if ok && put_aside > 0 {
        format!(
            "All that is derived of {} articles is right; the documents of {put_aside} more are damaged: import \
             their files again, and they come back with what was decided.",
            ids.len() - put_aside
        )
    } else if ok {
        format!("All that is derived of {} articles is right.", ids.len())
    } else {
        format!("What is derived of the documents is not right (articles {:?}).", &wrong[..wrong.len().min(10)])
    };
    Ok(Finding::new("derived", ok, sentence, "Run “copytaster rebuild”."))
}

/// Whether the article files are there and can be read.
fn files_are_there(context: &Context) -> Result<Finding, Error> {
    let connection = context.library.connect()?;
    let files = articles::files(&connection)?;
    let missing: Vec<&PathBuf> = files.par_iter().filter(|file| file::open_regular(file).is_err()).collect();
    let sentence = match missing.as_slice() {
        [] => format!("All {} article files are there.", files.len()),
        [first, ..] => format!(
            "{} of {} article files are not there or may not be read; the first is {}.",
            missing.len(),
            files.len(),
            first.display()
        ),
    };
    // A robot may archive a file at any time: no fault of the library.
    Ok(Finding::new("files", true, sentence, "Put them back and import them again; your decisions are kept."))
}

/// Whether the cache can be used. A picture that is gone is fetched again: no fault of the library.
fn images_are_usable(context: &Context) -> Result<Finding, Error> {
    let progress = context.library.read(pictures::counts)?;
    let usable = context.pictures.store.lock().is_ok();
    let sentence = format!(
        "The picture cache holds {} of {} pictures in {} bytes; {} failed.",
        progress.cached, progress.total, progress.bytes, progress.failed
    );
    Ok(Finding::new("pictures", usable, sentence, "Make the folder “pictures” writable, or delete it."))
}
