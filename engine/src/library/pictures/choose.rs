//! What is known of a picture by its address, for those who choose among them.

use rusqlite::{Connection, OptionalExtension};

use super::show::{SPACE, space};
use crate::error::Error;
use crate::library::pictures::shown::PictureSpace;

/// What is known of one picture.
#[derive(Debug)]
pub struct Seen {
    /// Its state.
    pub space: PictureSpace,
    /// Size of the file in bytes.
    pub bytes: Option<i64>,
    /// See `images::look`.
    pub look: Option<u64>,
    /// See `images::look`.
    pub sharpness: Option<f64>,
}

/// The picture of an address; `None` where it was never listed.
pub fn seen(connection: &Connection, address: &str) -> Result<Option<Seen>, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT content.bytes, content.look, content.sharpness, {SPACE}
         FROM picture LEFT JOIN content ON content.id = content_id WHERE key = ?1"
    ))?;
    let found = statement.query_row([blake3::hash(address.as_bytes()).as_bytes()], |row| {
        let look: Option<i64> = row.get(1)?;
        let look = look.map(i64::cast_unsigned);
        Ok(Seen { bytes: row.get(0)?, look, sharpness: row.get(2)?, space: space(row, 3)? })
    });
    Ok(found.optional()?)
}
