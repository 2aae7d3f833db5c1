//! Reads text columns of a library that may be damaged.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlResult, ValueRef};

/// Text of a column. Bytes that are not valid UTF-8 are replaced by U+FFFD: `SQLite` does not check them, and one
/// damaged value must not fail a query over many rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl FromSql for Text {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Text(bytes) => Ok(Self(String::from_utf8_lossy(bytes).into_owned())),
            other => String::column_result(other).map(Self),
        }
    }
}

/// Returns the text in a column that holds no NULL.
pub fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    row.get(at).map(|Text(text)| text)
}

/// Returns the text in a column; `None` for NULL.
pub fn text_or_null(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<String>> {
    Ok(row.get::<_, Option<Text>>(at)?.map(|Text(text)| text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn invalid_utf8_is_replaced_and_other_types_are_errors() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let read = |sql: &str| connection.query_row(sql, [], |row| text_or_null(row, 0));
        assert_eq!(read("SELECT CAST(x'41FF' AS TEXT)").unwrap().unwrap(), "A\u{FFFD}");
        assert_eq!(read("SELECT NULL").unwrap(), None);
        assert!(read("SELECT 7").is_err());
    }
}
