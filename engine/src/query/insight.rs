//! Statistics of the curator's work.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::library::index::results::Share;

/// The decisions of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DayOfWork {
    /// The day where the desk stands, such as `2026-11-24`.
    pub day: String,
    /// Articles about which something was decided, once for each time.
    pub decisions: u32,
}

/// How many decisions came so long after the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaceStep {
    /// At least so long, in seconds.
    pub from_s: u32,
    /// Less than so long, in seconds.
    pub to_s: u32,
    /// Decisions; several made at once are one.
    pub decisions: u32,
}

/// The work of today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Today {
    /// Articles that were decided about, each as often as it was.
    pub decisions: u32,
    /// The same for a minute of work, without breaks; `None` before there was a minute of it.
    pub per_minute: Option<f64>,
}

/// The work of the last 90 days, and what the library holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Insight {
    /// Each of the last 90 days, oldest first.
    pub days: Vec<DayOfWork>,
    /// Quality of the articles dated in the last 30 days, in steps of ten: 0 to 9, 10 to 19, ..., 100 and more.
    pub quality: Vec<u32>,
    /// The same of the 30 days before.
    pub quality_before: Vec<u32>,
    /// The twelve providers about whom most was decided.
    pub providers: Vec<Share>,
    /// The twelve topics about which most was decided.
    pub topics: Vec<Share>,
    /// Median time from one decision to the next, in seconds; gaps of two minutes and more are breaks. `None` where
    /// fewer than two decisions followed each other.
    pub seconds_per_decision: Option<f64>,
    /// The same times in steps, the shortest first; breaks are in none.
    pub pace: Vec<PaceStep>,
}
