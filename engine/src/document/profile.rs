//! Which front-matter keys say that an article is shown, for a kind of site.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::{Change, NewValue};
use super::path::Path;
use super::scalar;
use super::tree::Tree;
use crate::article::Article;

/// A kind of site. One for each root; chosen by what its files contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The robots' news site: `published: true|false`, and `removed: true` for what a person took down.
    #[default]
    ClusterNews,
    /// Plain Jekyll: `published`; absent means visible.
    Jekyll,
    /// Hugo, Zola, Astro, Eleventy: `draft`; absent means visible.
    Draft,
}

/// Files of one folder that are asked, at most.
const ASKED: usize = 64;

/// Whether a curator lets an article run or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It runs.
    Publish,
    /// It does not.
    Spike,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 3] = [Self::ClusterNews, Self::Jekyll, Self::Draft];

    /// The word for this profile in the library and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ClusterNews => "cluster-news",
            Self::Jekyll => "jekyll",
            Self::Draft => "draft",
        }
    }

    /// The profile that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.word() == word)
    }

    /// The key that says whether the site shows an article.
    pub const fn visible_key(self) -> &'static str {
        match self {
            Self::ClusterNews | Self::Jekyll => "published",
            Self::Draft => "draft",
        }
    }

    /// Whether the site shows an article whose key says `visible`; `None` where nothing is said.
    pub fn live(self, visible: Option<bool>, removed: bool) -> Option<bool> {
        match self {
            Self::ClusterNews => visible.map(|shown| shown && !removed),
            Self::Jekyll => Some(visible.unwrap_or(true)),
            Self::Draft => Some(!visible.unwrap_or(false)),
        }
    }

    /// Where a site of this kind keeps the pictures of its articles, below its folder; its address begins with the
    /// same. `None` where its generators differ. `isCached` is never set for a copy: it is the robots' word for one
    /// that their own service keeps.
    pub const fn picture_folder(self) -> Option<&'static str> {
        match self {
            Self::ClusterNews | Self::Jekyll => Some("assets/images/articles"),
            Self::Draft => None,
        }
    }

    /// The changes that make a document say what was decided: the fewest that do.
    pub fn changes(self, verdict: Verdict, tree: &Tree<'_>) -> Vec<Change> {
        match self {
            Self::ClusterNews => cluster_news(verdict, tree),
            Self::Jekyll => shown_unless(tree, "published", verdict == Verdict::Publish, true),
            Self::Draft => shown_unless(tree, "draft", verdict == Verdict::Spike, false),
        }
    }

    /// What an article's fields are after [`Self::changes`], without reading them again.
    pub fn judge(self, article: &mut Article, verdict: Verdict) {
        if self == Self::ClusterNews {
            article.removed = verdict == Verdict::Spike;
        }
        article.live = Some(verdict == Verdict::Publish);
    }

    /// Those of many files that are asked of what kind of site they are: spread evenly over them.
    pub fn asked<T>(files: &[T]) -> impl Iterator<Item = &T> {
        files.iter().step_by(files.len().div_ceil(ASKED).max(1))
    }

    /// What these files are, by majority of what each of them contains.
    pub fn of(guesses: impl IntoIterator<Item = Option<Self>>) -> Self {
        let (mut news, mut jekyll, mut draft) = (0_usize, 0_usize, 0_usize);
        for guess in guesses {
            match guess {
                Some(Self::ClusterNews) => news += 1,
                Some(Self::Jekyll) => jekyll += 1,
                Some(Self::Draft) => draft += 1,
                None => {}
            }
        }
        match (news, jekyll, draft) {
            _ if draft > news && draft >= jekyll => Self::Draft,
            _ if jekyll > news => Self::Jekyll,
            _ => Self::ClusterNews,
        }
    }

    /// What one document speaks for; `None` where it could be anything.
    pub fn guess(tree: &Tree<'_>) -> Option<Self> {
        let has = |keys: &[&str]| keys.iter().any(|key| tree.top(key).is_some());
        let published_is_date =
            tree.top("published").and_then(|node| tree.scalar(node)).is_some_and(|(text, _)| scalar::is_date(text));
        if has(&["heat", "secured", "removed", "publishedDateTime"]) {
            Some(Self::ClusterNews)
        } else if has(&["draft"]) || published_is_date {
            Some(Self::Draft)
        } else if has(&["layout", "permalink", "date", "categories", "tags", "published"]) {
            Some(Self::Jekyll)
        } else {
            None
        }
    }
}

fn cluster_news(verdict: Verdict, tree: &Tree<'_>) -> Vec<Change> {
    let published = Change::Set(Path::top("published"), NewValue::Bool(verdict == Verdict::Publish));
    let removed = Path::top("removed");
    let is_removed = tree.top("removed").is_some_and(|node| NewValue::Bool(true).is(tree, node));
    match verdict {
        Verdict::Publish if is_removed => vec![published, Change::Remove(removed)],
        Verdict::Publish => vec![published],
        Verdict::Spike => vec![published, Change::Set(removed, NewValue::Bool(true))],
    }
}

/// Sets a key to `value`, unless it is absent and its absence says the same.
fn shown_unless(tree: &Tree<'_>, key: &str, value: bool, absent: bool) -> Vec<Change> {
    let missing = tree.top(key).is_none();
    if missing && value == absent { Vec::new() } else { vec![Change::Set(Path::top(key), NewValue::Bool(value))] }
}

impl fmt::Display for Profile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}
