//! How many article files lie below what is held over the window. Opens none of them.

use std::ops::ControlFlow;
use std::path::PathBuf;

use ignore::WalkBuilder;

use super::walk::{NOT_ENTERED, is_markdown};
use crate::screen::HeldFiles;

/// Counts article files, those in folders and below them too, until `goes_on` says that it is enough.
pub fn files(paths: &[PathBuf], goes_on: &dyn Fn() -> ControlFlow<()>) -> HeldFiles {
    let mut held = HeldFiles::default();
    let [first, others @ ..] = paths else { return held };
    let mut walk = WalkBuilder::new(first);
    for path in others {
        walk.add(path);
    }
    walk.standard_filters(false).follow_links(true);
    walk.filter_entry(|entry| !NOT_ENTERED.iter().any(|name| entry.file_name() == *name));
    for entry in walk.build().flatten() {
        if goes_on().is_break() {
            held.more = true;
            break;
        }
        // A file that is named itself is taken in whatever its name.
        let named = entry.depth() == 0 || is_markdown(entry.path());
        held.files += u32::from(named && entry.file_type().is_some_and(|kind| kind.is_file()));
    }
    held
}
