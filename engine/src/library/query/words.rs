//! The words of the query language, for whoever suggests them.

/// Everything that can stand before a colon.
pub const KEYS: &[&str] = &[
    "is", "has", "no", "quality", "topic", "provider", "type", "title", "before", "after", "heat", "coverage", "sort",
];

const PLACES: &[&str] =
    &["inbox", "published", "spiked", "later", "pending", "live", "removed", "conflict", "folded", "video"];
const PARTS: &[&str] =
    &["image", "excerpt", "url", "date", "topic", "provider", "coverage", "quality", "body", "video"];
const ORDERS: &[&str] = &["newest", "oldest", "quality", "heat"];
const SCORES: &[&str] = &[">=70", ">=40", "<40", "40..70"];

/// What the language itself offers behind a key.
pub fn values(key: &str) -> &'static [&'static str] {
    match key {
        "is" => PLACES,
        "has" | "no" => PARTS,
        "sort" => ORDERS,
        "quality" => SCORES,
        _ => &[],
    }
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
            let hint = Query::parse(&format!("{key}: ")).hint.unwrap_or_default();
            assert!(hint.contains("behind the colon") || *key == "sort", "{key} is no key: {hint}");
        }
    }
}
