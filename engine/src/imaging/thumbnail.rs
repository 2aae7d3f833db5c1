//! Makes pictures smaller: JPEG, or PNG where they are transparent. Keeps nothing.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use jpeg_encoder::{ColorType, Encoder};

use super::decode::{decode, resized};
use super::failure::Unfit;
use super::limits::fitted;
use super::sniff::{Format, sniff};

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
    made(&decode(bytes, format, widest)?.picture, widths)
}

/// Thumbnails in these widths of a picture that is at least as large.
pub(super) fn made(picture: &DynamicImage, widths: &[u32]) -> Result<Vec<Thumbnail>, Unfit> {
    widths.iter().map(|width| thumbnail(picture, *width)).collect()
}

/// One thumbnail of a picture that is at least as large.
fn thumbnail(picture: &DynamicImage, width: u32) -> Result<Thumbnail, Unfit> {
    let small = resized(picture, fitted(picture.width(), picture.height(), width))?;
    let mut bytes = Vec::new();
    if let DynamicImage::ImageRgb8(small) = small.as_ref() {
        let too_large = |_| Unfit::TooLarge { width: small.width(), height: small.height() };
        let wide = u16::try_from(small.width()).map_err(too_large)?;
        let high = u16::try_from(small.height()).map_err(too_large)?;
        let encoder = Encoder::new(&mut bytes, QUALITY);
        encoder.encode(small, wide, high, ColorType::Rgb).map_err(|error| Unfit::broken(&error))?;
        return Ok(Thumbnail { width, mime: "image/jpeg", bytes });
    }
    small.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(|error| Unfit::broken(&error))?;
    Ok(Thumbnail { width, mime: "image/png", bytes })
}
