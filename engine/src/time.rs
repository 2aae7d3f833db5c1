//! The present moment, asked for in one place so that a test can move it.

use chrono::{DateTime, Utc};

/// The present moment.
///
/// In a debug build `COPYTASTER_NOW` sets the clock: a moment such as `2031-01-01T00:00:00Z`, from which it goes on
/// while the program runs.
pub fn now() -> DateTime<Utc> {
    Utc::now() + offset()
}

/// The present moment in milliseconds since 1970-01-01 UTC.
pub fn now_ms() -> i64 {
    now().timestamp_millis()
}

/// How far the clock is moved.
#[cfg(debug_assertions)]
fn offset() -> chrono::TimeDelta {
    use std::sync::LazyLock;
    static OFFSET: LazyLock<chrono::TimeDelta> = LazyLock::new(|| {
        let named = std::env::var("COPYTASTER_NOW").ok();
        let named = named.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
        named.map_or_else(chrono::TimeDelta::zero, |moment| moment.to_utc() - Utc::now())
    });
    *OFFSET
}

/// How far the clock is moved.
#[cfg(not(debug_assertions))]
fn offset() -> chrono::TimeDelta {
    chrono::TimeDelta::zero()
}
