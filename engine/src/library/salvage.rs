//! A damaged library is built again: what can still be read of it goes row by row into a new file.

use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params, params_from_iter};

use super::connection::{READ_ONLY, READ_WRITE};
use super::decision_log::contents::Contents;
use super::recover::{self, Recovered};
use super::state::LogPosition;
use super::{articles, roots, state, unreadable};
use crate::document::{Document, Profile};
use crate::error::Error;
use crate::file;

/// The tables that cannot be derived, in the order in which they refer to each other, and the overrides, which complete
/// a journal that is damaged. Images could be fetched again, but not without asking every host once more.
const TABLES: &[&str] = &[
    "root",
    "article",
    "arrived",
    "intake",
    "arrival",
    "batch",
    "journal",
    "override",
    "conflict",
    "handed_over",
    "hand_over",
    "hand_over_file",
    "refused",
    "view",
    "setting",
    "content",
    "picture",
];

/// How much of a damaged library was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Rows that were read and written again.
    pub rows: u64,
    /// Tables that could be read only in part, or not at all.
    pub tables_in_part: Vec<String>,
    /// Rows that were missing and stand in the newest good backup.
    pub rows_from_backup: u64,
    /// What became of the decisions.
    pub decisions: Recovered,
}

/// Copies what can be read of a library into a new, empty one. Tables that cannot be read whole are completed from
/// `backup`; the decisions are those of the decision log, completed by what the library says.
pub fn salvage(
    damaged: Option<&Path>,
    (log, backup): (Option<&Contents>, Option<&Path>),
    new: &mut Connection,
) -> Result<Salvaged, Error> {
    let mut salvaged = Salvaged::default();
    let old = damaged.map(|file| Connection::open_with_flags(file, READ_WRITE)).transpose()?;
    new.pragma_update(None, "foreign_keys", false)?;
    let transaction = new.transaction()?;
    for table in TABLES {
        let (rows, whole) = old.as_ref().map_or(Ok((0, false)), |old| copy_table(old, &transaction, table))?;
        salvaged.rows += rows;
        if !whole {
            salvaged.tables_in_part.push((*table).to_owned());
        }
    }
    if let Some(old) = &old {
        from_indexes(old, &transaction)?;
    }
    let position = old.as_ref().and_then(|old| state::log_position(old).ok());
    if let Some(backup) = backup.filter(|_| !salvaged.tables_in_part.is_empty()) {
        salvaged.rows_from_backup = complete(backup, &transaction, &salvaged.tables_in_part)?;
    }
    tie_articles(&transaction)?;
    // A log of another generation tells of another library. One that was begun and not committed holds all of its
    // predecessor.
    let succeeds = |log: &Contents, own: &str| !own.is_empty() && log.replaces == own;
    let log = log.filter(|log| {
        position.as_ref().is_none_or(|position| {
            let own = &position.generation;
            log.generation.as_ref().is_none_or(|generation| generation == own || succeeds(log, own))
        })
    });
    let is_own = |position: &LogPosition| log.is_none_or(|log| log.generation.as_ref() == Some(&position.generation));
    let last = position.filter(is_own).map(|position| position.sequence);
    let overrides_whole = !salvaged.tables_in_part.iter().any(|table| table == "override");
    salvaged.decisions = recover::reconcile(&transaction, log, (last, overrides_whole))?;
    for table in tie_rest(&transaction)? {
        if !salvaged.tables_in_part.iter().any(|known| known == table) {
            salvaged.tables_in_part.push(table.to_owned());
        }
    }
    state::forget_log(&transaction)?;
    transaction.commit()?;
    new.pragma_update(None, "foreign_keys", true)?;
    Ok(salvaged)
}

/// Adds the rows of these tables that are missing from a backup; returns how many.
fn complete(backup: &Path, new: &Connection, tables: &[String]) -> Result<u64, Error> {
    let old = Connection::open_with_flags(backup, READ_ONLY)?;
    let mut added = 0;
    for table in tables {
        added += copy_table(&old, new, table)?.0;
    }
    Ok(added)
}

/// Keeps each article whose path is known, even if the rest of it is lost: without a document it is gone until its file
/// is imported.
fn tie_articles(connection: &Connection) -> Result<(), Error> {
    Ok(connection.execute_batch(
        "DELETE FROM article WHERE root_id NOT IN (SELECT id FROM root);
         DELETE FROM arrived WHERE article_id NOT IN (SELECT id FROM article);
         INSERT INTO arrived (article_id, bytes)
           SELECT id, x'' FROM article WHERE id NOT IN (SELECT article_id FROM arrived);
         INSERT INTO fact (article_id, changed, gone, place, pending, conflicts, has, coverage, topics)
           SELECT id, 0, gone, 'inbox', 0, 0, 0, 0, '[]' FROM article;",
    )?)
}

/// Removes rows that refer to lost rows, and replaces stored values that cannot be read. Returns the tables of the latter.
fn tie_rest(connection: &Connection) -> Result<Vec<&'static str>, Error> {
    let mut repaired = unreadable::repair(connection)?;
    if repair_site_types(connection)? {
        repaired.push("root");
    }
    connection.execute_batch(
        "DELETE FROM arrival WHERE article_id NOT IN (SELECT id FROM article)
           OR intake_id NOT IN (SELECT id FROM intake);
         DELETE FROM conflict WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM handed_over WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM hand_over_file WHERE article_id NOT IN (SELECT id FROM article)
           OR hand_over_id NOT IN (SELECT id FROM hand_over);
         UPDATE batch SET intake_id = NULL WHERE intake_id NOT IN (SELECT id FROM intake);
         -- Without its import, such a batch undoes nothing.
         UPDATE batch SET state = iif(state = 'done', 'kept', 'dropped')
           WHERE kind = 'import_undone' AND intake_id IS NULL AND state IN ('done', 'undone');
         UPDATE picture SET state = 'waiting', reason = NULL, tries = 0, content_id = NULL
           WHERE content_id NOT IN (SELECT id FROM content);",
    )?;
    Ok(repaired)
}

/// Gives each root whose site type cannot be read the one of which its articles speak. Returns whether there was one.
fn repair_site_types(connection: &Connection) -> Result<bool, Error> {
    let roots = roots::with_unreadable_profile(connection)?;
    for root in &roots {
        roots::set_profile(connection, *root, kind_of(connection, *root)?)?;
    }
    Ok(!roots.is_empty())
}

/// Decisions hang on the identity of an article: folder and path. Both stand in an index once more, so that a page of
/// their tables which cannot be read costs nothing that is not found out at the next import.
fn from_indexes(old: &Connection, new: &Connection) -> Result<(), Error> {
    let roots = known_to("SELECT id, path, 0 FROM root INDEXED BY sqlite_autoindex_root_1", old);
    let mut lost = Vec::new();
    for (id, path, _) in roots {
        let profile = Profile::default().word();
        let sql = "INSERT OR IGNORE INTO root (id, path, profile) VALUES (?1, ?2, ?3)";
        if new.execute(sql, params![id, path, profile])? > 0 {
            lost.push(id);
        }
    }
    let articles = known_to("SELECT id, path, root_id FROM article INDEXED BY sqlite_autoindex_article_1", old);
    let mut there = new.prepare("SELECT 1 FROM article WHERE id = ?1")?;
    let mut arrived = new.prepare("SELECT bytes FROM arrived WHERE article_id = ?1")?;
    let mut insert = new.prepare(
        "INSERT OR IGNORE INTO article (id, root_id, path, file_hash, file_size, file_mtime_ns, file_ctime_ns,
           file_inode, gone, arrived_hash, decided_hash, text_key, title)
         VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, ?6, ?4, ?4, 0, ?3)",
    )?;
    for (id, path, root) in articles {
        if there.exists([id])? {
            continue;
        }
        let bytes: Option<Vec<u8>> = arrived.query_row([id], |row| row.get(0)).optional()?;
        // Without a document, the article is gone until its file is imported.
        let gone = bytes.is_none();
        let (hash, size) =
            bytes.map_or(([0; 32], 0), |bytes| (file::hash(&bytes), i64::try_from(bytes.len()).unwrap_or(0)));
        insert.execute(params![id, root, path, hash, size, gone])?;
    }
    lost.into_iter().try_for_each(|root| roots::set_profile(new, root, kind_of(new, root)?))
}

/// The kind of site that the articles of a root speak for, as an import asks its files.
fn kind_of(new: &Connection, root: i64) -> Result<Profile, Error> {
    let mut bytes = new.prepare("SELECT bytes FROM arrived WHERE article_id = ?1")?;
    let articles = articles::of_root(new, root)?;
    let asked = Profile::asked(&articles).map(|id| {
        let bytes: Option<Vec<u8>> = bytes.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(bytes.and_then(|bytes| Document::read(&bytes).ok()?.guess_profile()))
    });
    Ok(Profile::of(asked.collect::<Result<Vec<_>, Error>>()?))
}

/// Rows of an index, as far as they can be read.
fn known_to(sql: &str, old: &Connection) -> Vec<(i64, String, i64)> {
    let Ok(mut statement) = old.prepare(sql) else { return Vec::new() };
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.map(|rows| rows.map_while(Result::ok).collect()).unwrap_or_default()
}

/// Copies a table in the order of its rows, and backwards from its end where it breaks off in between. Returns how many
/// rows were added, and whether every row could be read.
fn copy_table(old: &Connection, new: &Connection, table: &str) -> Result<(u64, bool), Error> {
    let Ok(there) = columns(old, table) else { return Ok((0, false)) };
    let known = columns(new, table)?;
    let columns: Vec<&str> = known.iter().filter(|one| there.contains(one)).map(|(name, _)| &**name).collect();
    let mut keys: Vec<&(String, u32)> = known.iter().filter(|(_, place)| *place > 0).collect();
    keys.sort_by_key(|(_, place)| *place);
    if columns.is_empty() {
        return Ok((0, false));
    }
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = new.prepare(&format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"))?;
    let (mut copied, mut whole) = (0, true);
    for order in ["ASC", "DESC"] {
        // In the order in which the rows lie, and never by way of an index, which may be broken too.
        let keys = keys.iter().map(|(name, _)| format!("{name} {order}")).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {names} FROM {table} NOT INDEXED ORDER BY {keys}");
        let is_name = |at: usize| {
            let column = columns[at];
            NAMES.contains(&(table, column)) || known.iter().any(|(name, place)| name == column && *place > 0)
        };
        let ended = copy_rows(old, &sql, (columns.len(), &is_name), (&mut insert, &mut copied))?;
        if ended {
            break;
        }
        whole = false;
    }
    Ok((copied, whole))
}

/// The columns of a table, and the place of each in its key; 0 of those that do not belong to it.
fn columns(connection: &Connection, table: &str) -> Result<Vec<(String, u32)>, Error> {
    let mut statement = connection.prepare("SELECT name, pk FROM pragma_table_info(?1)")?;
    let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(columns.collect::<Result<_, _>>()?)
}

/// Columns outside of a key by which a row is found: with another text it would be another row.
const NAMES: &[(&str, &str)] = &[("root", "path"), ("article", "path")];

/// Copies rows, and returns whether all could be read to their end. Text that is not valid UTF-8 is copied as far as it
/// can be read, except where `is_name` holds for its column.
fn copy_rows(
    old: &Connection,
    sql: &str,
    (columns, is_name): (usize, &dyn Fn(usize) -> bool),
    (insert, copied): (&mut rusqlite::Statement<'_>, &mut u64),
) -> Result<bool, Error> {
    let Ok(mut statement) = old.prepare(sql) else { return Ok(false) };
    let Ok(mut rows) = statement.query([]) else { return Ok(false) };
    let mut readable = true;
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(readable),
            Err(_) => return Ok(false),
        };
        let values: Result<Vec<Read>, _> = (0..columns).map(|at| read(row, at)).collect();
        let Ok(values) = values else {
            readable = false;
            continue;
        };
        readable &= values.iter().all(|value| value.whole);
        if values.iter().enumerate().any(|(at, value)| !value.whole && is_name(at)) {
            continue;
        }
        match insert.execute(params_from_iter(values.into_iter().map(|value| value.value))) {
            Ok(rows) => *copied += rows as u64,
            // A damaged value does not fit its column.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => readable = false,
            Err(error) => return Err(error.into()),
        }
    }
}

/// A value, and whether all of it could be read.
struct Read {
    value: Value,
    whole: bool,
}

fn read(row: &Row<'_>, at: usize) -> rusqlite::Result<Read> {
    let value = row.get_ref(at)?;
    Ok(match value {
        ValueRef::Text(bytes) if value.as_str().is_err() => {
            Read { value: Value::Text(String::from_utf8_lossy(bytes).into_owned()), whole: false }
        }
        _ => Read { value: value.try_into()?, whole: true },
    })
}
