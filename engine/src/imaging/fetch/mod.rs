//! Fetching a picture: one request, guarded and limited, and what came of it in words. Sends nothing but the request.

mod failed;
mod guard;
mod pace;
mod request;

use std::sync::Arc;
use std::time::Duration;

pub use failed::Failed;
pub use guard::{Names, System};
pub use pace::{Pace, TRIES};
pub use request::{Answer, Asked, Onward, Web};

/// How pictures are fetched; everything that a test holds in its hands comes in here.
#[derive(Clone)]
pub struct Fetching {
    /// Whether anything is fetched from the web; what lies beside the articles is always looked at.
    pub web: bool,
    /// Hosts that may lie on the local net.
    pub allow: Vec<String>,
    /// Where names are looked up.
    pub names: Arc<dyn Names>,
    /// When a try that failed is made again.
    pub pace: Pace,
    /// How long one picture may take, redirects included.
    pub patience: Duration,
    /// Most bytes of all that is kept.
    pub limit: u64,
    /// Goes on when nothing waits any more, for what may come.
    pub stay: bool,
}

impl Default for Fetching {
    fn default() -> Self {
        Self {
            web: true,
            allow: Vec::new(),
            names: Arc::new(System),
            pace: Pace::default(),
            patience: Duration::from_secs(30),
            limit: 2 << 30,
            stay: false,
        }
    }
}

impl Fetching {
    /// Whether the same would be fetched in the same way.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        (self.web, &self.allow, self.limit) == (other.web, &other.allow, other.limit)
    }
}

impl std::fmt::Debug for Fetching {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Fetching").field("web", &self.web).field("allow", &self.allow).finish_non_exhaustive()
    }
}
