//! Counts the article files in what is dragged over the window. Opens none of them.

use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::scan::{Item, scan};

/// How many article files lie in what is held over the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeldFiles {
    /// Article files, in folders and below them.
    pub files: u32,
    /// There are more: counting ended early.
    pub more: bool,
}

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
