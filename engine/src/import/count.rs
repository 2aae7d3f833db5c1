//! Counts the article files in what is dragged over the window. Opens none of them.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::scan::{Item, scan};
use crate::api::HeldFiles;

/// Counts the article files that an import of these paths would read, until `goes_on` breaks.
pub fn files(paths: &[PathBuf], goes_on: &dyn Fn() -> ControlFlow<()>) -> HeldFiles {
    let mut held = HeldFiles::default();
    let ended = scan(paths, &mut |item| {
        goes_on()?;
        held.files += u32::from(matches!(item, Item::Article(..) | Item::Lone(_)));
        ControlFlow::Continue(())
    });
    held.more = ended.is_break();
    held
}
