//! Golden files of the command line: what each command prints, as JSON and as text, over scripted sessions.
//!
//! Each script is run twice in folders of their own, with and without `--json`. What differs from run to run (the
//! temporary folder, times, durations, sizes of backups) is replaced by names. `UPDATE_GOLDENS=1` rewrites the files;
//! see `engine/tests/support/goldens.rs`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "../../../engine/tests/support/goldens.rs"]
mod goldens;

mod normal;
mod scripts;
mod terminal;

use std::path::Path;

use goldens::Goldens;
use scripts::Step;
use terminal::Terminal;

/// Runs a script both ways and compares what was printed.
fn compare(name: &str, steps: &[Step]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/files").join(name);
    let mut goldens = Goldens::new(folder);
    for (file, json) in [("json.txt", true), ("text.txt", false)] {
        let terminal = Terminal::new();
        let transcript: String = steps.iter().map(|step| terminal.run(step, json)).collect();
        goldens.add(file, transcript);
    }
    goldens.check();
}

macro_rules! prints_what_it_printed {
    ($($test:ident: $script:ident),+ $(,)?) => {
        $(
            #[test]
            fn $test() {
                compare(stringify!($script).to_lowercase().as_str(), scripts::$script);
            }
        )+
    };
}

prints_what_it_printed! {
    importing_prints_what_it_printed: IMPORT,
    listing_prints_what_it_printed: LIST,
    showing_prints_what_it_printed: SHOW,
    deciding_prints_what_it_printed: DECIDE,
    undo_and_redo_print_what_they_printed: UNDO,
    writing_prints_what_it_printed: WRITE,
    merging_prints_what_it_printed: MERGE,
    images_print_what_they_printed: IMAGES,
    copying_images_prints_what_it_printed: COPY_IMAGES,
    checking_files_prints_what_it_printed: CHECK,
    comparing_files_prints_what_it_printed: DIFF,
    maintenance_prints_what_it_printed: MAINTENANCE,
    wrong_use_prints_what_it_printed: WRONG_USE,
}
