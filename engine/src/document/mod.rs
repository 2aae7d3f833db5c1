//! Bytes ⇄ fields: the only code that knows YAML. A document is read, and changed by splicing bytes;
//! it is never written anew, so that only what was decided changes.

pub mod broken;
pub mod change;
mod check;
pub mod compare;
mod date;
mod edit;
mod fields;
mod flow;
mod insert;
pub mod limits;
mod lines;
mod list;
pub mod path;
mod plan;
pub mod profile;
mod read;
mod rejection;
mod render;
pub mod scalar;
mod splice;
mod split;
mod swap;
mod take_out;
mod tree;
mod value;
mod words;

use crate::article::Article;

pub use broken::Broken;
pub use change::{Change, NewValue};
pub use compare::{Comparison, Difference, How};
pub use edit::{Edited, Undo};
pub use path::Path;
pub use profile::{Profile, Verdict};
use rejection::Obstacle;
pub use rejection::{Kind as ValueKind, messages};
use split::Parts;
pub use swap::Kept;
use tree::Tree;

/// An article's file, read: its text, where its parts stand, and its front matter as values.
pub struct Document<'t> {
    text: &'t str,
    parts: Parts,
    tree: Tree<'t>,
}

impl<'t> Document<'t> {
    /// Reads a file's bytes. Fails with the place and a sentence where they are no document.
    pub fn read(bytes: &'t [u8]) -> Result<Self, Broken> {
        Self::of(split::text(bytes)?)
    }

    fn of(text: &'t str) -> Result<Self, Broken> {
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

    /// One change made, proved by reading it back with two parsers, and the way back. Fails, and changes nothing,
    /// where the change cannot be made or more than the one value would read differently.
    pub fn edit(&self, change: &Change) -> Result<Edited, Broken> {
        let splices = plan::plan(self, change)?;
        self.proved(&splices, &check::change(change))
            .ok_or_else(|| broken::refused(change.path(), Obstacle::ChangesSomethingElse))
    }

    /// The text with one change made; see [`Self::edit`].
    pub fn with(&self, change: &Change) -> Result<String, Broken> {
        self.edit(change).map(|edited| edited.text)
    }

    /// The bytes with these changes made, one after the other.
    pub fn with_all(&self, changes: &[Change]) -> Result<Vec<u8>, Broken> {
        if let Some(text) = self.together(changes) {
            return Ok(text.into_bytes());
        }
        let Some((first, rest)) = changes.split_first() else { return Ok(self.text.as_bytes().to_vec()) };
        with_changes(self.with(first)?.as_bytes(), rest)
    }

    /// The text with these changes made at once, which spares a reading for each but the first; `None` where they
    /// meet, or where one of them cannot be made.
    fn together(&self, changes: &[Change]) -> Option<String> {
        let plans = changes.iter().map(|change| Some((change, plan::plan(self, change).ok()?)));
        let mut plans = plans.collect::<Option<Vec<_>>>()?;
        plans.retain(|(_, splices)| !splices.is_empty());
        let mut splices: Vec<splice::Splice> = plans.iter().flat_map(|(_, splices)| splices.clone()).collect();
        splices.sort_by_key(|splice| splice.range.start);
        if splices.windows(2).any(|pair| pair[1].range.start <= pair[0].range.end) {
            return None;
        }
        let expect = |expected: &mut _, found: &_, reader| {
            plans.iter().all(|(change, _)| check::change(change)(expected, found, reader))
        };
        self.proved(&splices, &expect).map(|edited| edited.text)
    }

    /// The text with these splices made, if nothing but what is expected reads differently.
    fn proved(&self, splices: &[splice::Splice], expect: check::Expect<'_>) -> Option<Edited> {
        let text = splice::apply(self.text, splices);
        let same = splices.is_empty() || check::only(expect, self, splices, &text);
        same.then(|| Edited { text, undo: Undo::of(self.text, splices) })
    }
}

/// The text below the front matter of a document, which is not read; empty where there is none.
#[must_use]
pub fn body_of(bytes: &[u8]) -> &str {
    let split = split::text(bytes).and_then(|text| Ok(&text[split::split(text)?.body]));
    split.unwrap_or_default()
}

/// The bytes with these changes made, one after the other.
pub fn with_changes(bytes: &[u8], changes: &[Change]) -> Result<Vec<u8>, Broken> {
    let mut text = split::text(bytes)?.to_owned();
    for change in changes {
        text = Document::of(&text)?.with(change)?;
    }
    Ok(text.into_bytes())
}
