//! Images: what documents name is listed, fetched, cached and shown.

mod choose;
mod message;
mod run;
mod serve;
mod work;

use std::ops::Deref;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::ArticleId;
use crate::context::Context;
use crate::error::Error;
pub use crate::imaging::fetch::{Fetching, Names, Pace};
pub use crate::imaging::store::PictureBytes;
use crate::library::pictures;
use crate::library::pictures::shown::{PictureCache, PictureLine, PicturesProgress};
use crate::time::now_ms;
pub use message::NoImage;
pub use run::Hear;

/// What was let go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pruned {
    /// Pictures that were let go, least recently used first.
    pub pictures: u32,
    /// Files that belonged to nothing.
    pub strays: u32,
    /// What was freed.
    #[ts(type = "number")]
    pub freed: u64,
    /// What is kept.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What may be kept.
    #[ts(type = "number")]
    pub limit: u64,
}

/// The step that fetches, caches and shows images.
pub struct Images<'a>(pub(crate) &'a Context);

impl Deref for Images<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.0
    }
}

impl Images<'_> {
    /// How pictures are fetched, as the settings have it.
    pub fn fetching(&self) -> Result<Fetching, Error> {
        let settings = self.settings()?;
        let limit = u64::from(settings.cache_mb) << 20;
        Ok(Fetching { web: settings.fetch_pictures, allow: settings.allowed_hosts, limit, ..Fetching::default() })
    }

    /// These articles are on screen: their pictures come first, and those that were let go come again.
    pub fn show_pictures(&self, ids: &[ArticleId]) -> Result<(), Error> {
        self.list_pictures(ids)?;
        let (known, wanted) = self.library.read(|connection| pictures::wanted(connection, ids, now_ms()))?;
        let mut first = known;
        if !wanted.is_empty() {
            self.library.write_calmly(|transaction| {
                for id in &wanted {
                    first.extend(pictures::want(transaction, *id)?);
                }
                Ok(())
            })?;
        }
        self.pictures.put_first(first);
        Ok(())
    }

    /// What failed is tried again: of these articles, or all of it. Returns how many pictures.
    pub fn retry_pictures(&self, ids: Option<&[ArticleId]>) -> Result<u32, Error> {
        let retried = self.library.write_calmly(|transaction| pictures::retry(transaction, ids))?;
        let waiting = self.library.read(pictures::waiting)?;
        let mut queue = self.pictures.queue();
        if self.pictures.running.load(Ordering::SeqCst) {
            queue.clear();
            queue.put_all(waiting);
        }
        self.pictures.bell.notify_all();
        Ok(retried)
    }

    /// Asks again whether what these articles show is still what it was; returns how many pictures.
    pub fn recheck_pictures(&self, ids: &[ArticleId]) -> Result<u32, Error> {
        let shown = self.library.read(|connection| pictures::used_by(connection, ids))?;
        self.library
            .write_calmly(|transaction| shown.iter().try_for_each(|id| pictures::want(transaction, *id).map(drop)))?;
        Ok(u32::try_from(shown.len()).unwrap_or(u32::MAX))
    }

    /// Nothing new is fetched until it goes on; what is under way ends.
    pub fn pause_pictures(&self) {
        self.pictures.paused.store(true, Ordering::SeqCst);
    }

    /// Goes on.
    pub fn resume_pictures(&self) {
        self.pictures.paused.store(false, Ordering::SeqCst);
        let _queue = self.pictures.queue();
        self.pictures.bell.notify_all();
    }

    /// How many pictures are in which state.
    pub fn pictures_progress(&self) -> Result<PicturesProgress, Error> {
        let mut progress = self.library.read(pictures::counts)?;
        progress.paused = self.pictures.paused.load(Ordering::SeqCst);
        progress.offline = self.pictures.offline.load(Ordering::SeqCst);
        Ok(progress)
    }

    /// Pictures in a state (`waiting`, `cached`, `failed`, `evicted`), or all, newest first.
    pub fn picture_lines(&self, state: Option<&str>, most: u32) -> Result<Vec<PictureLine>, Error> {
        self.library.read(|connection| pictures::lines(connection, state, most))
    }

    /// Lets the least recently used pictures go until what is kept fits, but none that an article of the inbox names;
    /// and removes files that belong to nothing. Not while pictures are fetched by another program.
    pub fn prune_pictures(&self, limit: u64) -> Result<Pruned, Error> {
        let lock = if self.pictures.running.load(Ordering::SeqCst) { None } else { self.pictures.store.lock()? };
        let (mut pruned, _) = self.evict(limit, limit)?;
        if lock.is_some() {
            self.library.write_calmly(|transaction| pictures::forget_unused(transaction))?;
            let kept: std::collections::HashSet<String> = self
                .library
                .read(pictures::contents)?
                .iter()
                .map(|hash| blake3::Hash::from(*hash).to_hex().to_string())
                .collect();
            let (strays, freed) = self.pictures.store.sweep(&|name| kept.contains(name));
            (pruned.strays, pruned.freed) = (strays, pruned.freed + freed);
        }
        Ok(pruned)
    }

    /// Lets go what was used least where more is kept than `above`, until no more than `down_to` is.
    fn evict(&self, above: u64, down_to: u64) -> Result<(Pruned, Vec<ArticleId>), Error> {
        self.note_used()?;
        let mut bytes = self.library.read(pictures::bytes_kept)?;
        let (mut pruned, mut changed) = (Pruned { bytes, limit: above, ..Pruned::default() }, Vec::new());
        while bytes > above || (pruned.pictures > 0 && bytes > down_to) {
            let least = self.library.read(|connection| pictures::least_used(connection, 64))?;
            if least.is_empty() {
                break;
            }
            let gone = least.into_iter().scan(bytes, |left, one| {
                let goes = *left > down_to;
                *left = left.saturating_sub(one.bytes);
                goes.then_some(one)
            });
            let gone: Vec<_> = gone.collect();
            self.library.write_calmly(|transaction| {
                for one in &gone {
                    changed.extend(pictures::evict(transaction, one.id)?);
                }
                Ok(())
            })?;
            for one in &gone {
                self.pictures.store.forget(&blake3::Hash::from(one.hash));
                bytes = bytes.saturating_sub(one.bytes);
                pruned.pictures += 1;
                pruned.freed += one.bytes;
            }
        }
        pruned.bytes = bytes;
        Ok((pruned, changed))
    }

    /// What the picture cache takes, may take, and could let go.
    pub fn picture_cache(&self) -> Result<PictureCache, Error> {
        Ok(PictureCache { limit: self.fetching()?.limit, ..self.library.read(pictures::cache)? })
    }

    /// Writes down what was looked at since.
    fn note_used(&self) -> Result<(), Error> {
        let used = std::mem::take(&mut *self.pictures.used.lock().unwrap_or_else(PoisonError::into_inner));
        if used.is_empty() {
            return Ok(());
        }
        self.library.write_calmly(|transaction| {
            used.iter().try_for_each(|(hash, at)| pictures::set_used(transaction, *hash, *at))
        })
    }
}
