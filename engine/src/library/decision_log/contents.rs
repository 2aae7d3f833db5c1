//! What a decision log says: its records in order, and the decisions that follow from them.

use std::collections::BTreeMap;
use std::path::Path;

use super::record::{ArticleKey, BatchRow, FORMAT, JournalRow, Line, Row, decode};
use crate::error::{Doing, Error};
use crate::overrides::StoredKey;

/// What one commit wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number; 0 is the state at which the log begins.
    pub sequence: i64,
    /// Its rows, in the order in which they were written.
    pub rows: Vec<Row>,
    /// Lines that it consists of, and lines that were read.
    parts: (u32, u32),
    /// A line before it, or between its lines, is damaged.
    follows_damage: bool,
}

impl Record {
    /// Whether each of its lines was read.
    pub const fn is_complete(&self) -> bool {
        self.parts.0 == self.parts.1
    }
}

/// What can be read of a decision log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Generation of the log; `None` where its first line is damaged.
    pub generation: Option<String>,
    /// Generation of the log that it replaced.
    pub replaces: String,
    /// Its records, in order.
    pub records: Vec<Record>,
    /// Lines that cannot be read.
    pub damaged_lines: u32,
    /// The last line cannot be read.
    ends_damaged: bool,
}

/// A decision of the log: a value in force, or none, and the record that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedOverride {
    /// The value; `None` where the decision is no longer in force.
    pub value: Option<String>,
    /// The row of the journal that decided it.
    pub journal_id: i64,
    /// The record.
    pub sequence: i64,
}

/// The rows that all records together leave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Articles by id.
    pub articles: BTreeMap<i64, ArticleKey>,
    /// Batches by id, each with the record that wrote it last.
    pub batches: BTreeMap<i64, (BatchRow, i64)>,
    /// The journal by id.
    pub journal: BTreeMap<i64, JournalRow>,
    /// Decisions by article and key.
    pub overrides: BTreeMap<(i64, StoredKey), LoggedOverride>,
}

impl Contents {
    /// Reads a log; `None` where there is none.
    pub fn read(path: &Path) -> Result<Option<Self>, Error> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(Self::of(&bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io(Doing::Read, path)(error)),
        }
    }

    /// Reads a log, or a part of one that begins with a line.
    pub fn of(bytes: &[u8]) -> Self {
        let mut contents = Self::default();
        let ends_whole = bytes.last().is_none_or(|last| *last == b'\n');
        let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            // A program that was killed leaves a part of its last line: that is no damage.
            let cut_off = lines.peek().is_none() && !ends_whole;
            let follows_damage = std::mem::take(&mut contents.ends_damaged);
            match decode(line) {
                Some(Line::Header { format: FORMAT, generation, replaces }) if contents.generation.is_none() => {
                    (contents.generation, contents.replaces) = (Some(generation), replaces);
                    contents.ends_damaged = follows_damage;
                }
                Some(Line::Record { sequence, part, parts, rows }) => {
                    contents.add(sequence, (part, parts), rows, follows_damage);
                }
                _ if cut_off => {}
                _ => {
                    contents.damaged_lines += 1;
                    contents.ends_damaged = true;
                }
            }
        }
        contents
    }

    fn add(&mut self, sequence: i64, (part, parts): (u32, u32), rows: Vec<Row>, follows_damage: bool) {
        if let Some(last) = self.records.last_mut()
            && last.sequence == sequence
            && last.parts.0 == parts
            && part > 0
            && last.parts.1 <= part
        {
            last.rows.extend(rows);
            last.parts.1 += 1;
            last.follows_damage |= follows_damage;
            return;
        }
        self.records.retain(|record| record.sequence < sequence);
        self.records.push(Record { sequence, rows, parts: (parts, 1), follows_damage });
    }

    /// Returns the first record from which on nothing is missing, up to the record `last` where that is known. What an
    /// earlier record says may have been changed by one that is missing; `i64::MAX` where the end is missing.
    pub fn complete_from(&self, last: Option<i64>) -> i64 {
        let end = self.records.last().map_or(-1, |record| record.sequence);
        if end < 0 || self.ends_damaged || last.is_some_and(|last| end < last) {
            return i64::MAX;
        }
        let (mut from, mut expected) = (0, 0);
        for record in &self.records {
            if record.sequence != expected || !record.is_complete() || record.follows_damage {
                from = record.sequence.max(1);
            }
            expected = record.sequence + 1;
        }
        from
    }

    /// Whether the log alone says what was decided, up to the record `last` where that is known.
    pub fn is_whole(&self, last: Option<i64>) -> bool {
        self.complete_from(last) == 0
    }

    /// The rows that all records together leave.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        for record in &self.records {
            for row in &record.rows {
                rows.add(row, record.sequence);
            }
        }
        rows
    }
}

impl Rows {
    /// Counts the rows that a library has and these do not, or the other way round.
    pub fn differences(&self, library: &[Row]) -> usize {
        let (mut known, mut differ) = (0, 0);
        for row in library {
            let same = match row {
                Row::Article(_) => continue,
                Row::Batch(batch) => self.batches.get(&batch.id).is_some_and(|(own, _)| own == batch),
                Row::Journal(entry) => self.journal.get(&entry.id) == Some(entry),
                Row::Override(entry) => {
                    let own = self.overrides.get(&(entry.article_id, entry.stored_key()));
                    own.is_some_and(|own| own.value == entry.value && own.journal_id == entry.journal_id)
                }
            };
            known += usize::from(same);
            differ += usize::from(!same);
        }
        let in_force = self.overrides.values().filter(|entry| entry.value.is_some()).count();
        let all = self.batches.len() + self.journal.len() + in_force;
        differ.max(all.saturating_sub(known))
    }

    fn add(&mut self, row: &Row, sequence: i64) {
        match row {
            Row::Article(key) => drop(self.articles.insert(key.id, key.clone())),
            Row::Batch(batch) => drop(self.batches.insert(batch.id, (batch.clone(), sequence))),
            Row::Journal(entry) => drop(self.journal.insert(entry.id, entry.clone())),
            Row::Override(entry) => {
                let (value, journal_id) = (entry.value.clone(), entry.journal_id);
                let logged = LoggedOverride { value, journal_id, sequence };
                self.overrides.insert((entry.article_id, entry.stored_key()), logged);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::super::record::{OverrideRow, encode};
    use super::*;

    fn header() -> String {
        let generation = "a1".to_owned();
        encode(&Line::Header { format: FORMAT, generation, replaces: String::new() }).unwrap()
    }

    fn quality_key(part: u32) -> StoredKey {
        StoredKey { kind: "field".to_owned(), key: format!("quality{part}") }
    }

    fn record(sequence: i64, (part, parts): (u32, u32), quality: &str) -> String {
        let value = Some(quality.to_owned());
        let StoredKey { kind, key } = quality_key(part);
        let row = Row::Override(OverrideRow { article_id: 1, kind, key, value, journal_id: sequence });
        encode(&Line::Record { sequence, part, parts, rows: vec![row] }).unwrap()
    }

    fn quality(contents: &Contents) -> Option<String> {
        contents.rows().overrides.get(&(1, quality_key(0)))?.value.clone()
    }

    #[test]
    fn the_last_record_with_a_number_counts_and_its_successors_are_forgotten() {
        let lines = [
            header(),
            record(0, (0, 1), "0"),
            record(1, (0, 1), "10"),
            record(2, (0, 1), "20"),
            record(1, (0, 1), "11"),
        ];
        let contents = Contents::of(lines.concat().as_bytes());
        assert!(contents.is_whole(Some(1)));
        assert_eq!((contents.records.len(), quality(&contents).as_deref()), (2, Some("11")));
    }

    #[test]
    fn a_log_that_lost_a_line_is_complete_only_from_there_on() {
        let lines = [
            header(),
            record(0, (0, 1), "0"),
            record(1, (0, 2), "10"),
            record(1, (1, 2), "10"),
            record(2, (0, 1), "20"),
        ];
        let from = |lines: &[String]| Contents::of(lines.concat().as_bytes()).complete_from(Some(2));
        assert_eq!(from(&lines), 0);
        for (lost, removed, damaged_from) in [(1, 1, 1), (2, 1, 1), (3, 1, 2), (4, i64::MAX, i64::MAX)] {
            let mut left = lines.to_vec();
            left.remove(lost);
            assert_eq!(from(&left), removed, "line {lost} is missing");
            let mut damaged = lines.to_vec();
            damaged[lost] = damaged[lost].replacen("rows", "rowz", 1);
            assert_eq!(from(&damaged), damaged_from, "line {lost} is damaged");
        }
    }

    #[test]
    fn a_record_whose_replacement_is_damaged_does_not_count_as_the_last_word() {
        let lost = record(1, (0, 1), "11").replacen("rows", "rowz", 1);
        let lines = [header(), record(0, (0, 1), "0"), record(1, (0, 1), "10"), lost, record(2, (1, 1), "20")];
        assert_eq!(Contents::of(lines.concat().as_bytes()).complete_from(Some(2)), 2);
    }

    #[test]
    fn a_line_that_was_cut_off_is_no_damage() {
        let whole = [header(), record(0, (0, 1), "0"), record(1, (0, 1), "10")].concat();
        let contents = Contents::of(&whole.as_bytes()[..whole.len() - 5]);
        assert_eq!((contents.damaged_lines, contents.records.len()), (0, 1));
        assert!(contents.is_whole(Some(0)) && !contents.is_whole(Some(1)));
    }
}
