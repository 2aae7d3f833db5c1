//! The folders that files were taken in from, and the kind of site that each is read as.

use std::path::PathBuf;

use super::Import;
use crate::derive;
use crate::document::Profile;
use crate::error::Error;
use crate::import::message::Refused;
use crate::library::roots::ImportedFolder;
use crate::library::{articles, rejected, roots};

impl Import<'_> {
    /// All folders that files were taken in from.
    pub fn folders(&self) -> Result<Vec<ImportedFolder>, Error> {
        self.library.read(roots::folders)
    }

    /// Reads the articles of a folder as those of another kind of site: all of them, or none where one cannot be read so.
    /// What arrived and what was decided stay; what they mean, and how a decision is written, is made anew. Returns the
    /// files below it that were refused before, which may be articles now.
    pub fn set_profile(&self, folder: &str, profile: Profile) -> Result<Vec<PathBuf>, Error> {
        self.library.write(|transaction| {
            let root = roots::all(transaction)?.into_iter().find(|root| root.path == folder);
            let root = root.ok_or_else(|| Error::usage(Refused::NoSuchFolder { folder: folder.to_owned() }))?;
            roots::set_profile(transaction, root.id, profile)?;
            derive::derive_all(transaction, &articles::of_root(transaction, root.id)?)?;
            let refused = rejected::refused(transaction)?.into_iter().map(|refusal| PathBuf::from(refusal.path));
            Ok(refused.filter(|file| file.starts_with(folder)).collect())
        })
    }
}
