//! The pictures that can be chosen for an article, as the screen shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PictureSpace;

/// One picture that the article or its coverage names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Candidate {
    /// Its address, as the document writes it.
    pub url: String,
    /// Who published it, as a person would say.
    pub from: Option<String>,
    /// Width in pixels: as it really is where it is here, else as declared.
    #[ts(type = "number | null")]
    pub width: Option<i64>,
    /// Height in pixels.
    #[ts(type = "number | null")]
    pub height: Option<i64>,
    /// Size of the file, where it is here.
    #[ts(type = "number | null")]
    pub bytes: Option<i64>,
    /// It is the one that stands first now, or looks like it.
    pub chosen: bool,
    /// How fit it is, from 0 to 1.
    pub fitness: f64,
    /// Its state.
    pub picture: PictureSpace,
}
