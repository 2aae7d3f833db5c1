//! Which article files changed in watched folders, once they have settled. Reads no file.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::EventKind;
use notify::{Config, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use super::scan::{Item, is_markdown, scan};

/// A file has settled when nothing happened to it for so long.
const SETTLED: Duration = Duration::from_millis(500);
/// How often whoever watches can say that it is enough.
const BREATH: Duration = Duration::from_millis(250);

/// Watched folders.
pub struct Watched {
    folders: Vec<PathBuf>,
    events: Receiver<DebounceEventResult>,
    _debouncer: Debouncer<RecommendedWatcher, NoCache>,
}

impl Watched {
    /// Begins to watch; fails with the folder that cannot be watched.
    pub fn begin(folders: &[PathBuf]) -> Result<Self, (PathBuf, notify::Error)> {
        let (sender, events) = channel();
        let first = || folders.first().cloned().unwrap_or_default();
        // The watcher would enter a folder as often as links lead to it; `watched` enters each once.
        let config = Config::default().with_follow_symlinks(false);
        let mut debouncer =
            new_debouncer_opt(SETTLED, None, sender, NoCache, config).map_err(|error| (first(), error))?;
        for (folder, is_named) in tops(folders) {
            match debouncer.watch(&folder, RecursiveMode::Recursive) {
                Err(error) if is_named => return Err((folder, error)),
                // The target of a link is imported, and what changes in it is seen with the next import.
                _ => {}
            }
        }
        Ok(Self { folders: folders.to_vec(), events, _debouncer: debouncer })
    }

    /// What has settled since: nothing, after a breath, where nothing happened.
    pub fn settled(&self) -> Vec<PathBuf> {
        match self.events.recv_timeout(BREATH) {
            Ok(Ok(events)) => self.changed(&events),
            // The watcher lost track: everything is looked at again, which costs little where nothing changed.
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => self.folders.clone(),
            Err(RecvTimeoutError::Timeout) => Vec::new(),
        }
    }

    fn changed(&self, events: &[DebouncedEvent]) -> Vec<PathBuf> {
        if events.iter().any(|event| event.need_rescan()) {
            return self.folders.clone();
        }
        let kinds = events.iter().filter(|event| !matches!(event.kind, EventKind::Access(_) | EventKind::Remove(_)));
        let paths: BTreeSet<&PathBuf> = kinds.flat_map(|event| &event.paths).collect();
        paths.into_iter().filter(|path| is_of_interest(path)).cloned().collect()
    }
}

/// Returns the folders to watch: those that were named, and those outside of them that links in them lead to.
/// The second value tells whether a folder was named.
fn tops(folders: &[PathBuf]) -> Vec<(PathBuf, bool)> {
    let mut tops: Vec<(PathBuf, bool)> = folders.iter().map(|folder| (folder.clone(), true)).collect();
    let real: Vec<PathBuf> = folders.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    let _ = scan(folders, &mut |item| {
        if let Item::Top(folder) = item
            && !real.iter().any(|named| folder.starts_with(named))
        {
            tops.push((folder.to_path_buf(), false));
        }
        ControlFlow::Continue(())
    });
    tops
}

/// An article file, or a folder that may hold some. What has gone is no news: decisions are kept.
fn is_of_interest(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !hidden && (path.is_dir() || (is_markdown(path) && path.is_file()))
}
