//! ① Files → documents: which files there are, and what each of them holds. Writes nothing.

pub mod count;
mod identity;
pub mod look;
mod scan;
pub mod walk;
pub mod watch;

pub use scan::is_markdown;
