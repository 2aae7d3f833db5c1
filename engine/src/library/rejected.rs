//! Files that were not imported, and why.

use rusqlite::{Connection, params};

use super::message::LostReason;
use super::records::{self, RejectionRecord, unless_damaged};
use super::text::text;
use crate::error::Error;
use crate::refusal::Refusal;

/// Notes a file that was not imported.
pub fn refuse(connection: &Connection, refusal: &Refusal) -> Result<(), Error> {
    let json = records::encode(&RejectionRecord::from(refusal))?;
    let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO refused (path, refusal) VALUES (?1, ?2)")?;
    statement.execute(params![refusal.path, json])?;
    Ok(())
}

/// Forgets that a file was not imported.
pub fn accept(connection: &Connection, path: &str) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM refused WHERE path = ?1")?.execute([path])?;
    Ok(())
}

/// Returns all files that were not imported. Where the reason of one cannot be read, its entry says so.
pub fn refused(connection: &Connection) -> Result<Vec<Refusal>, Error> {
    let mut statement = connection.prepare_cached("SELECT path, refusal FROM refused ORDER BY path")?;
    let rows = statement.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
    let rows: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    let refusal = |(path, refusal): (String, String)| {
        let refusal = unless_damaged(records::decode::<RejectionRecord>(&refusal))?.map(Refusal::from);
        Ok(refusal.unwrap_or_else(|| Refusal::of_file(path, LostReason::Unreadable, LostReason::ImportAgain)))
    };
    rows.into_iter().map(refusal).collect()
}
