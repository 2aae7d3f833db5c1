//! The article file of the merge matrix, and what a robot can do to it.

/// The file that arrives first. `SLUG` stands for the name of the case, so that no two files share an address.
const BASE: &str = r#"---
category: news
title: "Reef robots count coral"
excerpt: "They never tire."
publishedDateTime: 2026-11-02T08:00:00Z
webUrl: "https://reef.example/SLUG"
type: article
quality: 39
heat: 39
published: false

provider:
  name: Reef Watch
  domain: reef.example

topics:
  - Robots
  - Oceans

images:
  - url: "https://pictures.reef.example/a.jpg"
    width: 1200
    height: 675
  - url: "https://pictures.reef.example/b.jpg"
    width: 800
    height: 450

related:
  - title: "Coral, counted"
    excerpt: "One by one."
    webUrl: "https://tides.example/SLUG"
    type: article
    provider:
      name: Tides
      domain: tides.example
    quality: 44
    images:
      - url: "https://pictures.tides.example/c.jpg"
        width: 1600
        height: 900
  - title: "Octopus helps"
    excerpt: "Eight arms."
    webUrl: "https://kelp.example/SLUG"
    type: article
    provider:
      name: Kelp
      domain: kelp.example
    quality: 30

secured: "AAAA;BBBB"
---

The body.
"#;

/// What a robot does to a file.
#[derive(Clone, Copy)]
pub enum Edit {
    /// Replaces the value of a top-level key, with its nested lines.
    Key(&'static str, &'static str),
    /// Removes a top-level key, with its nested lines.
    Remove(&'static str),
    /// Adds a line before the key `provider`.
    Add(&'static str),
    /// Replaces a passage; `SLUG` stands for the name of the case.
    Text(&'static str, &'static str),
    /// Signs the file anew and writes it with Windows line ends.
    Noise,
}

/// The first file of a case, with the edits that its kind of field wants.
pub fn base(slug: &str, edits: &[Edit]) -> String {
    edited(&BASE.replace("SLUG", slug), slug, edits)
}

/// A text with these edits, in order.
pub fn edited(text: &str, slug: &str, edits: &[Edit]) -> String {
    edits.iter().fold(text.to_owned(), |text, edit| edit.apply(&text, slug))
}

impl Edit {
    fn apply(self, text: &str, slug: &str) -> String {
        match self {
            Self::Key(key, value) => replace(text, key, Some(&value.replace("SLUG", slug))),
            Self::Remove(key) => replace(text, key, None),
            Self::Add(line) => text.replacen("\nprovider:", &format!("{line}\n\nprovider:"), 1),
            Self::Text(old, new) => text.replacen(&old.replace("SLUG", slug), &new.replace("SLUG", slug), 1),
            Self::Noise => text.replacen("AAAA;BBBB", "CCCC;DDDD", 1).replace('\n', "\r\n"),
        }
    }
}

/// Replaces a top-level key and its nested lines, or removes them.
fn replace(text: &str, key: &str, value: Option<&str>) -> String {
    let mut result = String::new();
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(&format!("{key}:"));
        inside = begins || (inside && line.starts_with([' ', '-']) && !line.starts_with("---"));
        match value {
            Some(value) if begins => result.push_str(&format!("{key}:{value}\n")),
            _ if inside => {}
            _ => result.push_str(line),
        }
    }
    result
}
