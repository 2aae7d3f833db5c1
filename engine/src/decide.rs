//! ⑤ What a curator can decide about an article. Here: the verbs as data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One decision about one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Decision {
    /// It runs.
    Publish,
    /// It does not run.
    Spike,
    /// Put aside.
    Later {
        /// When it comes back, in milliseconds since 1970-01-01 UTC.
        #[ts(type = "number")]
        until_ms: i64,
    },
    /// The robot's verdict stands; nothing is written.
    AsIs,
    /// Undecided again: every pinned verdict is taken out.
    Inbox,
    /// The score by hand.
    Quality {
        /// 0 to 100.
        #[ts(type = "number")]
        value: i64,
    },
    /// Any scalar or list of the document, by its dotted path.
    Set {
        /// Such as `title` or `images.0.url`.
        path: String,
        /// The new value as text; a list as YAML flow, such as `[AI, Ethics]`.
        value: String,
    },
}
