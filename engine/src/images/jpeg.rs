//! JPEGs, decoded no larger than they are needed.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};

use super::decode::{unfit, within_limits};
use super::unfit::Unfit;

/// A JPEG as it lies in the file: its pixels, its full size in pixels, and how it is to be turned.
pub fn decode(bytes: &[u8], _width: u32) -> Result<(DynamicImage, (u32, u32), Orientation), Unfit> {
    if !is_whole(bytes) {
        return Err(Unfit::cut());
    }
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| unfit(&error))?;
    let (wide, high) = decoder.dimensions();
    within_limits(wide, high, decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    Ok((picture, (wide, high), orientation))
}

/// Whether a picture's data is followed by the mark of its end. Decoders fill up with grey what is missing.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(data) = first_scan(bytes) else { return false };
    // Within the data of a scan the byte FF is always followed by others than this.
    bytes[data..].windows(2).any(|pair| pair == [0xFF, 0xD9])
}

/// Where the first scan begins. What stands before it may hold whole pictures of its own, such as previews.
fn first_scan(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xFF, mark] = *bytes.get(at..)?.first_chunk::<2>()? else { return None };
        match mark {
            0xDA => return Some(at),
            // Fill bytes, and marks without content.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => at += 2 + usize::from(u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?)),
        }
    }
}
