//! An article's text as the screen shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The body of an article as safe HTML: no script, no style, no form, no picture, only links to the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Body {
    /// The HTML; empty where the article has no text.
    pub html: String,
    /// The text has more than is shown: it is very long, or has very many elements or combining characters.
    pub shortened: bool,
}
