//! What a receipt's numbers count: articles, and refused files as they are. No other file can be read through here.

use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Import;
use crate::article::IntakeId;
use crate::error::{Doing, Error};
use crate::file;
use crate::import::is_markdown;
use crate::import::message::Refused;
use crate::library::import_report::{ReceiptLine, ReceiptPart};
use crate::library::{intakes, receipt_lines, rejected};

/// A file that was refused, as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedText {
    /// Absolute path.
    pub path: String,
    /// Its text; what is no UTF-8 stands as `�`.
    pub text: String,
    /// The file is longer than what is shown of it.
    pub cut: bool,
}

/// Longest part of a file that is shown, in bytes.
const SHOWN: u64 = 1 << 20;
/// Receipts whose refused files can be opened.
const RECEIPTS: u32 = 200;

impl Import<'_> {
    /// The text of a Markdown file that was refused, as it is on disk now. A link is followed only to another Markdown
    /// file: what a site links to from elsewhere on the disk is not shown as an article.
    pub fn refused_text(&self, path: &str) -> Result<RefusedText, Error> {
        let refused = self.library.read(|connection| {
            let now = rejected::refused(connection)?;
            let receipts = intakes::receipts(connection, RECEIPTS)?;
            let before = receipts.iter().flat_map(|receipt| &receipt.refused);
            Ok(now.iter().chain(before).any(|refusal| refusal.path == path))
        })?;
        if !refused {
            return Err(Error::usage(Refused::NotRejected { path: path.to_owned() }));
        }
        let there = Path::new(path).canonicalize().map_err(Error::io(Doing::Read, Path::new(path)))?;
        if !is_markdown(Path::new(path)) || !is_markdown(&there) || !there.is_file() {
            return Err(Error::not_now(Refused::NotMarkdown { path: path.to_owned() }));
        }
        let mut bytes = Vec::new();
        let (file, _) = file::open_regular(&there).map_err(Error::io(Doing::Read, Path::new(path)))?;
        file.take(SHOWN + 1).read_to_end(&mut bytes).map_err(Error::io(Doing::Read, Path::new(path)))?;
        let cut = bytes.len() as u64 > SHOWN;
        bytes.truncate(usize::try_from(SHOWN).unwrap_or(usize::MAX));
        Ok(RefusedText { path: path.to_owned(), text: String::from_utf8_lossy(&bytes).into_owned(), cut })
    }

    /// The articles behind a number of a receipt, in the order in which they came to the library.
    pub fn receipt_part(
        &self,
        intake: IntakeId,
        part: ReceiptPart,
        (limit, offset): (u32, u32),
    ) -> Result<Vec<ReceiptLine>, Error> {
        self.library.read(|connection| receipt_lines::of(connection, (intake, part), (limit, offset)))
    }
}
