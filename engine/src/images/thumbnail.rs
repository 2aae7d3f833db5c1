//! Makes pictures smaller: JPEG, or PNG where they are transparent. Keeps nothing.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat};

use super::decode::{decode, fitted, resized};
use super::sniff::{Format, sniff};
use super::unfit::Unfit;

/// JPEG quality of thumbnails.
const QUALITY: u8 = 80;

/// A picture made smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The width that was asked for, in pixels; a narrower picture is not made wider.
    pub width: u32,
    /// `image/jpeg` or `image/png`.
    pub mime: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The picture in each of these widths in pixels, decoded once. None of an AVIF.
pub fn thumbnails(bytes: &[u8], widths: &[u32]) -> Result<Vec<Thumbnail>, Unfit> {
    let format = sniff(bytes)?;
    let Some(widest) = widths.iter().copied().max().filter(|_| format != Format::Avif) else { return Ok(Vec::new()) };
    let picture = decode(bytes, format, widest)?.picture;
    widths.iter().map(|width| thumbnail(&picture, *width)).collect()
}

/// One thumbnail of a picture that is at least as large.
pub fn thumbnail(picture: &DynamicImage, width: u32) -> Result<Thumbnail, Unfit> {
    let small = resized(picture, fitted(picture.width(), picture.height(), width))?;
    let mut bytes = Vec::new();
    let mime = if small.color().has_alpha() {
        small.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(|error| Unfit::broken(&error))?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        small.write_with_encoder(encoder).map_err(|error| Unfit::broken(&error))?;
        "image/jpeg"
    };
    Ok(Thumbnail { width, mime, bytes })
}
