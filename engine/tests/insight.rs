//! Insight: numbers that can be counted by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::decide::Decision;
use room::{ARTICLE, Room};

/// 2026-11-20 12:00 UTC.
const NOON: i64 = 1_795_176_000_000;
const DAY: i64 = 86_400_000;

#[test]
fn what_was_decided_is_counted_by_day_and_by_share_and_what_was_undone_is_not() {
    let room = Room::with(&[
        ("a.md", ARTICLE),
        ("b.md", &ARTICLE.replace("Reef Watch", "Tides")),
        ("c.md", &ARTICLE.replace("quality: 39", "quality: 81")),
        ("old.md", &ARTICLE.replace("2026-11-02", "2026-10-02")),
    ]);
    room.import();
    let ids = ["a.md", "b.md", "c.md"].map(|name| room.id(name));
    room.desk.decide().decide(&ids[..2], &[Decision::Publish]).unwrap();
    room.desk.decide().decide(&ids[2..], &[Decision::Spike]).unwrap();
    room.desk.decide().decide(&ids[..1], &[Decision::Quality { value: 5 }]).unwrap();
    room.desk.decide().undo().unwrap();
    let now = room.desk.query().details(ids[0]).unwrap().history.iter().map(|line| line.at_ms).max().unwrap();
    let insight = room.desk.query().insight(now).unwrap();
    let worked: u32 = insight.days.iter().map(|day| day.decisions).sum();
    assert_eq!((insight.days.len(), worked), (90, 3), "two articles, then one; what was undone does not count");
    let shares = |shares: &[engine::api::Share]| {
        shares.iter().map(|share| (share.name.clone(), share.published, share.decided)).collect::<Vec<_>>()
    };
    assert_eq!(shares(&insight.providers), [("Reef Watch".to_owned(), 1, 2), ("Tides".to_owned(), 1, 1)]);
    assert_eq!(shares(&insight.topics), [("AI".to_owned(), 2, 3), ("Robots".to_owned(), 2, 3)]);
    let today = |now| room.desk.query().today(now).unwrap().decisions;
    let last = insight.days.last().unwrap().decisions;
    assert_eq!((today(now), today(now + 2 * DAY)), (last, 0), "each day has its own, also around midnight");
    assert!(insight.seconds_per_decision.is_some(), "two batches followed each other");
    let steps: Vec<(u32, u32)> = insight.pace.iter().map(|step| (step.from_s, step.to_s)).collect();
    assert_eq!(steps, [(0, 1), (1, 2), (2, 5), (5, 10), (10, 30), (30, 120)], "each begins where the last one ends");
    assert_eq!(insight.pace.iter().map(|step| step.decisions).sum::<u32>(), 1, "the first one followed none");
}

#[test]
fn quality_is_compared_month_by_month_of_the_articles_dates() {
    let room = Room::with(&[
        ("a.md", ARTICLE),
        ("c.md", &ARTICLE.replace("quality: 39", "quality: 181")),
        ("old.md", &ARTICLE.replace("2026-11-02", "2026-10-02")),
        ("older.md", &ARTICLE.replace("2026-11-02", "2026-08-02")),
    ]);
    room.import();
    let insight = room.desk.query().insight(NOON).unwrap();
    assert_eq!(insight.quality, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1], "39, and more than 100");
    assert_eq!(insight.quality_before, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    let later = room.desk.query().insight(NOON + 100 * DAY).unwrap();
    assert_eq!(later.quality.iter().sum::<u32>(), 0, "an old month is empty");
    assert_eq!((later.seconds_per_decision, later.providers.len()), (None, 0), "nothing was decided");
}
