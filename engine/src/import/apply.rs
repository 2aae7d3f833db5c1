//! One file into library and receipt: new, our own hand-over, noise, or news that meets decisions.

use std::collections::HashSet;

use rusqlite::Connection;

use super::merge::Meeting;
use crate::article::{ArticleId, IntakeId};
use crate::derive;
use crate::document::{Document, Profile};
use crate::error::{Error, Hint};
use crate::file::Seen;
use crate::import::inspect::{Arrival, Look};
use crate::import::walk::Found;
use crate::library::facts::Derived;
use crate::library::import_report::{ArrivalKind, Receipt, Story};
use crate::library::intakes::Replaced;
use crate::library::message::Unreadable;
use crate::library::{articles, hand_overs, intakes, journal, rejected, roots};
use crate::refusal::Refusal;
use crate::time::now_ms;

/// A file that was looked at.
pub struct Item<'f> {
    /// The file.
    pub found: &'f Found,
    /// Its root.
    pub root: i64,
    /// The kind of site it was read as.
    pub profile: Profile,
    /// What was known of it.
    pub known: Option<(ArticleId, Seen)>,
    /// What was found.
    pub look: Look,
    /// What is derived of a new article.
    pub derived: Option<Derived>,
}

impl Item<'_> {
    /// Nothing is written for it.
    pub fn counts_only(&self, taken: &Taken) -> bool {
        let was_refused = || taken.refused_before.contains(&*self.found.file().to_string_lossy());
        match self.look {
            Look::Untouched => taken.refused_before.is_empty() || !was_refused(),
            Look::Refused(_) | Look::Same(_) | Look::Arrived(_) => false,
        }
    }
}

/// What an import has taken in so far.
pub struct Taken {
    /// Its receipt.
    pub receipt: Receipt,
    /// Files that were refused before it.
    pub refused_before: HashSet<String>,
}

impl Taken {
    /// The import's own row, made when something is first written.
    pub fn begin(&mut self, connection: &Connection) -> Result<IntakeId, Error> {
        if let Some(id) = self.receipt.id {
            return Ok(id);
        }
        self.receipt.at_ms = now_ms();
        let id = intakes::begin(connection, self.receipt.at_ms, &self.receipt.paths)?;
        self.receipt.id = Some(id);
        Ok(id)
    }

    /// One file into library and receipt. A file whose article cannot be read in the library is refused.
    pub fn take(&mut self, connection: &Connection, item: Item<'_>) -> Result<(), Error> {
        let found = item.found;
        match self.apply(connection, item) {
            Err(error @ Error::Damaged(_)) => {
                let path = found.file().display().to_string();
                self.refuse(Some(connection), Refusal::of_file(path, error.message(), Hint::Rebuild))
            }
            applied => applied,
        }
    }

    fn apply(&mut self, connection: &Connection, item: Item<'_>) -> Result<(), Error> {
        if !self.refused_before.is_empty() && !matches!(item.look, Look::Refused(_)) {
            self.accept(connection, item.found)?;
        }
        match (item.look, item.known) {
            (Look::Refused(refusal), _) => self.refuse(Some(connection), refusal)?,
            (Look::Untouched, _) | (Look::Same(_), None) => self.receipt.unchanged += 1,
            (Look::Same(seen), Some((id, _))) => {
                articles::see(connection, id, seen)?;
                self.receipt.unchanged += 1;
            }
            (Look::Arrived(arrival), None) => {
                let at = (item.root, &*item.found.path);
                let inserted = match item.derived {
                    Some(derived) => articles::insert(connection, at, (arrival.seen, &arrival.bytes), &derived)?,
                    None => None,
                };
                match inserted {
                    Some(id) => {
                        // Since the file was read, its folder may have become another kind of site.
                        if roots::profile(connection, item.root)? != item.profile {
                            derive::derive(connection, id)?;
                        }
                        self.note_new(connection, id)?;
                    }
                    // Another program took it in a moment ago.
                    None => match articles::at(connection, item.root, &item.found.path)? {
                        Some(id) => self.update(connection, &arrival, id)?,
                        None => self.receipt.unchanged += 1,
                    },
                }
            }
            (Look::Arrived(arrival), Some((id, _))) => self.update(connection, &arrival, id)?,
        }
        Ok(())
    }

    /// A file that is no article.
    pub fn refuse(&mut self, connection: Option<&Connection>, refusal: Refusal) -> Result<(), Error> {
        if let Some(connection) = connection {
            rejected::refuse(connection, &refusal)?;
        }
        self.receipt.refused.push(refusal);
        Ok(())
    }

    fn accept(&mut self, connection: &Connection, found: &Found) -> Result<(), Error> {
        let path = found.file().display().to_string();
        if self.refused_before.remove(&path) { rejected::accept(connection, &path) } else { Ok(()) }
    }

    fn note_new(&mut self, connection: &Connection, id: ArticleId) -> Result<(), Error> {
        let intake = self.begin(connection)?;
        self.receipt.new += 1;
        intakes::note_new(connection, intake, id)
    }

    /// A file that is not what was last seen.
    fn update(&mut self, connection: &Connection, arrival: &Arrival, id: ArticleId) -> Result<(), Error> {
        if articles::is_gone(connection, id)? {
            return self.come_back(connection, arrival, id);
        }
        let before = articles::stored(connection, id)?;
        if before.known.seen.hash == arrival.seen.hash
            || articles::handed_over_up_to(connection, id, arrival.seen.hash)?.is_some()
            || hand_overs::is_being_taken_back(connection, id, arrival.seen.hash)?
        {
            articles::see(connection, id, arrival.seen)?;
            self.receipt.unchanged += 1;
            return Ok(());
        }
        if !before.is_whole() {
            return self.come_back(connection, arrival, id);
        }
        let mine = journal::in_force(connection, id)?;
        let handed_over = articles::handed_over_up_to(connection, id, before.known.seen.hash)?;
        let (Ok(base), Ok(theirs)) = (Document::read(&before.bytes), Document::read(&arrival.bytes)) else {
            return Err(Error::damaged(Unreadable::Arrived { article: id.0 }));
        };
        let known = intakes::conflicts(connection, id)?;
        let outcome = Meeting { before: &before, base, theirs, mine: &mine, handed_over }.outcome(&known);
        intakes::set_conflicts(connection, id, &outcome.conflicts)?;
        articles::arrive(connection, id, arrival.seen.hash, &arrival.bytes)?;
        articles::see(connection, id, arrival.seen)?;
        derive::derive(connection, id)?;
        self.count_update(outcome.kind, &outcome.story);
        let intake = self.begin(connection)?;
        let (arrived, seen) = (before.known.arrived, before.known.seen);
        let replaced = Replaced { bytes: before.bytes, arrived, seen, conflicts: known };
        intakes::note_update(connection, (intake, id), (outcome.kind, &outcome.story), (&replaced, &arrival.bytes))
    }

    /// An article whose import was taken back, or whose document is damaged, is taken in again: it is new.
    fn come_back(&mut self, connection: &Connection, arrival: &Arrival, id: ArticleId) -> Result<(), Error> {
        articles::arrive(connection, id, arrival.seen.hash, &arrival.bytes)?;
        articles::see(connection, id, arrival.seen)?;
        articles::set_gone(connection, id, false)?;
        derive::derive(connection, id)?;
        self.note_new(connection, id)
    }

    fn count_update(&mut self, kind: ArrivalKind, story: &Story) {
        let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let receipt = &mut self.receipt;
        match kind {
            ArrivalKind::Noise => {
                receipt.unchanged += 1;
                receipt.noise += 1;
                return;
            }
            ArrivalKind::Quiet => receipt.quiet += 1,
            ArrivalKind::Updated | ArrivalKind::New => {}
        }
        receipt.updated += 1;
        receipt.kept += whole(story.kept.len());
        receipt.conflicts += whole(story.conflicts.len());
        receipt.lost += whole(story.lost.len());
    }
}
