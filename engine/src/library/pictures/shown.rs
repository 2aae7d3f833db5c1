//! Images as the library knows them: what can be shown of one, and how far fetching is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::PictureId;
use crate::message::Message;

/// The state of the picture that a row shows: here.
pub const CACHED: i64 = 1;
/// Given up.
pub const FAILED: i64 = 2;
/// Of another size than declared.
pub const WRONG_SIZE: i64 = 4;

/// What can be shown in a picture space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PictureSpace {
    /// The document names no picture.
    None,
    /// It was not fetched yet, or not again.
    Waiting {
        /// The picture, once it is listed.
        id: Option<PictureId>,
        /// The address.
        url: String,
        /// It needs no network: `picture://localhost/<article id>` shows it at once.
        near: bool,
        /// A placeholder as base64, where it was here before.
        thumbhash: Option<String>,
    },
    /// It is here: `picture://localhost/p<id>?v=<version>&w=<width>`.
    Cached {
        /// The picture.
        id: PictureId,
        /// The address.
        url: String,
        /// Tells its content from what the address had before: goes into the picture's own address.
        version: String,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// A placeholder as base64; none of an AVIF.
        thumbhash: Option<String>,
    },
    /// It could not be had.
    Failed {
        /// The picture.
        id: PictureId,
        /// The address.
        url: String,
        /// Why, in words that stand behind a colon: `not there (404)`.
        reason: Message,
    },
}

/// Whose picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PictureRole {
    /// The article's own.
    Lead,
    /// One of another report of the story.
    Coverage,
    /// A provider's logo.
    Logo,
}

/// One picture that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticlePicture {
    /// Whose it is.
    pub role: PictureRole,
    /// Which report of the coverage, from 0; `None` for the article's own.
    pub report: Option<u32>,
    /// Which of them, from 0, in the document's order.
    pub position: u32,
    /// Declared width in pixels.
    #[ts(type = "number | null")]
    pub width: Option<i64>,
    /// Declared height in pixels.
    #[ts(type = "number | null")]
    pub height: Option<i64>,
    /// What is here is of another size than declared.
    pub wrong_size: bool,
    /// Size of the file, where it is here.
    #[ts(type = "number | null")]
    pub bytes: Option<i64>,
    /// Its state.
    pub picture: PictureSpace,
}

/// How far the fetching is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PicturesProgress {
    /// Distinct pictures that articles name.
    pub total: u32,
    /// Of those: here, or given up.
    pub done: u32,
    /// Of those: here.
    pub cached: u32,
    /// Of those: given up.
    pub failed: u32,
    /// Of those: still to be fetched.
    pub waiting: u32,
    /// Of those: let go for room, and fetched again when somebody looks.
    pub evicted: u32,
    /// Files and thumbnails of all that is here, in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The curator stopped it for a while.
    pub paused: bool,
    /// Nothing can be reached; it is tried again by itself.
    pub offline: bool,
}

/// One picture of the cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureLine {
    /// The picture.
    pub id: PictureId,
    /// `waiting`, `cached`, `failed` or `evicted`.
    pub state: String,
    /// Its address.
    pub address: String,
    /// Why it failed, or why the last try did.
    pub reason: Option<Message>,
    /// Tries that failed.
    pub tries: u32,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Size of the file.
    #[ts(type = "number | null")]
    pub bytes: Option<i64>,
    /// Articles that name it.
    pub articles: u32,
}

/// What the picture cache takes, and what could be let go of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PictureCache {
    /// Pictures that are kept, each once by its content.
    pub files: u32,
    /// What they and their thumbnails take, in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What they may take, in bytes.
    #[ts(type = "number")]
    pub limit: u64,
    /// Pictures that no article of the inbox names.
    pub evictable_files: u32,
    /// What those take, in bytes.
    #[ts(type = "number")]
    pub evictable_bytes: u64,
}
