//! A document that was read.

use super::broken::Broken;
use super::change::{Change, NewValue};
use super::path::Path;
use super::profile::{Profile, Verdict};
use super::split::{self, Parts};
use super::tree::Tree;
use super::{read, value};
use crate::article::Article;

/// An article file: its text, where its parts stand, and its front matter as values.
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) parts: Parts,
    pub(super) tree: Tree<'t>,
}

impl<'t> Document<'t> {
    /// Reads a file's bytes. Fails with the place and a sentence where they are no document.
    pub fn read(bytes: &'t [u8]) -> Result<Self, Broken> {
        Self::of(split::text(bytes)?)
    }

    /// Reads a text.
    pub(super) fn of(text: &'t str) -> Result<Self, Broken> {
        let parts = split::split(text)?;
        let tree = Tree::parse(text, parts.front.clone())?;
        Ok(Self { text, parts, tree })
    }

    /// The known fields, typed. `name` is the file's name without its ending: the title of last resort.
    pub fn article(&self, profile: Profile, name: &str) -> Result<Article, Broken> {
        read::read(self.text, &self.tree, profile, name)
    }

    /// The path under which this document keeps what a news file keeps under the given one, such as `tags` for `topics`.
    #[must_use]
    pub fn own_path(&self, path: Path) -> Path {
        match path.steps() {
            [key] => Path::top(read::own_key(&self.tree, key)),
            _ => path,
        }
    }

    /// What follows the front matter.
    #[must_use]
    pub fn body(&self) -> &'t str {
        &self.text[self.parts.body.clone()]
    }

    /// The whole front matter under its own names, as JSON.
    #[must_use]
    pub fn fields(&self) -> serde_json::Map<String, serde_json::Value> {
        value::fields(&self.tree)
    }

    /// The kind of site that this document speaks for.
    #[must_use]
    pub fn guess_profile(&self) -> Option<Profile> {
        Profile::guess(&self.tree)
    }

    /// The changes that make it say a verdict.
    #[must_use]
    pub fn verdict(&self, profile: Profile, verdict: Verdict) -> Vec<Change> {
        profile.changes(verdict, &self.tree)
    }

    /// The value at a path; `None` where there is none.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<NewValue> {
        Some(NewValue::of(&self.tree, path.find(&self.tree)?))
    }

    /// The path of a report of the coverage, counted as the article lists them: entries that are no reports are not.
    #[must_use]
    pub fn report(&self, report: usize) -> Option<Path> {
        let related = Path::top("related").find(&self.tree)?;
        let items = self.tree.items(related).iter().enumerate();
        let mut reports = items.filter(|(_, item)| !self.tree.entries(**item).is_empty());
        Path::parse(&format!("related.{}", reports.nth(report)?.0))
    }

    /// Whether two documents differ in nothing but the robot's signature and their line ends.
    #[must_use]
    pub fn differs_only_in_noise(&self, other: &Document<'_>) -> bool {
        let content = |document: &Document<'_>| {
            let mut fields = document.fields();
            fields.shift_remove("secured");
            fields
        };
        let lines = |document: &Document<'_>| document.body().replace("\r\n", "\n");
        content(self) == content(other) && lines(self) == lines(other)
    }
}

/// The text below the front matter of a document, which is not read; empty where there is none.
#[must_use]
pub fn body_of(bytes: &[u8]) -> &str {
    let split = split::text(bytes).and_then(|text| Ok(&text[split::split(text)?.body]));
    split.unwrap_or_default()
}
