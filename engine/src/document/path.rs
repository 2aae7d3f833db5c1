//! The dotted path of a value in front matter, such as `images.0.url`.

use std::fmt;

use super::tree::{NodeId, Tree};

/// The steps from the top of the front matter to one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<String>);

impl Path {
    /// Reads a dotted path; `\.` is a dot inside a key. Fails on an empty step.
    pub fn parse(text: &str) -> Option<Self> {
        let mut steps = vec![String::new()];
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            let last = steps.last_mut()?;
            match character {
                '\\' => last.push(characters.next()?),
                '.' => steps.push(String::new()),
                other => last.push(other),
            }
        }
        steps.iter().all(|step| !step.is_empty()).then_some(Self(steps))
    }

    /// The path of a top-level key.
    pub fn top(key: &str) -> Self {
        Self(vec![key.to_owned()])
    }

    /// Its steps.
    pub fn steps(&self) -> &[String] {
        &self.0
    }

    /// The first step: the top-level key.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", String::as_str)
    }

    /// The last step: the key or index itself.
    pub fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// The path of the list or mapping that holds the value; `None` at the top.
    pub fn parent(&self) -> Option<Self> {
        (self.0.len() > 1).then(|| Self(self.0[..self.0.len() - 1].to_vec()))
    }

    /// Whether `other` is this path or lies below it.
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The value that this path names in a tree.
    pub fn find(&self, tree: &Tree<'_>) -> Option<NodeId> {
        self.0.iter().try_fold(tree.root()?, |node, step| child(tree, node, step))
    }
}

/// The value one step below: a key of a mapping, or an index, from 0, of a list.
fn child(tree: &Tree<'_>, node: NodeId, step: &str) -> Option<NodeId> {
    tree.get(node, step).or_else(|| tree.items(node).get(step.parse::<usize>().ok()?).copied())
}

impl fmt::Display for Path {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            let dot = if index == 0 { "" } else { "." };
            write!(out, "{dot}{}", step.replace('\\', "\\\\").replace('.', "\\."))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_prints_as_it_was_read() {
        for text in ["title", "images.0.url", "a\\.b.c"] {
            assert_eq!(Path::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Path::parse("a..b"), None);
        assert_eq!(Path::parse(""), None);
    }
}
