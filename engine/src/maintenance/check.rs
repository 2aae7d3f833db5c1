//! Checks a library, its files, its images and its backups. Changes nothing.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::context::Context;
use crate::derive::{self, AT_ONCE};
use crate::error::Error;
use crate::file;
use crate::library::finding::Finding;
use crate::library::message::{Found, Remedy};
use crate::library::{self, articles, check, pictures};

/// Most articles that a finding names.
const NAMED: usize = 10;

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
    let (mut wrong, mut put_aside) = (Vec::new(), 0_u64);
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
    let number = ids.len() as u64;
    Ok(if !ok {
        let articles = wrong.iter().take(NAMED).map(|id| id.0).collect();
        Finding::wrong("derived", Found::DerivedWrong { articles }, Remedy::Rebuild)
    } else if put_aside > 0 {
        Finding::fine("derived", Found::DerivedRightSomeDamaged { number: number - put_aside, more: put_aside })
    } else {
        Finding::fine("derived", Found::DerivedRight { number })
    })
}

/// Whether the article files are there and can be read.
fn files_are_there(context: &Context) -> Result<Finding, Error> {
    let connection = context.library.connect()?;
    let files = articles::files(&connection)?;
    let missing: Vec<&PathBuf> = files.par_iter().filter(|file| file::open_regular(file).is_err()).collect();
    let number = files.len() as u64;
    let found = match missing.as_slice() {
        [] => Found::FilesThere { number },
        [first, ..] => Found::FilesMissing { missing: missing.len() as u64, number, path: first.display().to_string() },
    };
    // A robot may archive a file at any time, so a missing file is no fault of the library.
    Ok(Finding::fine("files", found))
}

/// Whether the cache can be used. A picture that is gone is fetched again: no fault of the library.
fn images_are_usable(context: &Context) -> Result<Finding, Error> {
    let progress = context.library.read(pictures::counts)?;
    let usable = context.pictures.store.lock().is_ok();
    let found = Found::ImageCache {
        cached: progress.cached,
        total: progress.total,
        bytes: progress.bytes,
        failed: progress.failed,
    };
    Ok(if usable { Finding::fine("pictures", found) } else { Finding::wrong("pictures", found, Remedy::MakeWritable) })
}
