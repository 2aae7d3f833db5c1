//! A damaged library made again: what can still be read of it, row by row, goes into a new file.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params_from_iter, types::Value};

use crate::error::Error;

/// The tables that nothing can make again, in the order in which they refer to each other.
const KEPT: &[&str] = &[
    "root",
    "article",
    "arrived",
    "intake",
    "arrival",
    "batch",
    "journal",
    "conflict",
    "handed_over",
    "refused",
    "view",
];

/// How much of a damaged library was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Rows that were read and written again.
    pub rows: u64,
    /// Tables that could be read only in part.
    pub tables_in_part: u32,
}

/// Copies what can be read from a damaged library into a new, empty one.
pub fn salvage(damaged: &Path, new: &mut Connection) -> Result<Salvaged, Error> {
    let mut salvaged = Salvaged::default();
    let old = Connection::open_with_flags(damaged, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    new.pragma_update(None, "foreign_keys", false)?;
    let transaction = new.transaction()?;
    for table in KEPT {
        let (rows, whole) = copy_table(&old, &transaction, table)?;
        salvaged.rows += rows;
        salvaged.tables_in_part += u32::from(!whole);
    }
    // What lost its other half is of no use.
    transaction.execute_batch(
        "DELETE FROM arrived WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM article WHERE id NOT IN (SELECT article_id FROM arrived) OR root_id NOT IN (SELECT id FROM root);
         DELETE FROM arrival WHERE article_id NOT IN (SELECT id FROM article)
           OR intake_id NOT IN (SELECT id FROM intake);
         DELETE FROM journal WHERE article_id NOT IN (SELECT id FROM article)
           OR batch_id NOT IN (SELECT id FROM batch);
         DELETE FROM conflict WHERE article_id NOT IN (SELECT id FROM article);
         DELETE FROM handed_over WHERE article_id NOT IN (SELECT id FROM article);
         INSERT INTO fact (article_id, changed, gone, place, pending, conflicts, has, coverage, topics)
           SELECT id, 0, file_size < 0, 'inbox', 0, 0, 0, 0, '[]' FROM article;",
    )?;
    transaction.commit()?;
    new.pragma_update(None, "foreign_keys", true)?;
    Ok(salvaged)
}

/// Copies a table in the order of its rows, and backwards from its end where it breaks off in between.
fn copy_table(old: &Connection, new: &Connection, table: &str) -> Result<(u64, bool), Error> {
    let columns: Vec<String> = {
        let mut statement = new.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        names.collect::<Result<_, _>>()?
    };
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = new.prepare(&format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"))?;
    let (mut copied, mut whole) = (0, true);
    for order in ["ASC", "DESC"] {
        let sql = format!("SELECT {names} FROM {table} ORDER BY {} {order}", columns[0]);
        let ended = copy_rows(old, &sql, columns.len(), &mut insert, &mut copied);
        if ended {
            break;
        }
        whole = false;
    }
    Ok((copied, whole))
}

/// Whether the rows could be read to their end.
fn copy_rows(
    old: &Connection,
    sql: &str,
    columns: usize,
    insert: &mut rusqlite::Statement<'_>,
    copied: &mut u64,
) -> bool {
    let Ok(mut statement) = old.prepare(sql) else { return false };
    let Ok(mut rows) = statement.query([]) else { return false };
    loop {
        match rows.next() {
            Ok(None) => return true,
            Ok(Some(row)) => {
                let values: Result<Vec<Value>, _> = (0..columns).map(|at| row.get(at)).collect();
                if let Ok(written) = values.map(|values| insert.execute(params_from_iter(values))) {
                    *copied += written.map_or(0, |rows| rows as u64);
                }
            }
            Err(_) => return false,
        }
    }
}
