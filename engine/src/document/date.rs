//! Reads the dates that files hold, for sorting. A date is never written back.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// Milliseconds since 1970-01-01 UTC; `None` where the text is no date. Without a zone, UTC is meant.
pub fn milliseconds(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(date) = DateTime::parse_from_rfc3339(text) {
        return Some(date.timestamp_millis());
    }
    for format in ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%:z"] {
        if let Ok(date) = DateTime::parse_from_str(text, format) {
            return Some(date.timestamp_millis());
        }
    }
    for format in ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"] {
        if let Ok(date) = NaiveDateTime::parse_from_str(text, format) {
            return Some(date.and_utc().timestamp_millis());
        }
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_robots_date_and_the_dates_of_other_sites_are_read() {
        assert_eq!(milliseconds("2020-06-09T03:11:00Z"), Some(1_591_672_260_000));
        assert_eq!(milliseconds("2020-06-09 05:11:00 +0200"), Some(1_591_672_260_000));
        assert_eq!(milliseconds("2020-06-09"), Some(1_591_660_800_000));
        assert_eq!(milliseconds("2020-11-30T16pt"), None);
    }
}
