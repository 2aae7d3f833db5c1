//! Why bytes are no picture for the desk, in words that can stand in a row.

use crate::error::Error;

/// Why bytes are no picture that is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There are no bytes.
    #[error("an empty file")]
    Empty,
    /// It is something else.
    #[error("not a picture but {what}")]
    NotAPicture {
        /// What it is, such as `HTML`.
        what: &'static str,
    },
    /// A picture that could run scripts and reach the network.
    #[error("an SVG, which is not taken")]
    Svg,
    /// More pixels than are decoded.
    #[error("too large: {width} × {height} pixels")]
    TooLarge {
        /// Width in pixels, as its header says.
        width: u32,
        /// Height in pixels, as its header says.
        height: u32,
    },
    /// A JPEG whose data passes over the picture more often than is decoded.
    #[error("too many passes")]
    TooManyScans,
    /// It begins as a picture and is none, for the reason given.
    #[error("broken: {0}")]
    Broken(String),
}

impl Unfit {
    /// A picture that a decoder gave up.
    pub(super) fn broken(error: &dyn std::fmt::Display) -> Self {
        Self::Broken(error.to_string().trim_end_matches('.').to_owned())
    }

    /// A picture whose file ends before it does.
    pub(super) fn cut() -> Self {
        Self::Broken("the file ends before the picture does".to_owned())
    }
}

impl From<Unfit> for Error {
    fn from(unfit: Unfit) -> Self {
        Self::NoPicture(format!("The picture cannot be shown: {unfit}."))
    }
}
