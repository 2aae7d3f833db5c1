//! Writing: decisions go back into the article files, planned as a diff, written whole or not at all.

mod approved;
mod attributes;
mod copy_images;
mod execute;
mod file;
mod message;
mod plan;
mod ready;
mod record;
pub mod results;
mod revert;
mod run;

use std::ops::Deref;

use crate::context::Context;
pub use message::messages;
pub use run::remove_left;

/// The step that writes decisions into article files.
pub struct Write<'a>(pub(crate) &'a Context);

impl Deref for Write<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.0
    }
}
