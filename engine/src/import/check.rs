//! Looking at files without a library: what would be refused, and how two files differ.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::run::kind_of;
use crate::document::{Broken, Comparison, Document, Profile, limits};
use crate::error::{Doing, Error};
use crate::file;
use crate::import::inspect::{Look, look};
use crate::import::walk::{Found, walk};
use crate::refusal::Refusal;

/// What an import of some files would refuse.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// Files that would be taken in.
    pub articles: u32,
    /// Files that would not, and why.
    pub refused: Vec<Refusal>,
    /// The kind of site that each root's files speak for.
    pub profiles: Vec<RootProfile>,
}

/// A root and its kind of site.
#[derive(Debug, Serialize)]
pub struct RootProfile {
    /// Absolute path of the root.
    pub root: String,
    /// The kind of site.
    pub profile: Profile,
    /// Whether it was asked for; else it is what the files contain.
    pub forced: bool,
}

/// Looks at files and folders as an import would, and writes nothing. `forced` is read instead of what the files speak for.
#[must_use]
pub fn check(paths: &[PathBuf], forced: Option<Profile>) -> Checked {
    let (found, refused) = walk(paths, &[], &Vec::new);
    let mut checked = Checked { articles: 0, refused, profiles: Vec::new() };
    for files in found.chunk_by(|one, other| one.root == other.root) {
        let profile = forced.unwrap_or_else(|| kind_of(files));
        checked.profiles.extend(files.first().map(|file| RootProfile {
            root: file.root.display().to_string(),
            profile,
            forced: forced.is_some(),
        }));
        let looks: Vec<Look> = files.par_iter().map(|file| look_at(file, profile)).collect();
        for look in looks {
            match look {
                Look::Refused(refusal) => checked.refused.push(refusal),
                _ => checked.articles += 1,
            }
        }
    }
    checked
}

/// How the second of two article files differs from the first.
pub fn compare(one: &Path, other: &Path) -> Result<Comparison, Error> {
    let read = |path: &Path| match file::read_regular(path, limits::DOCUMENT_BYTES as u64) {
        Ok((bytes, _)) => Ok(bytes),
        Err(error) => Err(Error::io(Doing::Read, path)(error)),
    };
    let (one_bytes, other_bytes) = (read(one)?, read(other)?);
    let broken = |path: &Path| {
        let path = path.display().to_string();
        move |broken: Broken| Error::Document { path, broken: Box::new(broken) }
    };
    let before = Document::read(&one_bytes).map_err(broken(one))?;
    let after = Document::read(&other_bytes).map_err(broken(other))?;
    Ok(before.compare(&after))
}

fn look_at(file: &Found, profile: Profile) -> Look {
    let name = Path::new(&*file.path).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    look(&file.file(), &name, profile, None)
}
