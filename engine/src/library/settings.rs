//! Settings as they are kept: one row a setting, so that two programs that set two things lose neither.

use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use super::text::text;
use crate::error::Error;

/// Everything that was ever set. A value that cannot be read counts as never set.
pub fn all(connection: &Connection) -> Result<Map<String, Value>, Error> {
    let mut statement = connection.prepare_cached("SELECT name, value FROM setting")?;
    let rows = statement.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
    let rows = rows.collect::<Result<Vec<(String, String)>, _>>()?;
    Ok(rows.into_iter().filter_map(|(name, value)| Some((name, serde_json::from_str(&value).ok()?))).collect())
}

/// Sets one.
pub fn set(connection: &Connection, name: &str, value: &Value) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        params![name, value.to_string()],
    )?;
    Ok(())
}
