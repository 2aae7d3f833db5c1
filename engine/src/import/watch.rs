//! Watched folders: what robots write is taken in as soon as it has settled.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::Import;
use crate::error::Error;
use crate::import::folder_events::Watched;
use crate::import::message::Refused;
use crate::library::import_report::Receipt;

impl Import<'_> {
    /// Takes folders in, and whatever changes in them, on this thread, until `hear` says that it is enough.
    /// `hear` is given each receipt that holds something, and `None` a few times a second in between.
    pub fn watch(
        &self,
        folders: &[PathBuf],
        hear: &dyn Fn(Option<Result<Receipt, Error>>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        // Watched first, taken in second: what changes in between is seen by one of the two.
        let watched = Watched::begin(folders).map_err(|(folder, error)| {
            Error::not_now(Refused::NotWatched { path: folder.display().to_string(), text: error.to_string() })
        })?;
        let mut settled = folders.to_vec();
        loop {
            let heard = if settled.is_empty() {
                hear(None)
            } else {
                let taken = self.take_in_if_changed(&settled, &|_| ControlFlow::Continue(()));
                match taken.transpose() {
                    Some(receipt) => hear(Some(receipt)),
                    None => hear(None),
                }
            };
            if heard.is_break() {
                return Ok(());
            }
            settled = watched.settled();
        }
    }
}
