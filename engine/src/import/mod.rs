//! Importing: article files are found, read, and stored; a changed file is merged with what was decided.

mod apply;
mod check;
mod count;
mod folder_events;
mod folders;
mod identity;
mod inspect;
mod merge;
mod message;
mod prefetch;
mod rejected;
mod run;
mod scan;
mod undo;
mod walk;
mod watch;
mod watch_threads;

use std::ops::Deref;

use crate::context::Context;
pub use check::{Checked, RootProfile, check, compare};
pub use count::{HeldFiles, files as count_files};
pub use message::messages;
pub use rejected::RefusedText;
pub use run::{Guard, OnStop, Progress, Watch};
pub use scan::is_markdown;
pub use watch_threads::Watching;

/// The step that imports article files.
pub struct Import<'a>(pub(crate) &'a Context);

impl Deref for Import<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.0
    }
}
