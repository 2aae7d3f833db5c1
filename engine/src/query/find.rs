//! Finding: suggestions for the search box, the reports of a story, saved views under another name.

use super::Reader;
use super::message::Refused;
use crate::article::ArticleId;
use crate::error::Error;
use crate::library::index::results::Suggestion;
use crate::library::views;

/// Most suggestions for one word.
const SUGGESTIONS: usize = 8;

impl Reader<'_> {
    /// What may stand in the search box in place of the word that is typed.
    pub fn suggest(&self, typed: &str) -> Result<Vec<Suggestion>, Error> {
        self.library.ask(|_, index| Ok(index.suggest(typed, SUGGESTIONS)))
    }

    /// The reports that stand folded under an article, newest first.
    pub fn reports(&self, lead: ArticleId) -> Result<Vec<ArticleId>, Error> {
        self.library.ask(|_, index| Ok(index.reports(lead)))
    }

    /// Gives a saved view another name; its query stays.
    pub fn rename_view(&self, name: &str, new_name: &str) -> Result<(), Error> {
        let new_name = new_name.trim();
        if new_name.is_empty() {
            return Err(Error::usage(Refused::ViewNeedsName));
        }
        self.library.write(|transaction| {
            let saved = views::saved(transaction)?;
            let taken = |wanted: &str| saved.iter().any(|(name, _)| name == wanted);
            if !taken(name) {
                return Err(Error::not_now(Refused::NoSuchView { name: name.to_owned() }));
            }
            if name != new_name && taken(new_name) {
                return Err(Error::not_now(Refused::ViewExists { name: new_name.to_owned() }));
            }
            views::rename(transaction, name, new_name)
        })
    }
}
