//! Names that many articles share, each kept once: providers, kinds, topics.

use std::collections::HashMap;

/// No name.
pub const NOBODY: u32 = u32::MAX;

/// Names by number.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<String, u32>,
    /// As written, and in small letters.
    written: Vec<(String, String)>,
}

impl Names {
    /// The number of a name.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.written.len()).unwrap_or(NOBODY);
        self.written.push((name.to_owned(), name.to_lowercase()));
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The name of a number, as written.
    pub fn name(&self, number: u32) -> Option<&str> {
        self.written.get(number as usize).map(|(name, _)| name.as_str())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.written.len()
    }

    /// For each number, whether something holds of its name in small letters.
    pub fn those(&self, holds: impl Fn(&str) -> bool) -> Vec<bool> {
        self.written.iter().map(|(_, small)| holds(small)).collect()
    }
}

/// Lists of topics by number: many articles have the same.
#[derive(Debug, Default)]
pub struct Topics {
    /// The topics themselves.
    pub names: Names,
    numbers: HashMap<String, u32>,
    lists: Vec<Vec<u32>>,
}

impl Topics {
    /// The number of a list that is written as JSON.
    pub fn number(&mut self, json: &str) -> u32 {
        if let Some(number) = self.numbers.get(json) {
            return *number;
        }
        let topics: Vec<String> = serde_json::from_str(json).unwrap_or_default();
        let mut list: Vec<u32> = topics.iter().map(|topic| self.names.number(topic)).collect();
        list.sort_unstable();
        list.dedup();
        let number = u32::try_from(self.lists.len()).unwrap_or(NOBODY);
        self.lists.push(list);
        self.numbers.insert(json.to_owned(), number);
        number
    }

    /// The topics of a list.
    pub fn list(&self, number: u32) -> &[u32] {
        self.lists.get(number as usize).map_or(&[], Vec::as_slice)
    }

    /// For each list, whether something holds of one of its topics in small letters.
    pub fn those(&self, holds: impl Fn(&str) -> bool) -> Vec<bool> {
        let named = self.names.those(holds);
        self.lists.iter().map(|list| list.iter().any(|topic| named[*topic as usize])).collect()
    }
}
