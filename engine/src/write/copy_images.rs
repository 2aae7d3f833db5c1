//! Copying pictures out: what is cached is written below the site, and the document's address leads there. The new
//! address is a decision like any other: in the journal, and taken back with undo. A plan knows both beforehand.

use std::path::Path;

use super::Write;
use super::file as write;
use super::run::Turn;
use crate::article::ArticleId;
use crate::batch::Changed;
use crate::decided::decided;
use crate::error::Error;
use crate::imaging::examine::Format;
use crate::imaging::find;
use crate::imaging::source::Source;
use crate::library::articles::{self, Stored};
use crate::library::journal::BatchKind;
use crate::library::pictures;
use crate::overrides::{Decision, Overrides};
use crate::refusal::Refusal;
use crate::summary;
use crate::summary::Action;
use crate::write::message::{NotWritten, Remedy};

/// A cached picture of a document.
pub(super) struct Copy {
    hash: blake3::Hash,
    format: Format,
    /// Below the site's folder.
    pub path: String,
    /// Of its address in the document.
    field: String,
}

impl Copy {
    /// The document's address leads to the copy.
    pub fn decision(&self) -> Decision {
        Decision::Set { path: self.field.clone(), value: format!("/{}", self.path) }
    }
}

impl Write<'_> {
    /// Writes the cached pictures of these articles (of everything pending where none are given) below their sites,
    /// and makes their documents' addresses lead there, as one batch. What is not cached keeps its address, and so
    /// does a site of whose kind it is not known where it keeps its files: each is named once among the refused.
    pub fn copy_pictures(&self, ids: Option<&[ArticleId]>) -> Result<(Option<Changed>, Vec<Refusal>), Error> {
        self.copy_images(&self.turn()?, ids)
    }

    /// The same for a caller that has the right to write.
    pub(super) fn copy_images(
        &self,
        turn: &Turn,
        ids: Option<&[ArticleId]>,
    ) -> Result<(Option<Changed>, Vec<Refusal>), Error> {
        let pending = || self.library.read(articles::pending);
        let ids = ids.map_or_else(pending, |ids| Ok(ids.to_vec()))?;
        let (mut decided, mut refused) = (Vec::new(), Vec::<Refusal>::new());
        for id in ids {
            let mut decisions = Vec::new();
            let (stored, overrides) = self.stored(id)?;
            let site = find::site(Path::new(&stored.root.path));
            let copies = match self.copies(&stored, &overrides) {
                Ok(Ok(copies)) => copies,
                Ok(Err(no_folder)) => {
                    if !refused.contains(&no_folder) {
                        refused.push(no_folder);
                    }
                    continue;
                }
                // Its hand-over says why.
                Err(Error::Document { .. }) => continue,
                Err(error) => return Err(error),
            };
            for copy in copies {
                let Some(bytes) = self.pictures.original(&copy.hash, copy.format) else { continue };
                match write::place(&site.join(&copy.path), &bytes, |_| false, &turn.record) {
                    Ok(_) => decisions.push(copy.decision()),
                    Err(refusal) => refused.push(refusal),
                }
            }
            if !decisions.is_empty() {
                decided.push((id, decisions));
            }
        }
        let changed = if decided.is_empty() { None } else { Some(self.note_copies(&decided)?) };
        Ok((changed, refused))
    }

    fn note_copies(&self, decided: &[(ArticleId, Vec<Decision>)]) -> Result<Changed, Error> {
        let each: Vec<(ArticleId, &[Decision])> = decided.iter().map(|(id, all)| (*id, all.as_slice())).collect();
        self.decide_each((BatchKind::ImagesCopied, &each), |titles, _| {
            summary::about(&[Action::CopiedPictures], titles)
        })
    }

    /// The cached pictures that an article's document names on the web; or why none of them is copied, where it is not
    /// known where its site keeps its files.
    pub(super) fn copies(&self, stored: &Stored, overrides: &Overrides) -> Result<Result<Vec<Copy>, Refusal>, Error> {
        let folder = stored.root.profile.picture_folder();
        let article = decided(stored, overrides)?.article;
        let (root, file) = (Path::new(&stored.root.path), stored.file());
        let mut copies = Vec::new();
        for (place, picture) in article.pictures.iter().enumerate() {
            let source = Source::of(&picture.url, root, &file);
            // What lies beside the article already, or in its address, needs no copy.
            if source.host.is_empty() {
                continue;
            }
            let Some((hash, format)) = self.cached(&source.address)? else { continue };
            let Some(folder) = folder else { return Ok(Err(no_folder(root))) };
            let path = format!("{folder}/{}.{}", hash.to_hex(), format.ending());
            copies.push(Copy { hash, format, path, field: format!("images.{place}.url") });
        }
        Ok(Ok(copies))
    }

    fn cached(&self, address: &str) -> Result<Option<(blake3::Hash, Format)>, Error> {
        let shown = self.library.read(|connection| {
            Ok(match pictures::seen(connection, address)?.map(|seen| seen.space) {
                Some(crate::library::pictures::shown::PictureSpace::Cached { id, .. }) => {
                    pictures::shown(connection, id.0)?
                }
                _ => None,
            })
        })?;
        let found = shown.map(|(hash, format, _)| (blake3::Hash::from(hash), format));
        Ok(found.filter(|(hash, format)| self.pictures.holds(hash, *format)))
    }
}

fn no_folder(root: &Path) -> Refusal {
    Refusal::of_file(find::site(root).display().to_string(), NotWritten::ImagesNotCopied, Remedy::AddressesStay)
}
