//! JPEGs, decoded no larger than they are needed: at a half, a quarter or an eighth each block of the file takes
//! part of the work, and there are fewer pixels to make smaller.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, RgbImage};
use jpeg_decoder::{Decoder, PixelFormat};

use super::failure::{Defect, Unfit};
use super::jpeg_header::{self, Header};
use super::limits::{Need, Raw, is_turned, unfit};

/// A JPEG as it lies in the file, upright at least `width` pixels wide where it has them.
pub fn decode(bytes: &[u8], width: u32) -> Result<Raw, Unfit> {
    let header = jpeg_header::read(bytes)?;
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| unfit(&error))?;
    let (wide, high) = decoder.dimensions();
    if (wide, high) != (header.width, header.height) {
        return Err(Defect::TwoSizes.into());
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let across = if is_turned(orientation) { high } else { wide };
    let halvings = halvings(across, width);
    let need = |decoding| Need { size: (wide, high), halvings, decoding, bytes_per_pixel: 3, width, orientation };
    let whole = need(memory(&header, bytes.len()));
    let smaller = need(memory_reduced(&header, halvings));
    // Of a progressive picture the reducing decoder holds everything twice.
    if halvings > 0 && (!header.progressive || smaller.bytes() < whole.bytes()) {
        let memory = smaller.reserve()?;
        if let Some(picture) = reduced(bytes, (wide, high), halvings) {
            return Ok(Raw { picture, size: (wide, high), orientation, memory });
        }
    }
    let memory = Need { halvings: 0, ..whole }.reserve()?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    Ok(Raw { picture, size: (wide, high), orientation, memory })
}

/// Bytes that the decoder of the `image` crate takes at most: a copy of the file, the pixels, and the coefficients
/// where not all components come in the first scan.
fn memory(header: &Header, file: usize) -> u64 {
    let pixels = u64::from(header.width) * u64::from(header.height) * 3;
    let held = header.progressive || !header.interleaved;
    file as u64 + pixels + if held { header.coefficients } else { 0 }
}

/// Bytes that the reducing decoder takes at most: the reduced planes and pixels, and the rows of coefficients that wait
/// for a thread of its own. At an eighth that thread is much faster than reading is.
fn memory_reduced(header: &Header, halvings: u32) -> u64 {
    let pixels = u64::from(header.width) * u64::from(header.height) * u64::from(header.components);
    let waiting = match (header.progressive, halvings) {
        (true, _) => 2 * header.coefficients,
        (false, 3) => header.coefficients / 4,
        (false, _) => header.coefficients,
    };
    2 * (pixels >> (2 * halvings)) + waiting
}

/// How often a picture this many pixels across can be halved and is still as wide as it must be.
fn halvings(across: u32, width: u32) -> u32 {
    (1..=3).rev().find(|times| across >> times >= width.max(1)).unwrap_or(0)
}

/// The picture in fewer pixels. `None` where it is not to be halved, and where this decoder does not know its kind
/// or is stricter than the other.
fn reduced(bytes: &[u8], (wide, high): (u32, u32), halvings: u32) -> Option<DynamicImage> {
    if halvings == 0 {
        return None;
    }
    let mut decoder = Decoder::new(bytes);
    let side = |side: u32| u16::try_from(side.div_ceil(1 << halvings)).ok();
    let (width, height) = decoder.scale(side(wide)?, side(high)?).ok()?;
    let format = decoder.info()?.pixel_format;
    if !matches!(format, PixelFormat::L8 | PixelFormat::RGB24) {
        return None;
    }
    let pixels = decoder.decode().ok()?;
    let (width, height) = (width.into(), height.into());
    match format {
        PixelFormat::L8 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        _ => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
    }
}
