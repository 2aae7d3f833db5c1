//! What stands before and behind the colon.

use chrono::{Datelike, NaiveDate};

use super::{Number, Sort, Test};
use crate::article::Place;
use crate::library::{facts, pictures};

const IS: &str = "is:inbox, published, spiked, later, pending, live, removed, conflict or folded";
const HAS: &str = "image, excerpt, url, date, topic, provider, coverage, quality, body or video";
const IMAGE: &str = "image:waiting, cached, failed, wrong-size or none";
const KEYS: &str = "is:, has:, no:, image:, quality:, heat:, coverage:, topic:, provider:, type:, title:, before:, after: and sort: are";

/// The order that a word names.
pub fn sort(value: &str) -> Result<Sort, String> {
    match value {
        "newest" => Ok(Sort::Newest),
        "oldest" => Ok(Sort::Oldest),
        "quality" => Ok(Sort::Quality),
        "heat" => Ok(Sort::Heat),
        _ => Err(format!("“sort:{value}” is not known: sort:newest, oldest, quality or heat.")),
    }
}

/// The condition that `key:value` states.
pub fn test(key: &str, value: &str) -> Result<Test, String> {
    match (key, value.trim()) {
        (_, "") => Err(format!("“{key}:” wants a value behind the colon.")),
        ("is", value) => is(value),
        ("has", value) => has(value).map(Test::Has).ok_or_else(|| format!("“has:{value}” is not known: {HAS}.")),
        ("no", value) => has(value).map(Test::Lacks).ok_or_else(|| format!("“no:{value}” is not known: {HAS}.")),
        ("image" | "picture", value) => image(value),
        ("quality", value) => number(Number::Quality, key, value),
        ("heat", value) => number(Number::Heat, key, value),
        ("coverage", value) => number(Number::Coverage, key, value),
        ("topic", topic) => Ok(Test::Topic(topic.to_lowercase())),
        ("provider", name) => Ok(Test::Provider(name.to_lowercase())),
        ("type", kind) => Ok(Test::Kind(kind.to_lowercase())),
        ("before", value) => moment(value).map(|at| Test::Dated(i64::MIN, at)).ok_or_else(|| no_date(key, value)),
        ("after", value) => moment(value).map(|at| Test::Dated(at, i64::MAX)).ok_or_else(|| no_date(key, value)),
        _ => Err(format!("“{key}:” is not known: {KEYS}.")),
    }
}

fn is(value: &str) -> Result<Test, String> {
    match value {
        "pending" => Ok(Test::Pending),
        "conflict" => Ok(Test::Conflict),
        "folded" => Ok(Test::Folded),
        "live" => Ok(Test::Has(facts::LIVE)),
        "removed" => Ok(Test::Has(facts::REMOVED)),
        "video" => Ok(Test::Kind("video".to_owned())),
        place => Place::from_word(place).map(Test::Place).ok_or_else(|| format!("“is:{place}” is not known: {IS}.")),
    }
}

fn image(value: &str) -> Result<Test, String> {
    let state = |with, without| Ok(Test::Picture { with, without });
    match value {
        "waiting" => state(0, pictures::CACHED | pictures::FAILED),
        "cached" => state(pictures::CACHED, 0),
        "failed" => state(pictures::FAILED, 0),
        "wrong-size" => state(pictures::WRONG_SIZE, 0),
        "none" => Ok(Test::Lacks(facts::PICTURE)),
        _ => Err(format!("“image:{value}” is not known: {IMAGE}.")),
    }
}

fn has(value: &str) -> Option<i64> {
    Some(match value {
        "image" | "picture" => facts::PICTURE,
        "excerpt" => facts::EXCERPT,
        "url" | "address" => facts::ADDRESS,
        "date" => facts::DATE,
        "topic" | "topics" => facts::TOPIC,
        "provider" => facts::PROVIDER,
        "coverage" => facts::COVERAGE,
        "quality" => facts::QUALITY,
        "body" => facts::BODY,
        "video" | "player" => facts::PLAYER,
        _ => return None,
    })
}

fn number(which: Number, key: &str, value: &str) -> Result<Test, String> {
    range(value)
        .map(|(from, to)| Test::Number(which, from, to))
        .ok_or_else(|| format!("“{key}:{value}” wants a number, such as {key}:>60, {key}:40-60 or {key}:75."))
}

fn range(value: &str) -> Option<(i64, i64)> {
    let whole = |text: &str| text.trim().parse::<i64>().ok();
    if let Some(rest) = value.strip_prefix(">=") {
        return whole(rest).map(|number| (number, i64::MAX));
    }
    if let Some(rest) = value.strip_prefix("<=") {
        return whole(rest).map(|number| (i64::MIN, number));
    }
    if let Some(rest) = value.strip_prefix('>') {
        return whole(rest).map(|number| (number.saturating_add(1), i64::MAX));
    }
    if let Some(rest) = value.strip_prefix('<') {
        return whole(rest).map(|number| (i64::MIN, number.saturating_sub(1)));
    }
    if let Some(number) = whole(value) {
        return Some((number, number));
    }
    let (from, to) = value.split_once("..").or_else(|| value.get(1..)?.find('-').map(|at| value.split_at(at + 1)))?;
    Some((whole(from)?, whole(to.strip_prefix('-').unwrap_or(to))?))
}

/// The first moment of a year, month or day, UTC.
fn moment(value: &str) -> Option<i64> {
    let mut parts = value.split('-').map(|part| part.parse::<u32>().ok());
    let year = i32::try_from(parts.next()??).ok().filter(|year| (1..=9999).contains(year))?;
    let month = parts.next().map_or(Some(1), |month| month)?;
    let day = parts.next().map_or(Some(1), |day| day)?;
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| parts.next().is_none())?;
    Some(i64::from(date.num_days_from_ce() - 719_163) * 86_400_000)
}

fn no_date(key: &str, value: &str) -> String {
    format!("“{key}:{value}” wants a date, such as {key}:2020, {key}:2020-07 or {key}:2020-07-31.")
}
