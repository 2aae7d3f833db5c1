//! Insight: the work of the last 90 days, counted from the journal, and what the library holds.

use std::collections::HashMap;

use chrono::{DateTime, Days, Local, NaiveDate, NaiveTime};

use super::Reader;
use crate::error::Error;
use crate::library::journal;
use crate::query::insight::{DayOfWork, Insight, PaceStep, Today};
use crate::time::now_ms;

/// Days that are looked at.
const DAYS: u64 = 90;
/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
/// Days of the month that is compared with the one before.
const MONTH: i64 = 30;
/// A gap as long as this is a break, in milliseconds.
const BREAK_MS: i64 = 120_000;
/// Memory for the count of a day, in KiB.
const CACHE_KIB: i64 = 256;
/// Where the steps of the time for a decision begin and the last one ends, in seconds: as long as what is no break.
const PACE_S: [u32; 7] = [0, 1, 2, 5, 10, 30, 120];

impl Reader<'_> {
    /// The work of the 90 days up to now.
    pub fn insight_now(&self) -> Result<Insight, Error> {
        self.insight(now_ms())
    }

    /// The work of today so far.
    pub fn today_now(&self) -> Result<Today, Error> {
        self.today(now_ms())
    }

    /// The work of the day of a moment, in milliseconds since 1970-01-01 UTC, up to then.
    pub fn today(&self, now_ms: i64) -> Result<Today, Error> {
        // Asked after each decision, it keeps waiting neither the keys nor whoever draws the list.
        let connection = self.library.connect()?;
        // What it reads it reads once, and more of it as the day goes on.
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        let decisions = journal::last_decisions(&connection, midnight(now_ms))?;
        let today = day(now_ms);
        let work: Vec<(i64, u32)> = decisions.into_iter().filter(|(at_ms, _)| day(*at_ms) == today).collect();
        Ok(Today { decisions: work.iter().map(|(_, articles)| articles).sum(), per_minute: per_minute(&work) })
    }

    /// The work of the 90 days up to a moment, in milliseconds since 1970-01-01 UTC, and what the library holds.
    pub fn insight(&self, now_ms: i64) -> Result<Insight, Error> {
        self.library.ask(|connection, index| {
            let days = i64::try_from(DAYS).unwrap_or(i64::MAX);
            let decisions = journal::decisions_since(connection, now_ms - (days + 1) * DAY_MS)?;
            let (month, before) = (now_ms - MONTH * DAY_MS, now_ms - 2 * MONTH * DAY_MS);
            Ok(Insight {
                days: by_day(&decisions, now_ms),
                quality: index.quality_between(month, now_ms),
                quality_before: index.quality_between(before, month),
                providers: index.shares_of_providers(),
                topics: index.shares_of_topics(),
                seconds_per_decision: median_gap(&decisions),
                pace: pace(&decisions),
            })
        })
    }
}

/// Each of the last days with its decisions, quiet ones included.
fn by_day(decisions: &[(i64, u32)], now_ms: i64) -> Vec<DayOfWork> {
    let mut counts: HashMap<NaiveDate, u32> = HashMap::new();
    for (at_ms, articles) in decisions {
        *counts.entry(day(*at_ms)).or_default() += articles;
    }
    let today = day(now_ms);
    let days = (0..DAYS).rev().filter_map(|ago| today.checked_sub_days(Days::new(ago)));
    days.map(|day| DayOfWork { day: day.to_string(), decisions: counts.get(&day).copied().unwrap_or(0) }).collect()
}

/// The day where the desk stands.
fn day(at_ms: i64) -> NaiveDate {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&Local).date_naive()
}

/// When that day began. Where clocks were put forward just then it began at no moment that has a name; then some
/// moment before.
fn midnight(at_ms: i64) -> i64 {
    let midnight = day(at_ms).and_time(NaiveTime::MIN).and_local_timezone(Local).earliest();
    midnight.map_or(at_ms - 2 * DAY_MS, |midnight| midnight.timestamp_millis())
}

/// How long each decision came after the one before, in milliseconds; breaks left out.
fn gaps(decisions: &[(i64, u32)]) -> impl Iterator<Item = i64> {
    decisions.windows(2).map(|pair| pair[1].0 - pair[0].0).filter(|gap| (0..BREAK_MS).contains(gap))
}

fn pace(decisions: &[(i64, u32)]) -> Vec<PaceStep> {
    let steps = PACE_S.windows(2).map(|edges| PaceStep { from_s: edges[0], to_s: edges[1], decisions: 0 });
    let mut steps: Vec<PaceStep> = steps.collect();
    for gap in gaps(decisions) {
        if let Some(step) = steps.iter_mut().find(|step| gap < i64::from(step.to_s) * 1000) {
            step.decisions += 1;
        }
    }
    steps
}

/// Articles that were decided about in a minute of work; breaks are no work, and less than a minute tells nothing.
fn per_minute(decisions: &[(i64, u32)]) -> Option<f64> {
    let (mut articles, mut worked_ms) = (0, 0);
    for pair in decisions.windows(2) {
        let gap = pair[1].0 - pair[0].0;
        if (0..BREAK_MS).contains(&gap) {
            articles += pair[1].1;
            worked_ms += gap;
        }
    }
    let minutes = f64::from(i32::try_from(worked_ms).ok()?) / 60_000.0;
    (minutes >= 1.0).then(|| f64::from(articles) / minutes)
}

fn median_gap(decisions: &[(i64, u32)]) -> Option<f64> {
    let mut gaps: Vec<i64> = gaps(decisions).collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2)?;
    Some(f64::from(i32::try_from(*median).ok()?) / 1000.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::library::journal::BatchKind;
    use crate::message::Message;
    use crate::summary::Action;

    #[test]
    fn the_work_of_today_is_counted_beside_the_one_who_reads() {
        let folder = tempfile::tempdir().unwrap();
        let context = crate::context::Context::open(folder.path()).unwrap();
        let desk = &Reader(&context);
        let (told, hear) = mpsc::channel();
        std::thread::scope(|scope| {
            let counted = desk.library.read(|_| {
                scope.spawn(move || told.send(desk.today_now().unwrap()));
                Ok(hear.recv_timeout(Duration::from_secs(10)))
            });
            assert_eq!(counted.unwrap(), Ok(Today { decisions: 0, per_minute: None }));
        });
    }

    #[test]
    fn a_day_begins_at_its_midnight_and_a_clock_that_was_set_back_hides_nothing_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let context = crate::context::Context::open(folder.path()).unwrap();
        let desk = Reader(&context);
        let now = 1_795_176_000_000;
        let midnight = midnight(now);
        assert_eq!((day(midnight), day(midnight - 1)), (day(now), day(now) - Days::new(1)));
        let batch = |at_ms, kind, did: Action| {
            let write = |connection: &rusqlite::Transaction<'_>| {
                journal::record(connection, (at_ms, ""), (kind, &Message::from(&did)), &[])
            };
            desk.library.write(write).unwrap();
        };
        let since = || {
            let decisions = desk.library.read(|connection| journal::last_decisions(connection, midnight)).unwrap();
            decisions.iter().map(|(at_ms, _)| at_ms - midnight).collect::<Vec<_>>()
        };
        for at in [5, -1, 0, 7] {
            batch(midnight + at, BatchKind::Decision, Action::Published);
            batch(midnight + at, BatchKind::ImagesCopied, Action::CopiedPictures);
        }
        assert_eq!(since(), [5, 0, 7], "a decision that is dated wrong in between ends nothing");
    }

    #[test]
    fn a_break_is_no_time_for_a_decision_and_a_quiet_day_is_a_day() {
        let decisions = [(0, 1), (3_000, 2), (8_000, 1), (8_000 + BREAK_MS, 1)];
        assert_eq!(median_gap(&decisions), Some(5.0), "3 and 5 seconds; the rest was a break");
        assert_eq!((median_gap(&decisions[..1]), median_gap(&[])), (None, None));
        let counts = |decisions: &[(i64, u32)]| pace(decisions).iter().map(|step| step.decisions).collect::<Vec<_>>();
        assert_eq!(counts(&decisions), [0, 0, 1, 1, 0, 0], "3 seconds, and 5: a step begins with its first moment");
        assert_eq!(counts(&[(0, 1), (BREAK_MS - 1, 1), (BREAK_MS, 1)]), [1, 0, 0, 0, 0, 1]);
        assert_eq!(counts(&[(9, 1), (0, 1)]).iter().sum::<u32>(), 0, "a clock that was set back tells no time");
        let minutes = [(0, 1), (30_000, 4), (30_000 + BREAK_MS, 9), (60_000 + BREAK_MS, 8)];
        assert_eq!(per_minute(&minutes), Some(12.0), "4 and 8 in two times half a minute; the rest was a break");
        assert_eq!((per_minute(&minutes[..3]), per_minute(&[])), (None, None), "half a minute tells nothing");
        let now = 100 * DAY_MS + DAY_MS / 2;
        let days = by_day(&[(now, 4), (now - 1000, 1), (now - 3 * DAY_MS, 2), (now - 200 * DAY_MS, 9)], now);
        let counts: Vec<u32> = days.iter().rev().take(4).map(|day| day.decisions).collect();
        assert_eq!((days.len(), counts), (90, vec![5, 0, 0, 2]));
    }
}
