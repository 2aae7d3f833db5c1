//! JPEGs, decoded no larger than they are needed: at a half, a quarter or an eighth each block of the file takes
//! part of the work, and there are fewer pixels to make smaller.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, RgbImage};
use jpeg_decoder::{Decoder, PixelFormat};

use super::decode::{Raw, alone, is_turned, unfit, within_limits};
use super::unfit::Unfit;

/// A JPEG as it lies in the file, upright at least `width` pixels wide where it has them.
pub fn decode(bytes: &[u8], width: u32) -> Result<Raw, Unfit> {
    let Some(Scan { progressive, .. }) = first_scan(bytes).filter(|scan| is_whole(&bytes[scan.at..])) else {
        return Err(Unfit::cut());
    };
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| unfit(&error))?;
    let (wide, high) = decoder.dimensions();
    within_limits(wide, high, decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let across = if is_turned(orientation) { high } else { wide };
    let halvings = halvings(across, width);
    // Of a progressive one every coefficient is held, two bytes each, before there are any pixels.
    let taken = if progressive { 2 * decoder.total_bytes() } else { decoder.total_bytes() >> (2 * halvings) };
    let alone = alone(taken);
    let picture = match reduced(bytes, (wide, high), halvings) {
        Some(picture) => picture,
        None => DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?,
    };
    Ok(Raw { picture, size: (wide, high), orientation, alone })
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

/// Where the data of a picture begins.
struct Scan {
    /// Its first byte.
    at: usize,
    /// The data comes in several passes over the whole picture.
    progressive: bool,
}

/// Whether a picture's data is followed by the mark of its end. Decoders fill up with grey what is missing.
fn is_whole(data: &[u8]) -> bool {
    // Within the data of a scan the byte FF is always followed by others than this. It stands at the end, as a rule:
    // looked for from there, megabytes of data are not.
    data.windows(2).rev().any(|pair| pair == [0xFF, 0xD9])
}

/// Where the first scan begins. What stands before it may hold whole pictures of its own, such as previews.
fn first_scan(bytes: &[u8]) -> Option<Scan> {
    let (mut at, mut progressive) = (2, false);
    loop {
        let [0xFF, mark] = *bytes.get(at..)?.first_chunk::<2>()? else { return None };
        progressive |= mark == 0xC2;
        match mark {
            0xDA => return Some(Scan { at, progressive }),
            // Fill bytes, and marks without content.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            _ => at += 2 + usize::from(u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?)),
        }
    }
}
