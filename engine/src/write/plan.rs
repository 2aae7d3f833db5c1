//! What a hand-over would write, before it is written: for each file what was decided in words, the pictures that would
//! be copied, and exactly the lines.

use rayon::prelude::*;

use super::Write;
use super::approved::hex;
use super::copy_images::Copy;
use super::file as write;
use super::ready::{Homeless, Ready, ready};
use crate::article::ArticleId;
use crate::decided::arrived;
use crate::document::Document;
use crate::error::Error;
use crate::library::articles::Stored;
use crate::library::journal::Entry;
use crate::message::Message;
use crate::overrides::{Arrived, Key, Overrides};
use crate::write::results::{HandOverPlan, PlannedChange};
use crate::{diff, disk, file, summary};

impl Write<'_> {
    /// What a hand-over would write; everything pending where no ids are given.
    pub fn plan_hand_over(&self, ids: Option<&[ArticleId]>) -> Result<Vec<PlannedChange>, Error> {
        let asked = self.asked(ids)?.into_par_iter();
        let planned = asked.filter_map(|(stored, overrides)| plan(stored, (&overrides, &overrides), Vec::new()));
        Ok(planned.map(PlannedChange::refused_where_it_cannot_be_written).collect())
    }

    /// Plans a hand-over into another folder. The article files themselves need not be writable.
    pub fn plan_hand_over_elsewhere(&self, ids: Option<&[ArticleId]>) -> Result<Vec<PlannedChange>, Error> {
        let asked = self.asked(ids)?.into_par_iter();
        Ok(asked.filter_map(|(stored, overrides)| plan(stored, (&overrides, &overrides), Vec::new())).collect())
    }

    /// The same with the cached pictures copied below the sites first: the addresses that would change are among the
    /// lines. Copies nothing. Sites whose pictures would not be copied are named, each once, as
    /// [`Self::copy_pictures`] does.
    pub fn plan_with_pictures(&self, ids: Option<&[ArticleId]>) -> Result<HandOverPlan, Error> {
        let planned = self.asked(ids)?.into_par_iter().map(|(stored, overrides)| {
            // A document that cannot be read says so when it is planned.
            let copies = self.copies(&stored, &overrides).unwrap_or_else(|_| Ok(Vec::new()));
            let (copies, no_folder) =
                copies.map_or_else(|refusal| (Vec::new(), Some(refusal)), |copies| (copies, None));
            let (after, paths) = with_copies(&stored, &overrides, copies);
            (plan(stored, (&overrides, &after), paths), no_folder)
        });
        let (planned, left): (Vec<_>, Vec<_>) = planned.unzip();
        let mut not_copied = Vec::new();
        for refusal in left.into_iter().flatten() {
            if !not_copied.contains(&refusal) {
                not_copied.push(refusal);
            }
        }
        let changes = planned.into_par_iter().flatten().map(PlannedChange::refused_where_it_cannot_be_written);
        Ok(HandOverPlan { changes: changes.collect(), not_copied })
    }
}

impl PlannedChange {
    fn refused_where_it_cannot_be_written(mut self) -> Self {
        self.refused = self.refused.or_else(|| write::obstacle(std::path::Path::new(&self.path)));
        self
    }
}

/// What is decided once these pictures of an article are copied, and where the copies would lie.
pub(super) fn with_copies(stored: &Stored, overrides: &Overrides, copies: Vec<Copy>) -> (Overrides, Vec<String>) {
    let (mut after, mut paths) = (overrides.clone(), Vec::new());
    for copy in copies {
        if let Ok((changed, _)) = arrived(stored).decide(&after, &copy.decision()) {
            after = changed;
            paths.push(copy.path);
        }
    }
    (after, paths)
}

/// One file's change: `decided` is said in words, `written` with what copying adds is in the lines.
fn plan(stored: Stored, (decided, written): (&Overrides, &Overrides), copies: Vec<String>) -> Option<PlannedChange> {
    let on_disk = disk::as_seen(&stored).unwrap_or_else(|| stored.bytes.clone());
    let former_hash = hex(file::hash(&on_disk));
    let told = unsaid(&stored, decided, &on_disk);
    let Ready { stored, bytes, title } = match ready(stored, written) {
        Ok(ready) => ready,
        Err(Homeless { id, title, refusal }) => {
            let path = refusal.path.clone();
            return Some(PlannedChange {
                id,
                path,
                title,
                decided: told,
                copies: Vec::new(),
                changes: Vec::new(),
                diff: String::new(),
                former_hash,
                written_hash: String::new(),
                refused: Some(refusal),
            });
        }
    };
    (on_disk != bytes).then(|| PlannedChange {
        id: stored.id,
        path: stored.file().display().to_string(),
        title,
        decided: told,
        copies,
        changes: diff::changed_lines(&on_disk, &bytes),
        diff: diff::unified(&stored.path, &on_disk, &bytes),
        former_hash,
        written_hash: hex(file::hash(&bytes)),
        refused: None,
    })
}

/// Returns the decisions that the file on disk does not hold yet.
fn unsaid(stored: &Stored, overrides: &Overrides, on_disk: &[u8]) -> Vec<Message> {
    let found = Arrived { bytes: on_disk, profile: stored.root.profile, name: stored.name() };
    let document = Document::read(on_disk).ok();
    let unsaid = overrides.iter().filter(|one| one.is_applied()).filter(|one| {
        let alone = Overrides::from_iter([(*one).clone()]);
        found.with(&alone).is_ok_and(|done| !done.not_applied.is_empty() || done.bytes != on_disk)
    });
    let told = unsaid.filter_map(|one| {
        let key = one.key();
        let was = if let Key::Field(path) = &key { document.as_ref().and_then(|file| file.get(path)) } else { None };
        summary::entry(&Entry { article: stored.id, key, before: None, after: Some(one.clone()), was })
    });
    told.collect()
}
