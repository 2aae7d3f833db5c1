//! The files and folders that the page may name. It names them by tokens, never by paths.
//!
//! The shell makes a token when a person chose something outside of the page: in the system's dialog, by a drop that
//! the window system reported, or on the command line. Such a token serves one purpose, once. What the library lists
//! itself (rejected files, folders, backups) has a token that lasts until the window opens another library. All of them
//! are random, so the page cannot make one up, and none is valid after a restart.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::error::{Code, Failure};
use serde::{Deserialize, Serialize};

use crate::message::{Hint, Refused};

/// Choices that are kept. The page uses each at once, so an older one is no longer wanted.
const KEPT: usize = 16;

/// Stands for files and folders in requests of the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// Makes a token of 128 random bits.
    fn random() -> Result<Self, Failure> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|error| {
            let refused = Refused::NoRandomNumbers { error: error.to_string() };
            Failure::new(Code::Storage, refused, Hint::StartAgain)
        })?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }
}

/// What a choice may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Counting the files while they are held over the window.
    Count,
    /// Importing them.
    Import,
    /// Watching the folders.
    Watch,
}

/// Kinds of things that the library lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A file that was not imported.
    Rejected,
    /// A folder that files were imported from.
    Folder,
    /// A folder that is watched.
    Watched,
    /// A backup of the library.
    Backup,
}

/// Chosen files and folders, as the page sees them.
#[derive(Debug, Clone, Serialize)]
pub struct Granted {
    /// Names it in the command that uses it.
    pub token: Token,
    /// How many files and folders were chosen.
    pub items: usize,
}

/// Something with a path, as the page sees it.
#[derive(Debug, Serialize)]
pub struct Listed<T> {
    /// Names it in the commands that use it.
    pub id: Token,
    /// What the page shows of it.
    #[serde(flatten)]
    pub of: T,
}

/// All tokens that are valid now.
#[derive(Default)]
pub struct Grants(Mutex<Table>);

#[derive(Default)]
struct Table {
    /// Oldest first.
    chosen: VecDeque<Choice>,
    listed: HashMap<Token, (Kind, PathBuf)>,
    tokens: HashMap<(Kind, PathBuf), Token>,
}

struct Choice {
    token: Token,
    purpose: Purpose,
    paths: Vec<PathBuf>,
}

impl Grants {
    /// Makes a token for what a person chose just now, for one purpose.
    pub fn grant(&self, purpose: Purpose, paths: Vec<PathBuf>) -> Result<Granted, Failure> {
        let granted = Granted { token: Token::random()?, items: paths.len() };
        let chosen = &mut self.table().chosen;
        chosen.push_back(Choice { token: granted.token.clone(), purpose, paths });
        if chosen.len() > KEPT {
            chosen.pop_front();
        }
        Ok(granted)
    }

    /// Returns what a token stands for, and invalidates the token.
    pub fn redeem(&self, token: &Token, purpose: Purpose) -> Result<Vec<PathBuf>, Failure> {
        let chosen = &mut self.table().chosen;
        let place = chosen.iter().position(|choice| choice.token == *token && choice.purpose == purpose);
        place.and_then(|place| chosen.remove(place)).map(|choice| choice.paths).ok_or_else(unknown_choice)
    }

    /// Forgets everything that was chosen for a purpose.
    pub fn withdraw(&self, purpose: Purpose) {
        self.table().chosen.retain(|choice| choice.purpose != purpose);
    }

    /// Returns the token of something that the library lists.
    pub fn list(&self, kind: Kind, path: &Path) -> Result<Token, Failure> {
        let mut table = self.table();
        let key = (kind, path.to_path_buf());
        if let Some(token) = table.tokens.get(&key) {
            return Ok(token.clone());
        }
        let token = Token::random()?;
        table.listed.insert(token.clone(), key.clone());
        table.tokens.insert(key, token.clone());
        Ok(token)
    }

    /// Returns the things with their tokens.
    pub fn list_all<T>(
        &self,
        kind: Kind,
        things: Vec<T>,
        path: impl Fn(&T) -> &str,
    ) -> Result<Vec<Listed<T>>, Failure> {
        let listed = things.into_iter().map(|of| Ok(Listed { id: self.list(kind, Path::new(path(&of)))?, of }));
        listed.collect()
    }

    /// Returns the path of something that the library lists.
    pub fn listed(&self, kind: Kind, token: &Token) -> Result<PathBuf, Failure> {
        let table = self.table();
        let known = table.listed.get(token).filter(|(known, _)| *known == kind);
        known.map(|(_, path)| path.clone()).ok_or_else(unknown_entry)
    }

    /// Forgets what was listed, because the window opens another library.
    pub fn forget_listed(&self) {
        let mut table = self.table();
        table.listed.clear();
        table.tokens.clear();
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unknown_choice() -> Failure {
    Failure::new(Code::Refused, Refused::NotChosen, Hint::ChooseAgain)
}

fn unknown_entry() -> Failure {
    Failure::new(Code::Refused, Refused::NotListed, Hint::OpenListAgain)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    fn paths() -> Vec<PathBuf> {
        vec!["/site".into()]
    }

    #[test]
    fn a_choice_is_used_once_and_for_its_purpose_only() {
        let grants = Grants::default();
        let granted = grants.grant(Purpose::Import, paths()).unwrap();
        for other in [Purpose::Watch, Purpose::Count] {
            assert!(grants.redeem(&granted.token, other).is_err(), "{other:?}");
        }
        assert_eq!(grants.redeem(&granted.token, Purpose::Import).unwrap(), paths(), "a wrong try spoils nothing");
        assert!(grants.redeem(&granted.token, Purpose::Import).is_err());
        assert!(grants.listed(Kind::Rejected, &granted.token).is_err());
    }

    #[test]
    fn old_choices_end_and_so_do_withdrawn_ones() {
        let grants = Grants::default();
        let first = grants.grant(Purpose::Import, paths()).unwrap();
        for _ in 0..KEPT {
            grants.grant(Purpose::Count, paths()).unwrap();
        }
        assert!(grants.redeem(&first.token, Purpose::Import).is_err());
        let held = grants.grant(Purpose::Count, paths()).unwrap();
        grants.withdraw(Purpose::Count);
        assert!(grants.redeem(&held.token, Purpose::Count).is_err());
    }

    #[test]
    fn something_listed_keeps_its_token_until_another_library_comes() {
        let grants = Grants::default();
        let path = Path::new("/site/bad.md");
        let token = grants.list(Kind::Rejected, path).unwrap();
        assert_eq!(grants.list(Kind::Rejected, path).unwrap(), token);
        assert_ne!(grants.list(Kind::Backup, path).unwrap(), token, "each kind has its own");
        assert_eq!(grants.listed(Kind::Rejected, &token).unwrap(), path);
        assert!(grants.listed(Kind::Backup, &token).is_err());
        assert!(grants.redeem(&token, Purpose::Import).is_err());
        grants.forget_listed();
        assert!(grants.listed(Kind::Rejected, &token).is_err());
    }

    #[test]
    fn tokens_have_128_random_bits() {
        let tokens: std::collections::HashSet<Token> = (0..1_000).map(|_| Token::random().unwrap()).collect();
        assert_eq!(tokens.len(), 1_000);
        assert!(tokens.iter().all(|Token(text)| text.len() == 32));
    }
}
