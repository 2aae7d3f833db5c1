//! An edit that was made, and the way back to the exact bytes.

use serde::{Deserialize, Serialize};

use super::broken::Broken;
use super::rejection::{Rejection, Remedy};
use super::splice::Splice;

/// A document's text after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// What gives the old text back, byte for byte.
    pub undo: Undo,
}

/// The bytes that an edit took out, and where: applied to the edited text, it gives the old one back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo(Vec<Back>);

/// One place that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Back {
    at: usize,
    put_in: String,
    stood: String,
}

impl Undo {
    /// The way back from splices, in order, of this text.
    pub(super) fn of(text: &str, splices: &[Splice]) -> Self {
        let mut out = 0;
        let mut put_in = 0;
        let back = splices.iter().map(|splice| {
            let at = splice.range.start + put_in - out;
            out += splice.range.len();
            put_in += splice.with.len();
            Back { at, put_in: splice.with.clone(), stood: text[splice.range.clone()].to_owned() }
        });
        Self(back.collect())
    }

    /// The text before the edit. Fails where this is not the text that the edit made.
    pub fn apply(&self, text: &str) -> Result<String, Broken> {
        let mut old = String::with_capacity(text.len());
        let mut from = 0;
        for back in &self.0 {
            let end = back.at + back.put_in.len();
            if back.at < from || text.get(back.at..end) != Some(back.put_in.as_str()) {
                return Err(changed_since());
            }
            old.push_str(text.get(from..back.at).ok_or_else(changed_since)?);
            old.push_str(&back.stood);
            from = end;
        }
        old.push_str(text.get(from..).ok_or_else(changed_since)?);
        Ok(old)
    }
}

fn changed_since() -> Broken {
    Broken::whole(Rejection::ChangedSinceEdit, Remedy::EditAgain)
}
