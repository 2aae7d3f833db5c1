//! Builds a damaged library again from all that can be read.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::context::Context;
use crate::derive::{self, AT_ONCE};
use crate::error::Error;
use crate::library::{self, Library, articles, check, facts};

/// What a rebuild did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rebuilt {
    /// Articles whose derived data was made again.
    pub articles: u32,
    /// Articles whose document is damaged: gone until their files are taken in again, with what was decided.
    pub documents_damaged: u32,
    /// The files of these articles.
    pub put_aside: Vec<String>,
    /// Decisions in force that differ from those in the damaged library.
    pub decisions_mended: u32,
    /// Decisions that could not be read, or belong to no article that is known.
    pub decisions_lost: u32,
    /// Rows that were saved from a damaged library.
    #[ts(type = "number")]
    pub rows_saved: u64,
    /// Tables of it that could be read only in part.
    pub tables_in_part: u32,
    /// The names of these tables.
    pub tables: Vec<String>,
    /// Rows of these tables that were taken from the newest good backup.
    #[ts(type = "number")]
    pub rows_from_backup: u64,
    /// Where the former library is now.
    pub moved_aside: Option<String>,
}

/// Builds the library again: copies all that can be read of it into a new one, completes the decisions from the
/// decision log, and derives rows, facts and search index. Only then does the new library take the place of the
/// present one, which is moved aside, never deleted. Nobody may have the library open.
pub fn rebuild(folder: &Path) -> Result<Rebuilt, Error> {
    let alone = Library::hold_alone(folder)?;
    library::finish_replacement(folder)?;
    let (salvaged, partial) = check::build_again(folder)?;
    let mut rebuilt = Rebuilt {
        rows_saved: salvaged.rows,
        rows_from_backup: salvaged.rows_from_backup,
        tables_in_part: u32::try_from(salvaged.tables_in_part.len()).unwrap_or(u32::MAX),
        tables: salvaged.tables_in_part,
        decisions_mended: salvaged.decisions.mended,
        decisions_lost: salvaged.decisions.lost,
        ..Rebuilt::default()
    };
    derive_all(&Context::open(&partial)?, &mut rebuilt)?;
    check::close_for_replacement(&partial)?;
    rebuilt.moved_aside = library::replace_with_partial(folder)?.map(|path| path.display().to_string());
    drop(alone);
    let context = Context::open(folder)?;
    // Which pictures the articles name, and what their rows show of them.
    while context.follow_changes()?.more {}
    Ok(rebuilt)
}

/// An article whose document is damaged is gone, so that the next import of its file brings it back; what was
/// decided about it stays.
fn derive_all(context: &Context, rebuilt: &mut Rebuilt) -> Result<(), Error> {
    let ids = context.library.write(|transaction| {
        facts::forget_words(transaction)?;
        articles::all(transaction)
    })?;
    for ids in ids.chunks(AT_ONCE) {
        context.library.write_calmly(|transaction| {
            for (stored, derived) in derive::each_derived(transaction, ids)? {
                if let Ok(derived) = derived
                    && stored.is_whole()
                {
                    facts::update(transaction, stored.id, &derived)?;
                    rebuilt.articles += 1;
                } else {
                    articles::set_gone(transaction, stored.id, true)?;
                    rebuilt.documents_damaged += 1;
                    rebuilt.put_aside.push(stored.file().display().to_string());
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
