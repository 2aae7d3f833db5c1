//! `check`: what an import would refuse, and why. Needs no library and writes nothing.

use std::path::PathBuf;

use engine::document::Profile;
use engine::error::Error;

use crate::lines::Lines;
use crate::message::Refused;
use crate::output::{Outcome, Output};

/// Checks what is named. `profile` is `Some("")` where the profiles are to be printed, a name where one is forced.
pub fn run(output: &Output, paths: &[PathBuf], profile: Option<&str>) -> Result<Outcome, Error> {
    let forced = match profile {
        None | Some("") => None,
        Some(word) => Some(Profile::from_word(word).ok_or_else(|| unknown(word))?),
    };
    let checked = engine::import::check(paths, forced);
    output.result(&checked, || {
        let profiles = checked.profiles.iter().filter(|_| profile.is_some());
        let mut words: Lines = profiles.map(|root| format!("{}: {}", root.root, root.profile)).collect();
        words.push(format!("{} would be taken in, {} refused", checked.articles, checked.refused.len()));
        words
    });
    output.refusals(&checked.refused);
    Ok(Outcome::of(&checked.refused))
}

fn unknown(word: &str) -> Error {
    let profiles = Profile::ALL.iter().map(ToString::to_string).collect();
    Error::usage(Refused::UnknownProfile { name: word.to_owned(), profiles })
}
