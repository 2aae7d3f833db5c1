//! Examines bytes that came as a picture: what they are, how large, and what it looks like. Keeps nothing.

use super::decode::{Decoded, decode};
pub use super::failure::Unfit;
use super::limits::within_limits;
pub use super::sniff::Format;
use super::sniff::sniff;
use super::thumbnail::{Thumbnail, made};
use super::{avif, look};
use crate::file;

/// Pixels across at which a picture is looked at: as wide as the widest thumbnail that is made at once.
const LOOKED_AT: u32 = 480;

/// A picture that is whole and within limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Examined {
    /// What it is.
    pub format: Format,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// The hash of its bytes.
    pub hash: blake3::Hash,
    /// About 25 bytes from which a placeholder is drawn; none of an AVIF.
    pub thumbhash: Option<Vec<u8>>,
    /// Its difference hash; see [`look::alike`].
    pub look: Option<u64>,
    /// See [`look::sharpness`].
    pub sharpness: Option<f32>,
}

/// Examines bytes. What is not whole is no picture; of an AVIF only the header is read.
pub fn examine(bytes: &[u8]) -> Result<Examined, Unfit> {
    examine_and_shrink(bytes, &[]).map(|(examined, _)| examined)
}

/// Examines bytes, and makes thumbnails of these widths in pixels, none wider than 480, of the same pixels:
/// decoding takes longer than all the rest. None of an AVIF.
pub fn examine_and_shrink(bytes: &[u8], widths: &[u32]) -> Result<(Examined, Vec<Thumbnail>), Unfit> {
    let format = sniff(bytes)?;
    let hash = blake3::Hash::from(file::hash(bytes));
    if format == Format::Avif {
        let (width, height) = avif::size(bytes)?;
        within_limits(width, height)?;
        let examined = Examined { format, width, height, hash, thumbhash: None, look: None, sharpness: None };
        return Ok((examined, Vec::new()));
    }
    let Decoded { picture, width, height, memory: _memory } = decode(bytes, format, LOOKED_AT)?;
    let examined = Examined {
        format,
        width,
        height,
        hash,
        thumbhash: Some(look::thumbhash(&picture)?),
        look: Some(look::look(&picture)?),
        sharpness: Some(look::sharpness(&picture)),
    };
    Ok((examined, made(&picture, widths)?))
}
