//! Who decides: the name that git knows in the root's repository, else the account's full name.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Names that were asked for already, by root: git takes longer to start than a decision to be stored.
#[derive(Default)]
pub struct Authors(Mutex<HashMap<String, String>>);

impl Authors {
    /// The name of whoever decides about articles below this root; empty where nobody can tell.
    pub fn of(&self, root: &str) -> String {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = || from_git(Path::new(root)).or_else(from_account).unwrap_or_default();
        names.entry(root.to_owned()).or_insert_with(name).clone()
    }
}

fn from_git(root: &Path) -> Option<String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["config", "user.name"]).stdin(Stdio::null()).stderr(Stdio::null());
    let output = git.output().ok().filter(|output| output.status.success())?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!name.is_empty()).then_some(name)
}

fn from_account() -> Option<String> {
    let known = |name: whoami::Result<String>| name.ok().filter(|name| !name.is_empty());
    known(whoami::realname()).or_else(|| known(whoami::username()))
}
