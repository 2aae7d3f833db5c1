//! Suggestions for the search box: words of the query language, and the library's own names, most frequent first.

use super::Index;
use super::names::Names;
use crate::library::index::results::{Suggestion, SuggestionKind};
use crate::library::query::{KEYS, values};

/// Most words of the language among the suggestions for a word that is no `key:value` yet.
const WORDS: usize = 4;
/// A word this short begins too many names.
const SHORTEST: usize = 2;

impl Index {
    /// What may stand in place of the word that is typed: at most so many.
    pub fn suggest(&self, typed: &str, most: usize) -> Vec<Suggestion> {
        let (dash, word) = typed.strip_prefix('-').map_or(("", typed), |word| ("-", word));
        let mut found = match word.split_once(':') {
            Some((key, value)) => self.behind_a_key(key, &sought(value), most),
            None => self.anywhere(&sought(word), most),
        };
        found.truncate(most);
        found.retain(|suggestion| suggestion.text != word);
        for suggestion in &mut found {
            suggestion.text.insert_str(0, dash);
        }
        found
    }

    fn behind_a_key(&self, key: &str, value: &str, most: usize) -> Vec<Suggestion> {
        match key {
            "topic" => self.names(SuggestionKind::Topic, value, most),
            "provider" => self.names(SuggestionKind::Provider, value, most),
            "type" => self.names(SuggestionKind::Kind, value, most),
            _ => {
                let fitting = values(key).into_iter().filter(|known| known.starts_with(value));
                fitting.map(|known| word(format!("{key}:{known}"))).collect()
            }
        }
    }

    fn anywhere(&self, typed: &str, most: usize) -> Vec<Suggestion> {
        if typed.is_empty() {
            return Vec::new();
        }
        let keys = KEYS.iter().filter(|key| key.starts_with(typed)).map(|key| word(format!("{key}:")));
        let places = values("is").into_iter().filter(|place| typed.len() >= SHORTEST && place.starts_with(typed));
        let mut found: Vec<Suggestion> = keys.chain(places.map(|place| word(format!("is:{place}")))).collect();
        found.truncate(WORDS);
        if typed.chars().nth(SHORTEST - 1).is_some() {
            let mut names = self.names(SuggestionKind::Topic, typed, most);
            names.extend(self.names(SuggestionKind::Provider, typed, most));
            names.sort_by_key(|name| std::cmp::Reverse(name.count));
            found.extend(names);
        }
        found
    }

    /// Names in which a word begins so, most frequent first.
    fn names(&self, kind: SuggestionKind, begins: &str, most: usize) -> Vec<Suggestion> {
        let (names, key) = match kind {
            SuggestionKind::Topic => (&self.topics.names, "topic"),
            SuggestionKind::Provider => (&self.providers, "provider"),
            SuggestionKind::Kind | SuggestionKind::Word => (&self.kinds, "type"),
        };
        let fits = names.those(|name| begins_a_word(name, begins));
        let mut counts: Vec<(u32, u32)> = self.counted(kind, names).into_iter().zip(0..).collect();
        counts.retain(|(count, number)| *count > 0 && fits.get(*number as usize).is_some_and(|fits| *fits));
        counts.sort_unstable_by_key(|(count, number)| (std::cmp::Reverse(*count), *number));
        let suggestions = counts.into_iter().filter_map(|(count, number)| {
            // A quotation mark cannot be written inside quotation marks.
            let name = names.name(number).filter(|name| !name.contains('"'))?;
            Some(Suggestion { text: format!("{key}:{}", quoted(name)), kind, count: Some(count) })
        });
        suggestions.take(most).collect()
    }

    fn counted(&self, kind: SuggestionKind, names: &Names) -> Vec<u32> {
        let mut counts = vec![0; names.len()];
        let mut add = |number: u32| {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        };
        for fact in self.facts.iter().filter(|fact| !fact.gone) {
            match kind {
                SuggestionKind::Topic => self.topics.list(fact.topics).iter().copied().for_each(&mut add),
                SuggestionKind::Provider => add(fact.provider),
                SuggestionKind::Kind | SuggestionKind::Word => add(fact.kind),
            }
        }
        counts
    }
}

fn word(text: String) -> Suggestion {
    Suggestion { text, kind: SuggestionKind::Word, count: None }
}

fn sought(typed: &str) -> String {
    typed.replace('"', "").trim().to_lowercase()
}

fn begins_a_word(name: &str, begins: &str) -> bool {
    name.starts_with(begins)
        || name.match_indices(begins).any(|(at, _)| !name[..at].ends_with(|before: char| before.is_alphanumeric()))
}

/// As the query language wants a value that may hold spaces or brackets.
fn quoted(name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "-_.&'+".contains(letter));
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_begins_after_anything_that_is_no_letter() {
        assert!(begins_a_word("computer vision", "vis") && begins_a_word("ki-labor", "lab"));
        assert!(!begins_a_word("television", "vis"), "suggestions inside words would be noise");
        assert!(begins_a_word("münchen", "mü") && begins_a_word("anything", ""));
    }

    #[test]
    fn names_with_spaces_or_brackets_are_quoted() {
        assert_eq!((quoted("AI").as_str(), quoted("Computer Vision").as_str()), ("AI", "\"Computer Vision\""));
        assert_eq!(quoted("AP (wire)"), "\"AP (wire)\"", "a bracket would else be read as one");
    }
}
