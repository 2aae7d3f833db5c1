//! Giving pictures out: never one that is not whole, and never one from the net.

use super::message::NoImage;
use super::{Images, work};
use crate::article::{ArticleId, PictureId};
use crate::error::Error;
use crate::imaging::examine::Format;
use crate::imaging::store::{PictureBytes, WIDTHS};
use crate::imaging::thumbnail;
use crate::library::pictures::{self, Ended};
use crate::logging;
use crate::time::now_ms;

impl Images<'_> {
    /// The picture of an article's picture space; one that needs no network is made ready where it is not yet.
    pub fn picture(&self, id: ArticleId, width: u32) -> Result<PictureBytes, Error> {
        self.list_pictures(&[id])?;
        let first = self.library.read(|connection| pictures::used_by(connection, &[id]))?.first().copied();
        let first = first.ok_or_else(|| Error::NoPicture(NoImage::NoneNamed.into()))?;
        let job = self.library.read(|connection| pictures::job(connection, first))?;
        if let Some(job) = job.filter(|job| job.host.is_empty()) {
            let kept = self.library.read(|connection| pictures::shown(connection, first))?.is_some();
            let stamp = job.known.clone().filter(|_| kept);
            if let Some(came) = work::near(&job.address, stamp.as_ref()) {
                let ended = work::examined(&self.pictures.store, came);
                if ended != Ended::Unchanged {
                    self.library.write_calmly(|transaction| pictures::end(transaction, first, &ended, now_ms()))?;
                }
            }
        }
        self.picture_bytes(PictureId(first), width)
    }

    /// A picture that is here, in at least about this width.
    pub fn picture_bytes(&self, id: PictureId, width: u32) -> Result<PictureBytes, Error> {
        let none = || Error::NoPicture(NoImage::NotHere.into());
        let Some((hash, format, wide)) = self.library.read(|connection| pictures::shown(connection, id.0))? else {
            self.want_evicted(id)?;
            return Err(none());
        };
        self.pictures.was_used(hash);
        let width = WIDTHS.into_iter().find(|kept| *kept >= width).unwrap_or(1200);
        let hash = blake3::Hash::from(hash);
        // The widest is the original itself where that is no wider; a GIF must not move.
        let whole = format == Format::Avif || (format == Format::Jpeg && width == 1200 && wide <= width);
        if let Some(small) = self.pictures.store.small(&hash, width).filter(|_| !whole) {
            return Ok(small);
        }
        let Some(bytes) = self.pictures.store.original(&hash, format) else {
            self.fetch_again(hash)?;
            return Err(none());
        };
        if whole {
            return Ok(PictureBytes { mime: format.mime(), bytes });
        }
        let small = thumbnail::thumbnails(&bytes, &[width])?.pop().ok_or_else(none)?;
        // A cache that cannot be written costs time, not the picture.
        let kept = self.pictures.store.keep_small(&hash, &small);
        if let Some(size) = logging::not_done("a thumbnail was not kept", kept) {
            let hash = *hash.as_bytes();
            self.library.write_calmly(|transaction| pictures::widen(transaction, hash, size))?;
        }
        Ok(PictureBytes { mime: small.mime, bytes: small.bytes })
    }

    fn want_evicted(&self, id: PictureId) -> Result<(), Error> {
        let evicted = self.library.read(|connection| pictures::is_evicted(connection, id.0))?;
        if evicted {
            let wanted = self.library.write_calmly(|transaction| pictures::want(transaction, id.0))?;
            self.pictures.put_first(wanted.into_iter().collect());
        }
        Ok(())
    }

    /// A file that is broken or gone goes, and is fetched again.
    fn fetch_again(&self, hash: blake3::Hash) -> Result<(), Error> {
        self.pictures.store.forget(&hash);
        self.library.write_calmly(|transaction| pictures::forget_content(transaction, *hash.as_bytes()))?;
        let waiting = self.library.read(pictures::waiting)?;
        let mut queue = self.pictures.queue();
        queue.put_all(waiting);
        self.pictures.bell.notify_all();
        Ok(())
    }
}
