//! The decision log: a second copy of every decision, in a file that shares no page with the library.
//!
//! Each commit that decides something appends one record and flushes it before the library commits. A decision then
//! survives when either its page of the library or its line of the log can be read. The library stores which log
//! belongs to it (its *generation*) and how far that log reached at the last commit. A record beyond that point belongs
//! to a commit that was interrupted: the next open applies it.

mod capture;
pub mod contents;
pub mod record;

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::state::{self, LogPosition};
use super::text::{text, text_or_null};
use crate::error::{Doing, Error};
use crate::fault;
use crate::file::FileId;
use crate::library::message::Unreadable;
pub use capture::begin as begin_capture;
use contents::{Contents, Record};
use record::{ArticleKey, FORMAT, Line, Row, encode};

/// The log's file in the library's folder.
pub const FILE: &str = "decisions.log";
/// A new log before it replaces the former one.
const NEW: &str = "decisions.log.new";
/// Rows in one line of a record.
const ROWS_PER_LINE: usize = 512;
/// The first line of a log is shorter than this.
const HEADER_BYTES: u64 = 512;

/// The decision log of one open library. Used inside the library's write transactions alone.
pub struct DecisionLog {
    folder: PathBuf,
    open: Option<OpenLog>,
}

struct OpenLog {
    file: File,
    id: Option<FileId>,
    generation: String,
}

/// What a commit that is still open has appended.
#[derive(Debug)]
pub struct Appended {
    /// Length of the log before, in bytes; `None` where the log was begun anew.
    before: Option<u64>,
}

impl DecisionLog {
    /// The log in a library's folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), open: None }
    }

    /// Its file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Appends what the open transaction decided, and flushes it to the disk; `None` where it decided nothing.
    pub fn append(&mut self, transaction: &Connection) -> Result<Option<Appended>, Error> {
        let rows = capture::take(transaction)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let position = state::log_position(transaction)?;
        if !self.belongs_to(&position) {
            // The state at which the new log begins contains what this transaction decided.
            self.begin(transaction)?;
            return Ok(Some(Appended { before: None }));
        }
        let text = lines(transaction, position.sequence + 1, rows)?;
        let path = self.path();
        let Some(log) = &mut self.open else { return Err(Error::damaged(Unreadable::DecisionLog)) };
        let mut before = log.file.seek(SeekFrom::End(0)).map_err(Error::io(Doing::Read, &path))?;
        // The library is open, so a record beyond its last commit belongs to a commit that failed.
        if before > position.bytes && log.file.set_len(position.bytes).is_ok() {
            before = position.bytes;
        }
        let text = if before == position.bytes { text } else { format!("\n{text}") };
        let appended = Appended { before: Some(before) };
        let written = log.file.write_all(text.as_bytes()).and_then(|()| {
            fault::step("before the decision log is flushed");
            log.file.sync_data()
        });
        if let Err(error) = written {
            self.undo(&appended);
            return Err(Error::io(Doing::Written, &path)(error));
        }
        fault::step("after the decision log was flushed");
        let bytes = before + text.len() as u64;
        let position = LogPosition { sequence: position.sequence + 1, bytes, ..position };
        state::set_log_position(transaction, &position)?;
        Ok(Some(appended))
    }

    /// Removes what was appended by a commit that failed. Where that fails too, the next record with the same number
    /// replaces it.
    pub fn undo(&mut self, appended: &Appended) {
        match (&self.open, appended.before) {
            (Some(log), Some(before)) => drop(log.file.set_len(before)),
            _ => self.open = None,
        }
    }

    /// Whether the log is there, belongs to the library, and reaches as far as the library says.
    fn belongs_to(&mut self, position: &LogPosition) -> bool {
        if position.generation.is_empty() {
            return false;
        }
        let path = self.path();
        let Ok(metadata) = std::fs::metadata(&path) else { return false };
        let same = self
            .open
            .as_ref()
            .is_some_and(|log| log.generation == position.generation && log.id == FileId::of(&metadata));
        if !same {
            self.open = open(&path).ok().flatten();
        }
        metadata.len() >= position.bytes && self.open.as_ref().is_some_and(|log| log.generation == position.generation)
    }

    /// Begins a new log with all that is decided in the library. The former log is kept under another name where it
    /// may hold what the library does not.
    pub fn begin(&mut self, transaction: &Connection) -> Result<(), Error> {
        let former = state::log_position(transaction)?;
        capture::take(transaction)?;
        let generation: String = transaction.query_row("SELECT lower(hex(randomblob(8)))", [], |row| row.get(0))?;
        let header =
            Line::Header { format: FORMAT, generation: generation.clone(), replaces: former.generation.clone() };
        let header =
            encode(&header).map_err(|error| Error::damaged(Unreadable::NotStored { text: error.to_string() }))?;
        let text = format!("{header}{}", lines(transaction, 0, snapshot(transaction)?)?);
        let (path, new) = (self.path(), self.folder.join(NEW));
        let store = |new: &Path| {
            let mut file = File::create(new)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        store(&new).map_err(Error::io(Doing::Written, &new))?;
        self.keep_former(&former.generation)?;
        std::fs::rename(&new, &path).map_err(Error::io(Doing::Written, &path))?;
        crate::file::flush_folder(&self.folder).map_err(Error::io(Doing::Written, &self.folder))?;
        fault::step("after a decision log was begun");
        self.open = open(&path).map_err(Error::io(Doing::Read, &path))?;
        let bytes = text.len() as u64;
        state::set_log_position(transaction, &LogPosition { generation, sequence: 0, bytes })
    }

    /// A log that is neither the library's own nor its unfinished successor is kept.
    fn keep_former(&self, own: &str) -> Result<(), Error> {
        let path = self.path();
        let Some(Line::Header { generation, replaces, .. }) = header(&path).map_err(Error::io(Doing::Read, &path))?
        else {
            return if path.exists() { keep(&self.folder, "damaged") } else { Ok(()) };
        };
        // The library holds all that its own log says, and all of one that was begun and not finished.
        if !own.is_empty() && (generation == own || replaces == own) {
            return Ok(());
        }
        keep(&self.folder, &generation)
    }

    /// Whether the log agrees with the library, as far as can be told without reading all of it.
    pub fn agrees_with(&mut self, position: &LogPosition) -> bool {
        let agrees = self.belongs_to(position);
        agrees && std::fs::metadata(self.path()).is_ok_and(|metadata| metadata.len() == position.bytes)
    }

    /// Returns the complete records beyond the point that the library knows of, and the position behind them; `None`
    /// where a new log is to be begun.
    pub fn unfinished(&mut self, position: &LogPosition) -> Result<Option<(Vec<Record>, LogPosition)>, Error> {
        if !self.belongs_to(position) {
            return Ok(None);
        }
        let path = self.path();
        let Some(log) = &mut self.open else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = log.file.seek(SeekFrom::Start(position.bytes)).and_then(|_| log.file.read_to_end(&mut bytes));
        read.map_err(Error::io(Doing::Read, &path))?;
        // A program that was killed may have left a part of a line: the next record must not continue it.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        if whole < bytes.len() {
            log.file.set_len(position.bytes + whole as u64).map_err(Error::io(Doing::Written, &path))?;
            bytes.truncate(whole);
        }
        let mut records = Contents::of(&bytes).records;
        records.retain(|record| record.is_complete() && record.sequence > position.sequence);
        let sequence = records.last().map_or(position.sequence, |record| record.sequence);
        let bytes = position.bytes + bytes.len() as u64;
        Ok(Some((records, LogPosition { sequence, bytes, ..position.clone() })))
    }
}

/// Returns what the open transaction decided, as lines of a log; `None` where it decided nothing.
pub fn lines_of_transaction(transaction: &Connection) -> Result<Option<String>, Error> {
    let rows = capture::take(transaction)?;
    if rows.is_empty() { Ok(None) } else { lines(transaction, 1, rows).map(Some) }
}

/// Moves a log aside under a name of its own.
fn keep(folder: &Path, name: &str) -> Result<(), Error> {
    let path = folder.join(FILE);
    let free = crate::file::first_free(|number| folder.join(format!("decisions-{name}-{number}.log")));
    std::fs::rename(&path, &free).map_err(Error::io(Doing::Moved, &path))
}

fn open(path: &Path) -> std::io::Result<Option<OpenLog>> {
    let Some(Line::Header { generation, .. }) = header(path)? else { return Ok(None) };
    let file = OpenOptions::new().read(true).append(true).open(path)?;
    let id = FileId::of(&file.metadata()?);
    Ok(Some(OpenLog { file, id, generation }))
}

/// The first line of a log; `None` where there is no log, or its first line is damaged.
fn header(path: &Path) -> std::io::Result<Option<Line>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(HEADER_BYTES).read_to_end(&mut bytes)?;
    let line = bytes.split(|byte| *byte == b'\n').next().and_then(record::decode);
    Ok(line.filter(|line| matches!(line, Line::Header { format: FORMAT, .. })))
}

/// Returns a record as lines. Each line can be understood without the others: it holds all batches, and all rows of the
/// articles that it concerns, with their paths.
fn lines(connection: &Connection, sequence: i64, rows: Vec<Row>) -> Result<String, Error> {
    let (batches, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| article_of(row).is_none());
    let mut rows = rows;
    // Stable: the rows of one article stay in order.
    rows.sort_by_key(article_of);
    let mut chunks: Vec<Vec<Row>> = Vec::new();
    for rows in rows.chunk_by(|one, other| article_of(one) == article_of(other)) {
        let key = article_of(&rows[0]).map_or(Ok(None), |id| article_key(connection, id))?;
        let rows = key.map(Row::Article).into_iter().chain(rows.iter().cloned());
        match chunks.last_mut() {
            Some(chunk) if chunk.len() < ROWS_PER_LINE => chunk.extend(rows),
            _ => chunks.push(rows.collect()),
        }
    }
    if chunks.is_empty() {
        chunks.push(Vec::new());
    }
    let few = batches.len() <= ROWS_PER_LINE;
    if !few {
        // The batches of a whole library are not repeated in each line.
        let of_batches = batches.chunks(ROWS_PER_LINE).map(<[Row]>::to_vec);
        chunks.splice(0..0, of_batches);
    }
    let parts = u32::try_from(chunks.len()).unwrap_or(u32::MAX);
    let lines = (0..).zip(chunks).map(|(part, chunk)| {
        let rows = if few { batches.iter().cloned().chain(chunk).collect() } else { chunk };
        encode(&Line::Record { sequence, part, parts, rows })
            .map_err(|error| Error::damaged(Unreadable::NotStored { text: error.to_string() }))
    });
    lines.collect()
}

const fn article_of(row: &Row) -> Option<i64> {
    match row {
        Row::Batch(_) => None,
        Row::Article(key) => Some(key.id),
        Row::Journal(entry) => Some(entry.article_id),
        Row::Override(entry) => Some(entry.article_id),
    }
}

fn article_key(connection: &Connection, id: i64) -> Result<Option<ArticleKey>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT root.path, root.profile, article.path FROM article JOIN root ON root.id = root_id WHERE article.id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(ArticleKey { id, root: text(row, 0)?, site_type: text(row, 1)?, path: text(row, 2)? }))
}

/// All rows of decisions in the library.
pub fn snapshot(connection: &Connection) -> Result<Vec<Row>, Error> {
    let mut all = Vec::new();
    let mut batches =
        connection.prepare("SELECT id, at_ms, by_whom, kind, summary, state, intake_id FROM batch ORDER BY id")?;
    let rows = batches.query_map([], |row| {
        Ok(Row::Batch(record::BatchRow {
            id: row.get(0)?,
            at_ms: row.get(1)?,
            by_whom: text(row, 2)?,
            kind: text(row, 3)?,
            summary: text(row, 4)?,
            state: text(row, 5)?,
            intake_id: row.get(6)?,
        }))
    })?;
    all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    let mut journal = connection
        .prepare("SELECT id, batch_id, article_id, kind, key, before, after, was FROM journal ORDER BY id")?;
    let rows = journal.query_map([], |row| {
        Ok(Row::Journal(record::JournalRow {
            id: row.get(0)?,
            batch_id: row.get(1)?,
            article_id: row.get(2)?,
            kind: text(row, 3)?,
            key: text(row, 4)?,
            before: text_or_null(row, 5)?,
            after: text_or_null(row, 6)?,
            was: text_or_null(row, 7)?,
        }))
    })?;
    all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    let mut overrides = connection
        .prepare("SELECT article_id, kind, key, value, journal_id FROM override ORDER BY article_id, kind, key")?;
    let rows = overrides.query_map([], |row| {
        Ok(Row::Override(record::OverrideRow {
            article_id: row.get(0)?,
            kind: text(row, 1)?,
            key: text(row, 2)?,
            value: text_or_null(row, 3)?,
            journal_id: row.get(4)?,
        }))
    })?;
    all.extend(rows.collect::<Result<Vec<_>, _>>()?);
    Ok(all)
}
