//! What a hand-over would write, before it is written: for each file what was decided in words, the pictures that would
//! be copied, and exactly the lines.

use rayon::prelude::*;

use super::Write;
use super::copy_images::Copy;
use super::file as write;
use super::run::{Homeless, Ready, ready};
use crate::api::{HandOverPlan, PlannedChange, Told};
use crate::article::ArticleId;
use crate::context::arrived;
use crate::diff;
use crate::disk;
use crate::document::{Document, NewValue, Path};
use crate::error::Error;
use crate::library::articles::Stored;
use crate::library::journal::Entry;
use crate::overrides::{Arrived, Pins, is_note};
use crate::summary;

impl Write<'_> {
    /// What a hand-over would write; everything pending where no ids are given.
    pub fn plan_hand_over(&self, ids: Option<&[ArticleId]>) -> Result<Vec<PlannedChange>, Error> {
        let asked = self.asked(ids)?.into_par_iter();
        let planned = asked.filter_map(|(stored, pins)| plan(stored, (&pins, &pins), Vec::new()));
        Ok(planned.map(PlannedChange::refused_where_it_cannot_be_written).collect())
    }

    /// Plans a hand-over into another folder. The article files themselves need not be writable.
    pub fn plan_hand_over_elsewhere(&self, ids: Option<&[ArticleId]>) -> Result<Vec<PlannedChange>, Error> {
        let asked = self.asked(ids)?.into_par_iter();
        Ok(asked.filter_map(|(stored, pins)| plan(stored, (&pins, &pins), Vec::new())).collect())
    }

    /// The same with the cached pictures copied below the sites first: the addresses that would change are among the
    /// lines. Copies nothing. Sites whose pictures would not be copied are named, each once, as
    /// [`Self::copy_pictures`] does.
    pub fn plan_with_pictures(&self, ids: Option<&[ArticleId]>) -> Result<HandOverPlan, Error> {
        let planned = self.asked(ids)?.into_par_iter().map(|(stored, pins)| {
            // A document that cannot be read says so when it is planned.
            let copies = self.copies(&stored, &pins).unwrap_or_else(|_| Ok(Vec::new()));
            let (copies, no_folder) =
                copies.map_or_else(|refusal| (Vec::new(), Some(refusal)), |copies| (copies, None));
            let (after, paths) = with_copies(&stored, &pins, copies);
            (plan(stored, (&pins, &after), paths), no_folder)
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
fn with_copies(stored: &Stored, pins: &Pins, copies: Vec<Copy>) -> (Pins, Vec<String>) {
    let (mut after, mut paths) = (pins.clone(), Vec::new());
    for copy in copies {
        if let Ok((pins, _)) = arrived(stored).decide(&after, &copy.decision()) {
            after = pins;
            paths.push(copy.path);
        }
    }
    (after, paths)
}

/// One file's change: `decided` is said in words, `written` with what copying adds is in the lines.
fn plan(stored: Stored, (decided, written): (&Pins, &Pins), copies: Vec<String>) -> Option<PlannedChange> {
    let on_disk = disk::as_seen(&stored).unwrap_or_else(|| stored.bytes.clone());
    let told = unsaid(&stored, decided, &on_disk);
    let Ready { stored, bytes, title } = match ready(stored, written) {
        Ok(ready) => ready,
        Err(Homeless { id, title, refusal }) => {
            let path = refusal.path.clone();
            let (changes, diff) = (Vec::new(), String::new());
            let refused = Some(refusal);
            return Some(PlannedChange { id, path, title, decided: told, copies: Vec::new(), changes, diff, refused });
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
        refused: None,
    })
}

/// The decisions that the file on disk does not say yet.
fn unsaid(stored: &Stored, pins: &Pins, on_disk: &[u8]) -> Vec<Told> {
    let found = Arrived { bytes: on_disk, profile: stored.root.profile, name: stored.name() };
    let says = |pins: &Pins| found.with(pins).map_or(true, |done| done.homeless.is_empty() && done.bytes == on_disk);
    let document = Document::read(on_disk).ok();
    let place = pins.place.filter(|place| !says(&Pins { place: Some(*place), fields: Vec::new() }));
    let fields = pins
        .fields
        .iter()
        .filter(|pin| !is_note(&pin.0.to_string()) && !says(&Pins { place: None, fields: vec![(*pin).clone()] }));
    let was = |path: &Path| serde_json::to_string(&document.as_ref()?.get(path)?).ok();
    let fields = fields.filter_map(|pin| summary::entry(&entry(stored.id, pin, was(&pin.0))));
    place.map(summary::place).into_iter().chain(fields).collect()
}

fn entry(article: ArticleId, (path, value): &(Path, NewValue), was: Option<String>) -> Entry {
    let after = serde_json::to_string(value).ok();
    Entry { article, field: path.to_string(), before: None, after, was }
}
