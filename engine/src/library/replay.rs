//! Writes records of a decision log into a library that is whole: those of an interrupted commit, and rescued decisions.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::decision_log::contents::Record;
use super::decision_log::record::{BatchRow, JournalRow, Row};
use super::recover::{Known, article, free_id, put_batch, put_journal, put_override};
use crate::error::Error;

/// Writes records of the decision log into the library, in order. Returns the articles that they concern. One that the
/// library does not know is added without a document, until its file is imported. A row whose number the library has
/// given to another one meanwhile gets a new number.
pub fn apply(connection: &Connection, records: &[Record]) -> Result<Vec<i64>, Error> {
    let mut concerned = BTreeSet::new();
    let mut ids = Renumbered::default();
    for row in records.iter().flat_map(|record| &record.rows) {
        match row {
            Row::Article(key) => drop(ids.articles.insert(key.id, article(connection, key, Known::Whole)?)),
            Row::Batch(batch) => ids.batch(connection, batch)?,
            Row::Journal(entry) => ids.journal(connection, entry)?,
            // A file of rescued decisions that was stored already is read once more after a crash.
            Row::Override(entry) if ids.stored_journal.contains(&entry.journal_id) => {}
            Row::Override(entry) => {
                let article = ids.article(entry.article_id);
                let journal = *ids.journal.get(&entry.journal_id).unwrap_or(&entry.journal_id);
                concerned.insert(article);
                put_override(connection, (article, &entry.stored_key()), entry.value.as_deref(), journal)?;
            }
        }
    }
    Ok(concerned.into_iter().collect())
}

/// The library's numbers of the rows of a log, where they differ, and the rows that are left out.
#[derive(Debug, Default)]
struct Renumbered {
    articles: BTreeMap<i64, i64>,
    batches: BTreeMap<i64, i64>,
    journal: BTreeMap<i64, i64>,
    /// Batches that the library has already.
    stored_batches: BTreeSet<i64>,
    /// Rows of the journal of these batches.
    stored_journal: BTreeSet<i64>,
}

impl Renumbered {
    fn article(&self, id: i64) -> i64 {
        *self.articles.get(&id).unwrap_or(&id)
    }

    fn batch(&mut self, connection: &Connection, batch: &BatchRow) -> Result<(), Error> {
        // The undo of an import decides nothing, and the log does not hold what it did to the articles.
        if batch.intake_id.is_some() {
            return Ok(());
        }
        let BatchRow { id, at_ms, by_whom, summary, .. } = batch;
        let mut statement = connection.prepare_cached("SELECT at_ms, by_whom, summary FROM batch WHERE id = ?1")?;
        let known = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        let known: Option<(i64, String, String)> = known;
        let own = (*at_ms, by_whom.clone(), summary.clone());
        match known {
            None => {}
            // The state of the batch changed: it was undone, or redone.
            Some(known) if known == own && self.batches.contains_key(id) => {}
            Some(known) if known == own => drop(self.stored_batches.insert(*id)),
            Some(_) => return self.renumbered_batch(connection, batch),
        }
        self.batches.insert(*id, *id);
        put_batch(connection, batch)
    }

    /// The library gave the number to another batch.
    fn renumbered_batch(&mut self, connection: &Connection, batch: &BatchRow) -> Result<(), Error> {
        let mut statement = connection
            .prepare_cached("SELECT id FROM batch WHERE at_ms = ?1 AND by_whom = ?2 AND summary = ?3 LIMIT 1")?;
        let values = params![batch.at_ms, batch.by_whom, batch.summary];
        let stored: Option<i64> = statement.query_row(values, |row| row.get(0)).optional()?;
        if stored.is_some() && !self.batches.contains_key(&batch.id) {
            self.stored_batches.insert(batch.id);
        }
        let id = stored.map_or_else(|| free_id(connection, "batch"), Ok)?;
        self.batches.insert(batch.id, id);
        put_batch(connection, &BatchRow { id, ..batch.clone() })
    }

    fn journal(&mut self, connection: &Connection, entry: &JournalRow) -> Result<(), Error> {
        let (batch_id, article) =
            (*self.batches.get(&entry.batch_id).unwrap_or(&entry.batch_id), self.article(entry.article_id));
        let mut statement =
            connection.prepare_cached("SELECT batch_id, article_id, kind, key FROM journal WHERE id = ?1")?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let known: Option<(i64, i64, String, String)> = statement.query_row([entry.id], read).optional()?;
        let own = (batch_id, article, entry.kind.clone(), entry.key.clone());
        let same = known.as_ref() == Some(&own);
        if self.stored_batches.contains(&entry.batch_id) {
            self.stored_journal.insert(entry.id);
            return Ok(());
        }
        let id = if known.is_none() || same { entry.id } else { free_id(connection, "journal")? };
        self.journal.insert(entry.id, id);
        put_journal(connection, &JournalRow { id, batch_id, ..entry.clone() }, article)
    }
}
