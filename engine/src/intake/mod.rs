//! ① Files → documents: which files there are, and what each of them holds. Writes nothing.

pub mod count;
pub mod look;
pub mod walk;
pub mod watch;

pub use walk::is_markdown;
