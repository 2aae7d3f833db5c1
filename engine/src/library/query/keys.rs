//! The vocabulary of the query language: keys and values.

use chrono::{Datelike, NaiveDate};

use super::expression::{Number, Sort, Test};
use super::hint::Hint;
use crate::article::Place;
use crate::library::{facts, pictures};

/// Keys that can stand before a colon.
pub const KEYS: &[&str] = &[
    "is", "has", "no", "image", "quality", "topic", "provider", "type", "title", "before", "after", "heat", "coverage",
    "sort",
];

const SORT: &[(&str, Sort)] =
    &[("newest", Sort::Newest), ("oldest", Sort::Oldest), ("quality", Sort::Quality), ("heat", Sort::Heat)];

type MakeTest = fn() -> Test;

const IS: &[(&str, MakeTest)] = &[
    ("inbox", || Test::Place(Place::Inbox)),
    ("published", || Test::Place(Place::Published)),
    ("spiked", || Test::Place(Place::Spiked)),
    ("later", || Test::Place(Place::Later)),
    ("pending", || Test::Pending),
    ("live", || Test::Has(facts::LIVE)),
    ("removed", || Test::Has(facts::REMOVED)),
    ("conflict", || Test::Conflict),
    ("folded", || Test::Folded),
    ("video", || Test::Kind("video".to_owned())),
];

const HAS: &[(&str, i64)] = &[
    ("image", facts::PICTURE),
    ("excerpt", facts::EXCERPT),
    ("url", facts::ADDRESS),
    ("date", facts::DATE),
    ("topic", facts::TOPIC),
    ("provider", facts::PROVIDER),
    ("coverage", facts::COVERAGE),
    ("quality", facts::QUALITY),
    ("body", facts::BODY),
    ("video", facts::PLAYER),
];

const IMAGE: &[(&str, Test)] = &[
    ("waiting", Test::Picture { with: 0, without: pictures::CACHED | pictures::FAILED }),
    ("cached", Test::Picture { with: pictures::CACHED, without: 0 }),
    ("failed", Test::Picture { with: pictures::FAILED, without: 0 }),
    ("wrong-size", Test::Picture { with: pictures::WRONG_SIZE, without: 0 }),
    ("none", Test::Lacks(facts::PICTURE)),
];

/// Values for the search box. Any number can stand behind the key.
const QUALITY: &[(&str, ())] = &[(">=70", ()), (">=40", ()), ("<40", ()), ("40..70", ())];

/// Other words for keys and values, which are understood but not offered.
const SYNONYMS: &[(&str, &str)] = &[("picture", "image"), ("address", "url"), ("topics", "topic"), ("player", "video")];

/// Returns the values of a key that the language itself defines.
pub fn values(key: &str) -> Vec<&'static str> {
    fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
        table.iter().map(|(word, _)| *word).collect()
    }
    match key {
        "is" => words(IS),
        "has" | "no" => words(HAS),
        "image" => words(IMAGE),
        "sort" => words(SORT),
        "quality" => words(QUALITY),
        _ => Vec::new(),
    }
}

/// Returns the order that a word names.
pub fn sort(value: &str) -> Result<Sort, Hint> {
    Ok(*find(SORT, "sort", value)?)
}

/// Returns the condition that `key:value` states.
pub fn test(key: &str, value: &str) -> Result<Test, Hint> {
    match (synonym(key), value.trim()) {
        (_, "") => Err(Hint::NeedsValue { key: key.to_owned() }),
        ("is", value) => find(IS, key, value).map(|test| test()),
        ("has", value) => Ok(Test::Has(*find(HAS, key, value)?)),
        ("no", value) => Ok(Test::Lacks(*find(HAS, key, value)?)),
        ("image", value) => find(IMAGE, key, value).cloned(),
        ("quality", value) => number(Number::Quality, key, value),
        ("heat", value) => number(Number::Heat, key, value),
        ("coverage", value) => number(Number::Coverage, key, value),
        ("topic", topic) => Ok(Test::Topic(topic.to_lowercase())),
        ("provider", name) => Ok(Test::Provider(name.to_lowercase())),
        ("type", kind) => Ok(Test::Kind(kind.to_lowercase())),
        ("before", value) => moment(value).map(|at| Test::Dated(i64::MIN, at)).ok_or_else(|| no_date(key, value)),
        ("after", value) => moment(value).map(|at| Test::Dated(at, i64::MAX)).ok_or_else(|| no_date(key, value)),
        _ => Err(Hint::UnknownKey { key: key.to_owned(), keys: KEYS.iter().map(|key| format!("{key}:")).collect() }),
    }
}

fn synonym(word: &str) -> &str {
    SYNONYMS.iter().find(|(synonym, _)| *synonym == word).map_or(word, |(_, word)| word)
}

fn find<'a, T>(table: &'a [(&'static str, T)], key: &str, value: &str) -> Result<&'a T, Hint> {
    let word = synonym(value);
    let found = table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| meaning);
    found.ok_or_else(|| Hint::UnknownValue {
        key: key.to_owned(),
        value: value.to_owned(),
        values: table.iter().map(|(word, _)| (*word).to_owned()).collect(),
    })
}

fn number(which: Number, key: &str, value: &str) -> Result<Test, Hint> {
    range(value)
        .map(|(from, to)| Test::Number(which, from, to))
        .ok_or_else(|| Hint::NeedsNumber { key: key.to_owned(), value: value.to_owned() })
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

fn no_date(key: &str, value: &str) -> Hint {
    Hint::NeedsDate { key: key.to_owned(), value: value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::query::Query;

    #[test]
    fn every_word_that_is_offered_is_understood() {
        for key in KEYS {
            for value in values(key) {
                let query = format!("{key}:{value} ");
                assert_eq!(Query::parse(&query).hint, None, "{query} must not be answered with a hint");
            }
            let hint = Query::parse(&format!("{key}: ")).hint;
            let known =
                matches!(hint, Some(Hint::NeedsValue { .. } | Hint::TitleNeedsWord | Hint::UnknownValue { .. }));
            assert!(known, "{key} is no key: {hint:?}");
        }
    }
}
