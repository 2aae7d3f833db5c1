//! Desk joins the steps. `cli/` and `src-tauri/` call nothing else.
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::article::ArticleId;
use crate::decide::Decision;
use crate::error::Error;
use crate::screen::*;

/// One open library and everything that can be done with it. `Send + Sync`; share it in an `Arc`.
pub struct Desk;

impl Desk {
    /// Opens the library in this folder, and makes it where there is none.
    pub fn open(_library: &Path) -> Result<Self, Error> {
        Err(Error::Stub)
    }
    /// The platform's data folder for the library, shared by window and command line.
    pub fn default_library() -> Result<PathBuf, Error> {
        Err(Error::Stub)
    }
    /// Takes files and folders in. `watch` hears how far it is and can stop it.
    pub fn take_in(
        &self,
        _paths: &[PathBuf],
        _watch: &(dyn Fn(&Progress) -> ControlFlow<()> + Sync),
    ) -> Result<Receipt, Error> {
        Err(Error::Stub)
    }
    /// Every hit of a query, in order, with the counts.
    pub fn view(&self, _query: &str) -> Result<View, Error> {
        Err(Error::Stub)
    }
    /// One page of a query.
    pub fn page(&self, _query: &str, _limit: u32, _offset: u32) -> Result<Page, Error> {
        Err(Error::Stub)
    }
    /// Rows by id, in the order asked for; ids that are gone are left out.
    pub fn rows(&self, _ids: &[ArticleId]) -> Result<Vec<Row>, Error> {
        Err(Error::Stub)
    }
    /// One article whole.
    pub fn details(&self, _id: ArticleId) -> Result<Details, Error> {
        Err(Error::Stub)
    }
    /// The article that an id or an imported path names.
    pub fn find(&self, _name: &str) -> Result<ArticleId, Error> {
        Err(Error::Stub)
    }
    /// The exact bytes of the document with the decisions in it.
    pub fn document(&self, _id: ArticleId) -> Result<Vec<u8>, Error> {
        Err(Error::Stub)
    }
    /// Decides; all or nothing, one batch.
    pub fn decide(&self, _ids: &[ArticleId], _decisions: &[Decision]) -> Result<Changed, Error> {
        Err(Error::Stub)
    }
    /// Takes the last batch back; `None` where there is nothing to take back.
    pub fn undo(&self) -> Result<Option<Changed>, Error> {
        Err(Error::Stub)
    }
    /// Makes the batch that was taken back last again.
    pub fn redo(&self) -> Result<Option<Changed>, Error> {
        Err(Error::Stub)
    }
    /// How many articles stand where.
    pub fn counts(&self) -> Result<Counts, Error> {
        Err(Error::Stub)
    }
    /// What a hand-over would write; everything pending where no ids are given.
    pub fn plan_hand_over(&self, _ids: Option<&[ArticleId]>) -> Result<Vec<PlannedChange>, Error> {
        Err(Error::Stub)
    }
    /// Writes the decisions into the files they came from, or below `to`.
    pub fn hand_over(&self, _ids: Option<&[ArticleId]>, _to: Option<&Path>) -> Result<HandedOver, Error> {
        Err(Error::Stub)
    }
    /// The picture of an article's picture space as JPEG or PNG, at most `width` pixels wide.
    pub fn picture(&self, _id: ArticleId, _width: u32) -> Result<PictureBytes, Error> {
        Err(Error::Stub)
    }
}

/// A picture ready to be shown.
pub struct PictureBytes {
    /// Such as `image/jpeg`.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}
